#include <stdlib.h>

#include <CUnit/CUnit.h>
#include <bson/bson.h>

#include "store/mongo/verbs.h"
#include "tests/store/contract.h"
#include "tests/store/mongo/fixture.h"
#include "tests/suite.h"

static void
add_queue(struct store *store, const char *id)
{
	struct queue queue = {.id = id, .name = id, .company = "c"};
	struct queue_entry entry = {.task = "t", .added = 1};

	CU_ASSERT_EQUAL(store_create(store, &queue), STORE_OK);
	CU_ASSERT_EQUAL(
	    store_add_task(store, "c", id, &entry, NULL, false), STORE_OK);
}

/* Samples don't need more memory for queues that no longer exist. */
static void
forgets_queues_that_are_gone(void)
{
	struct store *store = fixture_store();
	struct store_mongo_samples *samples;

	samples = mongo_of(store)->samples;
	add_queue(store, "q1");
	add_queue(store, "q2");
	CU_ASSERT_EQUAL(store_mongo_look_at_all(samples), 2);
	CU_ASSERT_EQUAL(store_delete(store, "c", "q1", true), STORE_OK);
	CU_ASSERT_EQUAL(store_mongo_look_at_all(samples), 1);
	add_queue(store, "q1");
	CU_ASSERT_EQUAL(store_mongo_look_at_all(samples), 2);
	store_close(store);
}

/* A queue that holds a task three times, as after a race of other servers. */
static struct store *
make_repeated(void)
{
	struct store *store = fixture_store();
	bson_t *queue = BCON_NEW("_id", "q", "name", "q", "company", "c",
	    "entries", "[", "{", "task", "a", "added", BCON_DATE_TIME(1), "}",
	    "{", "task", "b", "added", BCON_DATE_TIME(2), "}", "{", "task", "a",
	    "added", BCON_DATE_TIME(3), "}", "{", "task", "c", "added",
	    BCON_DATE_TIME(4), "}", "{", "task", "a", "added",
	    BCON_DATE_TIME(5), "}", "]");

	fixture_insert("queue", queue);
	bson_destroy(queue);
	return store;
}

static bool
take_length(void *context, const char *queue, const struct queue_sample *sample)
{
	(void)queue;
	if (sample != NULL)
		*(int64_t *)context = sample->length;
	return true;
}

/* The length in the last sample. */
static int64_t
last_length(struct store *store)
{
	const char *const id = "q";
	const struct store_sample_range range = {
	    .company = "c", .ids = {1, &id}, .to = INT64_MAX};
	int64_t length = -1;

	CU_ASSERT_EQUAL(store_list_samples(
			    store, fixture_arena, &range, take_length, &length),
	    STORE_OK);
	return length;
}

static void
removes_a_task_as_often_as_it_is_there(void)
{
	struct store *store = make_repeated();
	size_t removed;

	CU_ASSERT_EQUAL(
	    store_remove_task(store, "c", "q", "b", 1000, NULL, &removed),
	    STORE_OK);
	CU_ASSERT_EQUAL(removed, 1);
	CU_ASSERT_EQUAL(last_length(store), 4);
	CU_ASSERT_EQUAL(
	    store_remove_task(store, "c", "q", "a", 2000, NULL, &removed),
	    STORE_OK);
	CU_ASSERT_EQUAL(removed, 3);
	CU_ASSERT_EQUAL(last_length(store), 1);
	store_close(store);
}

static struct store_mongo_call
make_removal(const char *task)
{
	return (struct store_mongo_call){.kind = STORE_MONGO_REMOVE_TASK,
	    .company = "c",
	    .queue = "q",
	    .now = 9,
	    .arena = fixture_arena,
	    .entry = {.task = task}};
}

static void
removes_it_together_with_others(void)
{
	struct store *store = make_repeated();
	struct store_mongo_call calls[] = {
	    make_removal("b"), make_removal("a"), make_removal("a")};
	struct store_mongo_call *all[] = {&calls[0], &calls[1], &calls[2]};

	store_mongo_do_calls(mongo_of(store), 3, all);
	CU_ASSERT_EQUAL(calls[0].result, STORE_OK);
	CU_ASSERT_EQUAL(calls[0].n_removed, 1);
	CU_ASSERT_EQUAL(calls[1].result, STORE_OK);
	CU_ASSERT_EQUAL(calls[1].n_removed, 3);
	CU_ASSERT_EQUAL(calls[2].result, STORE_NO_TASK);
	store_close(store);
}

static int
run_own(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(forgets_queues_that_are_gone),
	    SUITE_TEST(removes_a_task_as_often_as_it_is_there),
	    SUITE_TEST(removes_it_together_with_others),
	};

	return suite_run(
	    "store_mongo's own", tests, sizeof(tests) / sizeof(*tests));
}

#define STEPS 3000 /* each waits for a disk */

/* With a seed and a number of steps: a long comparison with an array. */
int
main(int argc, char **argv)
{
	int status;

	if (!fixture_begin("test_mongo"))
		return EXIT_FAILURE;
	if (argc == 3) {
		status = store_contract_run_long_array(
		    "store_mongo array", fixture_store, NULL, argv + 1);
		fixture_end();
		return status;
	}
	status = store_contract_run("store_mongo", fixture_store);
	status |= store_contract_run_reads("store_mongo reads", fixture_store);
	status |=
	    store_contract_run_leaving("store_mongo leaving", fixture_store);
	status |= store_contract_run_users("store_mongo users", fixture_store);
	status |=
	    store_contract_run_samples("store_mongo samples", fixture_store);
	status |=
	    store_contract_run_entries("store_mongo entries", fixture_store);
	status |=
	    store_contract_run_watching("store_mongo watching", fixture_store);
	status |= store_contract_run_several(
	    "store_mongo several", fixture_store, NULL, STEPS / 10);
	status |= store_contract_run_race(
	    "store_mongo race", fixture_store, STEPS / 20);
	status |= run_own();
	status |= store_contract_run_array(
	    "store_mongo array", fixture_store, NULL, STEPS);
	fixture_end();
	return status;
}

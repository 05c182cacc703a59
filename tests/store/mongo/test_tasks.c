#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include <CUnit/CUnit.h>
#include <mongoc/mongoc.h>

#include "base/arena.h"
#include "store/mongo/verbs.h"
#include "tests/store/contract.h"
#include "tests/store/mongo/fixture.h"
#include "tests/suite.h"

#define N_MANY 2500 /* more than twice as many as fit a command */
#define N_THREADS 32

static void
put_text(bson_t *document, const char *name, const char *text)
{
	if (text != NULL)
		BSON_APPEND_UTF8(document, name, text);
}

/* With members that lineup doesn't know. */
static void
put_task(struct store *store, const struct contract_task *task)
{
	bson_t *document = BCON_NEW("_id", BCON_UTF8(task->id), "company",
	    BCON_UTF8(task->company), "status", BCON_UTF8(task->status),
	    "last_update", BCON_DATE_TIME(1), "odd", "{", "a", BCON_INT32(1),
	    "}");
	bson_t execution;

	(void)store;
	put_text(document, "enqueue_status", task->enqueue_status);
	put_text(document, "status_reason", task->reason);
	BSON_APPEND_DOCUMENT_BEGIN(document, "execution", &execution);
	put_text(&execution, "docker_cmd", "image");
	put_text(&execution, "queue", task->queue);
	bson_append_document_end(document, &execution);
	fixture_insert("task", document);
	bson_destroy(document);
}

static void
get_task(struct store *store, struct arena *arena, const char *id,
    struct contract_task *task)
{
	bson_t *document = fixture_find("task", id), execution;

	(void)store;
	CU_ASSERT_TRUE_FATAL(mongo_child(document, "execution", &execution));
	CU_ASSERT_STRING_EQUAL(
	    mongo_text(arena, &execution, "docker_cmd"), "image");
	*task = (struct contract_task){.id = id,
	    .company = mongo_text(arena, document, "company"),
	    .status = mongo_text(arena, document, "status"),
	    .enqueue_status = mongo_text(arena, document, "enqueue_status"),
	    .queue = mongo_text(arena, &execution, "queue"),
	    .reason = mongo_text(arena, document, "status_reason")};
	bson_destroy(document);
}

static const struct store_leaving leaving = {.company = "c",
    .queue = "q",
    .reason = "$status",
    .user = "$company",
    .now = 9000};

static void
revert_to(struct store *store, const char *status)
{
	bson_t *task = BCON_NEW("_id", "t", "company", "c", "project", "p",
	    "odd", BCON_INT32(5), "status", "queued", "enqueue_status",
	    BCON_UTF8(status), "status_message", "m", "execution", "{", "queue",
	    "q", "}", "system_tags", "[", "a", "development", "b",
	    "development", "]");
	bson_t *project = BCON_NEW("_id", "p", "odd", BCON_INT32(6));

	fixture_insert("task", task);
	fixture_insert("project", project);
	store_revert_task(store, &leaving, "t");
	bson_destroy(task);
	bson_destroy(project);
}

/* Compare the whole document: members that are not given must be gone. */
static void
expect_document(const char *name, const char *id, bson_t *expected)
{
	bson_t *found = fixture_find(name, id);
	char *text = bson_as_canonical_extended_json(found, NULL);
	char *wanted = bson_as_canonical_extended_json(expected, NULL);

	CU_ASSERT_STRING_EQUAL(text, wanted);
	bson_free(text);
	bson_free(wanted);
	bson_destroy(found);
	bson_destroy(expected);
}

#define WHEN BCON_DATE_TIME(9000)

static void
writes_all_of_a_task_that_is_reverted(void)
{
	struct store *store = fixture_store();

	revert_to(store, "failed");
	expect_document("task", "t",
	    BCON_NEW("_id", "t", "company", "c", "project", "p", "odd",
		BCON_INT32(5), "status", "failed", "enqueue_status", BCON_NULL,
		"status_message", "", "execution", "{", "}", "system_tags", "[",
		"a", "development", "b", "development", "]", "status_reason",
		"$status", "status_changed", WHEN, "last_update", WHEN,
		"last_change", WHEN, "last_changed_by", "$company"));
	expect_document("project", "p",
	    BCON_NEW("_id", "p", "odd", BCON_INT32(6), "last_update", WHEN));
	store_close(store);
}

static void
pulls_a_tag_where_a_task_stays_queued(void)
{
	struct store *store = fixture_store();
	bson_t *left = BCON_NEW("_id", "t", "status", "queued", "system_tags",
	    "[", "a", "b", "]", "execution", "{", "}");

	revert_to(store, "queued");
	CU_ASSERT_TRUE(fixture_has("task", left));
	bson_destroy(left);
	store_close(store);
}

static void
reverts_many(void)
{
	struct store *store = fixture_store();
	struct store_mongo_leaving leavings = {
	    .why = leaving, .tasks = {.n = N_MANY}};
	struct store_strings found;
	bson_t *left = BCON_NEW("status", "queued");
	struct contract_task task = {
	    .company = "c", .status = "queued", .queue = "q"};
	const char **items =
	    arena_alloc_n(fixture_arena, N_MANY, sizeof(*items));
	uint64_t n_before;
	size_t i;

	fixture_calm(store);
	for (i = 0; i < N_MANY; i++) {
		task.id = items[i] = arena_printf(fixture_arena, "t%zu", i);
		task.queue = i == 7 ? "other" : "q";
		if (i != 1700)
			put_task(store, &task);
	}
	leavings.tasks.items = items;
	n_before = mongo_count(mongo_of(store)->mongo);
	CU_ASSERT_EQUAL(store_mongo_revert(mongo_of(store), fixture_arena,
			    &leavings, INT64_MAX, &found),
	    N_MANY);
	/* three times: look, find, update, look; two that were not found are
	 * looked for, and one of them waits for its queue */
	CU_ASSERT_EQUAL(
	    mongo_count(mongo_of(store)->mongo) - n_before, 12 + 2 + 1);
	CU_ASSERT_EQUAL(found.n, N_MANY - 2);
	CU_ASSERT_TRUE(fixture_has("task", left));
	bson_destroy(left);
	store_close(store);
}

static void
stops_when_time_is_up(void)
{
	struct store *store = fixture_store();
	const char *id = "t";
	const struct store_mongo_leaving leavings = {
	    .why = leaving, .tasks = {1, &id}};
	struct store_strings found;

	CU_ASSERT_EQUAL(store_mongo_revert(mongo_of(store), fixture_arena,
			    &leavings, 0, &found),
	    0);
	CU_ASSERT_EQUAL(found.n, 0);
	store_close(store);
}

/* If one of two tasks can't be changed, the other one is. */
static void
changes_each_task_for_itself(void)
{
	struct store *store = fixture_store();
	bson_t *valid = BCON_NEW("_id", "{", "$ne", "bad", "}");
	struct contract_task task = {
	    .id = "good", .company = "c", .status = "stopped", .queue = "q"};
	struct mongo_update updates[] = {
	    {BCON_NEW("_id", "bad"), BCON_NEW("$set", "{", "x", "y", "}"),
		false, false},
	    {BCON_NEW("_id", "good"), BCON_NEW("$set", "{", "x", "y", "}"),
		false, false}};
	bson_t *changed = BCON_NEW("_id", "good", "x", "y");
	size_t i;

	put_task(store, &task);
	task.id = "bad";
	put_task(store, &task);
	fixture_refuse_changes("task", valid);
	CU_ASSERT_NOT_EQUAL(
	    mongo_update_each(mongo_of(store)->mongo, MONGO_TASKS, 2, updates),
	    STORE_OK);
	CU_ASSERT_TRUE(updates[0].has_failed);
	CU_ASSERT_FALSE(updates[1].has_failed);
	CU_ASSERT_TRUE(fixture_has("task", changed));
	store_requeue_task(store, "c", "bad");
	store_mongo_set_task_queue(store, "c", "bad", "q2");
	store_revert_task(store, &leaving, "bad");
	get_task(store, fixture_arena, "bad", &task);
	CU_ASSERT_STRING_EQUAL(task.status, "stopped");
	CU_ASSERT_STRING_EQUAL(task.queue, "q");
	for (i = 0; i < 2; i++) {
		bson_destroy(updates[i].selector);
		bson_destroy(updates[i].change);
	}
	bson_destroy(valid);
	bson_destroy(changed);
	store_close(store);
}

struct setter {
	pthread_t thread;
	pthread_barrier_t *start;
	struct store *store;
	char task[16];
};

static void *
set_queue(void *argument)
{
	const struct setter *setter = argument;

	pthread_barrier_wait(setter->start);
	store_mongo_set_task_queue(
	    setter->store, "c", setter->task, setter->task);
	return NULL;
}

/* Each caller gets its own task, with fewer commands than callers. */
static void
shares_commands(void)
{
	struct store *store = fixture_store();
	struct setter setters[N_THREADS];
	pthread_barrier_t start;
	struct contract_task task = {.company = "c", .status = "queued"};
	uint64_t n_before;
	int i;

	fixture_calm(store);
	pthread_barrier_init(&start, NULL, N_THREADS);
	for (i = 0; i < N_THREADS; i++) {
		setters[i].store = store;
		setters[i].start = &start;
		snprintf(setters[i].task, sizeof(setters[i].task), "t%d", i);
		task.id = setters[i].task;
		put_task(store, &task);
	}
	n_before = mongo_count(mongo_of(store)->mongo);
	for (i = 0; i < N_THREADS; i++)
		CU_ASSERT_EQUAL_FATAL(pthread_create(&setters[i].thread, NULL,
					  set_queue, &setters[i]),
		    0);
	for (i = 0; i < N_THREADS; i++)
		pthread_join(setters[i].thread, NULL);
	CU_ASSERT_TRUE(
	    mongo_count(mongo_of(store)->mongo) - n_before < 2 * N_THREADS);
	for (i = 0; i < N_THREADS; i++) {
		get_task(store, fixture_arena, setters[i].task, &task);
		CU_ASSERT_STRING_EQUAL(task.queue, setters[i].task);
	}
	pthread_barrier_destroy(&start);
	store_close(store);
}

static void
writes_nothing_where_nothing_changes(void)
{
	struct store *store = fixture_store();
	const struct contract_task task = {
	    .id = "t", .company = "c", .status = "queued", .queue = "q"};
	uint64_t n_before;

	fixture_calm(store);
	put_task(store, &task);
	n_before = mongo_count(mongo_of(store)->mongo);
	store_mongo_set_task_queue(store, "c", "t", "q");
	store_requeue_task(store, "c", "t");
	store_requeue_task(store, "c", "ghost");
	CU_ASSERT_EQUAL(mongo_count(mongo_of(store)->mongo) - n_before, 3);
	store_close(store);
}

static void
pops_a_task_that_is_named_by_one_command(void)
{
	struct queue_entry entries[] = {{"a", 1}, {"b", 2}};
	struct queue queue = {.id = "q",
	    .name = "q",
	    .company = "c",
	    .n_entries = 2,
	    .entries = entries};
	struct store *store = fixture_store();
	uint64_t n_before;

	fixture_calm(store);
	CU_ASSERT_EQUAL(store_create(store, &queue), STORE_OK);
	n_before = mongo_count(mongo_of(store)->mongo);
	CU_ASSERT_EQUAL(store_get_next_task(store, fixture_arena, "c", "q", "a",
			    NULL, 4, entries),
	    STORE_OK);
	CU_ASSERT_EQUAL(mongo_count(mongo_of(store)->mongo) - n_before, 1);
	store_close(store);
}

static void
add_entry(const char *queue, const char *task)
{
	bson_t *document = BCON_NEW("_id", BCON_UTF8(queue), "name",
	    BCON_UTF8(queue), "company", "c", "entries", "[", "{", "task",
	    BCON_UTF8(task), "}", "]");

	fixture_insert("queue", document);
	bson_destroy(document);
}

static bool
is_of_queue(const char *task, const char *queue)
{
	bson_t *members = BCON_NEW(
	    "_id", BCON_UTF8(task), "execution.queue", BCON_UTF8(queue));
	bool found = fixture_has("task", members);

	bson_destroy(members);
	return found;
}

static void
follows_a_task_to_where_it_is(void)
{
	struct store *store = fixture_store();
	struct contract_task task = {
	    .id = "moved", .company = "c", .status = "queued", .queue = "q"};

	put_task(store, &task);
	task.id = "popped";
	put_task(store, &task);
	add_entry("there", "moved");
	store_follow_task(store, "c", "moved", "there");
	CU_ASSERT_TRUE(is_of_queue("moved", "there"));
	/* another server moves the task on before this call */
	store_follow_task(store, "c", "moved", "nosuch");
	CU_ASSERT_TRUE(is_of_queue("moved", "there"));
	store_follow_task(store, "c", "popped", "there");
	CU_ASSERT_TRUE(is_of_queue("popped", "there"));
	store_follow_task(store, "other", "popped", "q");
	CU_ASSERT_TRUE(is_of_queue("popped", "there"));
	store_close(store);
}

/* No server could revert them later. */
static void
defers_no_task_that_names_no_queue(void)
{
	struct store *store = fixture_store();
	const char *task = "t";
	const struct store_mongo_leaving nameless = {.id = "l",
	    .why = {.company = "c", .reason = "why"},
	    .tasks = {1, &task}};

	CU_ASSERT_FALSE(store_mongo_defer(mongo_of(store), &nameless, 0));
	store_close(store);
}

static int
run_own(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(writes_all_of_a_task_that_is_reverted),
	    SUITE_TEST(pulls_a_tag_where_a_task_stays_queued),
	    SUITE_TEST(reverts_many),
	    SUITE_TEST(stops_when_time_is_up),
	    SUITE_TEST(changes_each_task_for_itself),
	    SUITE_TEST(shares_commands),
	    SUITE_TEST(writes_nothing_where_nothing_changes),
	    SUITE_TEST(pops_a_task_that_is_named_by_one_command),
	    SUITE_TEST(follows_a_task_to_where_it_is),
	    SUITE_TEST(defers_no_task_that_names_no_queue),
	};

	return suite_run(
	    "store_mongo tasks", tests, sizeof(tests) / sizeof(*tests));
}

int
main(void)
{
	int status;

	if (!fixture_begin("test_tasks"))
		return EXIT_FAILURE;
	status = store_contract_run_tasks(
	    "store_mongo contract of tasks", fixture_store, put_task, get_task);
	status |= run_own();
	fixture_end();
	return status;
}

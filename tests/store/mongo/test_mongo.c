#include <stdlib.h>

#include <CUnit/CUnit.h>

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
	CU_ASSERT_EQUAL(store_add_task(store, "c", id, &entry), STORE_OK);
}

/* What is known for samples does not grow with queues that there were. */
static void
forgets_queues_that_are_gone(void)
{
	struct store *store = fixture_store();
	struct store_mongo_samples *samples;

	samples = ((struct store_mongo *)store)->samples;
	add_queue(store, "q1");
	add_queue(store, "q2");
	CU_ASSERT_EQUAL(store_mongo_look_at_all(samples), 2);
	CU_ASSERT_EQUAL(store_delete(store, "c", "q1", true), STORE_OK);
	CU_ASSERT_EQUAL(store_mongo_look_at_all(samples), 1);
	add_queue(store, "q1");
	CU_ASSERT_EQUAL(store_mongo_look_at_all(samples), 2);
	store_close(store);
}

static int
run_memory(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(forgets_queues_that_are_gone),
	};

	return suite_run(
	    "store_mongo memory", tests, sizeof(tests) / sizeof(*tests));
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
	status |= store_contract_run_several(
	    "store_mongo several", fixture_store, NULL, STEPS / 10);
	status |= store_contract_run_race(
	    "store_mongo race", fixture_store, STEPS / 20);
	status |= run_memory();
	status |= store_contract_run_array(
	    "store_mongo array", fixture_store, NULL, STEPS);
	fixture_end();
	return status;
}

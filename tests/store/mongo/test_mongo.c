#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <CUnit/CUnit.h>
#include <mongoc/mongoc.h>

#include "base/arena.h"
#include "store/mongo/mongo.h"
#include "store/mongo/verbs.h"
#include "tests/store/contract.h"
#include "tests/suite.h"

/* MONGO_URI names the server; each store has databases of its own there. */

static struct arena *arena;
static const char *uri;
static char prefix[64];

static void
drop(mongoc_client_t *client, const char *name)
{
	char database[128];
	mongoc_database_t *handle;

	snprintf(database, sizeof(database), "%s%s", prefix, name);
	handle = mongoc_client_get_database(client, database);
	mongoc_database_drop(handle, NULL);
	mongoc_database_destroy(handle);
}

static void
drop_last(void)
{
	mongoc_client_t *client = mongoc_client_new(uri);

	drop(client, "auth");
	drop(client, "backend");
	mongoc_client_destroy(client);
}

static struct store *
make(void)
{
	struct store_mongo_options options = {
	    .uri = uri, .prefix = prefix, .retention = 1000000000};
	const char *error = NULL;
	static unsigned n;

	if (n > 0)
		drop_last();
	snprintf(prefix, sizeof(prefix), "lineup_%d_%u_", (int)getpid(), n++);
	return store_mongo_open(arena, &options, &error);
}

static void
add_queue(struct store *store, const char *id)
{
	struct queue queue = {.id = id, .name = id, .company = "c"};
	struct queue_entry entry = {.task = "t", .added = 1};

	CU_ASSERT_EQUAL(store_create(store, &queue), STORE_OK);
	CU_ASSERT_EQUAL(store_push(store, "c", id, &entry), STORE_OK);
}

/* What is known for samples does not grow with queues that there were. */
static void
forgets_queues_that_are_gone(void)
{
	struct store *store = make();
	struct store_mongo_samples *samples;

	CU_ASSERT_PTR_NOT_NULL_FATAL(store);
	samples = ((struct store_mongo *)store)->samples;
	add_queue(store, "q1");
	add_queue(store, "q2");
	CU_ASSERT_EQUAL(store_mongo_look_at_all(samples), 2);
	CU_ASSERT_EQUAL(store_remove(store, "c", "q1", true), STORE_OK);
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

#define STEPS 10000 /* each waits for a disk */

/* With a seed and a number of steps: a long comparison with an array. */
int
main(int argc, char **argv)
{
	int status;

	uri = getenv("MONGO_URI");
	if (uri == NULL) {
		fprintf(stderr, "test_store_mongo: set MONGO_URI\n");
		return EXIT_FAILURE;
	}
	arena = arena_new();
	if (argc == 3) {
		status = store_contract_run_long_array(
		    "store_mongo array", make, NULL, argv + 1);
		drop_last();
		return status;
	}
	status = store_contract_run("store_mongo", make);
	status |= store_contract_run_users("store_mongo users", make);
	status |= store_contract_run_samples("store_mongo samples", make);
	status |= run_memory();
	status |=
	    store_contract_run_array("store_mongo array", make, NULL, STEPS);
	drop_last();
	arena_free(arena);
	return status;
}

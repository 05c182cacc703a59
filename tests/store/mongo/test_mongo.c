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

#define N_TASKS 12
#define N_BATCHES 500
#define LONG_TASK 1000
#define ALMOST_FULL (16 * 1024 * 1024 - 600) /* bytes, of a document */

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

/* What a queue should hold: indices of tasks. */
static struct {
	int tasks[N_TASKS];
	int n;
} model;

static const char *
name_of(int task)
{
	/* what MongoDB would take for a field, or for the document itself */
	static const char *const names[N_TASKS] = {"$entries", "$$ROOT",
	    "$entries.task", "a.b", "", "$", "\xc3\xa4", "t7", "t8", "t9",
	    "t10", "t11"};

	return names[task];
}

static int
find_in_model(const char *name)
{
	int at;

	for (at = 0; at < model.n; at++) {
		if (strcmp(name_of(model.tasks[at]), name) == 0)
			return at;
	}
	return -1;
}

static void
drop_from_model(int at)
{
	for (model.n--; at < model.n; at++)
		model.tasks[at] = model.tasks[at + 1];
}

/* What an array answers to a call; a popped entry's time tells its task. */
static enum store_result
do_in_model(const struct store_mongo_call *call, int task)
{
	int at = find_in_model(name_of(task));

	switch (call->kind) {
	case STORE_MONGO_ADD:
		if (at >= 0)
			return STORE_DUPLICATE;
		model.tasks[model.n++] = task;
		return STORE_OK;
	case STORE_MONGO_REMOVE:
		if (at < 0)
			return STORE_NO_TASK;
		drop_from_model(at);
		return STORE_OK;
	case STORE_MONGO_POP:
		break;
	}
	if (model.n == 0)
		return STORE_EMPTY;
	CU_ASSERT_STRING_EQUAL(call->entry.task, name_of(model.tasks[0]));
	CU_ASSERT_EQUAL(call->entry.added, 1000 + model.tasks[0]);
	drop_from_model(0);
	return STORE_OK;
}

static void
expect_model(struct store *store, const char *id)
{
	struct queue queue;
	int i;

	CU_ASSERT_EQUAL_FATAL(
	    store_find(store, arena, "c", id, QUEUE_ENTRIES, &queue), STORE_OK);
	CU_ASSERT_EQUAL_FATAL((int)queue.n_entries, model.n);
	for (i = 0; i < model.n; i++)
		CU_ASSERT_STRING_EQUAL(
		    queue.entries[i].task, name_of(model.tasks[i]));
}

/* Do a batch of 2 to 32 random calls: as if removals came first, then the rest.
 */
static void
do_random_batch(struct store *store, const char *id)
{
	static const enum store_mongo_kind order[] = {
	    STORE_MONGO_REMOVE, STORE_MONGO_ADD, STORE_MONGO_POP};
	struct store_mongo_call calls[32], *all[32];
	int i, kind, n = 2 + rand() % 31, tasks[32];

	for (i = 0; i < n; i++) {
		tasks[i] = rand() % N_TASKS;
		calls[i] = (struct store_mongo_call){.kind = order[rand() % 3],
		    .company = "c",
		    .id = id,
		    .now = 2000,
		    .arena = arena,
		    .entry = {name_of(tasks[i]), 1000 + tasks[i]}};
		all[i] = &calls[i];
	}
	store_mongo_do_calls((struct store_mongo *)store, (size_t)n, all);
	for (kind = 0; kind < 3; kind++) {
		for (i = 0; i < n; i++) {
			if (calls[i].kind == order[kind])
				CU_ASSERT_EQUAL(calls[i].result,
				    do_in_model(&calls[i], tasks[i]));
		}
	}
}

static void
answers_a_batch_as_an_array_does(void)
{
	struct store *store = make();
	int i;

	CU_ASSERT_PTR_NOT_NULL_FATAL(store);
	add_queue(store, "q1");
	CU_ASSERT_EQUAL(store_take_out(store, "c", "q1", "t", 1), STORE_OK);
	model.n = 0;
	srand(1);
	for (i = 0; i < N_BATCHES; i++) {
		do_random_batch(store, "q1");
		expect_model(store, "q1");
	}
	store_close(store);
}

static struct store_mongo_call
make_call(enum store_mongo_kind kind, const char *id, const char *task)
{
	return (struct store_mongo_call){.kind = kind,
	    .company = "c",
	    .id = id,
	    .now = 2,
	    .arena = arena,
	    .entry = {task, 2}};
}

/* Nobody's queue, and that of another company. */
static void
answers_a_batch_on_a_queue_that_is_gone(void)
{
	struct store *store = make();
	struct store_mongo_call calls[] = {
	    make_call(STORE_MONGO_ADD, "gone", "a"),
	    make_call(STORE_MONGO_REMOVE, "gone", "a"),
	    make_call(STORE_MONGO_POP, "gone", NULL)};
	struct store_mongo_call *all[] = {&calls[0], &calls[1], &calls[2]};

	CU_ASSERT_PTR_NOT_NULL_FATAL(store);
	store_mongo_do_calls((struct store_mongo *)store, 3, all);
	CU_ASSERT_EQUAL(calls[0].result, STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(calls[1].result, STORE_NO_TASK);
	CU_ASSERT_EQUAL(calls[2].result, STORE_NOT_FOUND);
	store_close(store);
}

/* Run something with the collection of queues. */
static void
with_queues(
    void (*run)(mongoc_collection_t *queues, void *context), void *context)
{
	mongoc_client_t *client = mongoc_client_new(uri);
	mongoc_collection_t *queues;
	char database[128];

	snprintf(database, sizeof(database), "%sbackend", prefix);
	queues = mongoc_client_get_collection(client, database, "queue");
	run(queues, context);
	mongoc_collection_destroy(queues);
	mongoc_client_destroy(client);
}

static void
insert(mongoc_collection_t *queues, void *document)
{
	bson_error_t error;

	CU_ASSERT_TRUE_FATAL(
	    mongoc_collection_insert_one(queues, document, NULL, NULL, &error));
}

/* True if one document has these members. */
static void
has_one(mongoc_collection_t *queues, void *members)
{
	bson_error_t error;

	CU_ASSERT_EQUAL(mongoc_collection_count_documents(
			    queues, members, NULL, NULL, NULL, &error),
	    1);
}

/* Compare the document but for its entries and the time of its update. */
static void
is_as_it_was(mongoc_collection_t *queues, void *expected)
{
	bson_t *selector = BCON_NEW("_id", "q1"), found = BSON_INITIALIZER;
	mongoc_cursor_t *cursor =
	    mongoc_collection_find_with_opts(queues, selector, NULL, NULL);
	const bson_t *document;
	char *a, *b;

	CU_ASSERT_TRUE_FATAL(mongoc_cursor_next(cursor, &document));
	bson_copy_to_excluding_noinit(
	    document, &found, "entries", "last_update", NULL);
	a = bson_as_canonical_extended_json(&found, NULL);
	b = bson_as_canonical_extended_json(expected, NULL);
	CU_ASSERT_STRING_EQUAL(a, b);
	bson_free(a);
	bson_free(b);
	bson_destroy(&found);
	bson_destroy(selector);
	mongoc_cursor_destroy(cursor);
}

/* Of the document and of its entries. */
static void
keeps_what_it_does_not_know(void)
{
	struct store *store = make();
	bson_t *known = BCON_NEW("_id", "q1", "company", "c", "name", "q1",
	    "odd", "{", "$x", BCON_INT32(1), "y", "[", BCON_NULL, "]", "}",
	    "display_name", "Q");
	bson_t *document = bson_copy(known);
	struct store_mongo_call calls[] = {
	    make_call(STORE_MONGO_ADD, "q1", "d"),
	    make_call(STORE_MONGO_REMOVE, "q1", "b"),
	    make_call(STORE_MONGO_POP, "q1", NULL)};
	struct store_mongo_call *all[] = {&calls[0], &calls[1], &calls[2]};
	bson_t *left = BCON_NEW("_id", "q1", "entries", "[", "{", "task", "c",
	    "added", BCON_DATE_TIME(1), "odd", BCON_BOOL(true), "}", "{",
	    "task", "d", "added", BCON_DATE_TIME(2), "}", "]");

	BCON_APPEND(document, "entries", "[", "{", "task", "a", "added",
	    BCON_DATE_TIME(1), "}", "{", "task", "b", "added",
	    BCON_DATE_TIME(1), "}", "{", "task", "c", "added",
	    BCON_DATE_TIME(1), "odd", BCON_BOOL(true), "}", "]");
	CU_ASSERT_PTR_NOT_NULL_FATAL(store);
	with_queues(insert, document);
	store_mongo_do_calls((struct store_mongo *)store, 3, all);
	CU_ASSERT_EQUAL(calls[0].result, STORE_OK);
	CU_ASSERT_EQUAL(calls[1].result, STORE_OK);
	CU_ASSERT_EQUAL(calls[1].entry.added, 1);
	CU_ASSERT_EQUAL(calls[2].result, STORE_OK);
	CU_ASSERT_STRING_EQUAL(calls[2].entry.task, "a");
	with_queues(is_as_it_was, known);
	with_queues(has_one, left);
	bson_destroy(known);
	bson_destroy(document);
	bson_destroy(left);
	store_close(store);
}

/* A queue that is nearly full drains by the pops of a batch whose additions are
 * too many for it. */
static void
drains_a_full_queue(void)
{
	struct store *store = make();
	bson_t *document =
	    BCON_NEW("_id", "q1", "company", "c", "name", "q1", "entries", "[",
		"{", "task", "a", "added", BCON_DATE_TIME(1), "}", "]");
	char *filler = calloc(1, ALMOST_FULL + 1), task[LONG_TASK + 1] = "";
	struct store_mongo_call calls[] = {
	    make_call(STORE_MONGO_ADD, "q1", task),
	    make_call(STORE_MONGO_POP, "q1", NULL),
	    make_call(STORE_MONGO_ADD, "q1", "b"),
	    make_call(STORE_MONGO_REMOVE, "q1", "x"),
	};
	struct store_mongo_call *all[] = {
	    &calls[0], &calls[1], &calls[2], &calls[3]};

	memset(filler, 'x', ALMOST_FULL);
	memset(task, 't', LONG_TASK);
	BCON_APPEND(document, "filler", filler);
	CU_ASSERT_PTR_NOT_NULL_FATAL(store);
	with_queues(insert, document);
	store_mongo_do_calls((struct store_mongo *)store, 4, all);
	CU_ASSERT_EQUAL(calls[0].result, STORE_FULL);
	CU_ASSERT_EQUAL(calls[1].result, STORE_OK);
	CU_ASSERT_EQUAL(calls[2].result, STORE_OK);
	CU_ASSERT_EQUAL(calls[3].result, STORE_NO_TASK);
	free(filler);
	bson_destroy(document);
	store_close(store);
}

/* Whatever is refused, no update of the queue is noted. */
static void
changes_nothing_in_vain(void)
{
	struct store *store = make();
	struct store_mongo_call calls[] = {
	    make_call(STORE_MONGO_POP, "q1", NULL),
	    make_call(STORE_MONGO_REMOVE, "q1", "b"),
	    make_call(STORE_MONGO_POP, "q1", NULL)};
	struct store_mongo_call *all[] = {&calls[0], &calls[1], &calls[2]};
	bson_t *as_it_was = BCON_NEW(
	    "_id", "q1", "last_update", BCON_DATE_TIME(7), "entries", "[", "]");
	bson_t *document = bson_copy(as_it_was);

	BCON_APPEND(document, "company", "c", "name", "q1");
	CU_ASSERT_PTR_NOT_NULL_FATAL(store);
	with_queues(insert, document);
	store_mongo_do_calls((struct store_mongo *)store, 3, all);
	CU_ASSERT_EQUAL(calls[0].result, STORE_EMPTY);
	CU_ASSERT_EQUAL(calls[1].result, STORE_NO_TASK);
	CU_ASSERT_EQUAL(calls[2].result, STORE_EMPTY);
	with_queues(has_one, as_it_was);
	bson_destroy(as_it_was);
	bson_destroy(document);
	store_close(store);
}

static int
run_batches(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(answers_a_batch_as_an_array_does),
	    SUITE_TEST(answers_a_batch_on_a_queue_that_is_gone),
	    SUITE_TEST(keeps_what_it_does_not_know),
	    SUITE_TEST(drains_a_full_queue),
	    SUITE_TEST(changes_nothing_in_vain),
	};

	return suite_run(
	    "store_mongo batches", tests, sizeof(tests) / sizeof(*tests));
}

/*
 * With an argument, the long tests are cut short: some servers are slow.  With
 * a seed and a number of steps: a long comparison with an array.
 */
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
	status |= run_batches();
	status |= argc == 1 ? store_contract_run_array(
				  "store_mongo array", make, NULL)
			    : store_contract_run_short_array(
				  "store_mongo short array", make);
	drop_last();
	arena_free(arena);
	return status;
}

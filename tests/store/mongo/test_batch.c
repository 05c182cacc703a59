#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>
#include <mongoc/mongoc.h>

#include "base/arena.h"
#include "store/mongo/verbs.h"
#include "tests/store/mongo/fixture.h"
#include "tests/suite.h"

#define N_TASKS 12
#define N_BATCHES 500
#define N_POPPERS 64
#define N_QUEUES 8
#define LONG_TASK 1000
#define ALMOST_FULL (16 * 1024 * 1024 - 600) /* bytes, of a document */

static void
add_queue(struct store *store, const char *id)
{
	struct queue queue = {.id = id, .name = id, .company = "c"};

	CU_ASSERT_EQUAL(store_create(store, &queue), STORE_OK);
}

/* What a queue should hold: indices of tasks. */
static struct {
	int tasks[N_TASKS];
	int n;
} model;

static const char *
name_of(int task)
{
	/* MongoDB could mistake these for fields, or for the document itself */
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

/* Do a call on an array; a popped entry is known by its time. */
static enum store_result
do_in_model(const struct store_mongo_call *call, int task)
{
	int at = find_in_model(name_of(task));

	switch (call->kind) {
	case STORE_MONGO_ADD_TASK:
		if (at >= 0)
			return STORE_DUPLICATE;
		model.tasks[model.n++] = task;
		return STORE_OK;
	case STORE_MONGO_REMOVE_TASK:
		if (at < 0)
			return STORE_NO_TASK;
		drop_from_model(at);
		return STORE_OK;
	case STORE_MONGO_GET_NEXT_TASK:
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
	    store_get_by_id(store, fixture_arena, "c", id,
		(struct queue_need){.parts = QUEUE_ENTRIES}, &queue),
	    STORE_OK);
	CU_ASSERT_EQUAL_FATAL((int)queue.n_entries, model.n);
	for (i = 0; i < model.n; i++)
		CU_ASSERT_STRING_EQUAL(
		    queue.entries[i].task, name_of(model.tasks[i]));
}

/* Do a batch of 2 to 32 random calls, as if removals came first. */
static void
do_random_batch(struct store *store, const char *id)
{
	static const enum store_mongo_kind order[] = {STORE_MONGO_REMOVE_TASK,
	    STORE_MONGO_ADD_TASK, STORE_MONGO_GET_NEXT_TASK};
	struct store_mongo_call calls[32], *all[32];
	int i, kind, n = 2 + rand() % 31, tasks[32];

	for (i = 0; i < n; i++) {
		tasks[i] = rand() % N_TASKS;
		calls[i] = (struct store_mongo_call){.kind = order[rand() % 3],
		    .company = "c",
		    .queue = id,
		    .now = 2000,
		    .arena = fixture_arena,
		    .entry = {name_of(tasks[i]), 1000 + tasks[i]}};
		all[i] = &calls[i];
	}
	store_mongo_do_calls(mongo_of(store), (size_t)n, all);
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
	struct store *store = fixture_store();
	int i;

	add_queue(store, "q1");
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
	    .queue = id,
	    .now = 2,
	    .arena = fixture_arena,
	    .entry = {task, 2}};
}

/* A queue that doesn't exist, and one of another company. */
static void
answers_a_batch_on_a_queue_that_is_gone(void)
{
	struct store *store = fixture_store();
	struct store_mongo_call calls[] = {
	    make_call(STORE_MONGO_ADD_TASK, "gone", "a"),
	    make_call(STORE_MONGO_REMOVE_TASK, "gone", "a"),
	    make_call(STORE_MONGO_GET_NEXT_TASK, "gone", NULL)};
	struct store_mongo_call *all[] = {&calls[0], &calls[1], &calls[2]};

	store_mongo_do_calls(mongo_of(store), 3, all);
	CU_ASSERT_EQUAL(calls[0].result, STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(calls[1].result, STORE_NO_TASK);
	CU_ASSERT_EQUAL(calls[2].result, STORE_NOT_FOUND);
	store_close(store);
}

/* Compare a queue's document except its entries and time of update. */
static void
expect_document(const char *id, const bson_t *expected)
{
	bson_t *document = fixture_find("queue", id), known = BSON_INITIALIZER;
	char *a, *b;

	bson_copy_to_excluding_noinit(
	    document, &known, "entries", "last_update", NULL);
	a = bson_as_canonical_extended_json(&known, NULL);
	b = bson_as_canonical_extended_json(expected, NULL);
	CU_ASSERT_STRING_EQUAL(a, b);
	bson_free(a);
	bson_free(b);
	bson_destroy(&known);
	bson_destroy(document);
}

/* In the document and its entries. */
static void
keeps_what_it_does_not_know(void)
{
	struct store *store = fixture_store();
	bson_t *known = BCON_NEW("_id", "q1", "company", "c", "name", "q1",
	    "odd", "{", "$x", BCON_INT32(1), "y", "[", BCON_NULL, "]", "}",
	    "display_name", "Q");
	bson_t *document = bson_copy(known);
	struct store_mongo_call calls[] = {
	    make_call(STORE_MONGO_ADD_TASK, "q1", "d"),
	    make_call(STORE_MONGO_REMOVE_TASK, "q1", "b"),
	    make_call(STORE_MONGO_GET_NEXT_TASK, "q1", NULL)};
	struct store_mongo_call *all[] = {&calls[0], &calls[1], &calls[2]};
	bson_t *left = BCON_NEW("_id", "q1", "entries", "[", "{", "task", "c",
	    "added", BCON_DATE_TIME(1), "odd", BCON_BOOL(true), "}", "{",
	    "task", "d", "added", BCON_DATE_TIME(2), "}", "]");

	BCON_APPEND(document, "entries", "[", "{", "task", "a", "added",
	    BCON_DATE_TIME(1), "}", "{", "task", "b", "added",
	    BCON_DATE_TIME(1), "}", "{", "task", "c", "added",
	    BCON_DATE_TIME(1), "odd", BCON_BOOL(true), "}", "]");
	fixture_insert("queue", document);
	store_mongo_do_calls(mongo_of(store), 3, all);
	CU_ASSERT_EQUAL(calls[0].result, STORE_OK);
	CU_ASSERT_EQUAL(calls[1].result, STORE_OK);
	CU_ASSERT_EQUAL(calls[1].entry.added, 1);
	CU_ASSERT_EQUAL(calls[2].result, STORE_OK);
	CU_ASSERT_STRING_EQUAL(calls[2].entry.task, "a");
	expect_document("q1", known);
	CU_ASSERT_TRUE(fixture_has("queue", left));
	bson_destroy(known);
	bson_destroy(document);
	bson_destroy(left);
	store_close(store);
}

/*
 * A queue whose document is nearly full: the pops of a batch are done, though
 * its additions don't fit.
 */
static void
drains_a_full_queue(void)
{
	struct store *store = fixture_store();
	bson_t *document =
	    BCON_NEW("_id", "q1", "company", "c", "name", "q1", "entries", "[",
		"{", "task", "a", "added", BCON_DATE_TIME(1), "}", "]");
	char *filler = calloc(1, ALMOST_FULL + 1), task[LONG_TASK + 1] = "";
	struct store_mongo_call calls[] = {
	    make_call(STORE_MONGO_ADD_TASK, "q1", task),
	    make_call(STORE_MONGO_GET_NEXT_TASK, "q1", NULL),
	    make_call(STORE_MONGO_ADD_TASK, "q1", "b"),
	    make_call(STORE_MONGO_REMOVE_TASK, "q1", "x"),
	};
	struct store_mongo_call *all[] = {
	    &calls[0], &calls[1], &calls[2], &calls[3]};

	memset(filler, 'x', ALMOST_FULL);
	memset(task, 't', LONG_TASK);
	BCON_APPEND(document, "filler", filler);
	fixture_insert("queue", document);
	store_mongo_do_calls(mongo_of(store), 4, all);
	CU_ASSERT_EQUAL(calls[0].result, STORE_FULL);
	CU_ASSERT_EQUAL(calls[1].result, STORE_OK);
	CU_ASSERT_EQUAL(calls[2].result, STORE_OK);
	CU_ASSERT_EQUAL(calls[3].result, STORE_NO_TASK);
	free(filler);
	bson_destroy(document);
	store_close(store);
}

/* Calls that are refused don't set the queue's time of update. */
static void
changes_nothing_in_vain(void)
{
	struct store *store = fixture_store();
	struct store_mongo_call calls[] = {
	    make_call(STORE_MONGO_GET_NEXT_TASK, "q1", NULL),
	    make_call(STORE_MONGO_REMOVE_TASK, "q1", "b"),
	    make_call(STORE_MONGO_GET_NEXT_TASK, "q1", NULL)};
	struct store_mongo_call *all[] = {&calls[0], &calls[1], &calls[2]};
	bson_t *as_it_was = BCON_NEW(
	    "_id", "q1", "last_update", BCON_DATE_TIME(7), "entries", "[", "]");
	bson_t *document = bson_copy(as_it_was);

	BCON_APPEND(document, "company", "c", "name", "q1");
	fixture_insert("queue", document);
	store_mongo_do_calls(mongo_of(store), 3, all);
	CU_ASSERT_EQUAL(calls[0].result, STORE_EMPTY);
	CU_ASSERT_EQUAL(calls[1].result, STORE_NO_TASK);
	CU_ASSERT_EQUAL(calls[2].result, STORE_EMPTY);
	CU_ASSERT_TRUE(fixture_has("queue", as_it_was));
	bson_destroy(as_it_was);
	bson_destroy(document);
	store_close(store);
}

/* A thread that pops. */
struct popper {
	struct store *store;
	char id[16];
	enum store_result result;
	pthread_t thread;
};

static sem_t begun, go_on;

static void
wait_and_run_polls(void *context, struct group_ticket *first)
{
	sem_post(&begun);
	sem_wait(&go_on);
	store_mongo_run_polls(context, first);
	sem_post(&go_on);
}

static void
wait_and_run_calls(void *context, struct group_ticket *first)
{
	sem_post(&begun);
	sem_wait(&go_on);
	store_mongo_run_calls(context, first);
	sem_post(&go_on);
}

static void *
pop(void *argument)
{
	struct popper *popper = argument;
	struct arena *own = arena_new();
	struct queue_entry entry;

	popper->result = store_get_next_task(
	    popper->store, own, "c", popper->id, NULL, NULL, 9, &entry);
	arena_free(own);
	return NULL;
}

/* Have all pop at about the same time; returns the number of commands. */
static unsigned
count_commands(struct store_mongo *store, struct popper *poppers,
    struct group *group, group_run *run)
{
	uint64_t before = mongo_count(store->mongo);
	int i;

	sem_init(&begun, 0, 0);
	sem_init(&go_on, 0, 0);
	group->run = run;
	for (i = 0; i < N_POPPERS; i++) {
		pthread_create(&poppers[i].thread, NULL, pop, &poppers[i]);
		if (i == 0)
			sem_wait(&begun);
	}
	while (group_n_waiting(group) < N_POPPERS - 1)
		continue;
	sem_post(&go_on);
	for (i = 0; i < N_POPPERS; i++)
		pthread_join(poppers[i].thread, NULL);
	return (unsigned)(mongo_count(store->mongo) - before);
}

/* Make a queue that is known to be empty; try again if that is not noted. */
static void
make_known_empty(struct store *store, char id[16], int *number)
{
	struct queue_entry entry;

	do {
		snprintf(id, 16, "q%d", (*number)++);
		add_queue(store, id);
		CU_ASSERT_EQUAL(store_get_next_task(store, fixture_arena, "c",
				    id, NULL, NULL, 9, &entry),
		    STORE_EMPTY);
	} while (!store_mongo_seems_empty(mongo_of(store), id));
}

/* Polls of one queue, or of many. */
static void
polls_share_a_read(void)
{
	struct store *store = fixture_store();
	struct store_mongo *mongo = mongo_of(store);
	struct popper poppers[N_POPPERS];
	int i, n_queues, number = 0;

	fixture_calm(store);
	for (n_queues = 1; n_queues <= N_QUEUES; n_queues += N_QUEUES - 1) {
		for (i = 0; i < N_POPPERS; i++) {
			poppers[i] = (struct popper){.store = store};
			if (i < n_queues)
				make_known_empty(store, poppers[i].id, &number);
			else
				strcpy(poppers[i].id, poppers[i % n_queues].id);
		}
		CU_ASSERT_EQUAL(count_commands(mongo, poppers, &mongo->polls,
				    wait_and_run_polls),
		    2);
		for (i = 0; i < N_POPPERS; i++)
			CU_ASSERT_EQUAL(poppers[i].result, STORE_EMPTY);
	}
	store_close(store);
}

static void
pops_share_a_command(void)
{
	struct store *store = fixture_store();
	struct store_mongo *mongo = mongo_of(store);
	struct popper poppers[N_POPPERS];
	char tasks[N_POPPERS][16];
	int i;

	fixture_calm(store);
	add_queue(store, "q1");
	for (i = 0; i < N_POPPERS; i++) {
		snprintf(tasks[i], sizeof(tasks[i]), "t%d", i);
		CU_ASSERT_EQUAL(
		    store_add_task(store, "c", "q1",
			&(struct queue_entry){tasks[i], 1}, NULL, false),
		    STORE_OK);
		poppers[i] = (struct popper){.store = store, .id = "q1"};
	}
	CU_ASSERT_EQUAL(
	    count_commands(mongo, poppers, &mongo->calls, wait_and_run_calls),
	    2);
	for (i = 0; i < N_POPPERS; i++)
		CU_ASSERT_EQUAL(poppers[i].result, STORE_OK);
	store_close(store);
}

/* Others push too: a wrong guess never leads to a wrong answer. */
static void
finds_what_others_pushed(void)
{
	struct store *store = fixture_store();
	struct store_mongo *mongo = mongo_of(store);
	struct queue_entry entry = {.task = "t", .added = 1};
	uint64_t before;

	fixture_calm(store);
	add_queue(store, "q1");
	CU_ASSERT_EQUAL(store_get_next_task(store, fixture_arena, "c", "q1",
			    NULL, NULL, 2, &entry),
	    STORE_EMPTY);
	entry.task = "t";
	CU_ASSERT_EQUAL(
	    store_add_task(store, "c", "q1", &entry, NULL, false), STORE_OK);
	store_mongo_note_empty(mongo, "q1", true);
	before = mongo_count(mongo->mongo);
	CU_ASSERT_EQUAL(store_get_next_task(store, fixture_arena, "c", "q1",
			    NULL, NULL, 2, &entry),
	    STORE_OK);
	CU_ASSERT_STRING_EQUAL(entry.task, "t");
	CU_ASSERT_EQUAL(mongo_count(mongo->mongo) - before, 2);
	CU_ASSERT_EQUAL(store_get_next_task(store, fixture_arena, "d", "q1",
			    NULL, NULL, 2, &entry),
	    STORE_NOT_FOUND);
	store_close(store);
}

/* With an argument, the first test alone: it does not count commands. */
int
main(int argc, char **argv)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(answers_a_batch_as_an_array_does),
	    SUITE_TEST(answers_a_batch_on_a_queue_that_is_gone),
	    SUITE_TEST(keeps_what_it_does_not_know),
	    SUITE_TEST(drains_a_full_queue),
	    SUITE_TEST(changes_nothing_in_vain),
	    SUITE_TEST(polls_share_a_read),
	    SUITE_TEST(pops_share_a_command),
	    SUITE_TEST(finds_what_others_pushed),
	};
	size_t n = argc > 1 ? 1 : sizeof(tests) / sizeof(*tests);
	int status;

	(void)argv;
	if (!fixture_begin("test_batch"))
		return EXIT_FAILURE;
	status = suite_run("store_mongo batches", tests, n);
	fixture_end();
	return status;
}

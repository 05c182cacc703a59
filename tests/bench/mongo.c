/*
 * Measures the store in MongoDB, beside the commands that the original sends
 * for the same calls (doc/original.md, "Commands"), with the same driver on the
 * same server and at the same write concern, which the URI must name.  Prints
 * JSON:
 *
 * mongo URI commands: the commands for each call of one client, and for so many
 * polls of empty queues at once.
 *
 * mongo URI rates ENTRIES CLIENTS SECONDS: how many pairs of add and next are
 * done in a second, by lineup and by the original, on a queue of so many tasks.
 * A pair is all that the two calls do: the added task exists, and its queue is
 * written into it; the popped one is read.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <mongoc/mongoc.h>

#include "base/arena.h"
#include "base/random.h"
#include "base/timefmt.h"
#include "store/mongo/mongo.h"
#include "store/mongo/verbs.h"
#include "store/queues.h"
#include "store/store.h"
#include "store/tasks.h"

#define PREFIX "lineup_bench_"
#define COMPANY "c1"
#define MAX_THREADS 64
#define POLLS 20    /* how often each is counted */
#define PAIRS 20000 /* in a second, more than any server does */

static struct store *store;
static mongoc_client_pool_t *pool;
static char queue_id[RANDOM_ID_SIZE];

static void
must(bool is_fine, const char *what)
{
	if (is_fine)
		return;
	fprintf(stderr, "mongo: %s failed\n", what);
	exit(EXIT_FAILURE);
}

static void
add_queue(int n)
{
	struct arena *arena = arena_new();
	struct queue queue = {.id = queue_id,
	    .name = queue_id,
	    .company = COMPANY,
	    .n_entries = (size_t)n};
	char *task;
	int i;

	random_id(queue_id);
	queue.entries = arena_alloc_n(arena, (size_t)n, sizeof(*queue.entries));
	for (i = 0; i < n; i++) {
		task = arena_alloc(arena, RANDOM_ID_SIZE);
		random_id(task);
		queue.entries[i] = (struct queue_entry){.task = task};
	}
	must(store_create(store, &queue) == STORE_OK, "create");
	arena_free(arena);
}

/* The id of a task by its number. */
static const char *
name_task(char *id, long number)
{
	snprintf(id, RANDOM_ID_SIZE, "%032lx", number);
	return id;
}

/* Insert tasks that are in no queue yet. */
static void
add_tasks(long first, long n)
{
	mongoc_client_t *client = mongoc_client_pool_pop(pool);
	mongoc_collection_t *tasks =
	    mongoc_client_get_collection(client, PREFIX "backend", "task");
	mongoc_bulk_operation_t *bulk =
	    mongoc_collection_create_bulk_operation_with_opts(tasks, NULL);
	char id[RANDOM_ID_SIZE];
	bson_t *task;
	long i;

	for (i = first; i < first + n; i++) {
		task = BCON_NEW("_id", BCON_UTF8(name_task(id, i)), "company",
		    COMPANY, "status", "queued", "execution", "{", "}");
		mongoc_bulk_operation_insert(bulk, task);
		bson_destroy(task);
	}
	must(mongoc_bulk_operation_execute(bulk, NULL, NULL) != 0, "insert");
	mongoc_bulk_operation_destroy(bulk);
	mongoc_collection_destroy(tasks);
	mongoc_client_pool_push(pool, client);
}

/* The collections of a pair, for one of the two sides. */
struct collections {
	mongoc_collection_t *queues;
	mongoc_collection_t *tasks;
};

typedef void pair(const struct collections *backend, const char *task);

static void
pair_of_ours(const struct collections *backend, const char *task)
{
	struct arena *arena = arena_new();
	struct queue_entry entry = {.task = task, .added = timefmt_now()};

	(void)backend;
	must(store_add_task(store, COMPANY, queue_id, &entry, NULL, true) ==
		 STORE_OK,
	    "push");
	must(store_get_next_task(store, arena, COMPANY, queue_id, NULL, NULL,
		 timefmt_now(), &entry) == STORE_OK,
	    "pop");
	store_requeue_task(store, COMPANY, entry.task);
	arena_free(arena);
}

static void
update_task(mongoc_collection_t *tasks, bson_t *selector, bson_t *change)
{
	must(mongoc_collection_update_many(
		 tasks, selector, change, NULL, NULL, NULL),
	    "update of a task");
	bson_destroy(selector);
	bson_destroy(change);
}

/* The whole document is read first, as by the original. */
static void
add_as_theirs(const struct collections *backend, const char *task)
{
	int64_t now = timefmt_now();
	bson_t *me = BCON_NEW("company", COMPANY, "_id", queue_id);
	bson_t *guarded = BCON_NEW("company", COMPANY, "entries.task", "{",
	    "$ne", BCON_UTF8(task), "}", "_id", queue_id);
	bson_t *change = BCON_NEW("$push", "{", "entries", "{", "task",
	    BCON_UTF8(task), "added", BCON_DATE_TIME(now), "}", "}", "$set",
	    "{", "last_update", BCON_DATE_TIME(now), "}");
	mongoc_cursor_t *cursor =
	    mongoc_collection_find_with_opts(backend->queues, me, NULL, NULL);
	const bson_t *document;

	must(mongoc_cursor_next(cursor, &document), "find");
	mongoc_cursor_destroy(cursor);
	must(mongoc_collection_update_one(
		 backend->queues, guarded, change, NULL, NULL, NULL),
	    "update");
	update_task(backend->tasks, BCON_NEW("_id", BCON_UTF8(task)),
	    BCON_NEW("$set", "{", "execution.queue", queue_id, "}"));
	bson_destroy(me);
	bson_destroy(guarded);
	bson_destroy(change);
}

/* The task that was popped is queued again, if it is stopped. */
static void
requeue_as_theirs(mongoc_collection_t *tasks, const bson_t *reply)
{
	bson_iter_t iter, task;

	must(bson_iter_init(&iter, reply) && bson_iter_find_descendant(&iter,
						 "value.entries.0.task", &task),
	    "pop");
	update_task(tasks,
	    BCON_NEW("_id", BCON_UTF8(bson_iter_utf8(&task, NULL)), "status",
		"stopped"),
	    BCON_NEW("$set", "{", "status", "queued", "}"));
}

static void
pop_as_theirs(const struct collections *backend)
{
	mongoc_find_and_modify_opts_t *options =
	    mongoc_find_and_modify_opts_new();
	bson_t *me = BCON_NEW("company", COMPANY, "_id", queue_id);
	bson_t *change = BCON_NEW("$pop", "{", "entries", BCON_INT32(-1), "}");
	bson_t *stamp = BCON_NEW(
	    "$set", "{", "last_update", BCON_DATE_TIME(timefmt_now()), "}");
	bson_t reply;

	mongoc_find_and_modify_opts_set_update(options, change);
	must(mongoc_collection_find_and_modify_with_opts(
		 backend->queues, me, options, &reply, NULL),
	    "findAndModify");
	must(mongoc_collection_update_many(
		 backend->queues, me, stamp, NULL, NULL, NULL),
	    "updateMany");
	requeue_as_theirs(backend->tasks, &reply);
	mongoc_find_and_modify_opts_destroy(options);
	bson_destroy(&reply);
	bson_destroy(me);
	bson_destroy(change);
	bson_destroy(stamp);
}

static void
pair_of_theirs(const struct collections *backend, const char *task)
{
	add_as_theirs(backend, task);
	pop_as_theirs(backend);
}

static double
seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static struct {
	pair *pair;
	double end;
	atomic_long n;    /* pairs done */
	atomic_long task; /* number of the next one */
	long n_tasks;
} load;

static void *
work(void *argument)
{
	mongoc_client_t *client = mongoc_client_pool_pop(pool);
	struct collections backend = {
	    .queues =
		mongoc_client_get_collection(client, PREFIX "backend", "queue"),
	    .tasks =
		mongoc_client_get_collection(client, PREFIX "backend", "task"),
	};
	char task[RANDOM_ID_SIZE];
	long number;

	(void)argument;
	while (seconds_now() < load.end) {
		number = atomic_fetch_add(&load.task, 1);
		must(number < load.n_tasks, "another task");
		load.pair(&backend, name_task(task, number));
		atomic_fetch_add(&load.n, 1);
	}
	mongoc_collection_destroy(backend.queues);
	mongoc_collection_destroy(backend.tasks);
	mongoc_client_pool_push(pool, client);
	return NULL;
}

/* Measure pairs in a second. */
static double
measure(pair *side, int n_threads, double seconds)
{
	long n_tasks = (long)(seconds * PAIRS) + n_threads;
	pthread_t threads[MAX_THREADS];
	double begun;
	int i;

	add_tasks(load.n_tasks, n_tasks);
	atomic_store(&load.task, load.n_tasks);
	load.n_tasks += n_tasks;
	begun = seconds_now();
	load.pair = side;
	load.end = begun + seconds;
	atomic_store(&load.n, 0);
	for (i = 0; i < n_threads; i++)
		must(pthread_create(&threads[i], NULL, work, NULL) == 0,
		    "pthread_create");
	for (i = 0; i < n_threads; i++)
		pthread_join(threads[i], NULL);
	return (double)atomic_load(&load.n) / (seconds_now() - begun);
}

static void
print_rates(int n, int n_threads, double seconds)
{
	double ours, theirs;

	add_queue(n);
	measure(pair_of_ours, n_threads, seconds / 4);
	ours = measure(pair_of_ours, n_threads, seconds);
	theirs = measure(pair_of_theirs, n_threads, seconds);
	printf("[%.3f, %.3f]\n", ours, theirs);
}

/* A thread that polls a queue, with all others. */
struct poller {
	pthread_t thread;
	pthread_barrier_t *start;
	char queue[RANDOM_ID_SIZE];
};

static void *
poll_once(void *argument)
{
	struct poller *poller = argument;
	struct arena *arena = arena_new();
	struct queue_entry entry;

	pthread_barrier_wait(poller->start);
	must(store_get_next_task(store, arena, COMPANY, poller->queue, NULL,
		 NULL, timefmt_now(), &entry) == STORE_EMPTY,
	    "poll");
	arena_free(arena);
	return NULL;
}

static uint64_t
count_commands(void)
{
	return mongo_count(mongo_of(store)->mongo);
}

/* Count the commands when all threads poll once, on so many queues. */
static double
count_polls(int n_queues)
{
	struct poller pollers[MAX_THREADS];
	uint64_t before = 0;
	pthread_barrier_t start;
	int i, round;

	pthread_barrier_init(&start, NULL, MAX_THREADS);
	for (i = 0; i < MAX_THREADS; i++) {
		if (i < n_queues)
			add_queue(0);
		pollers[i].start = &start;
		memcpy(pollers[i].queue, queue_id, sizeof(queue_id));
	}
	for (round = 0; round <= POLLS; round++) {
		for (i = 0; i < MAX_THREADS; i++)
			must(pthread_create(&pollers[i].thread, NULL, poll_once,
				 &pollers[i]) == 0,
			    "pthread_create");
		for (i = 0; i < MAX_THREADS; i++)
			pthread_join(pollers[i].thread, NULL);
		if (round == 0) /* this round has found each queue empty */
			before = count_commands();
	}
	pthread_barrier_destroy(&start);
	return (double)(count_commands() - before) / POLLS;
}

/* Print the commands of 100 calls of each verb, and of polls. */
static void
print_commands(void)
{
	struct queue_entry entry = {.task = "x", .added = 1};
	struct arena *arena = arena_new();
	uint64_t push = 0, move = 0, pop = 0, before;
	int64_t position;
	size_t removed;
	int i;

	add_queue(0);
	/* the first sample of a queue takes a look-up */
	store_add_task(store, COMPANY, queue_id, &entry, NULL, false);
	store_remove_task(store, COMPANY, queue_id, "x", 2, NULL, &removed);
	for (i = 0; i < 100; i++) {
		entry = (struct queue_entry){.task = "x", .added = 1};
		before = count_commands();
		must(store_add_task(store, COMPANY, queue_id, &entry, NULL,
			 false) == STORE_OK,
		    "push");
		push += count_commands() - before;
		before = count_commands();
		must(store_move_task(store, COMPANY, queue_id, "x", -5, NULL,
			 &position) == STORE_OK,
		    "move");
		move += count_commands() - before;
		before = count_commands();
		must(store_get_next_task(store, arena, COMPANY, queue_id, NULL,
			 NULL, 3, &entry) == STORE_OK,
		    "pop");
		pop += count_commands() - before;
	}
	printf("{\"push\": %.2f, \"move\": %.2f, \"pop\": %.2f, "
	       "\"one\": %.2f, \"many\": %.2f}\n",
	    (double)push / 100, (double)move / 100, (double)pop / 100,
	    count_polls(1), count_polls(MAX_THREADS));
	arena_free(arena);
}

static void
drop(mongoc_client_t *client, const char *name)
{
	mongoc_database_t *database = mongoc_client_get_database(client, name);

	mongoc_database_drop(database, NULL);
	mongoc_database_destroy(database);
}

static int
run(int n, char **words)
{
	int n_threads;

	if (n == 1 && strcmp(words[0], "commands") == 0) {
		print_commands();
		return EXIT_SUCCESS;
	}
	n_threads = n == 4 ? atoi(words[2]) : 0;
	if (n != 4 || strcmp(words[0], "rates") != 0 || n_threads < 1 ||
	    n_threads > MAX_THREADS) {
		fprintf(stderr, "usage: mongo URI commands | "
				"rates ENTRIES CLIENTS SECONDS\n");
		return 2;
	}
	print_rates(atoi(words[1]), n_threads, atof(words[3]));
	return EXIT_SUCCESS;
}

int
main(int argc, char **argv)
{
	struct store_mongo_options options = {
	    .uri = argv[1], .prefix = PREFIX, .retention = 86400};
	struct arena *arena = arena_new();
	mongoc_client_t *client;
	const char *error = "no URI";
	mongoc_uri_t *uri;
	int status;

	must(argc > 1, error);
	store = store_mongo_open(arena, &options, &error);
	must(store != NULL && store_ping(store) == STORE_OK, "open");
	uri = mongoc_uri_new(argv[1]);
	pool = mongoc_client_pool_new(uri);
	status = run(argc - 2, argv + 2);
	client = mongoc_client_pool_pop(pool);
	drop(client, PREFIX "backend");
	drop(client, PREFIX "auth");
	mongoc_client_pool_push(pool, client);
	store_close(store);
	mongoc_client_pool_destroy(pool);
	mongoc_uri_destroy(uri);
	arena_free(arena);
	return status;
}

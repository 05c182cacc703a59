/*
 * mongo URI SECONDS: measure the store in MongoDB beside the commands that the
 * original sends for the same calls (behaviour.md 5.3), with the same driver
 * on the same server.  Prints, as JSON, the commands for each call, and for
 * queues of 10^3 and 10^4 tasks, with one client and with several, how many
 * pairs of add and next there were in a second: ours and theirs, in turn.
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
#include "base/ident.h"
#include "base/timefmt.h"
#include "store/mongo/mongo.h"
#include "store/mongo/verbs.h"
#include "store/store.h"

#define PREFIX "lineup_bench_"
#define COMPANY "c1"
#define MAX_THREADS 4

static struct store *store;
static mongoc_client_pool_t *pool;
static char queue_id[IDENT_ID_SIZE];

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

	ident_new_id(queue_id);
	queue.entries = arena_alloc_n(arena, (size_t)n, sizeof(*queue.entries));
	for (i = 0; i < n; i++) {
		task = arena_alloc(arena, IDENT_ID_SIZE);
		ident_new_id(task);
		queue.entries[i] = (struct queue_entry){.task = task};
	}
	must(store_create(store, &queue) == STORE_OK, "create");
	arena_free(arena);
}

/* What a pair is made of, for one of the two sides. */
typedef void pair(mongoc_collection_t *queues, const char *task);

static void
pair_of_ours(mongoc_collection_t *queues, const char *task)
{
	struct arena *arena = arena_new();
	struct queue_entry entry = {.task = task, .added = timefmt_now()};

	(void)queues;
	must(store_push(store, COMPANY, queue_id, &entry) == STORE_OK, "push");
	must(store_pop(store, arena, COMPANY, queue_id, timefmt_now(),
		 &entry) == STORE_OK,
	    "pop");
	arena_free(arena);
}

/* The whole document is read first, as by the original. */
static void
add_as_theirs(mongoc_collection_t *queues, const char *task)
{
	int64_t now = timefmt_now();
	bson_t *me = BCON_NEW("company", COMPANY, "_id", queue_id);
	bson_t *guarded = BCON_NEW("company", COMPANY, "entries.task", "{",
	    "$ne", BCON_UTF8(task), "}", "_id", queue_id);
	bson_t *change = BCON_NEW("$push", "{", "entries", "{", "task",
	    BCON_UTF8(task), "added", BCON_DATE_TIME(now), "}", "}", "$set",
	    "{", "last_update", BCON_DATE_TIME(now), "}");
	mongoc_cursor_t *cursor =
	    mongoc_collection_find_with_opts(queues, me, NULL, NULL);
	const bson_t *document;

	must(mongoc_cursor_next(cursor, &document), "find");
	mongoc_cursor_destroy(cursor);
	must(mongoc_collection_update_one(
		 queues, guarded, change, NULL, NULL, NULL),
	    "update");
	bson_destroy(me);
	bson_destroy(guarded);
	bson_destroy(change);
}

static void
pop_as_theirs(mongoc_collection_t *queues)
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
		 queues, me, options, &reply, NULL),
	    "findAndModify");
	must(mongoc_collection_update_many(queues, me, stamp, NULL, NULL, NULL),
	    "updateMany");
	mongoc_find_and_modify_opts_destroy(options);
	bson_destroy(&reply);
	bson_destroy(me);
	bson_destroy(change);
	bson_destroy(stamp);
}

static void
pair_of_theirs(mongoc_collection_t *queues, const char *task)
{
	add_as_theirs(queues, task);
	pop_as_theirs(queues);
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
	atomic_long n;
} load;

static void *
work(void *argument)
{
	mongoc_client_t *client = mongoc_client_pool_pop(pool);
	mongoc_collection_t *queues =
	    mongoc_client_get_collection(client, PREFIX "backend", "queue");
	char task[IDENT_ID_SIZE];

	(void)argument;
	while (seconds_now() < load.end) {
		ident_new_id(task);
		load.pair(queues, task);
		atomic_fetch_add(&load.n, 1);
	}
	mongoc_collection_destroy(queues);
	mongoc_client_pool_push(pool, client);
	return NULL;
}

/* Pairs in a second. */
static double
measure(pair *side, int n_threads, double seconds)
{
	pthread_t threads[MAX_THREADS];
	double begun = seconds_now();
	int i;

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
	int i;

	add_queue(n);
	measure(pair_of_theirs, n_threads, seconds / 4);
	measure(pair_of_ours, n_threads, seconds / 4);
	printf("%s{\"entries\": %d, \"clients\": %d, \"rounds\": [",
	    n == 1000 && n_threads == 1 ? "" : ", ", n, n_threads);
	for (i = 0; i < 3; i++) {
		ours = measure(pair_of_ours, n_threads, seconds);
		theirs = measure(pair_of_theirs, n_threads, seconds);
		printf("%s[%.1f, %.1f]", i > 0 ? ", " : "", ours, theirs);
	}
	printf("]}");
}

/* The commands that each verb sends, in a run of 100. */
static void
print_commands(void)
{
	struct mongo *mongo = ((struct store_mongo *)store)->mongo;
	struct queue_entry entry = {.task = "x", .added = 1};
	uint64_t sent[4] = {0}, before;
	struct arena *arena = arena_new();
	struct queue queue;
	int64_t position;
	int i;

	add_queue(10);
	/* The first sample of a queue is looked up. */
	store_push(store, COMPANY, queue_id, &entry);
	store_take_out(store, COMPANY, queue_id, "x", 2);
	for (i = 0; i < 100; i++) {
		before = mongo_count(mongo);
		must(store_push(store, COMPANY, queue_id, &entry) == STORE_OK,
		    "push");
		sent[0] += mongo_count(mongo) - before;
		before = mongo_count(mongo);
		must(store_move(store, COMPANY, queue_id, "x", -5, &position) ==
			 STORE_OK,
		    "move");
		sent[1] += mongo_count(mongo) - before;
		before = mongo_count(mongo);
		must(store_take_out(store, COMPANY, queue_id, "x", 2) ==
			 STORE_OK,
		    "take out");
		sent[2] += mongo_count(mongo) - before;
		must(store_find(store, arena, COMPANY, queue_id, QUEUE_ENTRIES,
			 &queue) == STORE_OK,
		    "find");
		before = mongo_count(mongo);
		must(store_pop(store, arena, COMPANY, queue_id, 3, &entry) ==
			 STORE_OK,
		    "pop");
		sent[3] += mongo_count(mongo) - before;
		must(store_push(store, COMPANY, queue_id, &entry) == STORE_OK,
		    "push");
		entry = (struct queue_entry){.task = "x", .added = 1};
	}
	printf("{\"commands\": {\"push\": %.2f, \"move\": %.2f, "
	       "\"take out\": %.2f, \"pop\": %.2f},",
	    (double)sent[0] / 100, (double)sent[1] / 100, (double)sent[2] / 100,
	    (double)sent[3] / 100);
	arena_free(arena);
}

static void
drop(mongoc_client_t *client, const char *name)
{
	mongoc_database_t *database = mongoc_client_get_database(client, name);

	mongoc_database_drop(database, NULL);
	mongoc_database_destroy(database);
}

int
main(int argc, char **argv)
{
	struct store_mongo_options options = {
	    .prefix = PREFIX, .retention = 86400};
	struct arena *arena = arena_new();
	mongoc_client_t *client;
	const char *error = "";
	mongoc_uri_t *uri;
	int n;

	if (argc != 3) {
		fprintf(stderr, "usage: mongo URI SECONDS\n");
		return 2;
	}
	options.uri = argv[1];
	store = store_mongo_open(arena, &options, &error);
	must(store != NULL && store_ping(store) == STORE_OK, "open");
	uri = mongoc_uri_new(argv[1]);
	pool = mongoc_client_pool_new(uri);
	print_commands();
	printf(" \"loads\": [");
	for (n = 1000; n <= 10000; n *= 10) {
		print_rates(n, 1, atof(argv[2]));
		print_rates(n, MAX_THREADS, atof(argv[2]));
	}
	printf("]}\n");
	client = mongoc_client_pool_pop(pool);
	drop(client, PREFIX "backend");
	drop(client, PREFIX "auth");
	mongoc_client_pool_push(pool, client);
	store_close(store);
	mongoc_client_pool_destroy(pool);
	mongoc_uri_destroy(uri);
	arena_free(arena);
	return EXIT_SUCCESS;
}

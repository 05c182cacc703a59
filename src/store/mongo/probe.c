#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/ident.h"
#include "base/log.h"
#include "store/mongo/verbs.h"

/*
 * The probe runs the store's own verbs on a store whose queues are in a
 * collection for it, so that it tries what is used and nothing else.
 */

#define COMPANY "probe"
#define N_THREADS 8
#define N_RACES 5  /* chance makes a wrong pop look right in one */
#define N_TASKS 64 /* that they pop together */

struct probe {
	struct store_mongo scratch;
	struct arena *arena;
	char id[IDENT_ID_SIZE]; /* of the queue at hand */
};

static enum store_result
begin(struct probe *probe, size_t n, struct queue_entry *entries)
{
	struct queue queue = {
	    .company = COMPANY, .n_entries = n, .entries = entries};

	ident_new_id(probe->id);
	queue.id = queue.name = probe->id;
	return store_mongo_create(&probe->scratch.store, &queue);
}

static void
end(struct probe *probe)
{
	store_mongo_remove(&probe->scratch.store, COMPANY, probe->id, true);
}

/* STORE_OK if the queue's tasks are these letters, else STORE_FAILED. */
static enum store_result
expect(struct probe *probe, const char *tasks)
{
	struct queue queue;
	enum store_result result = store_mongo_find(&probe->scratch.store,
	    probe->arena, COMPANY, probe->id, QUEUE_ENTRIES, &queue);
	size_t i;

	if (result != STORE_OK)
		return result;
	if (queue.n_entries != strlen(tasks))
		return STORE_FAILED;
	for (i = 0; i < queue.n_entries; i++) {
		if (queue.entries[i].task[0] != tasks[i])
			return STORE_FAILED;
	}
	return STORE_OK;
}

/* What a result means that should have been another. */
static enum store_result
unless(enum store_result expected, enum store_result result)
{
	if (result == expected)
		return STORE_OK;
	return result == STORE_UNAVAILABLE ? STORE_UNAVAILABLE : STORE_FAILED;
}

static enum store_result
push(struct probe *probe, const char *task)
{
	struct queue_entry entry = {.task = task, .added = 1};

	return store_mongo_push(
	    &probe->scratch.store, COMPANY, probe->id, &entry);
}

static enum store_result
try_push(struct probe *probe)
{
	enum store_result result = unless(STORE_OK, push(probe, "d"));

	if (result == STORE_OK)
		result = unless(STORE_DUPLICATE, push(probe, "b"));
	return result == STORE_OK ? expect(probe, "abcd") : result;
}

static enum store_result
try_pop(struct probe *probe)
{
	struct queue_entry entry;
	enum store_result result =
	    unless(STORE_OK, store_mongo_pop(&probe->scratch.store,
				 probe->arena, COMPANY, probe->id, 2, &entry));

	if (result != STORE_OK)
		return result;
	if (strcmp(entry.task, "a") != 0 || entry.added != 1)
		return STORE_FAILED;
	return expect(probe, "bc");
}

static enum store_result
try_take_out(struct probe *probe)
{
	struct store *store = &probe->scratch.store;
	enum store_result result = unless(
	    STORE_OK, store_mongo_take_out(store, COMPANY, probe->id, "b", 2));

	if (result == STORE_OK)
		result = unless(STORE_NO_TASK,
		    store_mongo_take_out(store, COMPANY, probe->id, "b", 2));
	return result == STORE_OK ? expect(probe, "ac") : result;
}

static enum store_result
move(struct probe *probe, const char *task, int64_t by, int64_t expected)
{
	int64_t position = -1;
	enum store_result result =
	    unless(STORE_OK, store_mongo_move(&probe->scratch.store, COMPANY,
				 probe->id, task, by, &position));

	if (result == STORE_OK && position != expected)
		return STORE_FAILED;
	return result;
}

static enum store_result
try_move(struct probe *probe)
{
	enum store_result result = move(probe, "c", -1, 1);

	if (result == STORE_OK)
		result = expect(probe, "acb");
	if (result == STORE_OK)
		result = move(probe, "a", 9, 2);
	return result == STORE_OK ? expect(probe, "cba") : result;
}

static enum store_result
try_remove(struct probe *probe)
{
	return unless(STORE_NOT_EMPTY, store_mongo_remove(&probe->scratch.store,
					   COMPANY, probe->id, false));
}

static enum store_result
try_metadata(struct probe *probe)
{
	struct store *store = &probe->scratch.store;
	struct queue_metadata items[] = {
	    {"k", "k", "t", "v"}, {"l", "l", "t", "v"}};
	const char *k = "k";
	const struct store_metadata_changes set = {.set = {2, items}};
	const struct store_metadata_changes unset = {.remove = {1, &k}};
	struct queue queue;
	enum store_result result;

	result = store_mongo_change_metadata(store, COMPANY, probe->id, &set);
	if (result == STORE_OK)
		result = store_mongo_change_metadata(
		    store, COMPANY, probe->id, &unset);
	if (result == STORE_OK)
		result = store_mongo_find(store, probe->arena, COMPANY,
		    probe->id, QUEUE_METADATA, &queue);
	if (result == STORE_OK &&
	    (queue.n_metadata != 1 || strcmp(queue.metadata[0].name, "l") != 0))
		return STORE_FAILED;
	return unless(STORE_OK, result);
}

typedef enum store_result try_verb(struct probe *probe);

/* Try a verb on a queue of a, b and c. */
static enum store_result
try(struct probe *probe, try_verb *verb)
{
	struct queue_entry entries[] = {{"a", 1}, {"b", 1}, {"c", 1}};
	enum store_result result = begin(probe, 3, entries);

	if (result != STORE_OK)
		return result;
	result = verb(probe);
	end(probe);
	return result;
}

/* Threads that pop from one queue. */
struct race {
	struct probe *probe;
	atomic_int n_popped[N_TASKS];
	atomic_bool has_failed;
};

static void *
pop_all(void *context)
{
	struct race *race = context;
	struct probe *probe = race->probe;
	struct arena *arena = arena_new();
	enum store_result result;
	struct queue_entry entry;
	int i;

	do {
		result = store_mongo_pop(&probe->scratch.store, arena, COMPANY,
		    probe->id, 2, &entry);
		i = result == STORE_OK ? atoi(entry.task) : 0;
		if (result == STORE_OK && i >= 0 && i < N_TASKS)
			atomic_fetch_add(&race->n_popped[i], 1);
	} while (result == STORE_OK);
	if (result != STORE_EMPTY)
		atomic_store(&race->has_failed, true);
	arena_free(arena);
	return NULL;
}

/* Some engines give one task to several threads that pop at once. */
static enum store_result
race_pops(struct probe *probe)
{
	struct race race = {.probe = probe};
	struct queue_entry entries[N_TASKS];
	pthread_t threads[N_THREADS];
	enum store_result result;
	int i, n;

	for (i = 0; i < N_TASKS; i++)
		entries[i] = (struct queue_entry){
		    .task = arena_printf(probe->arena, "%d", i)};
	result = begin(probe, N_TASKS, entries);
	if (result != STORE_OK)
		return result;
	for (n = 0; n < N_THREADS; n++) {
		if (pthread_create(&threads[n], NULL, pop_all, &race) != 0)
			break;
	}
	while (n-- > 0)
		pthread_join(threads[n], NULL);
	end(probe);
	for (i = 0; i < N_TASKS; i++) {
		if (atomic_load(&race.n_popped[i]) != 1)
			result = STORE_FAILED;
	}
	return atomic_load(&race.has_failed) ? STORE_FAILED : result;
}

/* The verbs as any server should do them. */
static enum store_result
try_verbs(struct probe *probe, const char **wrong)
{
	static const struct {
		try_verb *verb;
		const char *what;
	} verbs[] = {
	    {try_push, "a $push that is guarded by $ne"},
	    {try_pop, "a $pop that is guarded by the first entry"},
	    {try_take_out, "a $pull"},
	    {try_move, "a $set of an array that is compared as a whole"},
	    {try_metadata, "a $set and an $unset of a member"},
	    {try_remove, "a guard by $exists of a first entry"},
	};
	enum store_result result = STORE_OK;
	size_t i;

	for (i = 0; i < sizeof(verbs) / sizeof(*verbs); i++) {
		result = try(probe, verbs[i].verb);
		if (result == STORE_OK)
			continue;
		*wrong = verbs[i].what;
		break;
	}
	return result;
}

/* See whether a faster way works; *works is how the scratch store does it. */
static enum store_result
choose(struct probe *probe, bool *works, try_verb *verb)
{
	enum store_result result;

	*works = true;
	result = try(probe, verb);
	*works = result == STORE_OK;
	return result == STORE_UNAVAILABLE ? result : STORE_OK;
}

enum store_result
store_mongo_probe(struct mongo *mongo, struct arena *arena,
    struct store_mongo_ways *ways, const char **wrong)
{
	struct probe probe = {.arena = arena,
	    .scratch = {.mongo = mongo, .queues = MONGO_PROBES}};
	struct store_mongo_ways *tried = &probe.scratch.ways;
	enum store_result result;
	int i;

	atomic_init(&probe.scratch.is_prepared, true);
	*wrong = NULL;
	mongo_set_trying(mongo, true);
	result = try_verbs(&probe, wrong);
	if (result == STORE_OK)
		result = choose(&probe, &tried->pops_at_once, try_pop);
	for (i = 0; i < N_RACES && result == STORE_OK && tried->pops_at_once;
	     i++) {
		result = race_pops(&probe);
		tried->pops_at_once = result == STORE_OK;
		result = result == STORE_UNAVAILABLE ? result : STORE_OK;
	}
	if (result == STORE_OK)
		result = choose(&probe, &tried->moves_at_once, try_move);
	mongo_set_trying(mongo, false);
	if (result == STORE_OK)
		*ways = *tried;
	return result;
}

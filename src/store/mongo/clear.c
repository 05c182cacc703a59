#include <bson/bson.h>

#include "base/arena.h"
#include "base/budget.h"
#include "base/random.h"
#include "store/mongo/verbs.h"

#define TASK_LEAST 3  /* bytes of a task in an answer, apart from its id */
#define TASK_USUAL 32 /* bytes of a usual id */

/* A pipeline that moves the tasks of a queue's entries to STORE_MONGO_KEPT. */
static bson_t *
write_change(const char *id, const struct store_leaving *why)
{
	bson_t user = BSON_INITIALIZER;
	bson_t *change;

	if (why->user != NULL)
		BCON_APPEND(&user, STORE_MONGO_KEPT ".user",
		    STORE_MONGO_LITERAL(why->user));
	change = BCON_NEW("0", "{", "$set", "{", STORE_MONGO_KEPT, "{", "id",
	    STORE_MONGO_LITERAL(id), "reason", STORE_MONGO_LITERAL(why->reason),
	    "at", BCON_DATE_TIME(why->now), "tasks", "{", "$concatArrays", "[",
	    STORE_MONGO_OR_NONE("$" STORE_MONGO_KEPT ".tasks"),
	    STORE_MONGO_OR_NONE("$entries.task"), "]", "}", "}", "entries", "[",
	    "]", "}", "}", "1", "{", "$set", BCON_DOCUMENT(&user), "}");
	bson_destroy(&user);
	return change;
}

/* Take all entries out; STORE_NOT_FOUND if there are none, or no queue. */
static enum store_result
take(struct store_mongo *store, struct arena *arena,
    const struct store_leaving *why, struct store_mongo_leaving *taken)
{
	bson_t selector, some, answer;
	bson_t *change, *fields = BCON_NEW("company", BCON_INT32(1),
			    STORE_MONGO_KEPT, BCON_INT32(1));
	struct mongo_change command = {.where = MONGO_QUEUES,
	    .selector = &selector,
	    .fields = fields,
	    .after = true};
	enum store_result result;
	char id[RANDOM_ID_SIZE];

	random_id(id);
	store_mongo_select(&selector, why->company, why->queue);
	BSON_APPEND_DOCUMENT_BEGIN(&selector, "entries.0", &some);
	BSON_APPEND_BOOL(&some, "$exists", true);
	bson_append_document_end(&selector, &some);
	command.change = change = write_change(id, why);
	result = mongo_modify(store->mongo, &command, &answer);
	if (result == STORE_OK && !store_mongo_read_kept(arena, &answer, taken))
		result = STORE_FAILED;
	taken->why = *why;
	taken->since = 0;
	bson_destroy(&selector);
	bson_destroy(change);
	bson_destroy(fields);
	bson_destroy(&answer);
	return result;
}

/*
 * Pay in advance for an answer with so many tasks, as the call can't be refused
 * once they are gone.
 */
static bool
pay(struct arena *arena, int64_t n)
{
	return n == 0 || budget_answer(arena_budget(arena),
			     (uint64_t)n * (TASK_LEAST + TASK_USUAL));
}

/* Clear a queue, after finishing what an earlier call has left undone. */
static enum store_result
clear(struct store_mongo *store, struct arena *arena,
    const struct store_leaving *why, size_t *n, const char ***tasks)
{
	struct store_strings old = {0}, found = {0};
	struct store_mongo_leaving leaving;
	enum store_result result;
	int64_t n_entries;

	result = store_mongo_find_kept(
	    store, arena, why->company, why->queue, &n_entries, &leaving);
	if (result != STORE_OK)
		return result;
	if (tasks != NULL && !pay(arena, n_entries + (int64_t)leaving.tasks.n))
		return STORE_COSTLY;
	if (leaving.id != NULL)
		store_mongo_finish(store, arena, &leaving, &old);
	result = take(store, arena, why, &leaving);
	if (result == STORE_OK) {
		store_mongo_sample_empty(
		    store, why->company, why->queue, why->now);
		store_mongo_count(store, why->company, why->queue, FLOW_REMOVED,
		    (int64_t)leaving.tasks.n, why->now);
		store_mongo_note_change(store, why->company,
		    &(struct store_change){.at = why->now,
			.action = STORE_CLEARED,
			.queue = why->queue,
			.who = {.user = why->user},
			.before = (int64_t)leaving.tasks.n,
			.after = 0});
		store_mongo_finish(store, arena, &leaving, &found);
	}
	if (result == STORE_NOT_FOUND)
		result = old.n > 0 ? STORE_OK : STORE_EMPTY;
	if (result == STORE_OK && tasks != NULL) {
		*n = old.n + found.n;
		*tasks = store_mongo_join(arena, &old, &found);
	}
	return result;
}

enum store_result
store_mongo_clear_queue(struct store *base, struct arena *arena,
    const struct store_leaving *why, size_t *n, const char ***tasks)
{
	struct store_mongo *store = mongo_of(base);
	enum store_result result = store_mongo_prepare(store);
	struct arena *own;

	if (result != STORE_OK || tasks != NULL)
		return result == STORE_OK ? clear(store, arena, why, n, tasks)
					  : result;
	own = arena_new();
	result = clear(store, own, why, n, tasks);
	arena_free(own);
	return result;
}

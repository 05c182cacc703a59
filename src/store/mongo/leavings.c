#include <string.h>

#include <bson/bson.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/steady.h"
#include "base/timefmt.h"
#include "store/mongo/verbs.h"

#define AT_ONCE 1000   /* tasks to revert between checks of *stop */
#define FORSAKEN 30000 /* ms after which others revert what a queue keeps */

/* Read a document, or a part of one, except the company and the queue. */
static void
read_leaving(struct arena *arena, const bson_t *document, const char *name,
    struct store_mongo_leaving *leaving)
{
	const char *reason = mongo_text(arena, document, "reason");

	*leaving = (struct store_mongo_leaving){
	    .id = mongo_text(arena, document, name),
	    .since = mongo_time(document, "at", 0)};
	leaving->tasks.items =
	    store_mongo_read_texts(arena, document, "tasks", &leaving->tasks.n);
	leaving->why.reason = reason == NULL ? "" : reason;
	leaving->why.user = mongo_text(arena, document, "user");
	leaving->why.now = leaving->since;
}

/* Read the company and the queue; false if one is missing. */
static bool
read_queue(struct arena *arena, const bson_t *document, const char *name,
    struct store_leaving *why)
{
	why->company = mongo_text(arena, document, "company");
	why->queue = mongo_text(arena, document, name);
	return why->company != NULL && why->queue != NULL;
}

bool
store_mongo_read_kept(struct arena *arena, const bson_t *queue,
    struct store_mongo_leaving *leaving)
{
	bson_t kept;

	*leaving = (struct store_mongo_leaving){0};
	if (!mongo_child(queue, STORE_MONGO_KEPT, &kept))
		return false;
	read_leaving(arena, &kept, "id", leaving);
	if (!read_queue(arena, queue, "_id", &leaving->why))
		leaving->id = NULL;
	return leaving->id != NULL;
}

/* What is read of a queue. */
struct looking {
	struct arena *arena;
	bool is_there;
	int64_t n;
	struct store_mongo_leaving *leaving;
};

static bool
look(void *context, const bson_t *queue)
{
	struct looking *looking = context;

	looking->is_there = true;
	looking->n = mongo_int(queue, "n", 0);
	store_mongo_read_kept(looking->arena, queue, looking->leaving);
	return false;
}

enum store_result
store_mongo_find_kept(struct store_mongo *store, struct arena *arena,
    const char *company, const char *id, int64_t *n,
    struct store_mongo_leaving *leaving)
{
	struct looking looking = {.arena = arena, .leaving = leaving};
	enum store_result result;
	bson_t selector, *options;

	*leaving = (struct store_mongo_leaving){0};
	store_mongo_select(&selector, company, id);
	options = BCON_NEW("projection", "{", "company", BCON_INT32(1),
	    STORE_MONGO_KEPT, BCON_INT32(1), "n", "{", "$size",
	    STORE_MONGO_OR_NONE("$entries"), "}", "}");
	result = mongo_find(
	    store->mongo, MONGO_QUEUES, &selector, options, look, &looking);
	bson_destroy(&selector);
	bson_destroy(options);
	*n = looking.n;
	return result == STORE_OK && !looking.is_there ? STORE_NOT_FOUND
						       : result;
}

/* Remove kept tasks from a queue's document, unless others replaced them. */
static void
forget(struct store_mongo *store, const struct store_mongo_leaving *leaving)
{
	bson_t selector, *change;

	store_mongo_select(&selector, leaving->why.company, leaving->why.queue);
	BSON_APPEND_UTF8(&selector, STORE_MONGO_KEPT ".id", leaving->id);
	change = BCON_NEW("$unset", "{", STORE_MONGO_KEPT, BCON_INT32(1), "}");
	mongo_update(store->mongo, MONGO_QUEUES, &selector, change);
	bson_destroy(&selector);
	bson_destroy(change);
}

const char **
store_mongo_join(struct arena *arena, const struct store_strings *some,
    const struct store_strings *more)
{
	size_t i, n = some->n;
	const char **all = arena_alloc_n(arena, n + more->n, sizeof(*all));

	for (i = 0; i < n; i++)
		all[i] = some->items[i];
	for (i = 0; i < more->n; i++)
		all[n++] = more->items[i];
	return all;
}

void
store_mongo_finish(struct store_mongo *store, struct arena *arena,
    const struct store_mongo_leaving *leaving, struct store_strings *found)
{
	size_t n_done = store_mongo_revert(
	    store, arena, leaving, steady_now() + store->patience, found);
	struct store_mongo_leaving rest = *leaving;

	rest.tasks.n -= n_done;
	rest.tasks.items += n_done;
	if (rest.tasks.n > 0)
		*found = (struct store_strings){found->n + rest.tasks.n,
		    store_mongo_join(arena, found, &rest.tasks)};
	if (rest.tasks.n == 0 || (!mongo_is_away(store->mongo) &&
				     store_mongo_defer(store, &rest, 0)))
		forget(store, leaving);
	else
		log_error("queue %s: %zu tasks were taken out, but keep the "
			  "status queued until MongoDB can be written to",
		    leaving->why.queue, rest.tasks.n);
}

/* Queues whose documents keep tasks. */
struct keepers {
	struct arena *arena;
	size_t n;
	struct store_mongo_leaving items[AT_ONCE];
};

static bool
note_keeper(void *context, const bson_t *queue)
{
	struct keepers *keepers = context;

	if (store_mongo_read_kept(
		keepers->arena, queue, &keepers->items[keepers->n]))
		keepers->n++;
	return keepers->n < AT_ONCE;
}

void
store_mongo_finish_kept(struct store_mongo *store, const atomic_bool *stop)
{
	int64_t before = timefmt_now() - FORSAKEN;
	bson_t *selector = BCON_NEW(
	    STORE_MONGO_KEPT ".at", "{", "$lt", BCON_DATE_TIME(before), "}");
	bson_t *options = BCON_NEW("projection", "{", "company", BCON_INT32(1),
	    STORE_MONGO_KEPT, BCON_INT32(1), "}");
	struct arena *arena = arena_new();
	struct keepers *keepers = arena_alloc(arena, sizeof(*keepers));
	struct store_strings found;
	size_t i;

	keepers->arena = arena;
	mongo_find(store->mongo, MONGO_QUEUES, selector, options, note_keeper,
	    keepers);
	for (i = 0; i < keepers->n && !atomic_load(stop); i++)
		store_mongo_finish(store, arena, &keepers->items[i], &found);
	bson_destroy(selector);
	bson_destroy(options);
	arena_free(arena);
}

/* Claim tasks that are to be reverted.  STORE_NOT_FOUND: there are none. */
static enum store_result
claim(struct store_mongo *store, struct arena *arena,
    struct store_mongo_leaving *leaving)
{
	int64_t now = timefmt_now();
	bson_t *selector = BCON_NEW("claimed", "{", "$lt",
	    BCON_DATE_TIME(now - STORE_MONGO_CLAIMED), "}");
	bson_t *change =
	    BCON_NEW("$set", "{", "claimed", BCON_DATE_TIME(now), "}");
	bson_t fields = BSON_INITIALIZER, answer;
	const struct mongo_change command = {.where = MONGO_LEAVINGS,
	    .selector = selector,
	    .change = change,
	    .fields = &fields};
	enum store_result result =
	    mongo_has(store->mongo, MONGO_LEAVINGS, selector);

	if (result == STORE_OK) {
		result = mongo_modify(store->mongo, &command, &answer);
		read_leaving(arena, &answer, "_id", leaving);
		if (result == STORE_OK &&
		    !read_queue(arena, &answer, "queue", &leaving->why))
			result = STORE_FAILED;
		bson_destroy(&answer);
	}
	bson_destroy(selector);
	bson_destroy(change);
	bson_destroy(&fields);
	return result;
}

/* Revert claimed tasks.  If this stops early, they will be claimed again. */
static void
revert_claimed(struct store_mongo *store, struct arena *arena,
    const struct store_mongo_leaving *leaving, const atomic_bool *stop)
{
	struct store_mongo_leaving some = *leaving;
	size_t n = leaving->tasks.n, i = 0, n_done;
	struct store_strings found;
	bson_t selector;

	for (; i < n && !atomic_load(stop); i += n_done) {
		some.tasks.items = leaving->tasks.items + i;
		some.tasks.n = n - i < AT_ONCE ? n - i : AT_ONCE;
		n_done =
		    store_mongo_revert(store, arena, &some, INT64_MAX, &found);
		if (n_done < some.tasks.n) {
			log_error("queue %s: %zu tasks were taken out, but "
				  "keep the status queued: they can't be "
				  "changed now",
			    leaving->why.queue, n - i - n_done);
			return;
		}
	}
	if (i < n)
		return;
	store_mongo_select_id(&selector, leaving->id);
	mongo_delete(store->mongo, MONGO_LEAVINGS, &selector);
	bson_destroy(&selector);
}

void
store_mongo_revert_waiting(struct store_mongo *store, const atomic_bool *stop)
{
	struct store_mongo_leaving leaving;
	struct arena *arena = arena_new();

	while (
	    !atomic_load(stop) && claim(store, arena, &leaving) == STORE_OK) {
		revert_claimed(store, arena, &leaving, stop);
		arena_reset(arena);
	}
	arena_free(arena);
}

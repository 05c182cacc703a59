#include <stdatomic.h>
#include <stdlib.h>

#include <bson/bson.h>

#include "base/arena.h"
#include "base/gate.h"
#include "base/random.h"
#include "store/mongo/mongo.h"
#include "store/mongo/redis.h"
#include "store/mongo/verbs.h"
#include "store/sighting_table.h"

#define PATIENCE 2500 /* ms after which a call begins no more reverting */

static void
close_store(struct store *base)
{
	struct store_mongo *store = mongo_of(base);

	store_mongo_chores_free(store->chores);
	store_mongo_samples_free(store->samples);
	store_mongo_write_history(store);
	store_mongo_write_counts(store);
	store_mongo_write_sightings(store);
	store_mongo_history_free(store->history);
	store_mongo_flows_free(store->flows);
	sighting_table_free(store->sightings);
	mongo_free(store->mongo);
	group_fini(&store->calls);
	group_fini(&store->polls);
	group_fini(&store->effects);
	group_fini(&store->moves);
	gate_free(store->preparing);
	free(store);
}

static enum store_result
ping(struct store *base)
{
	struct store_mongo *store = mongo_of(base);
	enum store_result result = store_mongo_prepare(store);

	return result == STORE_OK ? mongo_ping(store->mongo) : result;
}

struct uid {
	struct arena *arena;
	const char *value;
};

static bool
read_uid(void *context, const bson_t *document)
{
	struct uid *uid = context;

	uid->value = mongo_text(uid->arena, document, "value");
	return false;
}

static const char *
uid(struct store *base, struct arena *arena)
{
	struct mongo *mongo = mongo_of(base)->mongo;
	bson_t selector = BSON_INITIALIZER, made = BSON_INITIALIZER;
	struct uid found = {.arena = arena};
	enum store_result result;
	char hex[RANDOM_ID_SIZE];

	random_id(hex);
	BSON_APPEND_UTF8(&selector, "_id", "server.uuid");
	BSON_APPEND_UTF8(&made, "_id", "server.uuid");
	BSON_APPEND_UTF8(&made, "value",
	    arena_printf(arena, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8,
		hex + 12, hex + 16, hex + 20));
	result = mongo_find(
	    mongo, MONGO_SETTINGS, &selector, NULL, read_uid, &found);
	if (result == STORE_OK && found.value == NULL) {
		mongo_insert(mongo, MONGO_SETTINGS, &made);
		mongo_find(
		    mongo, MONGO_SETTINGS, &selector, NULL, read_uid, &found);
	}
	bson_destroy(&selector);
	bson_destroy(&made);
	return found.value == NULL ? "" : found.value;
}

static void
describe(struct store *store, struct store_description *description)
{
	(void)store;
	*description = (struct store_description){.kind = "mongodb"};
}

static const struct store_verbs verbs = {
    .close = close_store,
    .ping = ping,
    .uid = uid,
    .describe = describe,
    .check = store_mongo_check,
};

static const struct store_queue_verbs queues = {
    .create = store_mongo_create,
    .get_by_id = store_mongo_get_by_id,
    .get_by_task_id = store_mongo_get_by_task_id,
    .get_all = store_mongo_get_all,
    .update = store_mongo_update,
    .change_metadata = store_mongo_change_metadata,
    .delete = store_mongo_delete,
    .clear_queue = store_mongo_clear_queue,
    .add_task = store_mongo_add_task,
    .get_next_task = store_mongo_get_next_task,
    .remove_task = store_mongo_remove_task,
    .move_task = store_mongo_move_task,
    .move_task_to_queue = store_mongo_move_task_to_queue,
};

static const struct store_entry_verbs entries = {
    .list_entries = store_mongo_list_entries,
    .find_holders = store_mongo_find_holders,
};

static const struct store_history_verbs history = {
    .list_history = store_mongo_list_history,
};

static const struct store_flow_verbs flows = {
    .list_flows = store_mongo_list_flows,
};

static const struct store_sighting_verbs sightings = {
    .note_sighting = store_mongo_note_sighting,
    .list_sightings = store_mongo_list_sightings,
};

static const struct store_stat_verbs stats = {
    .measure = store_mongo_measure,
    .list_longest = store_mongo_list_longest,
};

static const struct store_sample_verbs samples = {
    .sample_queues = store_mongo_sample_queues,
    .list_samples = store_mongo_list_samples,
};

static const struct store_scroll_verbs scrolls = {
    .open_scroll = store_mongo_open_scroll,
    .find_scroll = store_mongo_find_scroll,
    .move_scroll = store_mongo_move_scroll,
};

static const struct store_user_verbs users = {
    .authenticate = store_mongo_authenticate,
    .find_user = store_mongo_find_user,
    .find_key = store_mongo_find_key,
    .add_company = store_mongo_add_company,
    .list_companies = store_mongo_list_companies,
    .add_user = store_mongo_add_user,
    .remove_user = store_mongo_remove_user,
    .disable_user = store_mongo_disable_user,
    .list_users = store_mongo_list_users,
    .add_key = store_mongo_add_key,
    .list_keys = store_mongo_list_keys,
    .revoke_key = store_mongo_revoke_key,
};

static const struct store_task_verbs tasks = {
    .find_tasks = store_mongo_find_tasks,
    .follow_task = store_mongo_follow_task,
    .requeue_task = store_mongo_requeue_task,
    .revert_task = store_mongo_revert_task,
};

static const struct store_trace_verbs traces = {
    .find_trace = store_mongo_find_trace,
    .list_orphans = store_mongo_list_orphans,
};

static const struct store_worker_verbs workers = {
    .list_workers = store_mongo_list_workers,
};

/* What queues keep is found by reading all of them, so that is done less. */
static const struct store_mongo_chore chores[] = {
    {1, store_mongo_finish_moves},
    {3, store_mongo_finish_kept},
    {1, store_mongo_revert_waiting},
    {1, store_mongo_write_watched},
};

bool
store_mongo_check_uris(
    struct arena *arena, const char *uri, const char *redis, const char **error)
{
	return (uri == NULL || mongo_check(arena, uri, error)) &&
	       (redis == NULL || redis_read_uri(arena, redis, error) != NULL);
}

/* Make a store, which nobody uses yet. */
static struct store_mongo *
new_store(const struct store_mongo_options *options, struct mongo *mongo,
    struct redis_source *redis)
{
	struct store_mongo *store = arena_must(calloc(1, sizeof(*store)));

	store->store = (struct store){.verbs = &verbs,
	    .queues = &queues,
	    .entries = &entries,
	    .history = &history,
	    .flows = &flows,
	    .sightings = &sightings,
	    .samples = &samples,
	    .scrolls = &scrolls,
	    .users = &users,
	    .tasks = &tasks,
	    .workers = &workers,
	    .stats = &stats,
	    .traces = &traces};
	store->mongo = mongo;
	store->is_beside = options->is_beside;
	store->patience = options->is_beside ? INT32_MAX : PATIENCE;
	store->redis = redis;
	group_init(&store->calls, STORE_MONGO_BATCH, store_mongo_run_calls,
	    store_mongo_is_same_queue, store);
	group_init(&store->polls, STORE_MONGO_BATCH, store_mongo_run_polls,
	    NULL, store);
	group_init(&store->effects, STORE_MONGO_BATCH, store_mongo_run_effects,
	    NULL, store);
	group_init(&store->moves, 1, store_mongo_run_move,
	    store_mongo_is_same_company, store);
	store->preparing = gate_new(1, 1);
	store->flows = store_mongo_flows_new();
	store->history = store_mongo_history_new(options->history);
	store->sightings = sighting_table_new();
	return store;
}

struct store *
store_mongo_open(struct arena *arena, const struct store_mongo_options *options,
    const char **error)
{
	struct redis_source *redis = NULL;
	struct store_mongo *store;
	struct mongo *mongo;

	if (options->redis != NULL) {
		redis = redis_read_uri(arena, options->redis, error);
		if (redis == NULL)
			return NULL;
	}
	/* a quarter of the threads stays free, to answer 503 */
	mongo = mongo_new(arena, options->uri, options->prefix,
	    !options->is_beside, (options->threads * 3 + 3) / 4, error);
	if (mongo == NULL)
		return NULL;
	store = new_store(options, mongo, redis);
	if (!store->is_beside &&
	    store_mongo_check_version(store, error) == STORE_FAILED) {
		close_store(&store->store);
		return NULL;
	}
	if (!store->is_beside)
		store_mongo_prepare(store);
	store->samples = store_mongo_samples_new(store, options->retention);
	if (!options->is_beside)
		store->chores = store_mongo_chores_new(
		    store, sizeof(chores) / sizeof(*chores), chores);
	return &store->store;
}

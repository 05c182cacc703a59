#include <stdlib.h>

#include "store/entries.h"
#include "store/flows.h"
#include "store/history.h"
#include "store/queues.h"
#include "store/samples.h"
#include "store/scrolls.h"
#include "store/sightings.h"
#include "store/users.h"
#include "tests/store/failing.h"

struct failing {
	struct store store;
	enum store_result result;
};

static enum store_result
result_of(const struct store *store)
{
	return ((const struct failing *)store)->result;
}

static void
close_failing(struct store *store)
{
	free((struct failing *)store);
}

static enum store_result
ping(struct store *store)
{
	return result_of(store);
}

static enum store_result
create(struct store *store, const struct queue *queue)
{
	(void)queue;
	return result_of(store);
}

static enum store_result
get_by_id(struct store *store, struct arena *arena, const char *company,
    const char *id, struct queue_need need, struct queue *queue)
{
	(void)arena;
	(void)company;
	(void)id;
	(void)need;
	(void)queue;
	return result_of(store);
}

static enum store_result
get_by_task_id(struct store *store, struct arena *arena, const char *company,
    const char *task, struct queue_need need, struct queue *queue)
{
	(void)need;
	(void)arena;
	(void)company;
	(void)task;
	(void)queue;
	return result_of(store);
}

static enum store_result
get_all(struct store *store, struct arena *arena, const struct filter *filter,
    struct queue_need need, size_t *n, struct queue **queues)
{
	(void)arena;
	(void)filter;
	(void)need;
	(void)n;
	(void)queues;
	return result_of(store);
}

static enum store_result
update(struct store *store, const char *company, const char *id,
    const struct store_changes *changes)
{
	(void)company;
	(void)id;
	(void)changes;
	return result_of(store);
}

static enum store_result
change_metadata(struct store *store, const char *company, const char *id,
    const struct store_metadata_changes *changes)
{
	(void)company;
	(void)id;
	(void)changes;
	return result_of(store);
}

static enum store_result delete (
    struct store *store, const char *company, const char *id, bool force) {
	(void)company; (void)id; (void)force; return result_of(store);
}

static enum store_result
clear_queue(struct store *store, struct arena *arena,
    const struct store_leaving *leaving, size_t *n, const char ***tasks)
{
	(void)arena;
	(void)leaving;
	(void)n;
	(void)tasks;
	return result_of(store);
}

static enum store_result
add_task(struct store *store, const char *company, const char *queue,
    const struct queue_entry *entry, const struct store_actor *who,
    bool sets_queue)
{
	(void)who;
	(void)company;
	(void)queue;
	(void)entry;
	(void)sets_queue;
	return result_of(store);
}

static enum store_result
get_next_task(struct store *store, struct arena *arena, const char *company,
    const char *queue, const char *task, const struct store_actor *who,
    int64_t now, struct queue_entry *entry)
{
	(void)arena;
	(void)company;
	(void)queue;
	(void)task;
	(void)who;
	(void)now;
	(void)entry;
	return result_of(store);
}

static enum store_result
remove_task(struct store *store, const char *company, const char *queue,
    const char *task, int64_t now, const struct store_actor *who,
    size_t *removed)
{
	(void)who;
	(void)company;
	(void)queue;
	(void)task;
	(void)now;
	(void)removed;
	return result_of(store);
}

static enum store_result
move_task(struct store *store, const char *company, const char *queue,
    const char *task, int64_t by, const struct store_actor *who,
    int64_t *position)
{
	(void)who;
	(void)company;
	(void)queue;
	(void)task;
	(void)by;
	(void)position;
	return result_of(store);
}

static enum store_result
move_task_to_queue(struct store *store, const char *company, const char *queue,
    const char *target, const struct queue_entry *entry,
    const struct store_actor *who)
{
	(void)who;
	(void)company;
	(void)queue;
	(void)target;
	(void)entry;
	return result_of(store);
}

static void
sample_queues(struct store *store, const char *company,
    const struct store_strings *ids, int64_t now)
{
	(void)store;
	(void)company;
	(void)ids;
	(void)now;
}

static enum store_result
list_samples(struct store *store, struct arena *arena,
    const struct store_sample_range *range, store_take_sample *take,
    void *context)
{
	(void)arena;
	(void)range;
	(void)take;
	(void)context;
	return result_of(store);
}

static enum store_result
open_scroll(struct store *store, const char *company, const char *list,
    int64_t now, char id[RANDOM_ID_SIZE])
{
	(void)list;
	(void)company;
	(void)now;
	(void)id;
	return result_of(store);
}

static enum store_result
find_scroll(struct store *store, const char *company, const char *list,
    const char *id, int64_t now, size_t *position)
{
	(void)list;
	(void)company;
	(void)id;
	(void)now;
	(void)position;
	return result_of(store);
}

static enum store_result
authenticate(struct store *store, struct arena *arena, const char *key,
    const char *secret, struct identity *who)
{
	(void)arena;
	(void)key;
	(void)secret;
	(void)who;
	return result_of(store);
}

static enum store_result
find_key(struct store *store, struct arena *arena, const char *key,
    struct identity *who)
{
	(void)arena;
	(void)key;
	(void)who;
	return result_of(store);
}

static enum store_result
list_entries(struct store *store, struct arena *arena, const char *company,
    const char *queue, int64_t from, size_t n, struct store_window *window)
{
	(void)arena;
	(void)company;
	(void)queue;
	(void)from;
	(void)n;
	(void)window;
	return result_of(store);
}

static enum store_result
find_holders(struct store *store, struct arena *arena, const char *company,
    const char *task, size_t *n, struct store_holder **holders)
{
	(void)arena;
	(void)company;
	(void)task;
	(void)n;
	(void)holders;
	return result_of(store);
}

static enum store_result
list_history(struct store *store, struct arena *arena, const char *company,
    const char *queue, const char *task, size_t most, size_t *n,
    struct store_change **changes)
{
	(void)arena;
	(void)company;
	(void)queue;
	(void)task;
	(void)most;
	(void)n;
	(void)changes;
	return result_of(store);
}

static enum store_result
list_flows(struct store *store, struct arena *arena, const char *company,
    const char *queue, int64_t now, size_t *n, struct store_flow **flows)
{
	(void)arena;
	(void)company;
	(void)queue;
	(void)now;
	(void)n;
	(void)flows;
	return result_of(store);
}

static void
note_sighting(struct store *store, const struct store_sighting *sighting)
{
	(void)store;
	(void)sighting;
}

static enum store_result
list_sightings(struct store *store, struct arena *arena, const char *company,
    const char *queue, int64_t since, size_t *n,
    struct store_sighting **sightings)
{
	(void)arena;
	(void)company;
	(void)queue;
	(void)since;
	(void)n;
	(void)sightings;
	return result_of(store);
}

struct store *
store_failing_new(enum store_result result)
{
	static const struct store_verbs verbs = {
	    .close = close_failing,
	    .ping = ping,
	};
	static const struct store_queue_verbs queues = {
	    .create = create,
	    .get_by_id = get_by_id,
	    .get_by_task_id = get_by_task_id,
	    .get_all = get_all,
	    .update = update,
	    .change_metadata = change_metadata,
	    .delete = delete,
	    .clear_queue = clear_queue,
	    .add_task = add_task,
	    .get_next_task = get_next_task,
	    .remove_task = remove_task,
	    .move_task = move_task,
	    .move_task_to_queue = move_task_to_queue,
	};
	static const struct store_entry_verbs entries = {
	    .list_entries = list_entries,
	    .find_holders = find_holders,
	};
	static const struct store_history_verbs history = {
	    .list_history = list_history,
	};
	static const struct store_flow_verbs flows = {
	    .list_flows = list_flows,
	};
	static const struct store_sighting_verbs sightings = {
	    .note_sighting = note_sighting,
	    .list_sightings = list_sightings,
	};
	static const struct store_sample_verbs samples = {
	    .sample_queues = sample_queues,
	    .list_samples = list_samples,
	};
	static const struct store_scroll_verbs scrolls = {
	    .open_scroll = open_scroll,
	    .find_scroll = find_scroll,
	};
	static const struct store_user_verbs users = {
	    .authenticate = authenticate,
	    .find_user = authenticate,
	    .find_key = find_key,
	};
	struct failing *failing = calloc(1, sizeof(*failing));

	if (failing == NULL)
		abort();
	failing->store = (struct store){.verbs = &verbs,
	    .queues = &queues,
	    .entries = &entries,
	    .history = &history,
	    .flows = &flows,
	    .sightings = &sightings,
	    .samples = &samples,
	    .scrolls = &scrolls,
	    .users = &users};
	failing->result = result;
	return &failing->store;
}

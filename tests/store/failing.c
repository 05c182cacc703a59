#include <stdlib.h>

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
find(struct store *store, struct arena *arena, const char *company,
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
find_by_task(struct store *store, struct arena *arena, const char *company,
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
list(struct store *store, struct arena *arena, const struct filter *filter,
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

static enum store_result
remove_queue(
    struct store *store, const char *company, const char *id, bool force)
{
	(void)company;
	(void)id;
	(void)force;
	return result_of(store);
}

static enum store_result
clear(struct store *store, struct arena *arena,
    const struct store_leaving *leaving, size_t *n, const char ***tasks)
{
	(void)arena;
	(void)leaving;
	(void)n;
	(void)tasks;
	return result_of(store);
}

static enum store_result
push(struct store *store, const char *company, const char *id,
    const struct queue_entry *entry)
{
	(void)company;
	(void)id;
	(void)entry;
	return result_of(store);
}

static enum store_result
pop(struct store *store, struct arena *arena, const char *company,
    const char *id, int64_t now, struct queue_entry *entry)
{
	(void)arena;
	(void)company;
	(void)id;
	(void)now;
	(void)entry;
	return result_of(store);
}

static enum store_result
pop_task(struct store *store, struct arena *arena, const char *company,
    const char *id, const char *task, int64_t now, struct queue_entry *entry)
{
	(void)task;
	return pop(store, arena, company, id, now, entry);
}

static enum store_result
take_out(struct store *store, const char *company, const char *id,
    const char *task, int64_t now)
{
	(void)company;
	(void)id;
	(void)task;
	(void)now;
	return result_of(store);
}

static enum store_result
move(struct store *store, const char *company, const char *id, const char *task,
    int64_t by, int64_t *position)
{
	(void)company;
	(void)id;
	(void)task;
	(void)by;
	(void)position;
	return result_of(store);
}

static enum store_result
transfer(struct store *store, const char *company, const char *id,
    const char *target, const struct queue_entry *entry)
{
	(void)company;
	(void)id;
	(void)target;
	(void)entry;
	return result_of(store);
}

static void
sample(struct store *store, const char *company,
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
open_scroll(struct store *store, const char *company, int64_t now,
    char id[IDENT_ID_SIZE])
{
	(void)company;
	(void)now;
	(void)id;
	return result_of(store);
}

static enum store_result
find_scroll(struct store *store, const char *company, const char *id,
    int64_t now, size_t *position)
{
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

struct store *
store_failing_new(enum store_result result)
{
	static const struct store_ops ops = {
	    .close = close_failing,
	    .ping = ping,
	    .create = create,
	    .find = find,
	    .find_by_task = find_by_task,
	    .list = list,
	    .update = update,
	    .change_metadata = change_metadata,
	    .remove = remove_queue,
	    .clear = clear,
	    .push = push,
	    .pop = pop,
	    .pop_task = pop_task,
	    .take_out = take_out,
	    .move = move,
	    .transfer = transfer,
	    .sample = sample,
	    .list_samples = list_samples,
	    .open_scroll = open_scroll,
	    .find_scroll = find_scroll,
	    .authenticate = authenticate,
	    .find_user = authenticate,
	    .find_key = find_key,
	};
	struct failing *failing = calloc(1, sizeof(*failing));

	if (failing == NULL)
		abort();
	failing->store.ops = &ops;
	failing->result = result;
	return &failing->store;
}

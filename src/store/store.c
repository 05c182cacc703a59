#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/budget.h"
#include "model/text_set.h"
#include "store/check.h"
#include "store/store.h"

#define MERGE_NS 80 /* that a piece of metadata takes, apart from its name */

void
store_close(struct store *store)
{
	if (store != NULL)
		store->ops->close(store);
}

enum store_result
store_ping(struct store *store)
{
	return store->ops->ping(store);
}

const char *
store_uid(struct store *store, struct arena *arena)
{
	return store->ops->uid(store, arena);
}

bool
store_check(struct store *store, const struct store_checking *checking)
{
	return store->ops->check(store, checking);
}

enum store_result
store_create(struct store *store, const struct queue *queue)
{
	return store->ops->create(store, queue);
}

enum store_result
store_find(struct store *store, struct arena *arena, const char *company,
    const char *id, struct queue_need need, struct queue *queue)
{
	return store->ops->find(store, arena, company, id, need, queue);
}

enum store_result
store_find_by_task(struct store *store, struct arena *arena,
    const char *company, const char *task, struct queue_need need,
    struct queue *queue)
{
	return store->ops->find_by_task(
	    store, arena, company, task, need, queue);
}

enum store_result
store_list(struct store *store, struct arena *arena,
    const struct filter *filter, struct queue_need need, size_t *n,
    struct queue **queues)
{
	return store->ops->list(store, arena, filter, need, n, queues);
}

enum store_result
store_update(struct store *store, const char *company, const char *id,
    const struct store_changes *changes)
{
	return store->ops->update(store, company, id, changes);
}

enum store_result
store_change_metadata(struct store *store, const char *company, const char *id,
    const struct store_metadata_changes *changes)
{
	return store->ops->change_metadata(store, company, id, changes);
}

/* Metadata as they are put together. */
struct merging {
	struct budget *budget;
	struct text_set *names;
	struct queue_metadata *items; /* by their numbers in names */
	size_t bytes;
};

static size_t
size_of(const struct queue_metadata *item)
{
	return strlen(item->name) + strlen(item->key) + strlen(item->type) +
	       strlen(item->value);
}

/* Put an item to its place; false: it costs too much. */
static bool
put(struct merging *merging, const struct queue_metadata *item)
{
	size_t n = text_set_count(merging->names);
	size_t i = text_set_add(merging->names, item->name);

	if (i < n)
		merging->bytes -= size_of(&merging->items[i]);
	merging->items[i] = *item;
	merging->bytes += size_of(item);
	return budget_pay(merging->budget, MERGE_NS + strlen(item->name));
}

/* Put what stays of a queue's own; its size before, too. */
static bool
put_own(struct arena *arena, struct merging *merging, const struct queue *queue,
    const struct store_strings *remove, size_t *bytes)
{
	struct text_set *removed = text_set_new(arena, remove->n, false);
	const struct queue_metadata *item = queue->metadata;
	size_t i;

	for (i = 0; i < remove->n; i++) {
		text_set_add(removed, remove->items[i]);
		if (!budget_pay(merging->budget, MERGE_NS))
			return false;
	}
	for (i = 0; i < queue->n_metadata; i++, item++) {
		*bytes += size_of(item);
		if (text_set_find(removed, item->name) == TEXT_SET_NONE
			? !put(merging, item)
			: !budget_pay(merging->budget, MERGE_NS))
			return false;
	}
	return true;
}

static bool
is_too_much(size_t now, size_t before, size_t most)
{
	return most != 0 && now > most && now > before;
}

static enum store_result
merge(struct arena *arena, const struct queue *queue,
    const struct store_metadata_changes *changes, struct merging *merging)
{
	size_t i, bytes = 0, n = queue->n_metadata;

	if (!changes->replace &&
	    !put_own(arena, merging, queue, &changes->remove, &bytes))
		return STORE_COSTLY;
	for (i = 0; i < changes->set.n; i++) {
		if (!put(merging, &changes->set.items[i]))
			return STORE_COSTLY;
	}
	return is_too_much(text_set_count(merging->names), n, changes->most) ||
		       is_too_much(merging->bytes, bytes, changes->most_bytes)
		   ? STORE_FULL
		   : STORE_OK;
}

enum store_result
store_merge_metadata(struct arena *arena, const struct queue *queue,
    const struct store_metadata_changes *changes, struct store_metadata *merged)
{
	size_t n = queue->n_metadata + changes->set.n;
	struct merging merging = {.budget = changes->budget,
	    .names = text_set_new(arena, n, false),
	    .items = arena_alloc_n(arena, n, sizeof(*merging.items))};
	enum store_result result;

	budget_begin(changes->budget, BUDGET_GO_ON);
	result = merge(arena, queue, changes, &merging);
	budget_end(changes->budget);
	*merged = (struct store_metadata){
	    .n = text_set_count(merging.names), .items = merging.items};
	return result;
}

static int
compare_tasks(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *
store_find_double(struct arena *arena, const struct queue *queue)
{
	const char **tasks =
	    arena_alloc_n(arena, queue->n_entries, sizeof(*tasks));
	size_t i;

	for (i = 0; i < queue->n_entries; i++)
		tasks[i] = queue->entries[i].task;
	if (queue->n_entries > 1)
		qsort(tasks, queue->n_entries, sizeof(*tasks), compare_tasks);
	for (i = 1; i < queue->n_entries; i++) {
		if (strcmp(tasks[i], tasks[i - 1]) == 0)
			return tasks[i];
	}
	return NULL;
}

enum store_result
store_remove(
    struct store *store, const char *company, const char *id, bool force)
{
	return store->ops->remove(store, company, id, force);
}

enum store_result
store_push(struct store *store, const char *company, const char *id,
    const struct queue_entry *entry)
{
	return store->ops->push(store, company, id, entry);
}

enum store_result
store_pop(struct store *store, struct arena *arena, const char *company,
    const char *id, int64_t now, struct queue_entry *entry)
{
	return store->ops->pop(store, arena, company, id, now, entry);
}

enum store_result
store_pop_task(struct store *store, struct arena *arena, const char *company,
    const char *id, const char *task, int64_t now, struct queue_entry *entry)
{
	return store->ops->pop_task(
	    store, arena, company, id, task, now, entry);
}

enum store_result
store_take_out(struct store *store, const char *company, const char *id,
    const char *task, int64_t now)
{
	return store->ops->take_out(store, company, id, task, now);
}

enum store_result
store_move(struct store *store, const char *company, const char *id,
    const char *task, int64_t by, int64_t *position)
{
	return store->ops->move(store, company, id, task, by, position);
}

enum store_result
store_transfer(struct store *store, const char *company, const char *id,
    const char *target, const struct queue_entry *entry)
{
	return store->ops->transfer(store, company, id, target, entry);
}

void
store_sample(struct store *store, const char *company,
    const struct store_strings *ids, int64_t now)
{
	store->ops->sample(store, company, ids, now);
}

enum store_result
store_list_samples(struct store *store, struct arena *arena,
    const struct store_sample_range *range, store_take_sample *take,
    void *context)
{
	return store->ops->list_samples(store, arena, range, take, context);
}

enum store_result
store_open_scroll(struct store *store, const char *company, int64_t now,
    char id[IDENT_ID_SIZE])
{
	return store->ops->open_scroll(store, company, now, id);
}

enum store_result
store_find_scroll(struct store *store, const char *company, const char *id,
    int64_t now, size_t *position)
{
	return store->ops->find_scroll(store, company, id, now, position);
}

enum store_result
store_move_scroll(
    struct store *store, const char *company, const char *id, size_t position)
{
	return store->ops->move_scroll(store, company, id, position);
}

bool
store_knows_tasks(const struct store *store)
{
	return store->ops->find_tasks != NULL;
}

enum store_result
store_find_tasks(struct store *store, struct arena *arena, const char *company,
    const struct store_strings *ids, size_t *n, struct store_task **tasks)
{
	*n = 0;
	if (!store_knows_tasks(store) || ids->n == 0)
		return STORE_OK;
	return store->ops->find_tasks(store, arena, company, ids, n, tasks);
}

enum store_result
store_list_workers(struct store *store, struct arena *arena,
    const char *company, size_t *n, struct store_worker **workers)
{
	*n = 0;
	if (store->ops->list_workers == NULL)
		return STORE_OK;
	return store->ops->list_workers(store, arena, company, n, workers);
}

enum store_result
store_authenticate(struct store *store, struct arena *arena, const char *key,
    const char *secret, struct identity *who)
{
	return store->ops->authenticate(store, arena, key, secret, who);
}

enum store_result
store_find_user(struct store *store, struct arena *arena, const char *company,
    const char *user, struct identity *who)
{
	return store->ops->find_user(store, arena, company, user, who);
}

enum store_result
store_find_key(struct store *store, struct arena *arena, const char *key,
    struct identity *who)
{
	return store->ops->find_key(store, arena, key, who);
}

enum store_result
store_add_company(struct store *store, const char *id, const char *name)
{
	return store->ops->add_company(store, id, name);
}

enum store_result
store_list_companies(struct store *store, struct arena *arena, size_t *n,
    struct store_company **companies)
{
	return store->ops->list_companies(store, arena, n, companies);
}

enum store_result
store_add_user(struct store *store, const struct store_user *user)
{
	return store->ops->add_user(store, user);
}

enum store_result
store_remove_user(struct store *store, const char *user)
{
	return store->ops->remove_user(store, user);
}

enum store_result
store_disable_user(struct store *store, const char *user, bool is_disabled)
{
	return store->ops->disable_user(store, user, is_disabled);
}

enum store_result
store_list_users(struct store *store, struct arena *arena, size_t *n,
    struct store_user **users)
{
	return store->ops->list_users(store, arena, n, users);
}

enum store_result
store_add_key(
    struct store *store, const struct store_key *key, const char *secret)
{
	return store->ops->add_key(store, key, secret);
}

enum store_result
store_list_keys(struct store *store, struct arena *arena, size_t *n,
    struct store_key **keys)
{
	return store->ops->list_keys(store, arena, n, keys);
}

enum store_result
store_revoke_key(struct store *store, const char *key)
{
	return store->ops->revoke_key(store, key);
}

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "store/store.h"

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

enum store_result
store_create(struct store *store, const struct queue *queue)
{
	return store->ops->create(store, queue);
}

enum store_result
store_find(struct store *store, struct arena *arena, const char *company,
    const char *id, unsigned parts, struct queue *queue)
{
	return store->ops->find(store, arena, company, id, parts, queue);
}

enum store_result
store_list(struct store *store, struct arena *arena,
    const struct filter *filter, unsigned parts, size_t *n,
    struct queue **queues)
{
	return store->ops->list(store, arena, filter, parts, n, queues);
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

/* Where a name stands among n items; n if it doesn't. */
static size_t
find_item(const struct queue_metadata *items, size_t n, const char *name)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (strcmp(items[i].name, name) == 0)
			break;
	}
	return i;
}

struct store_metadata
store_merge_metadata(struct arena *arena, const struct queue *queue,
    const struct store_metadata_changes *changes)
{
	const struct store_metadata *set = &changes->set;
	size_t n = changes->replace ? 0 : queue->n_metadata, i, at;
	struct queue_metadata *items =
	    arena_alloc_n(arena, n + set->n, sizeof(*items));

	if (n > 0)
		memcpy(items, queue->metadata, n * sizeof(*items));
	for (i = 0; i < changes->remove.n; i++) {
		at = find_item(items, n, changes->remove.items[i]);
		if (at == n)
			continue;
		n--;
		memmove(&items[at], &items[at + 1], (n - at) * sizeof(*items));
	}
	for (i = 0; i < set->n; i++) {
		at = find_item(items, n, set->items[i].name);
		items[at] = set->items[i];
		n += at == n;
	}
	return (struct store_metadata){.n = n, .items = items};
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

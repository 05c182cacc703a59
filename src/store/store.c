#include <stddef.h>

#include "base/arena.h"
#include "base/budget.h"
#include "store/entries.h"
#include "store/flows.h"
#include "store/history.h"
#include "store/queues.h"
#include "store/samples.h"
#include "store/scrolls.h"
#include "store/sightings.h"
#include "store/store.h"
#include "store/tasks.h"
#include "store/users.h"
#include "store/workers.h"

void
store_close(struct store *store)
{
	if (store != NULL)
		store->verbs->close(store);
}

enum store_result
store_ping(struct store *store)
{
	return store->verbs->ping(store);
}

const char *
store_uid(struct store *store, struct arena *arena)
{
	return store->verbs->uid(store, arena);
}

void
store_describe(struct store *store, struct store_description *description)
{
	store->verbs->describe(store, description);
}

bool
store_check(struct store *store, const struct store_checking *checking)
{
	return store->verbs->check(store, checking);
}

enum store_result
store_create(struct store *store, const struct queue *queue)
{
	return store->queues->create(store, queue);
}

enum store_result
store_get_by_id(struct store *store, struct arena *arena, const char *company,
    const char *id, struct queue_need need, struct queue *queue)
{
	return store->queues->get_by_id(store, arena, company, id, need, queue);
}

enum store_result
store_get_by_task_id(struct store *store, struct arena *arena,
    const char *company, const char *task, struct queue_need need,
    struct queue *queue)
{
	return store->queues->get_by_task_id(
	    store, arena, company, task, need, queue);
}

enum store_result
store_get_all(struct store *store, struct arena *arena,
    const struct filter *filter, struct queue_need need, size_t *n,
    struct queue **queues)
{
	return store->queues->get_all(store, arena, filter, need, n, queues);
}

enum store_result
store_update(struct store *store, const char *company, const char *id,
    const struct store_changes *changes)
{
	return store->queues->update(store, company, id, changes);
}

enum store_result
store_change_metadata(struct store *store, const char *company, const char *id,
    const struct store_metadata_changes *changes)
{
	return store->queues->change_metadata(store, company, id, changes);
}

enum store_result
store_delete(
    struct store *store, const char *company, const char *id, bool force)
{
	return store->queues->delete (store, company, id, force);
}

enum store_result
store_clear_queue(struct store *store, struct arena *arena,
    const struct store_leaving *leaving, size_t *n, const char ***tasks)
{
	return store->queues->clear_queue(store, arena, leaving, n, tasks);
}

enum store_result
store_add_task(struct store *store, const char *company, const char *queue,
    const struct queue_entry *entry, const struct store_actor *who,
    bool sets_queue)
{
	return store->queues->add_task(
	    store, company, queue, entry, who, sets_queue);
}

enum store_result
store_get_next_task(struct store *store, struct arena *arena,
    const char *company, const char *queue, const char *task,
    const struct store_actor *who, int64_t now, struct queue_entry *entry)
{
	return store->queues->get_next_task(
	    store, arena, company, queue, task, who, now, entry);
}

enum store_result
store_remove_task(struct store *store, const char *company, const char *queue,
    const char *task, int64_t now, const struct store_actor *who,
    size_t *removed)
{
	return store->queues->remove_task(
	    store, company, queue, task, now, who, removed);
}

enum store_result
store_move_task(struct store *store, const char *company, const char *queue,
    const char *task, int64_t by, const struct store_actor *who,
    int64_t *position)
{
	return store->queues->move_task(
	    store, company, queue, task, by, who, position);
}

enum store_result
store_move_task_to_queue(struct store *store, const char *company,
    const char *queue, const char *target, const struct queue_entry *entry,
    const struct store_actor *who)
{
	return store->queues->move_task_to_queue(
	    store, company, queue, target, entry, who);
}

enum store_result
store_list_entries(struct store *store, struct arena *arena,
    const char *company, const char *queue, int64_t from, size_t n,
    struct store_window *window)
{
	return store->entries->list_entries(
	    store, arena, company, queue, from, n, window);
}

enum store_result
store_find_holders(struct store *store, struct arena *arena,
    const char *company, const char *task, size_t *n,
    struct store_holder **holders)
{
	return store->entries->find_holders(
	    store, arena, company, task, n, holders);
}

enum store_result
store_list_flows(struct store *store, struct arena *arena, const char *company,
    const char *queue, int64_t now, size_t *n, struct store_flow **flows)
{
	return store->flows->list_flows(
	    store, arena, company, queue, now, n, flows);
}

enum store_result
store_list_history(struct store *store, struct arena *arena,
    const char *company, const char *queue, const char *task, size_t most,
    size_t *n, struct store_change **changes)
{
	return store->history->list_history(
	    store, arena, company, queue, task, most, n, changes);
}

void
store_note_sighting(struct store *store, const struct store_sighting *sighting)
{
	store->sightings->note_sighting(store, sighting);
}

enum store_result
store_list_sightings(struct store *store, struct arena *arena,
    const char *company, const char *queue, int64_t since, size_t *n,
    struct store_sighting **sightings)
{
	return store->sightings->list_sightings(
	    store, arena, company, queue, since, n, sightings);
}

void
store_sample_queues(struct store *store, const char *company,
    const struct store_strings *ids, int64_t now)
{
	store->samples->sample_queues(store, company, ids, now);
}

enum store_result
store_list_samples(struct store *store, struct arena *arena,
    const struct store_sample_range *range, store_take_sample *take,
    void *context)
{
	return store->samples->list_samples(store, arena, range, take, context);
}

enum store_result
store_open_scroll(struct store *store, const char *company, const char *list,
    int64_t now, char id[RANDOM_ID_SIZE])
{
	return store->scrolls->open_scroll(store, company, list, now, id);
}

enum store_result
store_find_scroll(struct store *store, const char *company, const char *list,
    const char *id, int64_t now, size_t *position)
{
	return store->scrolls->find_scroll(
	    store, company, list, id, now, position);
}

enum store_result
store_move_scroll(
    struct store *store, const char *company, const char *id, size_t position)
{
	return store->scrolls->move_scroll(store, company, id, position);
}

bool
store_knows_tasks(const struct store *store)
{
	return store->tasks != NULL;
}

enum store_result
store_find_tasks(struct store *store, struct arena *arena, const char *company,
    const struct store_strings *ids, size_t *n, struct store_task **tasks)
{
	*n = 0;
	if (!store_knows_tasks(store) || ids->n == 0)
		return STORE_OK;
	return store->tasks->find_tasks(store, arena, company, ids, n, tasks);
}

enum store_result
store_list_workers(struct store *store, struct arena *arena,
    const char *company, size_t *n, struct store_worker **workers)
{
	*n = 0;
	if (store->workers == NULL)
		return STORE_OK;
	return store->workers->list_workers(store, arena, company, n, workers);
}

enum store_result
store_authenticate(struct store *store, struct arena *arena, const char *key,
    const char *secret, struct identity *who)
{
	return store->users->authenticate(store, arena, key, secret, who);
}

enum store_result
store_find_user(struct store *store, struct arena *arena, const char *company,
    const char *user, struct identity *who)
{
	return store->users->find_user(store, arena, company, user, who);
}

enum store_result
store_find_key(struct store *store, struct arena *arena, const char *key,
    struct identity *who)
{
	return store->users->find_key(store, arena, key, who);
}

enum store_result
store_add_company(struct store *store, const char *id, const char *name)
{
	return store->users->add_company(store, id, name);
}

enum store_result
store_list_companies(struct store *store, struct arena *arena, size_t *n,
    struct store_company **companies)
{
	return store->users->list_companies(store, arena, n, companies);
}

enum store_result
store_add_user(struct store *store, const struct store_user *user)
{
	return store->users->add_user(store, user);
}

enum store_result
store_remove_user(struct store *store, const char *user)
{
	return store->users->remove_user(store, user);
}

enum store_result
store_disable_user(struct store *store, const char *user, bool is_disabled)
{
	return store->users->disable_user(store, user, is_disabled);
}

enum store_result
store_list_users(struct store *store, struct arena *arena, size_t *n,
    struct store_user **users)
{
	return store->users->list_users(store, arena, n, users);
}

enum store_result
store_add_key(
    struct store *store, const struct store_key *key, const char *secret)
{
	return store->users->add_key(store, key, secret);
}

enum store_result
store_list_keys(struct store *store, struct arena *arena, size_t *n,
    struct store_key **keys)
{
	return store->users->list_keys(store, arena, n, keys);
}

enum store_result
store_revoke_key(struct store *store, const char *key)
{
	return store->users->revoke_key(store, key);
}

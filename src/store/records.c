#include <stddef.h>

#include "store/events.h"
#include "store/projects.h"
#include "store/records.h"
#include "store/transfer.h"
#include "store/workers.h"

#define SILENCE 600000 /* ms after which a worker is taken for gone */

bool
store_keeps_tasks(const struct store *store)
{
	return store->records != NULL;
}

enum store_result
store_create_task(
    struct store *store, const struct task *task, const struct project *fresh)
{
	return store->records->create_task(store, task, fresh);
}

enum store_result
store_get_task(struct store *store, struct arena *arena, const char *company,
    const char *id, unsigned need, struct task *task)
{
	return store->records->get_task(store, arena, company, id, need, task);
}

enum store_result
store_list_tasks(struct store *store, struct arena *arena,
    const struct criteria *criteria, unsigned need, size_t *n,
    struct task **tasks)
{
	return store->records->list_tasks(
	    store, arena, criteria, need, n, tasks);
}

enum store_result
store_edit_task(struct store *store, struct arena *arena, const char *company,
    const char *id, const struct store_task_edit *edit, enum task_status *was)
{
	return store->records->edit_task(store, arena, company, id, edit, was);
}

void
store_ask_to_stop(struct store_task_change *change)
{
	change->status = TASK_STOPPED;
	change->asks = true;
	change->heard_since = change->now - SILENCE;
}

enum store_result
store_change_task(struct store *store, const char *company, const char *id,
    struct store_task_change *change)
{
	return store->records->change_task(store, company, id, change);
}

enum store_result
store_enqueue_task(struct store *store, const char *company, const char *id,
    const char *queue, const struct queue *fresh, bool sets_queue,
    struct store_task_change *change)
{
	return store->records->enqueue_task(
	    store, company, id, queue, fresh, sets_queue, change);
}

enum store_result
store_dequeue_task(struct store *store, const char *company, const char *id,
    bool all_queues, struct store_task_change *change)
{
	return store->records->dequeue_task(
	    store, company, id, all_queues, change);
}

enum store_result
store_reset_task(struct store *store, struct arena *arena, const char *company,
    const char *id, struct store_task_change *change,
    const struct store_task_edit *edit)
{
	return store->records->reset_task(
	    store, arena, company, id, change, edit);
}

enum store_result
store_delete_task(struct store *store, const char *company, const char *id,
    bool force, struct store_task_change *change, size_t *n_children)
{
	return store->records->delete_task(
	    store, company, id, force, change, n_children);
}

enum store_result
store_touch_task(struct store *store, const char *company, const char *id,
    const char *worker, const char *user, int64_t now)
{
	return store->records->touch_task(
	    store, company, id, worker, user, now);
}

enum store_result
store_create_project(struct store *store, const struct project *project)
{
	return store->projects->create_project(store, project);
}

enum store_result
store_get_project(struct store *store, struct arena *arena, const char *company,
    const char *id, struct project *project)
{
	return store->projects->get_project(store, arena, company, id, project);
}

enum store_result
store_list_projects(struct store *store, struct arena *arena,
    const struct criteria *criteria, size_t *n, struct project **projects)
{
	return store->projects->list_projects(
	    store, arena, criteria, n, projects);
}

enum store_result
store_update_project(struct store *store, const char *company, const char *id,
    const struct store_project_edit *edit)
{
	return store->projects->update_project(store, company, id, edit);
}

enum store_result
store_delete_project(struct store *store, const char *company, const char *id,
    bool force, size_t *n_tasks)
{
	return store->projects->delete_project(
	    store, company, id, force, n_tasks);
}

enum store_result
store_add_events(struct store *store, const char *company, const char *user,
    int64_t now, size_t n, const struct event *events, bool *was_added)
{
	return store->events->add_events(
	    store, company, user, now, n, events, was_added);
}

struct store_event_place
store_event_place_at(int64_t time, bool is_earlier)
{
	return (struct store_event_place){
	    .time = time, .number = is_earlier ? INT64_MIN : INT64_MAX};
}

struct store_event_place
store_event_place_first(bool is_earlier)
{
	return store_event_place_at(
	    is_earlier ? EVENT_LAST_TIME + 1 : -EVENT_LAST_TIME - 1,
	    is_earlier);
}

enum store_result
store_list_events(struct store *store, struct arena *arena,
    const struct store_event_range *range, struct store_event_list *list)
{
	return store->events->list_events(store, arena, range, list);
}

enum store_result
store_walk_events(struct store *store, struct arena *arena, const char *company,
    const char *task, struct store_event_walk *walk, size_t *n,
    struct event **events)
{
	return store->events->walk_events(
	    store, arena, company, task, walk, n, events);
}

enum store_result
store_list_scalars(struct store *store, struct arena *arena,
    const char *company, const char *task, size_t most, size_t *n,
    struct event **scalars)
{
	return store->events->list_scalars(
	    store, arena, company, task, most, n, scalars);
}

enum store_result
store_register_worker(struct store *store, struct arena *arena,
    const struct store_worker *worker, struct store_strings *missing)
{
	return store->workers->register_worker(store, arena, worker, missing);
}

enum store_result
store_report_worker(struct store *store, const struct store_worker *worker)
{
	return store->workers->report_worker(store, worker);
}

enum store_result
store_unregister_worker(struct store *store, const char *company,
    const char *user, const char *name)
{
	return store->workers->unregister_worker(store, company, user, name);
}

enum store_result
store_next_task(struct store *store, struct arena *arena, const char *company,
    const char *after, struct task *task)
{
	return store->transfer->next_task(store, arena, company, after, task);
}

enum store_result
store_add_records(
    struct store *store, size_t n, const struct store_record *records)
{
	return store->transfer->add_records(store, n, records);
}

enum store_result
store_forget_parents(struct store *store)
{
	return store->transfer->forget_parents(store);
}

#include "base/log.h"
#include "store/queues.h"
#include "store/tasks.h"
#include "store/traces.h"

#define EMPTYING 8 /* times; then the queue is deleted with its entries */

void
store_follow_task(struct store *store, const char *company, const char *task,
    const char *queue)
{
	if (store_knows_tasks(store))
		store->tasks->follow_task(store, company, task, queue);
}

void
store_requeue_task(struct store *store, const char *company, const char *task)
{
	if (store_knows_tasks(store))
		store->tasks->requeue_task(store, company, task);
}

void
store_revert_task(
    struct store *store, const struct store_leaving *leaving, const char *task)
{
	if (store_knows_tasks(store))
		store->tasks->revert_task(store, leaving, task);
}

enum store_result
store_find_trace(struct store *store, struct arena *arena, const char *company,
    const char *task, struct store_trace *trace)
{
	return store->traces == NULL ? STORE_NO_TASK
				     : store->traces->find_trace(
					   store, arena, company, task, trace);
}

enum store_result
store_list_orphans(struct store *store, struct arena *arena,
    const char *company, int64_t before, size_t most, size_t *n,
    struct store_trace **traces)
{
	*n = 0;
	return store->traces == NULL ? STORE_OK
				     : store->traces->list_orphans(store, arena,
					   company, before, most, n, traces);
}

enum store_result
store_delete_with_tasks(
    struct store *store, const struct store_leaving *leaving)
{
	const char *company = leaving->company, *queue = leaving->queue;
	int tries = store_knows_tasks(store) ? EMPTYING : 0;
	enum store_result result;

	for (; tries > 0; tries--) {
		result = store_clear_queue(store, NULL, leaving, NULL, NULL);
		if (result != STORE_OK && result != STORE_EMPTY)
			return result;
		result = store_delete(store, company, queue, false);
		if (result != STORE_NOT_EMPTY)
			return result;
	}
	result = store_delete(store, company, queue, true);
	if (result == STORE_OK && store_knows_tasks(store))
		log_error("queue %s: tasks were added while it was deleted, "
			  "and may keep the status queued: run lineup check "
			  "--repair",
		    queue);
	return result;
}

#include "api/call.h"
#include "base/arena.h"
#include "generated/lineup.h"
#include "lineup/refusals.h"
#include "model/queue.h"
#include "store/history.h"
#include "store/queues.h"

#define MOST 500 /* changes of an answer */

static enum lineup_change_action
action_of(enum store_action action)
{
	switch (action) {
	case STORE_ADDED:
		return LINEUP_CHANGE_ACTION_ADDED;
	case STORE_POPPED:
		return LINEUP_CHANGE_ACTION_POPPED;
	case STORE_REMOVED:
		return LINEUP_CHANGE_ACTION_REMOVED;
	case STORE_MOVED:
		return LINEUP_CHANGE_ACTION_MOVED;
	case STORE_CLEARED:
		return LINEUP_CHANGE_ACTION_CLEARED;
	case STORE_PAUSED:
		return LINEUP_CHANGE_ACTION_PAUSED;
	case STORE_RESUMED:
		return LINEUP_CHANGE_ACTION_RESUMED;
	}
	return LINEUP_CHANGE_ACTION_UNKNOWN;
}

static void
answer(const struct store_change *change, struct lineup_change *answer)
{
	*answer = (struct lineup_change){.at = change->at,
	    .action = action_of(change->action),
	    .queue = change->queue,
	    .target_queue = change->target,
	    .task = change->task,
	    .user = change->who.user,
	    .worker = change->who.worker,
	    .before = change->before,
	    .after = change->after};
	answer->has.at = answer->has.action = true;
	answer->has.before = change->before >= 0;
	answer->has.after = change->after >= 0;
}

/* List the last changes of a queue or a task. */
const struct call_result *
lineup_get_history(struct call *call,
    const struct lineup_get_history_req *request,
    struct lineup_get_history_resp *response)
{
	size_t i, n, most = request->n < MOST ? (size_t)request->n : MOST;
	const char *queue = request->has.queue ? request->queue : NULL;
	struct store_change *changes;
	enum store_result listed;
	struct queue found;

	if (request->has.queue == request->has.task)
		return call_fail(call, ERR_INVALID_FIELDS_VALUE,
		    "either queue or task is required", NULL);
	if (queue != NULL &&
	    store_get_by_id(call->store, call->arena, call->who.company, queue,
		(struct queue_need){0}, &found) == STORE_NOT_FOUND)
		return lineup_no_queue(call, queue);
	listed = store_list_history(call->store, call->arena, call->who.company,
	    queue, request->task, most, &n, &changes);
	if (listed != STORE_OK)
		return call_fail_store(call, listed);
	response->has.changes = true;
	response->n_changes = n;
	response->changes =
	    arena_alloc_n(call->arena, n, sizeof(*response->changes));
	for (i = 0; i < n; i++)
		answer(&changes[i], &response->changes[i]);
	return call_ok(call);
}

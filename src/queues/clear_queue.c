#include "api/call.h"
#include "generated/queues.h"
#include "queues/leaving.h"
#include "store/queues.h"

/*
 * Take all tasks out of a queue, and restore the status that they had before
 * they were queued.
 */
const struct call_result *
queues_clear_queue(struct call *call,
    const struct queues_clear_queue_req *request,
    struct queues_clear_queue_resp *response)
{
	const struct store_leaving leaving =
	    queues_leaving(call, QUEUE_RULES_CLEARED, request->queue);
	enum store_result cleared;
	const char **tasks = NULL;
	size_t n = 0;

	cleared =
	    store_clear_queue(call->store, call->arena, &leaving, &n, &tasks);
	if (cleared == STORE_NOT_FOUND)
		return call_fail(call, ERR_INVALID_QUEUE_ID, NULL, "queue=%s",
		    request->queue);
	if (cleared != STORE_OK && cleared != STORE_EMPTY)
		return call_fail_store(call, cleared);
	response->has.removed_tasks = true;
	response->n_removed_tasks = n;
	response->removed_tasks = tasks;
	call_changed(call, &(struct call_change){.queue = request->queue});
	return call_ok(call);
}

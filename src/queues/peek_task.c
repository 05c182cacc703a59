#include "api/call.h"
#include "generated/queues.h"
#include "model/queue.h"
#include "queues/refusals.h"
#include "store/queues.h"

/* Show the first task of a queue; null if it is empty. */
const struct call_result *
queues_peek_task(struct call *call, const struct queues_peek_task_req *request,
    struct queues_peek_task_resp *response)
{
	const struct queue_need first = {
	    .parts = QUEUE_ENTRIES, .max_entries = 1};
	enum store_result found;
	struct queue queue;

	found = store_get_by_id(call->store, call->arena, call->who.company,
	    request->queue, first, &queue);
	if (found == STORE_NOT_FOUND)
		return queues_no_queue(call, request->queue);
	if (found != STORE_OK)
		return call_fail_store(call, found);
	response->null.task = queue.n_entries == 0;
	if (queue.n_entries > 0)
		response->task = queue.entries[0].task;
	return call_ok(call);
}

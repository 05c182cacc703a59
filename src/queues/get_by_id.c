#include "api/call.h"
#include "generated/queues.h"
#include "model/queue.h"
#include "queues/answer.h"
#include "queues/refusals.h"
#include "store/queues.h"

/* Show a whole queue, or only some of its entries. */
const struct call_result *
queues_get_by_id(struct call *call, const struct queues_get_by_id_req *request,
    struct queues_get_by_id_resp *response)
{
	const struct queue_need need = {
	    .parts = QUEUE_ALL, .max_entries = request->max_task_entries};
	enum store_result found;
	struct queue queue;

	found = store_get_by_id(call->store, call->arena, call->who.company,
	    request->queue, need, &queue);
	if (found == STORE_NOT_FOUND)
		return queues_no_queue(call, request->queue);
	if (found != STORE_OK)
		return call_fail_store(call, found);
	response->has.queue = true;
	queues_answer_queue(call->arena, &queue, NULL, &response->queue);
	return call_ok(call);
}

#include "api/call.h"
#include "generated/queues.h"
#include "model/queue.h"
#include "store/queues.h"

/*
 * Count the tasks in a queue, which may be one without a company
 * (doc/original.md, "Entries").
 */
const struct call_result *
queues_get_num_entries(struct call *call,
    const struct queues_get_num_entries_req *request,
    struct queues_get_num_entries_resp *response)
{
	const struct queue_need length = {.parts = QUEUE_LENGTH};
	enum store_result found;
	struct queue queue;

	found = store_get_by_id(call->store, call->arena, call->who.company,
	    request->queue, length, &queue);
	if (found == STORE_NOT_FOUND)
		found = store_get_by_id(call->store, call->arena, "",
		    request->queue, length, &queue);
	if (found == STORE_NOT_FOUND)
		return call_fail(call, ERR_INVALID_QUEUE_ID, NULL,
		    "queue_id=%s", request->queue);
	if (found != STORE_OK)
		return call_fail_store(call, found);
	response->has.num = true;
	response->num = (int64_t)queue.length;
	return call_ok(call);
}

#include "call.h"
#include "queue.h"
#include "queues.h"
#include "queues/answer.h"
#include "queues/refusals.h"
#include "store.h"

/* Pop the first task; nothing, if there is none. */
const struct call_result *
queues_get_next_task(struct call *call,
    const struct queues_get_next_task_req *request,
    struct queues_get_next_task_resp *response)
{
	enum store_result popped;
	struct queue_entry entry;

	popped = store_pop(call->store, call->arena, call->who.company,
	    request->queue, call->now, &entry);
	if (popped == STORE_EMPTY)
		return call_ok(call);
	if (popped == STORE_NOT_FOUND)
		return queues_no_queue(call, request->queue);
	if (popped != STORE_OK)
		return call_fail_store(call, popped);
	response->has.entry = true;
	queues_answer_entry(&entry, &response->entry);
	return call_ok(call);
}

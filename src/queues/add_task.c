#include "api/call.h"
#include "generated/queues.h"
#include "model/queue.h"
#include "queues/refusals.h"
#include "store/store.h"

/* The task knows where it is to be run from, unless that is refused. */
static void
set_queue(struct call *call, const struct queues_add_task_req *request)
{
	if (request->update_execution_queue &&
	    !request->null.update_execution_queue)
		store_set_task_queue(call->store, call->who.company,
		    request->task, request->queue);
}

/* Append a task; a queue holds it once. */
const struct call_result *
queues_add_task(struct call *call, const struct queues_add_task_req *request,
    struct queues_add_task_resp *response)
{
	struct queue_entry entry = {.task = request->task, .added = call->now};
	enum store_result pushed;

	pushed =
	    store_push(call->store, call->who.company, request->queue, &entry);
	if (pushed == STORE_NOT_FOUND)
		return queues_no_queue(call, request->queue);
	if (pushed == STORE_DUPLICATE)
		return call_fail(call, ERR_TASK_ALREADY_QUEUED, NULL, "task=%s",
		    request->task);
	if (pushed == STORE_FULL)
		return call_fail(call, ERR_DATA_VALIDATION_ERROR,
		    "the queue is full", "queue=%s", request->queue);
	if (pushed != STORE_OK)
		return call_fail_store(call, pushed);
	set_queue(call, request);
	response->has.added = true;
	response->added = 1;
	return call_ok(call);
}

#include "api/call.h"
#include "generated/queues.h"
#include "model/queue.h"
#include "queues/refusals.h"
#include "store/queues.h"
#include "store/tasks.h"

/* Set the queue that the task is to be run from, unless asked not to. */
static void
set_queue(struct call *call, const struct queues_add_task_req *request)
{
	if (request->update_execution_queue &&
	    !request->null.update_execution_queue)
		store_set_task_queue(call->store, call->who.company,
		    request->task, request->queue);
}

/* Append a task, which a queue can hold only once. */
const struct call_result *
queues_add_task(struct call *call, const struct queues_add_task_req *request,
    struct queues_add_task_resp *response)
{
	struct queue_entry entry = {.task = request->task, .added = call->now};
	const struct store_actor who = call_actor(call);
	enum store_result added;

	added = store_add_task(
	    call->store, call->who.company, request->queue, &entry, &who);
	if (added != STORE_OK)
		return queues_not_added(
		    call, request->queue, request->task, added);
	set_queue(call, request);
	response->has.added = true;
	response->added = 1;
	call_changed(call, &(struct call_change){.effect = CALL_ADDED,
			       .queue = request->queue,
			       .task = request->task});
	return call_ok(call);
}

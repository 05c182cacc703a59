#include "api/call.h"
#include "generated/queues.h"
#include "model/queue.h"
#include "queues/refusals.h"
#include "store/queues.h"
#include "store/tasks.h"

/* Take a task out of a queue and append it to another one, in one step. */
const struct call_result *
queues_move_task_to_queue(struct call *call,
    const struct queues_move_task_to_queue_req *request,
    struct queues_move_task_to_queue_resp *response)
{
	struct queue_entry entry = {.task = request->task, .added = call->now};
	const struct store_actor who = call_actor(call);
	enum store_result moved;

	moved = store_move_task_to_queue(call->store, call->who.company,
	    request->queue, request->target_queue, &entry, &who);
	if (moved == STORE_NO_TASK)
		return queues_no_task(call, request->queue, request->task);
	if (moved != STORE_OK)
		return queues_not_added(
		    call, request->target_queue, request->task, moved);
	if (request->update_execution_queue &&
	    !request->null.update_execution_queue)
		store_follow_task(call->store, call->who.company, request->task,
		    request->target_queue);
	response->has.moved = true;
	response->moved = 1;
	call_changed(call, &(struct call_change){.queue = request->queue,
			       .target_queue = request->target_queue,
			       .task = request->task});
	return call_ok(call);
}

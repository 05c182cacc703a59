#include "api/call.h"
#include "generated/tasks.h"
#include "tasks/change.h"
#include "tasks/queueing.h"

/* Put a task into a queue, and take it out of all others. */
const struct call_result *
tasks_enqueue(struct call *call, const struct tasks_enqueue_req *request,
    struct tasks_enqueue_resp *response)
{
	struct store_task_change change = tasks_change(call, TASK_QUEUED, false,
	    request->status_reason, request->status_message);
	bool sets_queue = request->update_execution_queue ||
			  request->null.update_execution_queue;
	const struct call_result *refusal;
	struct tasks_queue queue;

	if ((refusal = tasks_queueing_find(
		 call, request->queue, request->queue_name, &queue)) != NULL ||
	    (refusal = tasks_queueing_add(call, request->task, &queue,
		 sets_queue, &change, &response->fields)) != NULL)
		return refusal;
	response->has.updated = response->has.fields = response->has.queued =
	    true;
	response->updated = response->queued = 1;
	response->has.queue_watched = request->verify_watched_queue;
	if (request->verify_watched_queue)
		response->queue_watched =
		    tasks_queueing_is_watched(call, queue.id);
	return call_ok(call);
}

#include "api/call.h"
#include "generated/tasks.h"
#include "tasks/change.h"
#include "tasks/queueing.h"

/* Take a task out of its queue, or out of all. */
const struct call_result *
tasks_dequeue(struct call *call, const struct tasks_dequeue_req *request,
    struct tasks_dequeue_resp *response)
{
	struct store_task_change change = tasks_change(call, TASK_UNKNOWN,
	    false, request->status_reason, request->status_message);
	const struct call_result *refusal;
	bool updated;

	if ((refusal = tasks_queueing_status(
		 call, request->new_status, &change.status)) != NULL ||
	    (refusal = tasks_queueing_remove(call, request->task,
		 request->remove_from_all_queues, &change, &updated,
		 &response->fields)) != NULL)
		return refusal;
	response->has.updated = response->has.dequeued = true;
	response->has.fields = updated;
	response->updated = updated;
	response->dequeued = 1;
	return call_ok(call);
}

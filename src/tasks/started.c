#include "api/call.h"
#include "generated/tasks.h"
#include "tasks/change.h"

/* Say that a task runs. */
const struct call_result *
tasks_started(struct call *call, const struct tasks_started_req *request,
    struct tasks_started_resp *response)
{
	struct store_task_change change = tasks_change(call, TASK_IN_PROGRESS,
	    request->force, request->status_reason, request->status_message);
	const struct call_result *refusal;

	change.starts = true;
	refusal = tasks_change_status(
	    call, request->task, &change, &response->fields);
	if (refusal != NULL && refusal->error == ERR_INVALID_TASK_ID)
		/* what the original says of any task that is not there */
		return call_fail(
		    call, ERR_INVALID_OBJECT_ID, NULL, "task=None");
	if (refusal != NULL)
		return refusal;
	response->has.updated = response->has.fields = true;
	response->has.started = true;
	response->updated = response->started = 1;
	return call_ok(call);
}

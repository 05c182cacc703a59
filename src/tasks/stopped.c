#include "api/call.h"
#include "generated/tasks.h"
#include "tasks/change.h"

/* Say that a task has stopped. */
const struct call_result *
tasks_stopped(struct call *call, const struct tasks_stopped_req *request,
    struct tasks_stopped_resp *response)
{
	struct store_task_change change = tasks_change(call, TASK_STOPPED,
	    request->force, request->status_reason, request->status_message);
	const struct call_result *refusal;

	change.ends = true;
	refusal = tasks_change_status(
	    call, request->task, &change, &response->fields);
	if (refusal != NULL)
		return refusal;
	response->has.updated = response->has.fields = true;
	response->updated = 1;
	return call_ok(call);
}

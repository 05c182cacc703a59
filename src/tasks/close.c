#include "api/call.h"
#include "generated/tasks.h"
#include "tasks/change.h"

/* Close a task. */
const struct call_result *
tasks_close(struct call *call, const struct tasks_close_req *request,
    struct tasks_close_resp *response)
{
	struct store_task_change change = tasks_change(call, TASK_CLOSED,
	    request->force, request->status_reason, request->status_message);
	const struct call_result *refusal;

	refusal = tasks_change_status(
	    call, request->task, &change, &response->fields);
	if (refusal != NULL)
		return refusal;
	response->has.updated = response->has.fields = true;
	response->updated = 1;
	return call_ok(call);
}

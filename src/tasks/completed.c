#include "api/call.h"
#include "generated/tasks.h"
#include "tasks/change.h"

/* Publish a task that has just been completed. */
static const struct call_result *
publish(struct call *call, const struct tasks_completed_req *request,
    struct tasks_completed_resp *response)
{
	struct store_task_change change = tasks_change(call, TASK_PUBLISHED,
	    request->force, request->status_reason, request->status_message);
	const struct call_result *refusal;

	change.publishes = true;
	refusal = tasks_change_status(
	    call, request->task, &change, &response->fields);
	response->has.published = refusal == NULL;
	response->published = 1;
	return refusal;
}

/* Say that a task is done, and maybe publish it. */
const struct call_result *
tasks_completed(struct call *call, const struct tasks_completed_req *request,
    struct tasks_completed_resp *response)
{
	struct store_task_change change = tasks_change(call, TASK_COMPLETED,
	    request->force, request->status_reason, request->status_message);
	const struct call_result *refusal;

	change.ends = true;
	refusal = tasks_change_status(
	    call, request->task, &change, &response->fields);
	if (refusal == NULL && request->publish)
		refusal = publish(call, request, response);
	if (refusal != NULL)
		return refusal;
	response->has.updated = response->has.fields = true;
	response->updated = 1;
	return call_ok(call);
}

#include "api/call.h"
#include "generated/tasks.h"
#include "tasks/change.h"

/* Publish a task; publish_model has no effect, as there are no models. */
const struct call_result *
tasks_publish(struct call *call, const struct tasks_publish_req *request,
    struct tasks_publish_resp *response)
{
	struct store_task_change change = tasks_change(call, TASK_PUBLISHED,
	    request->force, request->status_reason, request->status_message);
	const struct call_result *refusal;

	change.publishes = true;
	refusal = tasks_change_status(
	    call, request->task, &change, &response->fields);
	if (refusal != NULL)
		return refusal;
	response->has.updated = response->has.fields = true;
	response->updated = 1;
	return call_ok(call);
}

#include "api/call.h"
#include "base/arena.h"
#include "generated/tasks.h"
#include "tasks/change.h"

/*
 * Stop a task, or ask the worker that runs it to do so.  Steps of a pipeline
 * are stopped by its controller.
 */
const struct call_result *
tasks_stop(struct call *call, const struct tasks_stop_req *request,
    struct tasks_stop_resp *response)
{
	struct store_task_change change = tasks_change(call, TASK_STOPPED,
	    request->force, request->status_reason,
	    arena_printf(call->arena, "Stopped by %s", call->who.user_name));
	const struct call_result *refusal;

	store_ask_to_stop(&change);
	refusal = tasks_change_status(
	    call, request->task, &change, &response->fields);
	if (refusal != NULL)
		return refusal;
	response->has.updated = response->has.fields = true;
	response->updated = 1;
	return call_ok(call);
}

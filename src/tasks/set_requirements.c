#include "api/call.h"
#include "generated/tasks.h"
#include "tasks/fields.h"
#include "tasks/parts.h"

/* Set the packages that a task needs; it must not have ended. */
const struct call_result *
tasks_set_requirements(struct call *call,
    const struct tasks_set_requirements_req *request,
    struct tasks_set_requirements_resp *response)
{
	const struct tasks_task_parts parts = {.has.script = true,
	    .script = {.has.requirements = true,
		.requirements = request->requirements}};
	struct tasks_fields_change change = {
	    .text = tasks_parts_text(call->arena, &parts, TASK_SCRIPT),
	    .depth = 2};
	const struct call_result *refusal = tasks_fields_edit_part(call,
	    request->task, TASK_SCRIPT, tasks_fields_make, &change,
	    1u << TASK_CREATED | 1u << TASK_IN_PROGRESS);

	if (refusal != NULL)
		return refusal;
	response->has.updated = response->has.fields = true;
	response->updated = 1;
	response->fields.has.last_update = response->fields.has.last_change =
	    true;
	response->fields.last_update = response->fields.last_change = call->now;
	response->fields.last_changed_by = call->who.user;
	return call_ok(call);
}

#include "api/call.h"
#include "api/checks.h"
#include "base/arena.h"
#include "generated/tasks.h"
#include "tasks/fields.h"
#include "tasks/parts.h"

/* Name each configuration by its name. */
static const struct call_result *
read_items(struct call *call, const struct tasks_edit_configuration_req *from,
    struct tasks_task_parts *parts)
{
	const struct tasks_configuration_item *item = from->configuration;
	size_t i, n = from->n_configuration;

	parts->has.configuration = true;
	parts->n_configuration = n;
	parts->configuration =
	    arena_alloc_n(call->arena, n, sizeof(*parts->configuration));
	for (i = 0; i < n; i++, item++) {
		if (item->name == NULL || *item->name == '\0')
			return call_fail(call, ERR_VALIDATION_ERROR,
			    "configurations need a name", NULL);
		parts->configuration[i].name = item->name;
		parts->configuration[i].value = *item;
	}
	return n > 0 ? NULL
		     : checks_length(call, "configuration", "at least 1", "0");
}

/* Set configurations of a task. */
const struct call_result *
tasks_edit_configuration(struct call *call,
    const struct tasks_edit_configuration_req *request,
    struct tasks_edit_configuration_resp *response)
{
	struct tasks_task_parts parts = {0};
	const struct call_result *refusal = checks_count(call, "configuration",
	    request->n_configuration, call->server->limits.filter_values);
	struct tasks_fields_change change = {
	    .depth = request->replace_configuration ? 0 : 2};

	if (refusal == NULL)
		refusal = read_items(call, request, &parts);
	if (refusal != NULL)
		return refusal;
	change.text = tasks_parts_text(call->arena, &parts, TASK_CONFIGURATION);
	refusal = tasks_fields_edit_part(call, request->task,
	    TASK_CONFIGURATION, tasks_fields_make, &change,
	    tasks_fields_statuses(request->force));
	if (refusal != NULL)
		return refusal;
	response->has.updated = true;
	response->updated = 1;
	return call_ok(call);
}

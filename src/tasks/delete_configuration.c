#include <string.h>

#include "api/call.h"
#include "api/checks.h"
#include "generated/tasks.h"
#include "model/text_set.h"
#include "tasks/fields.h"
#include "tasks/parts.h"

/* Make the part without what the request names. */
static bool
make(void *context, struct arena *arena, const char *before, const char **after)
{
	const struct tasks_delete_configuration_req *request = context;
	const char *const texts[TASK_PARTS] = {[TASK_CONFIGURATION] = before};
	struct text_set *named =
	    text_set_new(arena, request->n_configuration, false);
	struct tasks_task_parts parts;
	size_t i, n = 0;

	for (i = 0; i < request->n_configuration; i++)
		text_set_add(named, request->configuration[i]);
	tasks_parts_read(arena, texts, &parts);
	for (i = 0; i < parts.n_configuration; i++) {
		if (text_set_find(named, parts.configuration[i].name) ==
		    TEXT_SET_NONE)
			parts.configuration[n++] = parts.configuration[i];
	}
	parts.n_configuration = n;
	*after = tasks_parts_text(arena, &parts, TASK_CONFIGURATION);
	return true;
}

/* Delete configurations of a task. */
const struct call_result *
tasks_delete_configuration(struct call *call,
    const struct tasks_delete_configuration_req *request,
    struct tasks_delete_configuration_resp *response)
{
	struct tasks_delete_configuration_req copy = *request;
	const struct call_result *refusal = checks_count(call, "configuration",
	    request->n_configuration, call->server->limits.filter_values);

	if (refusal == NULL)
		refusal = tasks_fields_edit_part(call, request->task,
		    TASK_CONFIGURATION, make, &copy,
		    tasks_fields_statuses(request->force));
	if (refusal != NULL)
		return refusal;
	response->has.deleted = true;
	response->deleted = 1;
	return call_ok(call);
}

#include <string.h>

#include "api/call.h"
#include "api/checks.h"
#include "generated/tasks.h"
#include "tasks/fields.h"
#include "tasks/parts.h"

/* True if a key names this parameter; with name NULL, its whole section. */
static bool
is_named(const struct tasks_delete_hyper_params_req *request,
    const char *section, const char *name)
{
	const struct tasks_param_key *key;
	size_t i;

	for (i = 0; i < request->n_hyperparams; i++) {
		key = &request->hyperparams[i];
		if (key->section == NULL || strcmp(key->section, section) != 0)
			continue;
		if (key->name == NULL || *key->name == '\0' ||
		    (name != NULL && strcmp(key->name, name) == 0))
			return true;
	}
	return false;
}

/* Keep the parameters of a section that are not named. */
static void
thin_out(const struct tasks_delete_hyper_params_req *request,
    const char *section, struct tasks_section_params *params)
{
	size_t i, n = 0;

	for (i = 0; i < params->n_pairs; i++) {
		if (!is_named(request, section, params->pairs[i].name))
			params->pairs[n++] = params->pairs[i];
	}
	params->n_pairs = n;
}

/* Make the part without what the request names. */
static bool
make(void *context, struct arena *arena, const char *before, const char **after)
{
	const struct tasks_delete_hyper_params_req *request = context;
	const char *const texts[TASK_PARTS] = {[TASK_HYPERPARAMS] = before};
	struct tasks_section_params_pair *section;
	struct tasks_task_parts parts;
	size_t i, n = 0;

	tasks_parts_read(arena, texts, &parts);
	for (i = 0; i < parts.n_hyperparams; i++) {
		section = &parts.hyperparams[i];
		thin_out(request, section->name, &section->value);
		if (section->value.n_pairs > 0)
			parts.hyperparams[n++] = *section;
	}
	parts.n_hyperparams = n;
	*after = tasks_parts_text(arena, &parts, TASK_HYPERPARAMS);
	return true;
}

/* Delete parameters of a task, or whole sections. */
const struct call_result *
tasks_delete_hyper_params(struct call *call,
    const struct tasks_delete_hyper_params_req *request,
    struct tasks_delete_hyper_params_resp *response)
{
	struct tasks_delete_hyper_params_req copy = *request;
	const struct call_result *refusal = checks_count(call, "hyperparams",
	    request->n_hyperparams, call->server->limits.filter_values);

	if (refusal == NULL)
		refusal = tasks_fields_edit_part(call, request->task,
		    TASK_HYPERPARAMS, make, &copy,
		    tasks_fields_statuses(request->force));
	if (refusal != NULL)
		return refusal;
	response->has.deleted = true;
	response->deleted = 1;
	return call_ok(call);
}

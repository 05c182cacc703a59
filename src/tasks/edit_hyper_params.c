#include <string.h>

#include "api/call.h"
#include "api/checks.h"
#include "base/arena.h"
#include "generated/tasks.h"
#include "model/text_set.h"
#include "tasks/fields.h"
#include "tasks/parts.h"

/* Add a parameter to its section, whose room was counted. */
static void
add(const struct tasks_params_item *item,
    struct tasks_section_params_pair *section)
{
	struct tasks_section_params *params = &section->value;

	params->pairs[params->n_pairs].name = item->name;
	params->pairs[params->n_pairs++].value = *item;
}

/* Group parameters by their sections; the last of a name counts. */
static void
group(struct call *call, const struct tasks_edit_hyper_params_req *request,
    struct tasks_task_parts *parts)
{
	size_t n = request->n_hyperparams, i, at;
	struct text_set *names = text_set_new(call->arena, n, false);
	struct tasks_section_params_pair *sections =
	    arena_alloc_n(call->arena, n, sizeof(*sections));
	size_t *counts = arena_alloc_n(call->arena, n, sizeof(*counts));

	for (i = 0; i < n; i++) {
		at = text_set_add(names, request->hyperparams[i].section);
		sections[at].name = request->hyperparams[i].section;
		counts[at]++;
	}
	parts->n_hyperparams = text_set_count(names);
	for (i = 0; i < parts->n_hyperparams; i++)
		sections[i].value.pairs = arena_alloc_n(
		    call->arena, counts[i], sizeof(*sections[i].value.pairs));
	for (i = 0; i < n; i++) {
		at = text_set_find(names, request->hyperparams[i].section);
		add(&request->hyperparams[i], &sections[at]);
	}
	parts->hyperparams = sections;
	parts->has.hyperparams = true;
}

/* Each parameter needs a section and a name. */
static const struct call_result *
check(struct call *call, const struct tasks_edit_hyper_params_req *request)
{
	const struct tasks_params_item *item;
	const struct call_result *refusal = checks_count(call, "hyperparams",
	    request->n_hyperparams, call->server->limits.filter_values);
	size_t i;

	if (refusal == NULL && request->n_hyperparams == 0)
		refusal = checks_length(call, "hyperparams", "at least 1", "0");
	for (i = 0; i < request->n_hyperparams && refusal == NULL; i++) {
		item = &request->hyperparams[i];
		if (item->section == NULL || *item->section == '\0' ||
		    item->name == NULL || *item->name == '\0')
			refusal = call_fail(call, ERR_VALIDATION_ERROR,
			    "hyperparams need a section and a name", NULL);
	}
	return refusal;
}

/* How deep the new parameters are merged with those that there are. */
static unsigned
depth_of(enum tasks_replace_hyperparams_enum replace)
{
	switch (replace) {
	case TASKS_REPLACE_HYPERPARAMS_ENUM_ALL:
		return 0;
	case TASKS_REPLACE_HYPERPARAMS_ENUM_SECTION:
		return 2;
	case TASKS_REPLACE_HYPERPARAMS_ENUM_NONE:
	case TASKS_REPLACE_HYPERPARAMS_ENUM_UNKNOWN:
		break;
	}
	return 3;
}

/* Set parameters of a task. */
const struct call_result *
tasks_edit_hyper_params(struct call *call,
    const struct tasks_edit_hyper_params_req *request,
    struct tasks_edit_hyper_params_resp *response)
{
	struct tasks_task_parts parts = {0};
	const struct call_result *refusal = check(call, request);
	struct tasks_fields_change change = {
	    .depth = depth_of(request->replace_hyperparams)};

	if (refusal != NULL)
		return refusal;
	group(call, request, &parts);
	change.text = tasks_parts_text(call->arena, &parts, TASK_HYPERPARAMS);
	refusal = tasks_fields_edit_part(call, request->task, TASK_HYPERPARAMS,
	    tasks_fields_make, &change, tasks_fields_statuses(request->force));
	if (refusal != NULL)
		return refusal;
	response->has.updated = true;
	response->updated = 1;
	return call_ok(call);
}

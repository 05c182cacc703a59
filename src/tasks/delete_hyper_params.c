#include <string.h>

#include "api/call.h"
#include "api/checks.h"
#include "base/arena.h"
#include "generated/tasks.h"
#include "model/text_set.h"
#include "tasks/fields.h"
#include "tasks/parts.h"

/* The names of parameters and, apart, of whole sections. */
struct named {
	struct arena *arena;
	struct text_set *params;
	struct text_set *sections;
};

/* A text that no other parameter has. */
static const char *
text_of(const struct named *named, const char *section, const char *name)
{
	return arena_printf(
	    named->arena, "%zu %s%s", strlen(section), section, name);
}

static struct named
read_named(
    struct arena *arena, const struct tasks_delete_hyper_params_req *request)
{
	size_t n = request->n_hyperparams, i;
	struct named named = {.arena = arena,
	    .params = text_set_new(arena, n, false),
	    .sections = text_set_new(arena, n, false)};
	const struct tasks_param_key *key = request->hyperparams;

	for (i = 0; i < n; i++, key++) {
		if (key->section == NULL)
			continue;
		if (key->name == NULL || *key->name == '\0')
			text_set_add(named.sections, key->section);
		else
			text_set_add(named.params,
			    text_of(&named, key->section, key->name));
	}
	return named;
}

/* Keep the parameters of a section that are not named. */
static void
thin_out(const struct named *named, const char *section,
    struct tasks_section_params *params)
{
	size_t i, n = 0;

	if (text_set_find(named->sections, section) != TEXT_SET_NONE) {
		params->n_pairs = 0;
		return;
	}
	for (i = 0; i < params->n_pairs; i++) {
		if (text_set_find(named->params,
			text_of(named, section, params->pairs[i].name)) ==
		    TEXT_SET_NONE)
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
	struct named named = read_named(arena, request);
	struct tasks_section_params_pair *section;
	struct tasks_task_parts parts;
	size_t i, n = 0;

	tasks_parts_read(arena, texts, &parts);
	for (i = 0; i < parts.n_hyperparams; i++) {
		section = &parts.hyperparams[i];
		thin_out(&named, section->name, &section->value);
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

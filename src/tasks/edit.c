#include "api/call.h"
#include "api/checks.h"
#include "generated/tasks.h"
#include "tasks/fields.h"

/* What a request sets, as stores take it. */
struct wish {
	struct store_task_edit edit;
	struct store_strings tags;
	struct store_strings system_tags;
	struct tasks_fields_edits parts;
};

static void
read_parts(
    struct call *call, const struct tasks_edit_req *request, struct wish *wish)
{
	struct tasks_task_parts parts = {.script = request->script,
	    .n_hyperparams = request->n_hyperparams,
	    .hyperparams = request->hyperparams,
	    .n_configuration = request->n_configuration,
	    .configuration = request->configuration,
	    .execution = request->execution,
	    .n_container = request->n_container,
	    .container = request->container,
	    .models = request->models,
	    .runtime = request->runtime,
	    .output.destination = request->output_dest,
	    .has = {.script = request->has.script,
		.hyperparams = request->has.hyperparams,
		.configuration = request->has.configuration,
		.execution = request->has.execution,
		.container = request->has.container,
		.models = request->has.models,
		.runtime = request->has.runtime,
		.output = request->has.output_dest}};

	parts.execution.queue = NULL; /* is only set by queues */
	tasks_fields_set(call->arena, &parts, &wish->parts, &wish->edit);
}

/* A null list clears the tags. */
static const struct call_result *
read_tags(
    struct call *call, const struct tasks_edit_req *request, struct wish *wish)
{
	const struct call_result *refusal =
	    checks_tags(call, "tags", request->n_tags, request->tags);

	wish->tags = (struct store_strings){request->n_tags, request->tags};
	wish->system_tags = (struct store_strings){
	    request->n_system_tags, request->system_tags};
	if (request->has.tags || request->null.tags)
		wish->edit.tags = &wish->tags;
	if (request->has.system_tags || request->null.system_tags)
		wish->edit.system_tags = &wish->system_tags;
	return refusal == NULL
		   ? checks_tags(call, "system_tags", request->n_system_tags,
			 request->system_tags)
		   : refusal;
}

static const struct call_result *
read_wish(
    struct call *call, const struct tasks_edit_req *request, struct wish *wish)
{
	struct store_task_edit *edit = &wish->edit;
	const struct call_result *refusal;

	*wish = (struct wish){
	    .edit.statuses = tasks_fields_statuses(request->force)};
	edit->comment = request->comment;
	edit->parent = request->parent;
	edit->project = request->project;
	if (request->has.type)
		edit->type = tasks_task_type_enum_text(request->type);
	read_parts(call, request, wish);
	if ((refusal = read_tags(call, request, wish)) != NULL ||
	    !request->has.name)
		return refusal;
	return checks_name(call, request->name, &edit->name);
}

/* Show what was set, apart from parts. */
static void
echo(struct call *call, const struct tasks_edit_req *request,
    struct tasks_changed_fields *fields)
{
	fields->name = request->name;
	fields->has.type = request->has.type;
	fields->type = request->type;
	fields->comment = request->comment;
	fields->parent = request->parent;
	fields->project = request->project;
	fields->has.tags = request->has.tags;
	fields->n_tags = request->n_tags;
	fields->tags = request->tags;
	fields->has.system_tags = request->has.system_tags;
	fields->n_system_tags = request->n_system_tags;
	fields->system_tags = request->system_tags;
	fields->has.last_update = fields->has.last_change = true;
	fields->last_update = fields->last_change = call->now;
	fields->last_changed_by = call->who.user;
}

/* Change a task; without force, only one that is not started. */
const struct call_result *
tasks_edit(struct call *call, const struct tasks_edit_req *request,
    struct tasks_edit_resp *response)
{
	const struct call_result *refusal;
	struct wish wish;

	if ((refusal = read_wish(call, request, &wish)) != NULL ||
	    (refusal = tasks_fields_edit(call, request->task, &wish.edit)) !=
		NULL)
		return refusal;
	response->has.updated = response->has.fields = true;
	response->updated = 1;
	echo(call, request, &response->fields);
	return call_ok(call);
}

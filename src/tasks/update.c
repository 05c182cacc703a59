#include "api/call.h"
#include "api/checks.h"
#include "generated/tasks.h"
#include "tasks/fields.h"

/* Read what a request sets into an edit. */
static const struct call_result *
read_wish(struct call *call, const struct tasks_update_req *request,
    struct store_task_edit *edit)
{
	const struct call_result *refusal;

	edit->comment = request->comment;
	edit->project = request->project;
	if ((refusal = checks_tags(
		 call, "tags", request->n_tags, request->tags)) != NULL ||
	    (refusal = checks_tags(call, "system_tags", request->n_system_tags,
		 request->system_tags)) != NULL ||
	    !request->has.name)
		return refusal;
	return checks_name(call, request->name, &edit->name);
}

static void
echo(struct call *call, const struct tasks_update_req *request,
    struct tasks_changed_fields *fields)
{
	fields->name = request->name;
	fields->comment = request->comment;
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

/* Change what describes a task, whatever its status; "created" stays. */
const struct call_result *
tasks_update(struct call *call, const struct tasks_update_req *request,
    struct tasks_update_resp *response)
{
	const struct store_strings tags = {request->n_tags, request->tags};
	const struct store_strings system_tags = {
	    request->n_system_tags, request->system_tags};
	struct tasks_task_parts parts = {.output.error = request->output__error,
	    .has.output = request->has.output__error};
	struct tasks_fields_edits edits;
	struct store_task_edit edit = {0};
	const struct call_result *refusal;

	if ((refusal = read_wish(call, request, &edit)) != NULL)
		return refusal;
	if (request->has.tags || request->null.tags)
		edit.tags = &tags;
	if (request->has.system_tags || request->null.system_tags)
		edit.system_tags = &system_tags;
	tasks_fields_set(call->arena, &parts, &edits, &edit);
	refusal = tasks_fields_edit(call, request->task, &edit);
	if (refusal != NULL)
		return refusal;
	response->has.updated = response->has.fields = true;
	response->updated = 1;
	echo(call, request, &response->fields);
	return call_ok(call);
}

#include "api/call.h"
#include "api/checks.h"
#include "generated/projects.h"
#include "base/text.h"
#include "projects/refusals.h"
#include "store/projects.h"

static const struct call_result *
check(struct call *call, const struct projects_update_req *request,
    struct store_project_edit *edit)
{
	const struct call_result *refusal;

	if ((refusal = checks_tags(
		 call, "tags", request->n_tags, request->tags)) != NULL ||
	    (refusal = checks_tags(call, "system_tags", request->n_system_tags,
		 request->system_tags)) != NULL ||
	    !request->has.name)
		return refusal;
	return projects_check_name(call, request->name, &edit->name);
}

static void
echo(struct call *call, const struct projects_update_req *request,
    struct projects_update_resp_fields *fields)
{
	fields->name = request->name;
	fields->description = request->description;
	fields->default_output_destination =
	    request->default_output_destination;
	fields->has.tags = request->has.tags;
	fields->n_tags = request->n_tags;
	fields->tags = text_sort(call->arena, request->n_tags, request->tags);
	fields->has.system_tags = request->has.system_tags;
	fields->n_system_tags = request->n_system_tags;
	fields->system_tags = text_sort(
	    call->arena, request->n_system_tags, request->system_tags);
	fields->has.last_update = true;
	fields->last_update = call->now;
}

/* Change a project. */
const struct call_result *
projects_update(struct call *call, const struct projects_update_req *request,
    struct projects_update_resp *response)
{
	const struct store_strings tags = {request->n_tags, request->tags};
	const struct store_strings system_tags = {
	    request->n_system_tags, request->system_tags};
	struct store_project_edit edit = {.description = request->description,
	    .destination = request->default_output_destination,
	    .now = call->now};
	const struct call_result *refusal = check(call, request, &edit);
	enum store_result updated;

	if (refusal != NULL)
		return refusal;
	if (request->has.tags || request->null.tags)
		edit.tags = &tags;
	if (request->has.system_tags || request->null.system_tags)
		edit.system_tags = &system_tags;
	updated = store_update_project(
	    call->store, call->who.company, request->project, &edit);
	if (updated == STORE_NOT_FOUND)
		return projects_no_project(call, request->project);
	if (updated == STORE_DUPLICATE)
		return projects_name_taken(call, edit.name);
	if (updated == STORE_WRONG_STATUS)
		return call_fail(call, ERR_CANNOT_UPDATE_PROJECT_LOCATION, NULL,
		    "name=%s", edit.name);
	if (updated != STORE_OK)
		return call_fail_store(call, updated);
	response->has.updated = response->has.fields = true;
	response->updated = 1;
	echo(call, request, &response->fields);
	call_changed(call, &(struct call_change){.project = request->project});
	return call_ok(call);
}

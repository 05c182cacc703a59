#include "api/call.h"
#include "api/checks.h"
#include "base/arena.h"
#include "base/random.h"
#include "generated/projects.h"
#include "projects/refusals.h"
#include "store/projects.h"

static const struct call_result *
describe(struct call *call, const struct projects_create_req *request,
    struct project *project)
{
	const struct call_result *refusal;

	project->company = call->who.company;
	project->user = call->who.user;
	project->description =
	    request->has.description ? request->description : "";
	project->destination = request->default_output_destination;
	project->created = project->last_update = call->now;
	project->n_tags = request->n_tags;
	project->tags = request->tags;
	project->n_system_tags = request->n_system_tags;
	project->system_tags = request->system_tags;
	if ((refusal = checks_tags(
		 call, "tags", request->n_tags, request->tags)) != NULL ||
	    (refusal = checks_tags(call, "system_tags", request->n_system_tags,
		 request->system_tags)) != NULL)
		return refusal;
	return projects_check_name(call, request->name, &project->name);
}

/* Create a project, and those that its name says it is within. */
const struct call_result *
projects_create(struct call *call, const struct projects_create_req *request,
    struct projects_create_resp *response)
{
	char *id = arena_alloc(call->arena, RANDOM_ID_SIZE);
	const struct call_result *refusal;
	struct project project = {.id = id};
	enum store_result created;

	if ((refusal = describe(call, request, &project)) != NULL)
		return refusal;
	random_id(id);
	created = store_create_project(call->store, &project);
	if (created == STORE_DUPLICATE)
		return projects_name_taken(call, project.name);
	if (created != STORE_OK)
		return call_fail_store(call, created);
	response->id = id;
	call_changed(call, &(struct call_change){.project = id});
	return call_ok(call);
}

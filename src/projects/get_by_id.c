#include "api/call.h"
#include "base/text.h"
#include "generated/projects.h"
#include "model/project.h"
#include "projects/refusals.h"
#include "store/projects.h"

static void
answer(struct call *call, const struct project *project,
    struct projects_project *into)
{
	into->id = project->id;
	into->name = project->name;
	into->basename = project_basename(project);
	into->description = project->description;
	into->user = project->user;
	into->company = project->company;
	into->default_output_destination = project->destination;
	into->has.created = into->has.last_update = true;
	into->created = project->created;
	into->last_update = project->last_update;
	into->has.tags = into->has.system_tags = true;
	into->n_tags = project->n_tags;
	into->tags = text_sort(call->arena, project->n_tags, project->tags);
	into->n_system_tags = project->n_system_tags;
	into->system_tags = text_sort(
	    call->arena, project->n_system_tags, project->system_tags);
}

/* Show one project. */
const struct call_result *
projects_get_by_id(struct call *call,
    const struct projects_get_by_id_req *request,
    struct projects_get_by_id_resp *response)
{
	struct project project;
	enum store_result found = store_get_project(call->store, call->arena,
	    call->who.company, request->project, &project);

	if (found == STORE_NOT_FOUND)
		return projects_no_project(call, request->project);
	if (found != STORE_OK)
		return call_fail_store(call, found);
	response->has.project = true;
	answer(call, &project, &response->project);
	return call_ok(call);
}

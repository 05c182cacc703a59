#include "api/call.h"
#include "generated/projects.h"
#include "projects/refusals.h"
#include "store/projects.h"

/*
 * Delete a project with those within it.  If they have tasks, these stay
 * without a project, and only by force.
 */
const struct call_result *
projects_delete(struct call *call, const struct projects_delete_req *request,
    struct projects_delete_resp *response)
{
	size_t n_tasks;
	enum store_result deleted = store_delete_project(call->store,
	    call->who.company, request->project, request->force, &n_tasks);

	if (deleted == STORE_NOT_FOUND)
		return projects_no_project(call, request->project);
	if (deleted == STORE_NOT_EMPTY)
		return call_fail(call, ERR_PROJECT_HAS_TASKS,
		    "use force=true to delete", "id=%s", request->project);
	if (deleted != STORE_OK)
		return call_fail_store(call, deleted);
	response->has.deleted = response->has.disassociated_tasks = true;
	response->deleted = 1;
	response->disassociated_tasks = (int64_t)n_tasks;
	call_changed(call, &(struct call_change){.project = request->project});
	return call_ok(call);
}

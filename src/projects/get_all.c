#include "api/call.h"
#include "generated/projects.h"
#include "projects/select.h"

/* List the projects that a request selects. */
const struct call_result *
projects_get_all(struct call *call, const struct projects_get_all_req *request,
    struct projects_get_all_resp *response)
{
	const struct call_result *refusal = projects_select(call, request,
	    &response->n_projects, &response->projects, &response->scroll_id);

	response->has.projects = true;
	return refusal == NULL ? call_ok(call) : refusal;
}

#include "api/call.h"
#include "generated/tasks.h"
#include "tasks/select.h"

/* List the tasks that a request selects. */
const struct call_result *
tasks_get_all_ex(struct call *call, const struct tasks_get_all_req *request,
    struct tasks_get_all_ex_resp *response)
{
	const struct call_result *refusal = tasks_select(call, request,
	    &response->n_tasks, &response->tasks, &response->scroll_id);

	response->has.tasks = true;
	return refusal == NULL ? call_ok(call) : refusal;
}

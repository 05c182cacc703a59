#include "api/call.h"
#include "generated/tasks.h"
#include "tasks/change.h"
#include "tasks/refusals.h"

/* Delete a task with its events; one that was started only with force. */
const struct call_result *
tasks_delete(struct call *call, const struct tasks_delete_req *request,
    struct tasks_delete_resp *response)
{
	struct store_task_change change =
	    tasks_change(call, TASK_UNKNOWN, request->force, NULL, NULL);
	size_t n_children;
	enum store_result deleted =
	    store_delete_task(call->store, call->who.company, request->task,
		request->force, &change, &n_children);

	if (deleted == STORE_NO_TASK)
		return tasks_no_task(call, request->task);
	if (deleted == STORE_WRONG_STATUS)
		return call_fail(call, ERR_TASK_CANNOT_BE_DELETED,
		    "due to status, use force=True",
		    "task=%s, expected=created, current=%s", request->task,
		    task_status_text(change.was));
	if (deleted != STORE_OK)
		return call_fail_store(call, deleted);
	response->has.deleted = response->has.updated_children =
	    response->has.updated_models = true;
	response->deleted = true;
	response->updated_children = (int64_t)n_children;
	call_changed(call, &(struct call_change){.task = request->task});
	return call_ok(call);
}

#include "api/call.h"
#include "generated/tasks.h"
#include "store/records.h"
#include "tasks/answer.h"
#include "tasks/refusals.h"

/* Show a whole task. */
const struct call_result *
tasks_get_by_id(struct call *call, const struct tasks_get_by_id_req *request,
    struct tasks_get_by_id_resp *response)
{
	enum store_result found;
	struct task task;

	found = store_get_task(call->store, call->arena, call->who.company,
	    request->task, TASK_NEEDS_ALL, &task);
	if (found == STORE_NO_TASK)
		return tasks_not_there(call, request->task);
	if (found != STORE_OK)
		return call_fail_store(call, found);
	response->has.task = true;
	tasks_answer(call->arena, &task, &response->task);
	return call_ok(call);
}

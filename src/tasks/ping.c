#include "api/call.h"
#include "generated/tasks.h"
#include "store/records.h"
#include "tasks/refusals.h"

/* Note that a task is alive. */
const struct call_result *
tasks_ping(struct call *call, const struct tasks_ping_req *request,
    struct tasks_ping_resp *response)
{
	enum store_result touched = store_touch_task(call->store,
	    call->who.company, request->task, NULL, call->who.user, call->now);

	(void)response;
	if (touched == STORE_NO_TASK)
		return tasks_no_task(call, request->task);
	if (touched != STORE_OK)
		return call_fail_store(call, touched);
	return call_ok(call);
}

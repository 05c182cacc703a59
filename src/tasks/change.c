#include "api/call.h"
#include "generated/tasks.h"
#include "tasks/answer.h"
#include "tasks/change.h"
#include "tasks/refusals.h"

struct store_task_change
tasks_change(struct call *call, enum task_status status, bool force,
    const char *reason, const char *message)
{
	return (struct store_task_change){.status = status,
	    .force = force,
	    .reason = reason == NULL ? "" : reason,
	    .message = message == NULL ? "" : message,
	    .user = call->who.user,
	    .worker = call->worker,
	    .now = call->now};
}

const struct call_result *
tasks_change_status(struct call *call, const char *task,
    struct store_task_change *change, struct tasks_changed_fields *fields)
{
	enum store_result changed =
	    store_change_task(call->store, call->who.company, task, change);

	if (changed == STORE_NO_TASK)
		return tasks_no_task(call, task);
	if (changed == STORE_WRONG_STATUS)
		return tasks_wrong_status(call, change->was, change->status);
	if (changed != STORE_OK)
		return call_fail_store(call, changed);
	call_changed(call, &(struct call_change){.task = task});
	tasks_answer_change(change, fields);
	return NULL;
}

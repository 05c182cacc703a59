#include "api/call.h"
#include "base/budget.h"
#include "tasks/refusals.h"

const struct call_result *
tasks_no_task(struct call *call, const char *task)
{
	return call_fail(call, ERR_INVALID_TASK_ID, NULL, "id=%s, company=%s",
	    task, call->who.company);
}

const struct call_result *
tasks_not_there(struct call *call, const char *task)
{
	return call_fail(call, ERR_INVALID_TASK_ID, NULL, "ids=['%s']", task);
}

const struct call_result *
tasks_wrong_status(
    struct call *call, enum task_status from, enum task_status to)
{
	return call_fail(call, ERR_INVALID_TASK_STATUS, "Invalid status change",
	    "current_status=%s, new_status=%s", task_status_text(from),
	    task_status_text(to));
}

const struct call_result *
tasks_not_editable(struct call *call, enum task_status was)
{
	return call_fail(call, ERR_INVALID_TASK_STATUS, NULL,
	    "expected=created, status=%s", task_status_text(was));
}

const struct call_result *
tasks_no_project(struct call *call, const char *project)
{
	return call_fail(call, ERR_INVALID_PROJECT_ID, NULL, "id=%s", project);
}

const struct call_result *
tasks_no_parent(struct call *call, const char *parent)
{
	return call_fail(
	    call, ERR_INVALID_TASK_ID, "invalid parent", "parent=%s", parent);
}

#include <stdint.h>

#include "api/call.h"
#include "api/checks.h"
#include "base/arena.h"
#include "generated/events.h"
#include "store/events.h"
#include "store/records.h"

/* What the SDK sends as the iteration of a single value. */
#define SINGLE ((int64_t)INT32_MIN)

static void
answer(struct call *call, const char *id, size_t n, const struct event *scalars,
    struct events_single_value_task_metrics *into)
{
	struct events_single_value_task_metrics_values *value;
	size_t i;

	into->task = id;
	into->has.values = true;
	into->values = arena_alloc_n(call->arena, n, sizeof(*into->values));
	for (i = 0; i < n; i++) {
		if (scalars[i].iteration != SINGLE)
			continue;
		value = &into->values[into->n_values++];
		value->metric = scalars[i].metric;
		value->variant = scalars[i].variant;
		value->has.value = value->has.timestamp = true;
		value->value = scalars[i].value;
		value->timestamp = (double)scalars[i].time;
	}
}

/* Show the values of a task, if it has any. */
static const struct call_result *
show(struct call *call, const char *id,
    struct events_get_task_single_value_metrics_resp *response)
{
	struct events_single_value_task_metrics *into =
	    &response->tasks[response->n_tasks];
	enum store_result found;
	struct event *scalars;
	struct task task;
	size_t n;

	found = store_get_task(
	    call->store, call->arena, call->who.company, id, 0, &task);
	/* the first of each curve: nothing comes before a single value */
	if (found == STORE_OK)
		found = store_list_scalars(call->store, call->arena,
		    call->who.company, id, 1, &n, &scalars);
	if (found == STORE_NO_TASK)
		return call_fail(
		    call, ERR_INVALID_TASK_ID, NULL, "ids=['%s']", id);
	if (found != STORE_OK)
		return call_fail_store(call, found);
	answer(call, id, n, scalars, into);
	into->task_name = task.name;
	if (into->n_values > 0)
		response->n_tasks++;
	return NULL;
}

/* Show the values that tasks have reported apart from iterations. */
const struct call_result *
events_get_task_single_value_metrics(struct call *call,
    const struct events_get_task_single_value_metrics_req *request,
    struct events_get_task_single_value_metrics_resp *response)
{
	struct store_strings ids;
	const struct call_result *refusal = checks_distinct(
	    call, "tasks", request->n_tasks, request->tasks, &ids);
	size_t i;

	if (refusal != NULL)
		return refusal;
	response->has.tasks = true;
	response->tasks =
	    arena_alloc_n(call->arena, ids.n, sizeof(*response->tasks));
	for (i = 0; i < ids.n && refusal == NULL; i++)
		refusal = show(call, ids.items[i], response);
	return refusal == NULL ? call_ok(call) : refusal;
}

#include "api/call.h"
#include "api/checks.h"
#include "base/arena.h"
#include "generated/tasks.h"
#include "tasks/change.h"
#include "tasks/queueing.h"

static void
fail(const struct call_result *refusal, const char *id,
    struct tasks_dequeue_many_resp_failed *failed, struct arena *arena)
{
	const struct err_info *info = err_info(refusal->error);
	int64_t *codes = arena_alloc_n(arena, 2, sizeof(*codes));

	codes[0] = info->code;
	codes[1] = info->subcode;
	failed->id = id;
	failed->has.error = true;
	failed->error.has.codes = true;
	failed->error.n_codes = 2;
	failed->error.codes = codes;
	failed->error.msg = refusal->message;
}

/* Take one of the tasks out. */
static void
dequeue(struct call *call, const struct tasks_dequeue_many_req *request,
    const char *id, enum task_status status,
    struct tasks_dequeue_many_resp *response)
{
	struct tasks_dequeue_many_resp_succeeded *into =
	    &response->succeeded[response->n_succeeded];
	struct store_task_change change = tasks_change(call, status, false,
	    request->status_reason, request->status_message);
	const struct call_result *refusal;
	bool updated;

	refusal = tasks_queueing_remove(call, id,
	    request->remove_from_all_queues, &change, &updated, &into->fields);
	if (refusal != NULL) {
		fail(refusal, id, &response->failed[response->n_failed++],
		    call->arena);
		return;
	}
	response->n_succeeded++;
	into->id = id;
	into->has.updated = into->has.dequeued = true;
	into->has.fields = updated;
	into->updated = updated;
	into->dequeued = true;
}

/* Take tasks out of their queues, each by itself. */
const struct call_result *
tasks_dequeue_many(struct call *call,
    const struct tasks_dequeue_many_req *request,
    struct tasks_dequeue_many_resp *response)
{
	size_t i, n = request->n_ids;
	const struct call_result *refusal =
	    checks_count(call, "ids", n, call->server->limits.filter_values);
	enum task_status status;

	if (refusal == NULL)
		refusal =
		    tasks_queueing_status(call, request->new_status, &status);
	if (refusal != NULL)
		return refusal;
	response->has.succeeded = response->has.failed = true;
	response->succeeded =
	    arena_alloc_n(call->arena, n, sizeof(*response->succeeded));
	response->failed =
	    arena_alloc_n(call->arena, n, sizeof(*response->failed));
	for (i = 0; i < n; i++)
		dequeue(call, request, request->ids[i], status, response);
	return call_ok(call);
}

#include "api/call.h"
#include "api/checks.h"
#include "base/arena.h"
#include "generated/tasks.h"
#include "tasks/change.h"
#include "tasks/queueing.h"

static void
fail(const struct call_result *refusal, const char *id,
    struct tasks_enqueue_many_resp_failed *failed, struct arena *arena)
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

/* Put one of the tasks into the queue. */
static void
enqueue(struct call *call, const struct tasks_enqueue_many_req *request,
    const char *id, struct tasks_queue *queue,
    struct tasks_enqueue_many_resp *response)
{
	struct tasks_enqueue_many_resp_succeeded *into =
	    &response->succeeded[response->n_succeeded];
	struct store_task_change change = tasks_change(call, TASK_QUEUED, false,
	    request->status_reason, request->status_message);
	const struct call_result *refusal =
	    tasks_queueing_add(call, id, queue, true, &change, &into->fields);

	if (refusal != NULL) {
		fail(refusal, id, &response->failed[response->n_failed++],
		    call->arena);
		return;
	}
	response->n_succeeded++;
	into->id = id;
	into->has.updated = into->has.fields = into->has.queued = true;
	into->updated = 1;
	into->queued = true;
}

/* Put tasks into a queue, each by itself. */
const struct call_result *
tasks_enqueue_many(struct call *call,
    const struct tasks_enqueue_many_req *request,
    struct tasks_enqueue_many_resp *response)
{
	size_t i, n = request->n_ids;
	const struct call_result *refusal =
	    checks_count(call, "ids", n, call->server->limits.filter_values);
	struct tasks_queue queue;

	if (refusal == NULL)
		refusal = tasks_queueing_find(
		    call, request->queue, request->queue_name, &queue);
	if (refusal != NULL)
		return refusal;
	response->has.succeeded = response->has.failed = true;
	response->succeeded =
	    arena_alloc_n(call->arena, n, sizeof(*response->succeeded));
	response->failed =
	    arena_alloc_n(call->arena, n, sizeof(*response->failed));
	for (i = 0; i < n; i++)
		enqueue(call, request, request->ids[i], &queue, response);
	response->has.queue_watched = request->verify_watched_queue;
	if (request->verify_watched_queue)
		response->queue_watched =
		    tasks_queueing_is_watched(call, queue.id);
	return call_ok(call);
}

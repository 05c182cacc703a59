#include "api/call.h"
#include "generated/queues.h"
#include "queues/leaving.h"
#include "queues/refusals.h"
#include "store/queues.h"
#include "store/tasks.h"

static void
revert(struct call *call, const struct queues_remove_task_req *request)
{
	const struct store_leaving leaving =
	    queues_leaving(call, QUEUE_RULES_TASK_REMOVED, request->queue);

	store_revert_task(call->store, &leaving, request->task);
}

/* Take a task out of a queue, at any position. */
const struct call_result *
queues_remove_task(struct call *call,
    const struct queues_remove_task_req *request,
    struct queues_remove_task_resp *response)
{
	const struct store_actor who = call_actor(call);
	enum store_result taken;
	size_t removed;

	taken = store_remove_task(call->store, call->who.company,
	    request->queue, request->task, call->now, &who, &removed);
	if (taken == STORE_NO_TASK)
		return queues_no_task(call, request->queue, request->task);
	if (taken != STORE_OK)
		return call_fail_store(call, taken);
	if (request->update_task_status)
		revert(call, request);
	response->has.removed = true;
	response->removed = (int64_t)removed;
	call_changed(call, &(struct call_change){
			       .queue = request->queue, .task = request->task});
	return call_ok(call);
}

#include "api/call.h"
#include "generated/queues.h"
#include "model/queue.h"
#include "queues/refusals.h"
#include "store/queues.h"

/* Append a task, which a queue can hold only once. */
const struct call_result *
queues_add_task(struct call *call, const struct queues_add_task_req *request,
    struct queues_add_task_resp *response)
{
	struct queue_entry entry = {.task = request->task, .added = call->now};
	const struct store_actor who = call_actor(call);
	enum store_result added;

	added = store_add_task(call->store, call->who.company, request->queue,
	    &entry, &who,
	    request->update_execution_queue &&
		!request->null.update_execution_queue);
	if (added != STORE_OK)
		return queues_not_added(
		    call, request->queue, request->task, added);
	response->has.added = true;
	response->added = 1;
	call_changed(call, &(struct call_change){.effect = CALL_ADDED,
			       .queue = request->queue,
			       .task = request->task});
	return call_ok(call);
}

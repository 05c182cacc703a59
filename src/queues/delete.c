#include "api/call.h"
#include "generated/queues.h"
#include "queues/leaving.h"
#include "queues/refusals.h"
#include "store/queues.h"
#include "store/tasks.h"

/* Delete a queue, and restore the status that its tasks had before. */
static enum store_result
delete_by_force(struct call *call, const char *queue)
{
	const struct store_leaving leaving =
	    queues_leaving(call, QUEUE_RULES_DELETED, queue);

	return store_delete_with_tasks(call->store, &leaving);
}

/* Delete a queue; one that holds tasks only with force. */
const struct call_result *
queues_delete(struct call *call, const struct queues_delete_req *request,
    struct queues_delete_resp *response)
{
	enum store_result deleted;

	deleted = request->force ? delete_by_force(call, request->queue)
				 : store_delete(call->store, call->who.company,
				       request->queue, false);
	if (deleted == STORE_NOT_FOUND)
		return queues_no_queue(call, request->queue);
	if (deleted == STORE_NOT_EMPTY)
		return call_fail(call, ERR_QUEUE_NOT_EMPTY,
		    "use force=true to delete", "id=%s", request->queue);
	if (deleted != STORE_OK)
		return call_fail_store(call, deleted);
	response->has.deleted = true;
	response->deleted = 1;
	call_changed(call, &(struct call_change){.queue = request->queue});
	return call_ok(call);
}

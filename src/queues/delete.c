#include "api/call.h"
#include "generated/queues.h"
#include "queues/refusals.h"
#include "store/store.h"

/* Delete a queue; one that holds tasks only by force. */
const struct call_result *
queues_delete(struct call *call, const struct queues_delete_req *request,
    struct queues_delete_resp *response)
{
	enum store_result removed;

	removed = store_remove(
	    call->store, call->who.company, request->queue, request->force);
	if (removed == STORE_NOT_FOUND)
		return queues_no_queue(call, request->queue);
	if (removed == STORE_NOT_EMPTY)
		return call_fail(call, ERR_QUEUE_NOT_EMPTY,
		    "use force=true to delete", "id=%s", request->queue);
	if (removed != STORE_OK)
		return call_fail_store(call, removed);
	response->has.deleted = true;
	response->deleted = 1;
	return call_ok(call);
}

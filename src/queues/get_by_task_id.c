#include "api/call.h"
#include "generated/queues.h"
#include "model/queue.h"
#include "store/queues.h"

/* Find the queue that a task waits in. */
const struct call_result *
queues_get_by_task_id(struct call *call,
    const struct queues_get_by_task_id_req *request,
    struct queues_get_by_task_id_resp *response)
{
	const struct queue_need need = {.parts = QUEUE_DISPLAY_NAME};
	enum store_result found;
	struct queue queue;

	found = store_get_by_task_id(call->store, call->arena,
	    call->who.company, request->task, need, &queue);
	if (found == STORE_NOT_FOUND)
		return call_fail(call, ERR_INVALID_QUEUE_ID, NULL,
		    "task=%s, company=%s", request->task, call->who.company);
	if (found != STORE_OK)
		return call_fail_store(call, found);
	response->id = queue.id;
	response->name = queue.name;
	response->display_name = queue.display_name;
	return call_ok(call);
}

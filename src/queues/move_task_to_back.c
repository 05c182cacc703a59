#include <stdint.h>

#include "generated/queues.h"
#include "queues/move.h"

/* Move a task to the back of its queue. */
const struct call_result *
queues_move_task_to_back(struct call *call,
    const struct queues_move_task_to_back_req *request,
    struct queues_move_task_to_back_resp *response)
{
	response->has.position = true;
	return queues_move(call, request->queue, request->task, INT64_MAX,
	    &response->position);
}

#include <stdint.h>

#include "generated/queues.h"
#include "queues/move.h"

/* Move a task to the front of its queue. */
const struct call_result *
queues_move_task_to_front(struct call *call,
    const struct queues_move_task_to_front_req *request,
    struct queues_move_task_to_front_resp *response)
{
	response->has.position = true;
	return queues_move(call, request->queue, request->task, INT64_MIN,
	    &response->position);
}

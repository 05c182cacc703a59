#include <stdint.h>

#include "generated/queues.h"
#include "queues/move.h"

/*
 * Move a task towards the back of its queue; a negative count moves it
 * forward.
 */
const struct call_result *
queues_move_task_backward(struct call *call,
    const struct queues_move_task_backward_req *request,
    struct queues_move_task_backward_resp *response)
{
	response->has.position = true;
	return queues_move(call, request->queue, request->task, request->count,
	    &response->position);
}

#include <stdint.h>

#include "generated/queues.h"
#include "queues/move.h"

/* Move a task towards the front of its queue; a negative count moves it back.
 */
const struct call_result *
queues_move_task_forward(struct call *call,
    const struct queues_move_task_forward_req *request,
    struct queues_move_task_forward_resp *response)
{
	response->has.position = true;
	return queues_move(call, request->queue, request->task,
	    request->count == INT64_MIN ? INT64_MAX : -request->count,
	    &response->position);
}

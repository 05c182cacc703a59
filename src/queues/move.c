#include "api/call.h"
#include "queues/move.h"
#include "queues/refusals.h"
#include "store/queues.h"

const struct call_result *
queues_move(struct call *call, const char *queue, const char *task, int64_t by,
    int64_t *position)
{
	const struct store_actor who = call_actor(call);
	enum store_result moved;

	moved = store_move_task(
	    call->store, call->who.company, queue, task, by, &who, position);
	if (moved == STORE_NO_TASK)
		return queues_no_task(call, queue, task);
	if (moved != STORE_OK)
		return call_fail_store(call, moved);
	call_changed(call, &(struct call_change){.queue = queue, .task = task});
	return call_ok(call);
}

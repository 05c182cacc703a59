#include "api/call.h"
#include "base/arena.h"
#include "generated/lineup.h"
#include "store/entries.h"

/* Find the queues that hold a task; none is no error. */
const struct call_result *
lineup_find_task(struct call *call, const struct lineup_find_task_req *request,
    struct lineup_find_task_resp *response)
{
	struct store_holder *holders;
	struct lineup_holder *answer;
	enum store_result found;
	size_t i, n;

	found = store_find_holders(call->store, call->arena, call->who.company,
	    request->task, &n, &holders);
	if (found != STORE_OK)
		return call_fail_store(call, found);
	response->has.queues = true;
	response->n_queues = n;
	response->queues =
	    arena_alloc_n(call->arena, n, sizeof(*response->queues));
	for (i = 0; i < n; i++) {
		answer = &response->queues[i];
		answer->id = holders[i].id;
		answer->name = holders[i].name;
		answer->has.position = answer->has.length = true;
		answer->position = holders[i].position;
		answer->length = holders[i].length;
		answer->has.added = true;
		answer->added = holders[i].added;
	}
	return call_ok(call);
}

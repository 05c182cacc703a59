#include "api/call.h"
#include "base/arena.h"
#include "generated/lineup.h"
#include "lineup/traces.h"
#include "store/traces.h"

#define MOST 100            /* tasks of an answer */
#define LONGEST 10000000000 /* s */

/* List tasks that were popped, and not started since. */
const struct call_result *
lineup_list_orphans(struct call *call,
    const struct lineup_list_orphans_req *request,
    struct lineup_list_orphans_resp *response)
{
	int64_t seconds =
	    request->seconds < LONGEST ? request->seconds : LONGEST;
	struct store_trace *traces;
	enum store_result listed;
	size_t i, n;

	listed = store_list_orphans(call->store, call->arena, call->who.company,
	    call->now - seconds * 1000, MOST, &n, &traces);
	if (listed != STORE_OK)
		return call_fail_store(call, listed);
	response->has.tasks = true;
	response->n_tasks = n;
	response->tasks =
	    arena_alloc_n(call->arena, n, sizeof(*response->tasks));
	for (i = 0; i < n; i++)
		lineup_answer_trace(&traces[i], &response->tasks[i]);
	return call_ok(call);
}

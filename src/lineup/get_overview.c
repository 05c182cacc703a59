#include "api/call.h"
#include "lineup/overview.h"
#include "lineup/overviews.h"

/* Show what goes on in all queues, unless that is known to the caller. */
const struct call_result *
lineup_get_overview(struct call *call,
    const struct lineup_get_overview_req *request,
    struct lineup_get_overview_resp *response)
{
	const struct overview *overview;
	enum store_result result;

	result = overviews_get(call->server->overviews, call, &overview);
	if (result != STORE_OK)
		return call_fail_store(call, result);
	response->has.changed = true;
	response->changed =
	    !request->has.since || request->since != overview->counter;
	if (!response->changed)
		return call_ok(call);
	response->has.counter = response->has.queues = true;
	response->counter = overview->counter;
	response->n_queues = overview->n;
	response->queues = overview->queues;
	return call_ok(call);
}

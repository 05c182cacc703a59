#include "api/call.h"
#include "generated/workers.h"

/* Nothing that workers measure is kept: there is nothing to show. */
const struct call_result *
workers_get_stats(struct call *call,
    const struct workers_get_stats_req *request,
    struct workers_get_stats_resp *response)
{
	if (request->from_date >= request->to_date)
		return call_fail(call, ERR_INVALID_FIELDS_VALUE,
		    "from_date must be less than to_date", NULL);
	response->has.workers = true;
	return call_ok(call);
}

#include "api/call.h"
#include "generated/workers.h"

static void
answer_none(struct workers_activity_series *series)
{
	series->has.dates = series->has.counts = true;
}

/* Nothing is kept of how many workers there were: both series are empty. */
const struct call_result *
workers_get_activity_report(struct call *call,
    const struct workers_get_activity_report_req *request,
    struct workers_get_activity_report_resp *response)
{
	if (request->from_date >= request->to_date)
		return call_fail(call, ERR_INVALID_FIELDS_VALUE,
		    "from_date must be less than to_date", NULL);
	response->has.total = response->has.active = true;
	answer_none(&response->total);
	answer_none(&response->active);
	return call_ok(call);
}

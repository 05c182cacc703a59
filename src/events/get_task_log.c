#include <math.h>

#include "api/call.h"
#include "api/checks.h"
#include "base/arena.h"
#include "events/listing.h"
#include "generated/events.h"
#include "store/events.h"

/* Show what a task has printed, at most so many lines before or after a time.
 */
const struct call_result *
events_get_task_log(struct call *call,
    const struct events_get_task_log_req *request,
    struct events_get_task_log_resp *response)
{
	bool is_earlier = request->navigate_earlier;
	bool is_newest_first =
	    request->has.order
		? request->order == EVENTS_GET_TASK_LOG_REQ_ORDER_DESC
		: is_earlier;
	struct store_event_range range = {.company = call->who.company,
	    .task = request->task,
	    .type = EVENT_LOG,
	    .is_earlier = is_earlier};
	const struct call_result *refusal;
	struct store_event_list list;

	range.begin = store_event_place_first(is_earlier);
	if (request->has.from_timestamp)
		range.begin = store_event_place_at(
		    (int64_t)fmax(-EVENT_LAST_TIME,
			fmin(request->from_timestamp, EVENT_LAST_TIME)),
		    is_earlier);
	range.most = events_listing_most(request->batch_size);
	refusal = events_listing_read(call, &range, &list);
	if (refusal != NULL)
		return refusal;
	response->n_events = list.n;
	response->events =
	    events_listing_show(call, &list, is_newest_first != is_earlier);
	response->has.events = response->has.returned = response->has.total =
	    true;
	response->returned = (int64_t)response->n_events;
	response->total = (int64_t)list.total;
	return call_ok(call);
}

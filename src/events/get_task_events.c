#include <string.h>

#include "api/call.h"
#include "api/scrolling.h"
#include "base/arena.h"
#include "events/listing.h"
#include "generated/events.h"
#include "store/events.h"

/* Set the type that a request names, or any; of an unknown one there are none.
 */
static void
set_type(const struct events_get_task_events_req *request,
    struct store_event_range *range)
{
	range->type = EVENT_TYPES;
	if (request->event_type == NULL || *request->event_type == '\0')
		return;
	if (!event_type_read(request->event_type, &range->type))
		range->most = 0;
}

/* Show the events of a task, in the order of their times; each call goes on
 * where the scroll is. */
const struct call_result *
events_get_task_events(struct call *call,
    const struct events_get_task_events_req *request,
    struct events_get_task_events_resp *response)
{
	struct scrolling scrolling = {
	    .list = arena_printf(call->arena, "events of %s", request->task),
	    .given = request->scroll_id,
	    .is_null = true,
	    .has_size = true,
	    .size = (int64_t)events_listing_most(request->batch_size)};
	struct store_event_range range = {.company = call->who.company,
	    .task = request->task,
	    .is_earlier =
		request->has.order &&
		request->order == EVENTS_GET_TASK_EVENTS_REQ_ORDER_DESC};
	const struct call_result *refusal;
	struct store_event_list list;

	if ((refusal = scrolling_begin(
		 call, &scrolling, &range.after, &range.most)) != NULL)
		return refusal;
	set_type(request, &range);
	refusal = events_listing_read(call, &range, &list);
	if (refusal != NULL)
		return refusal;
	response->n_events = list.n;
	response->events = events_listing_show(call, &list, false);
	response->scroll_id = scrolling_move(call, &scrolling, list.mark);
	response->has.events = response->has.returned = response->has.total =
	    true;
	response->returned = (int64_t)response->n_events;
	response->total = range.most == 0 ? 0 : (int64_t)list.total;
	return call_ok(call);
}

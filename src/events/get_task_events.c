#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "api/call.h"
#include "base/arena.h"
#include "events/listing.h"
#include "generated/events.h"
#include "store/events.h"

/*
 * The id of a scroll says where it is: the task, and the place of the event
 * that was shown last.  So nothing has to be kept for it.
 */
static const char *
scroll_id(struct arena *arena, const char *task,
    const struct store_event_place *place)
{
	return arena_printf(arena, "%s.%" PRId64 ".%" PRId64 ".%" PRId64, task,
	    place->time, place->number, place->index);
}

/* Take a full stop and a number. */
static bool
take_number(const char **at, int64_t *number)
{
	char *end;

	if (**at != '.')
		return false;
	*number = strtoll(*at + 1, &end, 10);
	*at = end;
	return true;
}

/* Read where a scroll is; false: the id isn't one that the task's events have
 * got. */
static bool
find_place(struct arena *arena, const char *task, const char *id,
    struct store_event_place *place)
{
	const char *at;
	size_t n = strlen(task);

	if (strncmp(id, task, n) != 0)
		return false;
	at = id + n;
	return take_number(&at, &place->time) &&
	       take_number(&at, &place->number) &&
	       take_number(&at, &place->index) &&
	       place->time >= store_event_place_first(false).time &&
	       place->time <= store_event_place_first(true).time &&
	       strcmp(scroll_id(arena, task, place), id) == 0;
}

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
	const char *id = request->scroll_id;
	struct store_event_range range = {.company = call->who.company,
	    .task = request->task,
	    .is_earlier =
		request->has.order &&
		request->order == EVENTS_GET_TASK_EVENTS_REQ_ORDER_DESC,
	    .most = events_listing_most(request->batch_size)};
	const struct call_result *refusal;
	struct store_event_list list;

	range.begin = store_event_place_first(range.is_earlier);
	if (id != NULL && *id != '\0' &&
	    !find_place(call->arena, request->task, id, &range.begin))
		return call_fail(
		    call, ERR_INVALID_SCROLL_ID, NULL, "scroll_id=%s", id);
	set_type(request, &range);
	refusal = events_listing_read(call, &range, &list);
	if (refusal != NULL)
		return refusal;
	response->n_events = list.n;
	response->events = events_listing_show(call, &list, false);
	response->scroll_id = scroll_id(call->arena, request->task, &list.end);
	response->has.events = response->has.returned = response->has.total =
	    true;
	response->returned = (int64_t)response->n_events;
	response->total = range.most == 0 ? 0 : (int64_t)list.total;
	return call_ok(call);
}

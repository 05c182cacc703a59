#include "api/call.h"
#include "base/arena.h"
#include "events/listing.h"
#include "json/jval.h"
#include "json/jval_text.h"
#include "store/events.h"

#define MOST 10000 /* events in an answer */

size_t
events_listing_most(int64_t asked)
{
	return asked < MOST ? (size_t)asked : MOST;
}

const struct call_result *
events_listing_read(struct call *call, const struct store_event_range *range,
    struct store_event_list *list)
{
	enum store_result listed =
	    store_list_events(call->store, call->arena, range, list);

	if (listed == STORE_NO_TASK)
		return call_fail(
		    call, ERR_INVALID_TASK_ID, NULL, "ids=['%s']", range->task);
	return listed == STORE_OK ? NULL : call_fail_store(call, listed);
}

struct jval *
events_listing_show(
    struct call *call, const struct store_event_list *list, bool turned)
{
	struct jval *events =
	    arena_alloc_n(call->arena, list->n, sizeof(*events));
	size_t i, n = list->n;

	for (i = 0; i < n; i++)
		jval_text_any(call->arena, list->bodies[turned ? n - 1 - i : i],
		    &events[i]);
	return events;
}

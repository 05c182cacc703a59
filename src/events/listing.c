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
    bool turned, size_t *n, struct jval **events, size_t *total)
{
	const char **bodies;
	enum store_result listed = store_list_events(
	    call->store, call->arena, range, n, &bodies, total);
	size_t i;

	if (listed == STORE_NO_TASK)
		return call_fail(
		    call, ERR_INVALID_TASK_ID, NULL, "ids=['%s']", range->task);
	if (listed != STORE_OK)
		return call_fail_store(call, listed);
	*events = arena_alloc_n(call->arena, *n, sizeof(**events));
	for (i = 0; i < *n; i++)
		jval_text_any(call->arena, bodies[turned ? *n - 1 - i : i],
		    &(*events)[i]);
	return NULL;
}

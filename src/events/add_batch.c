#include <assert.h>

#include "api/batch.h"
#include "api/call.h"
#include "base/arena.h"
#include "events/reading.h"
#include "generated/events.h"
#include "store/events.h"

static_assert(BATCH_LINES <= STORE_EVENTS_AT_ONCE, "a part is added at once");

/* Add the events of a part of the batch. */
static const struct call_result *
add_part(
    struct events_reading *reading, const struct events_add_batch_req *request)
{
	const struct batch *batch = reading->call->batch;
	struct event *events;
	const char *why;
	size_t i, n = 0;

	if (batch != NULL)
		reading->arena = batch->arena;
	for (i = 0; batch != NULL && i < batch->n_faults; i++)
		events_reading_fail(reading, batch->faults[i]);
	events =
	    arena_alloc_n(reading->arena, request->n_items, sizeof(*events));
	for (i = 0; i < request->n_items; i++) {
		why = events_reading_read(
		    reading, &request->items[i].value, &events[n]);
		if (why == NULL)
			n++;
		else
			events_reading_fail(reading, why);
	}
	return n == 0 ? NULL : events_reading_add(reading, n, events);
}

/* Keep events, one in each line; a line that is wrong is only counted. */
const struct call_result *
events_add_batch(struct call *call, const struct events_add_batch_req *request,
    struct events_add_batch_resp *response)
{
	struct events_reading reading = events_reading_begin(call);
	const struct call_result *refusal;
	bool has_more = false;

	do {
		refusal = add_part(&reading, request);
		if (refusal == NULL)
			refusal = batch_next(call, &has_more);
	} while (refusal == NULL && has_more);
	if (refusal != NULL)
		return refusal;
	if (reading.n_added == 0 && reading.n_errors == 0)
		return call_fail(call, ERR_BATCH_CONTAINS_NO_ITEMS, NULL, NULL);
	if (reading.n_added == 0)
		return events_reading_refuse(&reading);
	response->has.added = response->has.errors = response->has.errors_info =
	    true;
	response->added = (int64_t)reading.n_added;
	response->errors = (int64_t)reading.n_errors;
	response->n_errors_info = reading.n_infos;
	response->errors_info = reading.infos;
	return call_ok(call);
}

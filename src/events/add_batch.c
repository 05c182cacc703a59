#include <assert.h>

#include "api/batch.h"
#include "api/call.h"
#include "base/arena.h"
#include "events/reading.h"
#include "generated/events.h"
#include "store/events.h"

static_assert(BATCH_LINES <= STORE_EVENTS_AT_ONCE, "a part is added at once");

/* Read some lines and add their events, others' writes in between. */
static const struct call_result *
add_some(struct events_reading *reading,
    const struct events_add_batch_req_item *items, size_t n)
{
	struct event *events =
	    arena_alloc_n(reading->arena, n, sizeof(*events));
	const char *why;
	size_t i, n_events = 0;

	for (i = 0; i < n; i++) {
		why = events_reading_read(
		    reading, &items[i].value, &events[n_events]);
		if (why == NULL)
			n_events++;
		else
			events_reading_fail(reading, why);
	}
	return n_events == 0 ? NULL
			     : events_reading_add(reading, n_events, events);
}

/* Add the events of the request, of which a long batch is only a part. */
static const struct call_result *
add_part(
    struct events_reading *reading, const struct events_add_batch_req *request)
{
	const struct batch *batch = reading->call->batch;
	const struct call_result *refusal = NULL;
	size_t i, n;

	if (batch != NULL)
		reading->arena = batch->arena;
	for (i = 0; batch != NULL && i < batch->n_faults; i++)
		events_reading_fail(reading, batch->faults[i]);
	for (i = 0; i < request->n_items && refusal == NULL; i += n) {
		n = request->n_items - i;
		if (n > STORE_EVENTS_AT_ONCE)
			n = STORE_EVENTS_AT_ONCE;
		refusal = add_some(reading, &request->items[i], n);
	}
	return refusal;
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

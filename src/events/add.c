#include "api/call.h"
#include "events/reading.h"
#include "generated/events.h"
#include "json/jval.h"
#include "json/jval_text.h"
#include "store/events.h"

/* Keep an event. */
const struct call_result *
events_add(struct call *call, const struct events_add_req *request,
    struct events_add_resp *response)
{
	const struct events_event sent = {
	    .metrics_scalar_event = request->metrics_scalar_event,
	    .metrics_vector_event = request->metrics_vector_event,
	    .metrics_image_event = request->metrics_image_event,
	    .metrics_plot_event = request->metrics_plot_event,
	    .task_log_event = request->task_log_event};
	struct events_reading reading = events_reading_begin(call);
	const struct call_result *refusal;
	struct event event;
	struct jval value;
	const char *why = "it can't be read";

	if (jval_text_any(call->arena,
		jval_text_of(call->arena, events_event_write, &sent), &value))
		why = events_reading_read(&reading, &value, &event);
	if (why != NULL) {
		events_reading_fail(&reading, why);
		return events_reading_refuse(&reading);
	}
	refusal = events_reading_add(&reading, 1, &event);
	if (refusal != NULL)
		return refusal;
	if (reading.n_added == 0)
		return events_reading_refuse(&reading);
	response->has.added = response->has.errors = response->has.errors_info =
	    true;
	response->added = 1;
	return call_ok(call);
}

#include <math.h>
#include <string.h>

#include "api/call.h"
#include "base/arena.h"
#include "events/reading.h"
#include "generated/events.h"
#include "json/jval.h"
#include "json/jval_text.h"
#include "model/text_set.h"
#include "store/events.h"

#define KINDS 1000 /* of errors */

/* An event with what is added to it. */
struct body {
	const struct jval *value;
	const struct event *event;
	const char *worker; /* NULL: it is there already */
	bool has_time;
	int64_t now;
	const char *now_text;
};

/* Write an event as it was sent, and what was missing. */
static void
write_body(struct jval_writer *writer, const char *name, const void *from)
{
	const struct body *body = from;
	struct jval_reader reader = {0};
	struct jval_map map;
	struct jval member;

	jval_begin_object(writer, name);
	jval_map(&reader, body->value, &map);
	while (jval_map_next(&map, &member))
		jval_write_any(writer, member.name, &member);
	if (!body->has_time)
		jval_write_integer(writer, "timestamp", body->event->time);
	if (body->worker != NULL)
		jval_write_string(writer, "worker", body->worker);
	jval_write_string(writer, "@timestamp", body->now_text);
	jval_end_object(writer);
}

/* What is wrong, by the refusal of the generated reader. */
static const char *
reason_of(struct arena *arena, const struct jval_refusal *refusal)
{
	const char *name = strrchr(refusal->path, '.');

	name = name == NULL ? refusal->path : name + 1;
	if (strcmp(refusal->rule, "required") == 0)
		return arena_printf(
		    arena, "Event must have a '%s' field", name);
	if (strcmp(name, "type") == 0 || strcmp(refusal->rule, "anyOf") == 0)
		return arena_printf(
		    arena, "Invalid event type %s", refusal->got);
	return arena_printf(
	    arena, "Invalid value of %s: %s", name, refusal->rule);
}

/* Milliseconds of a time as it was sent; beyond what a time can be: now. */
static int64_t
time_of(bool has, double time, int64_t now)
{
	return has && fabs(time) < EVENT_LAST_TIME ? (int64_t)time : now;
}

/* What all events but log lines have. */
#define TAKE(from)                                                             \
	do {                                                                   \
		event->task = (from)->task;                                    \
		event->metric = (from)->metric == NULL ? "" : (from)->metric;  \
		event->variant =                                               \
		    (from)->variant == NULL ? "" : (from)->variant;            \
		event->iteration = (from)->iter;                               \
		event->time = time_of(                                         \
		    (from)->has.timestamp, (from)->timestamp, body->now);      \
		body->has_time = (from)->has.timestamp;                        \
	} while (0)

static void
take_scalar(const struct events_metrics_scalar_event *from, struct event *event,
    struct body *body)
{
	event->type = EVENT_SCALAR;
	event->has_value = from->has.value;
	event->value = from->value;
	TAKE(from);
}

static void
take_log(const struct events_task_log_event *from, struct event *event,
    struct body *body)
{
	event->type = EVENT_LOG;
	event->task = from->task;
	event->metric = event->variant = "";
	event->time = time_of(from->has.timestamp, from->timestamp, body->now);
	body->has_time = from->has.timestamp;
	if (from->worker != NULL)
		body->worker = NULL;
}

/* Take over the one shape that was read. */
static void
take(const struct events_event *read, struct event *event, struct body *body)
{
	if (read->task_log_event != NULL) {
		take_log(read->task_log_event, event, body);
	} else if (read->metrics_scalar_event != NULL) {
		take_scalar(read->metrics_scalar_event, event, body);
	} else if (read->metrics_vector_event != NULL) {
		event->type = EVENT_VECTOR;
		TAKE(read->metrics_vector_event);
	} else if (read->metrics_image_event != NULL) {
		event->type = EVENT_IMAGE;
		TAKE(read->metrics_image_event);
	} else {
		event->type = EVENT_PLOT;
		TAKE(read->metrics_plot_event);
	}
}

struct events_reading
events_reading_begin(struct call *call)
{
	struct events_reading reading = {.call = call, .arena = call->arena};

	timefmt_iso(call->now, reading.now);
	return reading;
}

const char *
events_reading_read(struct events_reading *reading, const struct jval *value,
    struct event *event)
{
	const struct call *call = reading->call;
	struct body body = {.value = value,
	    .event = event,
	    .worker = call->worker == NULL ? "" : call->worker,
	    .now = call->now,
	    .now_text = reading->now};
	struct jval_reader reader;
	struct events_event read;

	*event = (struct event){0};
	jval_reader_init(&reader, reading->arena);
	if (!events_event_read(&reader, value, &read))
		return reason_of(reading->arena, &reader.refusal);
	take(&read, event, &body);
	if (*event->task == '\0')
		return "Event must have a 'task' field";
	event->body = jval_text_of(reading->arena, write_body, &body);
	return NULL;
}

void
events_reading_fail(struct events_reading *reading, const char *why)
{
	struct arena *arena = reading->call->arena;
	size_t kind;

	if (reading->kinds == NULL)
		reading->kinds = text_set_new(arena, KINDS + 1, false);
	kind = text_set_find(reading->kinds, why);
	reading->n_errors++;
	if (kind == TEXT_SET_NONE) {
		why = reading->n_infos < KINDS ? arena_strdup(arena, why)
					       : "Others";
		kind = text_set_add(reading->kinds, why);
	}
	if (kind == reading->n_infos) {
		reading->infos = arena_grow(arena, reading->infos,
		    reading->n_infos, &reading->room, sizeof(*reading->infos));
		reading->infos[reading->n_infos++].name = why;
	}
	reading->infos[kind].value++;
}

const struct call_result *
events_reading_add(
    struct events_reading *reading, size_t n, const struct event *events)
{
	struct call *call = reading->call;
	bool *was_added = arena_alloc_n(reading->arena, n, sizeof(*was_added));
	enum store_result added = store_add_events(call->store,
	    call->who.company, call->who.user, call->now, n, events, was_added);
	size_t i;

	if (added != STORE_OK)
		return call_fail_store(call, added);
	for (i = 0; i < n; i++) {
		if (was_added[i])
			reading->n_added++;
		else
			events_reading_fail(
			    reading, arena_printf(reading->arena,
					 "Invalid task id %s", events[i].task));
	}
	return NULL;
}

const struct call_result *
events_reading_refuse(const struct events_reading *reading)
{
	struct arena *arena = reading->call->arena;
	const char *text = "";
	size_t i;

	for (i = 0; i < reading->n_infos && i < 20; i++)
		text = arena_printf(arena, "%s%s%s=%d", text, i > 0 ? ", " : "",
		    reading->infos[i].name, (int)reading->infos[i].value);
	return call_fail(reading->call, ERR_EVENTS_NOT_ADDED, NULL, "%s", text);
}

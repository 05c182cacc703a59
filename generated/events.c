/* Made from schema/events.conf by the generator; do not edit. */

#include "base/api_version.h"
#include "base/arena.h"
#include "json/jval.h"
#include "events.h"

static const char *const events_metrics_scalar_event_type_texts[] = {
	[EVENTS_METRICS_SCALAR_EVENT_TYPE_UNKNOWN] = "unknown",
	[EVENTS_METRICS_SCALAR_EVENT_TYPE_TRAINING_STATS_SCALAR] =
	    "training_stats_scalar",
};

enum events_metrics_scalar_event_type
events_metrics_scalar_event_type_read(struct jval_reader *reader,
    const struct jval *value)
{
	return (enum events_metrics_scalar_event_type)jval_one_of(reader, value,
	    events_metrics_scalar_event_type_texts,
	    sizeof(events_metrics_scalar_event_type_texts) /
	    sizeof(*events_metrics_scalar_event_type_texts));
}

const char *
events_metrics_scalar_event_type_text(
    enum events_metrics_scalar_event_type value)
{
	return events_metrics_scalar_event_type_texts[value];
}

static const char *const events_metrics_vector_event_type_texts[] = {
	[EVENTS_METRICS_VECTOR_EVENT_TYPE_UNKNOWN] = "unknown",
	[EVENTS_METRICS_VECTOR_EVENT_TYPE_TRAINING_STATS_VECTOR] =
	    "training_stats_vector",
};

enum events_metrics_vector_event_type
events_metrics_vector_event_type_read(struct jval_reader *reader,
    const struct jval *value)
{
	return (enum events_metrics_vector_event_type)jval_one_of(reader, value,
	    events_metrics_vector_event_type_texts,
	    sizeof(events_metrics_vector_event_type_texts) /
	    sizeof(*events_metrics_vector_event_type_texts));
}

const char *
events_metrics_vector_event_type_text(
    enum events_metrics_vector_event_type value)
{
	return events_metrics_vector_event_type_texts[value];
}

static const char *const events_metrics_image_event_type_texts[] = {
	[EVENTS_METRICS_IMAGE_EVENT_TYPE_UNKNOWN] = "unknown",
	[EVENTS_METRICS_IMAGE_EVENT_TYPE_TRAINING_DEBUG_IMAGE] =
	    "training_debug_image",
};

enum events_metrics_image_event_type
events_metrics_image_event_type_read(struct jval_reader *reader,
    const struct jval *value)
{
	return (enum events_metrics_image_event_type)jval_one_of(reader, value,
	    events_metrics_image_event_type_texts,
	    sizeof(events_metrics_image_event_type_texts) /
	    sizeof(*events_metrics_image_event_type_texts));
}

const char *
events_metrics_image_event_type_text(enum events_metrics_image_event_type value)
{
	return events_metrics_image_event_type_texts[value];
}

static const char *const events_metrics_plot_event_type_texts[] = {
	[EVENTS_METRICS_PLOT_EVENT_TYPE_UNKNOWN] = "unknown",
	[EVENTS_METRICS_PLOT_EVENT_TYPE_PLOT] = "plot",
};

enum events_metrics_plot_event_type
events_metrics_plot_event_type_read(struct jval_reader *reader,
    const struct jval *value)
{
	return (enum events_metrics_plot_event_type)jval_one_of(reader, value,
	    events_metrics_plot_event_type_texts,
	    sizeof(events_metrics_plot_event_type_texts) /
	    sizeof(*events_metrics_plot_event_type_texts));
}

const char *
events_metrics_plot_event_type_text(enum events_metrics_plot_event_type value)
{
	return events_metrics_plot_event_type_texts[value];
}

static const char *const events_task_log_event_type_texts[] = {
	[EVENTS_TASK_LOG_EVENT_TYPE_UNKNOWN] = "unknown",
	[EVENTS_TASK_LOG_EVENT_TYPE_LOG] = "log",
};

enum events_task_log_event_type
events_task_log_event_type_read(struct jval_reader *reader,
    const struct jval *value)
{
	return (enum events_task_log_event_type)jval_one_of(reader, value,
	    events_task_log_event_type_texts,
	    sizeof(events_task_log_event_type_texts) /
	    sizeof(*events_task_log_event_type_texts));
}

const char *
events_task_log_event_type_text(enum events_task_log_event_type value)
{
	return events_task_log_event_type_texts[value];
}

static const char *const events_get_task_events_req_order_texts[] = {
	[EVENTS_GET_TASK_EVENTS_REQ_ORDER_UNKNOWN] = "unknown",
	[EVENTS_GET_TASK_EVENTS_REQ_ORDER_ASC] = "asc",
	[EVENTS_GET_TASK_EVENTS_REQ_ORDER_DESC] = "desc",
};

enum events_get_task_events_req_order
events_get_task_events_req_order_read(struct jval_reader *reader,
    const struct jval *value)
{
	return (enum events_get_task_events_req_order)jval_one_of(reader, value,
	    events_get_task_events_req_order_texts,
	    sizeof(events_get_task_events_req_order_texts) /
	    sizeof(*events_get_task_events_req_order_texts));
}

const char *
events_get_task_events_req_order_text(
    enum events_get_task_events_req_order value)
{
	return events_get_task_events_req_order_texts[value];
}

static const char *const events_get_task_log_req_order_texts[] = {
	[EVENTS_GET_TASK_LOG_REQ_ORDER_UNKNOWN] = "unknown",
	[EVENTS_GET_TASK_LOG_REQ_ORDER_ASC] = "asc",
	[EVENTS_GET_TASK_LOG_REQ_ORDER_DESC] = "desc",
};

enum events_get_task_log_req_order
events_get_task_log_req_order_read(struct jval_reader *reader,
    const struct jval *value)
{
	return (enum events_get_task_log_req_order)jval_one_of(reader, value,
	    events_get_task_log_req_order_texts,
	    sizeof(events_get_task_log_req_order_texts) /
	    sizeof(*events_get_task_log_req_order_texts));
}

const char *
events_get_task_log_req_order_text(enum events_get_task_log_req_order value)
{
	return events_get_task_log_req_order_texts[value];
}

static const char *const events_scalar_key_enum_texts[] = {
	[EVENTS_SCALAR_KEY_ENUM_UNKNOWN] = "unknown",
	[EVENTS_SCALAR_KEY_ENUM_ITER] = "iter",
	[EVENTS_SCALAR_KEY_ENUM_TIMESTAMP] = "timestamp",
	[EVENTS_SCALAR_KEY_ENUM_ISO_TIME] = "iso_time",
};

enum events_scalar_key_enum
events_scalar_key_enum_read(struct jval_reader *reader,
    const struct jval *value)
{
	return (enum events_scalar_key_enum)jval_one_of(reader, value,
	    events_scalar_key_enum_texts,
	    sizeof(events_scalar_key_enum_texts) /
	    sizeof(*events_scalar_key_enum_texts));
}

const char *
events_scalar_key_enum_text(enum events_scalar_key_enum value)
{
	return events_scalar_key_enum_texts[value];
}

bool
events_metrics_scalar_event_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct events_metrics_scalar_event *into = to;
	struct jval field;

	*into = (struct events_metrics_scalar_event){0};
	if (!jval_object(reader, value))
		return false;
	into->has.timestamp = jval_optional(reader, value, "timestamp",
	    &into->null.timestamp, &field);
	if (into->has.timestamp)
		into->timestamp = jval_number(reader, &field);
	into->has.type = jval_required(reader, value, "type", &field);
	if (into->has.type)
		into->type = events_metrics_scalar_event_type_read(reader,
		    &field);
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.iter = jval_optional(reader, value, "iter", &into->null.iter,
	    &field);
	if (into->has.iter)
		into->iter = jval_integer(reader, &field);
	into->has.metric = jval_optional(reader, value, "metric",
	    &into->null.metric, &field);
	if (into->has.metric)
		into->metric = jval_string(reader, &field);
	into->has.variant = jval_optional(reader, value, "variant",
	    &into->null.variant, &field);
	if (into->has.variant)
		into->variant = jval_string(reader, &field);
	into->has.value = jval_optional(reader, value, "value",
	    &into->null.value, &field);
	if (into->has.value)
		into->value = jval_number(reader, &field);
	into->has.x_axis_label = jval_optional(reader, value, "x_axis_label",
	    &into->null.x_axis_label, &field);
	if (into->has.x_axis_label)
		into->x_axis_label = jval_string(reader, &field);
	into->has.model_event = jval_optional(reader, value, "model_event",
	    &into->null.model_event, &field);
	if (into->has.model_event)
		into->model_event = jval_boolean(reader, &field);
	into->has.allow_locked = jval_optional(reader, value, "allow_locked",
	    &into->null.allow_locked, &field);
	if (into->has.allow_locked)
		into->allow_locked = jval_boolean(reader, &field);
	return jval_ok(reader);
}

bool
events_metrics_vector_event_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct events_metrics_vector_event *into = to;
	struct jval field, item;
	size_t i;

	*into = (struct events_metrics_vector_event){0};
	if (!jval_object(reader, value))
		return false;
	into->has.timestamp = jval_optional(reader, value, "timestamp",
	    &into->null.timestamp, &field);
	if (into->has.timestamp)
		into->timestamp = jval_number(reader, &field);
	into->has.type = jval_required(reader, value, "type", &field);
	if (into->has.type)
		into->type = events_metrics_vector_event_type_read(reader,
		    &field);
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.iter = jval_optional(reader, value, "iter", &into->null.iter,
	    &field);
	if (into->has.iter)
		into->iter = jval_integer(reader, &field);
	into->has.metric = jval_optional(reader, value, "metric",
	    &into->null.metric, &field);
	if (into->has.metric)
		into->metric = jval_string(reader, &field);
	into->has.variant = jval_optional(reader, value, "variant",
	    &into->null.variant, &field);
	if (into->has.variant)
		into->variant = jval_string(reader, &field);
	into->has.values = jval_optional(reader, value, "values",
	    &into->null.values, &field);
	if (into->has.values) {
		into->n_values = jval_array(reader, &field);
		into->values = arena_alloc_n(reader->arena, into->n_values,
		    sizeof(*into->values));
		for (i = 0; i < into->n_values; i++) {
			jval_item(&field, i, &item);
			into->values[i] = jval_number(reader, &item);
		}
	}
	into->has.model_event = jval_optional(reader, value, "model_event",
	    &into->null.model_event, &field);
	if (into->has.model_event)
		into->model_event = jval_boolean(reader, &field);
	into->has.allow_locked = jval_optional(reader, value, "allow_locked",
	    &into->null.allow_locked, &field);
	if (into->has.allow_locked)
		into->allow_locked = jval_boolean(reader, &field);
	return jval_ok(reader);
}

bool
events_metrics_image_event_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct events_metrics_image_event *into = to;
	struct jval field;

	*into = (struct events_metrics_image_event){0};
	if (!jval_object(reader, value))
		return false;
	into->has.timestamp = jval_optional(reader, value, "timestamp",
	    &into->null.timestamp, &field);
	if (into->has.timestamp)
		into->timestamp = jval_number(reader, &field);
	into->has.type = jval_required(reader, value, "type", &field);
	if (into->has.type)
		into->type = events_metrics_image_event_type_read(reader,
		    &field);
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.iter = jval_optional(reader, value, "iter", &into->null.iter,
	    &field);
	if (into->has.iter)
		into->iter = jval_integer(reader, &field);
	into->has.metric = jval_optional(reader, value, "metric",
	    &into->null.metric, &field);
	if (into->has.metric)
		into->metric = jval_string(reader, &field);
	into->has.variant = jval_optional(reader, value, "variant",
	    &into->null.variant, &field);
	if (into->has.variant)
		into->variant = jval_string(reader, &field);
	into->has.key = jval_optional(reader, value, "key", &into->null.key,
	    &field);
	if (into->has.key)
		into->key = jval_string(reader, &field);
	into->has.url = jval_optional(reader, value, "url", &into->null.url,
	    &field);
	if (into->has.url)
		into->url = jval_string(reader, &field);
	into->has.model_event = jval_optional(reader, value, "model_event",
	    &into->null.model_event, &field);
	if (into->has.model_event)
		into->model_event = jval_boolean(reader, &field);
	into->has.allow_locked = jval_optional(reader, value, "allow_locked",
	    &into->null.allow_locked, &field);
	if (into->has.allow_locked)
		into->allow_locked = jval_boolean(reader, &field);
	return jval_ok(reader);
}

bool
events_metrics_plot_event_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct events_metrics_plot_event *into = to;
	struct jval field;

	*into = (struct events_metrics_plot_event){0};
	if (!jval_object(reader, value))
		return false;
	into->has.timestamp = jval_optional(reader, value, "timestamp",
	    &into->null.timestamp, &field);
	if (into->has.timestamp)
		into->timestamp = jval_number(reader, &field);
	into->has.type = jval_required(reader, value, "type", &field);
	if (into->has.type)
		into->type = events_metrics_plot_event_type_read(reader,
		    &field);
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.iter = jval_optional(reader, value, "iter", &into->null.iter,
	    &field);
	if (into->has.iter)
		into->iter = jval_integer(reader, &field);
	into->has.metric = jval_optional(reader, value, "metric",
	    &into->null.metric, &field);
	if (into->has.metric)
		into->metric = jval_string(reader, &field);
	into->has.variant = jval_optional(reader, value, "variant",
	    &into->null.variant, &field);
	if (into->has.variant)
		into->variant = jval_string(reader, &field);
	into->has.plot_str = jval_optional(reader, value, "plot_str",
	    &into->null.plot_str, &field);
	if (into->has.plot_str)
		into->plot_str = jval_string(reader, &field);
	into->has.skip_validation = jval_optional(reader, value,
	    "skip_validation", &into->null.skip_validation, &field);
	if (into->has.skip_validation)
		into->skip_validation = jval_boolean(reader, &field);
	into->has.model_event = jval_optional(reader, value, "model_event",
	    &into->null.model_event, &field);
	if (into->has.model_event)
		into->model_event = jval_boolean(reader, &field);
	into->has.allow_locked = jval_optional(reader, value, "allow_locked",
	    &into->null.allow_locked, &field);
	if (into->has.allow_locked)
		into->allow_locked = jval_boolean(reader, &field);
	return jval_ok(reader);
}

bool
events_task_log_event_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct events_task_log_event *into = to;
	struct jval field;

	*into = (struct events_task_log_event){0};
	if (!jval_object(reader, value))
		return false;
	into->has.timestamp = jval_optional(reader, value, "timestamp",
	    &into->null.timestamp, &field);
	if (into->has.timestamp)
		into->timestamp = jval_number(reader, &field);
	into->has.type = jval_required(reader, value, "type", &field);
	if (into->has.type)
		into->type = events_task_log_event_type_read(reader, &field);
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.level = jval_optional(reader, value, "level",
	    &into->null.level, &field);
	if (into->has.level)
		into->level = jval_string(reader, &field);
	into->has.worker = jval_optional(reader, value, "worker",
	    &into->null.worker, &field);
	if (into->has.worker)
		into->worker = jval_string(reader, &field);
	into->has.msg = jval_optional(reader, value, "msg", &into->null.msg,
	    &field);
	if (into->has.msg)
		into->msg = jval_string(reader, &field);
	into->has.allow_locked = jval_optional(reader, value, "allow_locked",
	    &into->null.allow_locked, &field);
	if (into->has.allow_locked)
		into->allow_locked = jval_boolean(reader, &field);
	return jval_ok(reader);
}

static const char *const events_event_choices[] = {
	"unknown",
	"training_stats_scalar",
	"training_stats_vector",
	"training_debug_image",
	"plot",
	"log",
};

bool
events_event_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct events_event *into = to;
	struct jval field;

	*into = (struct events_event){0};
	if (!jval_object(reader, value) || !jval_required(reader, value, "type",
	    &field))
		return false;
	switch (jval_one_of(reader, &field, events_event_choices,
	    sizeof(events_event_choices) / sizeof(*events_event_choices))) {
	case 1:
		into->metrics_scalar_event = arena_alloc(reader->arena,
		    sizeof(*into->metrics_scalar_event));
		return events_metrics_scalar_event_read(reader, value,
		    into->metrics_scalar_event);
	case 2:
		into->metrics_vector_event = arena_alloc(reader->arena,
		    sizeof(*into->metrics_vector_event));
		return events_metrics_vector_event_read(reader, value,
		    into->metrics_vector_event);
	case 3:
		into->metrics_image_event = arena_alloc(reader->arena,
		    sizeof(*into->metrics_image_event));
		return events_metrics_image_event_read(reader, value,
		    into->metrics_image_event);
	case 4:
		into->metrics_plot_event = arena_alloc(reader->arena,
		    sizeof(*into->metrics_plot_event));
		return events_metrics_plot_event_read(reader, value,
		    into->metrics_plot_event);
	case 5:
		into->task_log_event = arena_alloc(reader->arena,
		    sizeof(*into->task_log_event));
		return events_task_log_event_read(reader, value,
		    into->task_log_event);
	}
	return false;
}

static const char *const events_add_req_choices[] = {
	"unknown",
	"training_stats_scalar",
	"training_stats_vector",
	"training_debug_image",
	"plot",
	"log",
};

bool
events_add_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct events_add_req *into = to;
	struct jval field;

	*into = (struct events_add_req){0};
	if (!jval_object(reader, value) || !jval_required(reader, value, "type",
	    &field))
		return false;
	switch (jval_one_of(reader, &field, events_add_req_choices,
	    sizeof(events_add_req_choices) / sizeof(*events_add_req_choices))) {
	case 1:
		into->metrics_scalar_event = arena_alloc(reader->arena,
		    sizeof(*into->metrics_scalar_event));
		return events_metrics_scalar_event_read(reader, value,
		    into->metrics_scalar_event);
	case 2:
		into->metrics_vector_event = arena_alloc(reader->arena,
		    sizeof(*into->metrics_vector_event));
		return events_metrics_vector_event_read(reader, value,
		    into->metrics_vector_event);
	case 3:
		into->metrics_image_event = arena_alloc(reader->arena,
		    sizeof(*into->metrics_image_event));
		return events_metrics_image_event_read(reader, value,
		    into->metrics_image_event);
	case 4:
		into->metrics_plot_event = arena_alloc(reader->arena,
		    sizeof(*into->metrics_plot_event));
		return events_metrics_plot_event_read(reader, value,
		    into->metrics_plot_event);
	case 5:
		into->task_log_event = arena_alloc(reader->arena,
		    sizeof(*into->task_log_event));
		return events_task_log_event_read(reader, value,
		    into->task_log_event);
	}
	return false;
}

bool
events_add_batch_req_item_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct events_add_batch_req_item *into = to;

	*into = (struct events_add_batch_req_item){0};
	jval_object(reader, value);
	into->value = jval_detached(value);
	return jval_ok(reader);
}

bool
events_add_batch_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct events_add_batch_req *into = to;
	struct jval item;
	size_t i;

	*into = (struct events_add_batch_req){0};
	into->n_items = jval_array(reader, value);
	into->items = arena_alloc_n(reader->arena, into->n_items,
	    sizeof(*into->items));
	for (i = 0; i < into->n_items; i++) {
		jval_item(value, i, &item);
		events_add_batch_req_item_read(reader, &item, &into->items[i]);
	}
	return jval_ok(reader);
}

bool
events_get_task_events_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct events_get_task_events_req *into = to;
	struct jval field;

	*into = (struct events_get_task_events_req){
		.batch_size = 500,
	};
	if (!jval_object(reader, value))
		return false;
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.order = jval_optional(reader, value, "order",
	    &into->null.order, &field);
	if (into->has.order)
		into->order = events_get_task_events_req_order_read(reader,
		    &field);
	into->has.scroll_id = jval_optional(reader, value, "scroll_id",
	    &into->null.scroll_id, &field);
	if (into->has.scroll_id)
		into->scroll_id = jval_string(reader, &field);
	into->has.batch_size = jval_optional(reader, value, "batch_size",
	    &into->null.batch_size, &field);
	if (into->has.batch_size) {
		into->batch_size = jval_integer(reader, &field);
		jval_minimum(reader, &field, (double)into->batch_size, 1);
	}
	into->has.event_type = jval_optional(reader, value, "event_type",
	    &into->null.event_type, &field);
	if (into->has.event_type)
		into->event_type = jval_string(reader, &field);
	return jval_ok(reader);
}

bool
events_get_task_log_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct events_get_task_log_req *into = to;
	struct jval field;

	*into = (struct events_get_task_log_req){
		.batch_size = 5000,
		.navigate_earlier = true,
	};
	if (!jval_object(reader, value))
		return false;
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.batch_size = jval_optional(reader, value, "batch_size",
	    &into->null.batch_size, &field);
	if (into->has.batch_size) {
		into->batch_size = jval_integer(reader, &field);
		jval_minimum(reader, &field, (double)into->batch_size, 1);
	}
	into->has.navigate_earlier = jval_optional(reader, value,
	    "navigate_earlier", &into->null.navigate_earlier, &field);
	if (into->has.navigate_earlier)
		into->navigate_earlier = jval_boolean(reader, &field);
	into->has.from_timestamp = jval_optional(reader, value,
	    "from_timestamp", &into->null.from_timestamp, &field);
	if (into->has.from_timestamp)
		into->from_timestamp = jval_number(reader, &field);
	into->has.order = jval_optional(reader, value, "order",
	    &into->null.order, &field);
	if (into->has.order)
		into->order = events_get_task_log_req_order_read(reader,
		    &field);
	return jval_ok(reader);
}

bool
events_scalar_metrics_iter_histogram_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct events_scalar_metrics_iter_histogram_req *into = to;
	struct jval field;

	*into = (struct events_scalar_metrics_iter_histogram_req){
		.samples = 6000,
	};
	if (!jval_object(reader, value))
		return false;
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.samples = jval_optional(reader, value, "samples",
	    &into->null.samples, &field);
	if (into->has.samples) {
		into->samples = jval_integer(reader, &field);
		jval_minimum(reader, &field, (double)into->samples, 1);
	}
	into->has.key = jval_optional(reader, value, "key", &into->null.key,
	    &field);
	if (into->has.key)
		into->key = events_scalar_key_enum_read(reader, &field);
	return jval_ok(reader);
}

void
events_metrics_scalar_event_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct events_metrics_scalar_event *from = of;

	jval_begin_object(writer, name);
	if (from->has.timestamp)
		jval_write_number(writer, "timestamp", from->timestamp);
	if (from->has.type)
		jval_write_string(writer, "type",
		    events_metrics_scalar_event_type_text(from->type));
	if (from->task != NULL)
		jval_write_string(writer, "task", from->task);
	if (from->has.iter)
		jval_write_integer(writer, "iter", from->iter);
	if (from->metric != NULL)
		jval_write_string(writer, "metric", from->metric);
	if (from->variant != NULL)
		jval_write_string(writer, "variant", from->variant);
	if (from->has.value)
		jval_write_number(writer, "value", from->value);
	if (from->x_axis_label != NULL)
		jval_write_string(writer, "x_axis_label", from->x_axis_label);
	if (from->has.model_event)
		jval_write_boolean(writer, "model_event", from->model_event);
	if (from->has.allow_locked)
		jval_write_boolean(writer, "allow_locked", from->allow_locked);
	jval_end_object(writer);
}

void
events_metrics_vector_event_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct events_metrics_vector_event *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.timestamp)
		jval_write_number(writer, "timestamp", from->timestamp);
	if (from->has.type)
		jval_write_string(writer, "type",
		    events_metrics_vector_event_type_text(from->type));
	if (from->task != NULL)
		jval_write_string(writer, "task", from->task);
	if (from->has.iter)
		jval_write_integer(writer, "iter", from->iter);
	if (from->metric != NULL)
		jval_write_string(writer, "metric", from->metric);
	if (from->variant != NULL)
		jval_write_string(writer, "variant", from->variant);
	if (from->has.values) {
		jval_begin_array(writer, "values");
		for (i = 0; i < from->n_values; i++)
			jval_write_number(writer, NULL, from->values[i]);
		jval_end_array(writer);
	}
	if (from->has.model_event)
		jval_write_boolean(writer, "model_event", from->model_event);
	if (from->has.allow_locked)
		jval_write_boolean(writer, "allow_locked", from->allow_locked);
	jval_end_object(writer);
}

void
events_metrics_image_event_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct events_metrics_image_event *from = of;

	jval_begin_object(writer, name);
	if (from->has.timestamp)
		jval_write_number(writer, "timestamp", from->timestamp);
	if (from->has.type)
		jval_write_string(writer, "type",
		    events_metrics_image_event_type_text(from->type));
	if (from->task != NULL)
		jval_write_string(writer, "task", from->task);
	if (from->has.iter)
		jval_write_integer(writer, "iter", from->iter);
	if (from->metric != NULL)
		jval_write_string(writer, "metric", from->metric);
	if (from->variant != NULL)
		jval_write_string(writer, "variant", from->variant);
	if (from->key != NULL)
		jval_write_string(writer, "key", from->key);
	if (from->url != NULL)
		jval_write_string(writer, "url", from->url);
	if (from->has.model_event)
		jval_write_boolean(writer, "model_event", from->model_event);
	if (from->has.allow_locked)
		jval_write_boolean(writer, "allow_locked", from->allow_locked);
	jval_end_object(writer);
}

void
events_metrics_plot_event_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct events_metrics_plot_event *from = of;

	jval_begin_object(writer, name);
	if (from->has.timestamp)
		jval_write_number(writer, "timestamp", from->timestamp);
	if (from->has.type)
		jval_write_string(writer, "type",
		    events_metrics_plot_event_type_text(from->type));
	if (from->task != NULL)
		jval_write_string(writer, "task", from->task);
	if (from->has.iter)
		jval_write_integer(writer, "iter", from->iter);
	if (from->metric != NULL)
		jval_write_string(writer, "metric", from->metric);
	if (from->variant != NULL)
		jval_write_string(writer, "variant", from->variant);
	if (from->plot_str != NULL)
		jval_write_string(writer, "plot_str", from->plot_str);
	if (from->has.skip_validation)
		jval_write_boolean(writer, "skip_validation",
		    from->skip_validation);
	if (from->has.model_event)
		jval_write_boolean(writer, "model_event", from->model_event);
	if (from->has.allow_locked)
		jval_write_boolean(writer, "allow_locked", from->allow_locked);
	jval_end_object(writer);
}

void
events_task_log_event_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct events_task_log_event *from = of;

	jval_begin_object(writer, name);
	if (from->has.timestamp)
		jval_write_number(writer, "timestamp", from->timestamp);
	if (from->has.type)
		jval_write_string(writer, "type",
		    events_task_log_event_type_text(from->type));
	if (from->task != NULL)
		jval_write_string(writer, "task", from->task);
	if (from->level != NULL)
		jval_write_string(writer, "level", from->level);
	if (from->worker != NULL)
		jval_write_string(writer, "worker", from->worker);
	if (from->msg != NULL)
		jval_write_string(writer, "msg", from->msg);
	if (from->has.allow_locked)
		jval_write_boolean(writer, "allow_locked", from->allow_locked);
	jval_end_object(writer);
}

void
events_event_write(struct jval_writer *writer, const char *name, const void *of)
{
	const struct events_event *from = of;

	if (from->metrics_scalar_event != NULL)
		events_metrics_scalar_event_write(writer, name,
		    from->metrics_scalar_event);
	else if (from->metrics_vector_event != NULL)
		events_metrics_vector_event_write(writer, name,
		    from->metrics_vector_event);
	else if (from->metrics_image_event != NULL)
		events_metrics_image_event_write(writer, name,
		    from->metrics_image_event);
	else if (from->metrics_plot_event != NULL)
		events_metrics_plot_event_write(writer, name,
		    from->metrics_plot_event);
	else if (from->task_log_event != NULL)
		events_task_log_event_write(writer, name, from->task_log_event);
}

void
events_add_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct events_add_resp *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.added)
		jval_write_integer(writer, "added", from->added);
	if (from->has.errors)
		jval_write_integer(writer, "errors", from->errors);
	if (from->has.errors_info) {
		jval_begin_object(writer, "errors_info");
		for (i = 0; i < from->n_errors_info; i++)
			jval_write_integer(writer, from->errors_info[i].name,
			    from->errors_info[i].value);
		jval_end_object(writer);
	}
	jval_end_object(writer);
}

void
events_add_batch_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct events_add_batch_resp *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.added)
		jval_write_integer(writer, "added", from->added);
	if (from->has.errors)
		jval_write_integer(writer, "errors", from->errors);
	if (from->has.errors_info) {
		jval_begin_object(writer, "errors_info");
		for (i = 0; i < from->n_errors_info; i++)
			jval_write_integer(writer, from->errors_info[i].name,
			    from->errors_info[i].value);
		jval_end_object(writer);
	}
	jval_end_object(writer);
}

void
events_get_task_events_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct events_get_task_events_resp *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.events) {
		jval_begin_array(writer, "events");
		for (i = 0; i < from->n_events; i++)
			jval_write_any(writer, NULL, &from->events[i]);
		jval_end_array(writer);
	}
	if (from->has.returned)
		jval_write_integer(writer, "returned", from->returned);
	if (from->has.total)
		jval_write_number(writer, "total", from->total);
	if (from->scroll_id != NULL)
		jval_write_string(writer, "scroll_id", from->scroll_id);
	jval_end_object(writer);
}

void
events_get_task_log_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct events_get_task_log_resp *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.events) {
		jval_begin_array(writer, "events");
		for (i = 0; i < from->n_events; i++)
			jval_write_any(writer, NULL, &from->events[i]);
		jval_end_array(writer);
	}
	if (from->has.returned)
		jval_write_integer(writer, "returned", from->returned);
	if (from->has.total)
		jval_write_number(writer, "total", from->total);
	jval_end_object(writer);
}

void
events_curve_write(struct jval_writer *writer, const char *name, const void *of)
{
	const struct events_curve *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->name != NULL)
		jval_write_string(writer, "name", from->name);
	if (from->has.x) {
		jval_begin_array(writer, "x");
		for (i = 0; i < from->n_x; i++)
			jval_write_number(writer, NULL, from->x[i]);
		jval_end_array(writer);
	}
	if (from->has.y) {
		jval_begin_array(writer, "y");
		for (i = 0; i < from->n_y; i++)
			jval_write_number(writer, NULL, from->y[i]);
		jval_end_array(writer);
	}
	jval_end_object(writer);
}

void
events_curves_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct events_curves *from = of;
	size_t i;

	jval_begin_object(writer, name);
	for (i = 0; i < from->n_pairs; i++)
		events_curve_write(writer, from->pairs[i].name,
		    &from->pairs[i].value);
	jval_end_object(writer);
}

void
events_scalar_metrics_iter_histogram_resp_write(struct jval_writer *writer,
    const char *name, const void *of)
{
	const struct events_scalar_metrics_iter_histogram_resp *from = of;
	size_t i;

	jval_begin_object(writer, name);
	for (i = 0; i < from->n_pairs; i++)
		events_curves_write(writer, from->pairs[i].name,
		    &from->pairs[i].value);
	jval_end_object(writer);
}

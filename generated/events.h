/* Made from schema/events.conf by the generator; do not edit. */

#ifndef EVENTS_H
#define EVENTS_H

/*
 * What tasks report while they run.
 *
 * In a request, has.x is true if the member x was sent with a value, and null.x
 * if it was sent as null; without has.x, x has its default.  In an answer, a
 * text or pointer is written unless it is NULL, and any other member x if has.x
 * is true; if null.x is true, null is written instead.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/api_version.h"
#include "json/jval.h"

struct call;
struct call_result;

/* What kind it is. */
enum events_metrics_scalar_event_type {
	EVENTS_METRICS_SCALAR_EVENT_TYPE_UNKNOWN, /* none of these */
	EVENTS_METRICS_SCALAR_EVENT_TYPE_TRAINING_STATS_SCALAR,
};

/* What kind it is. */
enum events_metrics_vector_event_type {
	EVENTS_METRICS_VECTOR_EVENT_TYPE_UNKNOWN, /* none of these */
	EVENTS_METRICS_VECTOR_EVENT_TYPE_TRAINING_STATS_VECTOR,
};

/* What kind it is. */
enum events_metrics_image_event_type {
	EVENTS_METRICS_IMAGE_EVENT_TYPE_UNKNOWN, /* none of these */
	EVENTS_METRICS_IMAGE_EVENT_TYPE_TRAINING_DEBUG_IMAGE,
};

/* What kind it is. */
enum events_metrics_plot_event_type {
	EVENTS_METRICS_PLOT_EVENT_TYPE_UNKNOWN, /* none of these */
	EVENTS_METRICS_PLOT_EVENT_TYPE_PLOT,
};

/* What kind it is. */
enum events_task_log_event_type {
	EVENTS_TASK_LOG_EVENT_TYPE_UNKNOWN, /* none of these */
	EVENTS_TASK_LOG_EVENT_TYPE_LOG,
};

/* Whether the oldest or the newest come first. */
enum events_get_task_events_req_order {
	EVENTS_GET_TASK_EVENTS_REQ_ORDER_UNKNOWN, /* none of these */
	EVENTS_GET_TASK_EVENTS_REQ_ORDER_ASC,
	EVENTS_GET_TASK_EVENTS_REQ_ORDER_DESC,
};

/* Whether the oldest or the newest come first. */
enum events_get_task_log_req_order {
	EVENTS_GET_TASK_LOG_REQ_ORDER_UNKNOWN, /* none of these */
	EVENTS_GET_TASK_LOG_REQ_ORDER_ASC,
	EVENTS_GET_TASK_LOG_REQ_ORDER_DESC,
};

enum events_scalar_key_enum {
	EVENTS_SCALAR_KEY_ENUM_UNKNOWN, /* none of these */
	EVENTS_SCALAR_KEY_ENUM_ITER,
	EVENTS_SCALAR_KEY_ENUM_TIMESTAMP,
	EVENTS_SCALAR_KEY_ENUM_ISO_TIME,
};

struct events_integer_pair {
	const char *name;
	int64_t value;
};

/* A value of a curve. */
struct events_metrics_scalar_event {
	struct {
		bool timestamp;
		bool type;
		bool task;
		bool iter;
		bool metric;
		bool variant;
		bool value;
		bool x_axis_label;
		bool model_event;
		bool allow_locked;
	} has;
	struct {
		bool timestamp;
		bool iter;
		bool metric;
		bool variant;
		bool value;
		bool x_axis_label;
		bool model_event;
		bool allow_locked;
	} null;
	/* When it happened, in milliseconds since 1970. */
	double timestamp;
	/* What kind it is. */
	enum events_metrics_scalar_event_type type;
	/* Id of the task. */
	const char *task;
	/* The iteration that it is about. */
	int64_t iter;
	/* Name of the metric. */
	const char *metric;
	/* Name of the variant, a curve within the metric. */
	const char *variant;
	/* The value. */
	double value;
	/* What the X axis is called. */
	const char *x_axis_label;
	/* The event is a model's. */
	bool model_event;
	/* Take it even if what it is about is published. */
	bool allow_locked;
};

/* Values at one iteration. */
struct events_metrics_vector_event {
	struct {
		bool timestamp;
		bool type;
		bool task;
		bool iter;
		bool metric;
		bool variant;
		bool values;
		bool model_event;
		bool allow_locked;
	} has;
	struct {
		bool timestamp;
		bool iter;
		bool metric;
		bool variant;
		bool values;
		bool model_event;
		bool allow_locked;
	} null;
	/* When it happened, in milliseconds since 1970. */
	double timestamp;
	/* What kind it is. */
	enum events_metrics_vector_event_type type;
	/* Id of the task. */
	const char *task;
	/* The iteration that it is about. */
	int64_t iter;
	/* Name of the metric. */
	const char *metric;
	/* Name of the variant, a curve within the metric. */
	const char *variant;
	/* The values. */
	size_t n_values;
	double *values;
	/* The event is a model's. */
	bool model_event;
	/* Take it even if what it is about is published. */
	bool allow_locked;
};

/* An image. */
struct events_metrics_image_event {
	struct {
		bool timestamp;
		bool type;
		bool task;
		bool iter;
		bool metric;
		bool variant;
		bool key;
		bool url;
		bool model_event;
		bool allow_locked;
	} has;
	struct {
		bool timestamp;
		bool iter;
		bool metric;
		bool variant;
		bool key;
		bool url;
		bool model_event;
		bool allow_locked;
	} null;
	/* When it happened, in milliseconds since 1970. */
	double timestamp;
	/* What kind it is. */
	enum events_metrics_image_event_type type;
	/* Id of the task. */
	const char *task;
	/* The iteration that it is about. */
	int64_t iter;
	/* Name of the metric. */
	const char *metric;
	/* Name of the variant, a curve within the metric. */
	const char *variant;
	/* What it is found by. */
	const char *key;
	/* Where the image is. */
	const char *url;
	/* The event is a model's. */
	bool model_event;
	/* Take it even if what it is about is published. */
	bool allow_locked;
};

/* A plot. */
struct events_metrics_plot_event {
	struct {
		bool timestamp;
		bool type;
		bool task;
		bool iter;
		bool metric;
		bool variant;
		bool plot_str;
		bool skip_validation;
		bool model_event;
		bool allow_locked;
	} has;
	struct {
		bool timestamp;
		bool iter;
		bool metric;
		bool variant;
		bool plot_str;
		bool skip_validation;
		bool model_event;
		bool allow_locked;
	} null;
	/* When it happened, in milliseconds since 1970. */
	double timestamp;
	/* What kind it is. */
	enum events_metrics_plot_event_type type;
	/* Id of the task. */
	const char *task;
	/* The iteration that it is about. */
	int64_t iter;
	/* Name of the metric. */
	const char *metric;
	/* Name of the variant, a curve within the metric. */
	const char *variant;
	/* The plot, in JSON. */
	const char *plot_str;
	/* Take the plot as it is. */
	bool skip_validation;
	/* The event is a model's. */
	bool model_event;
	/* Take it even if what it is about is published. */
	bool allow_locked;
};

/* Something that was printed. */
struct events_task_log_event {
	struct {
		bool timestamp;
		bool type;
		bool task;
		bool level;
		bool worker;
		bool msg;
		bool allow_locked;
	} has;
	struct {
		bool timestamp;
		bool level;
		bool worker;
		bool msg;
		bool allow_locked;
	} null;
	/* When it happened, in milliseconds since 1970. */
	double timestamp;
	/* What kind it is. */
	enum events_task_log_event_type type;
	/* Id of the task. */
	const char *task;
	/* How grave it is. */
	const char *level;
	/* Id of the worker. */
	const char *worker;
	/* The text. */
	const char *msg;
	/* Take it even if what it is about is published. */
	bool allow_locked;
};

/* An event of any type. */
struct events_event {
	struct events_metrics_scalar_event *metrics_scalar_event;
	struct events_metrics_vector_event *metrics_vector_event;
	struct events_metrics_image_event *metrics_image_event;
	struct events_metrics_plot_event *metrics_plot_event;
	struct events_task_log_event *task_log_event;
};

struct events_add_req {
	struct events_metrics_scalar_event *metrics_scalar_event;
	struct events_metrics_vector_event *metrics_vector_event;
	struct events_metrics_image_event *metrics_image_event;
	struct events_metrics_plot_event *metrics_plot_event;
	struct events_task_log_event *task_log_event;
};

struct events_add_resp {
	struct {
		bool added;
		bool errors;
		bool errors_info;
	} has;
	/* How many events were kept: 0 or 1. */
	int64_t added;
	/* How many were wrong. */
	int64_t errors;
	/* How many were wrong, by what was wrong. */
	size_t n_errors_info;
	struct events_integer_pair *errors_info;
};

struct events_add_batch_req_item {
	struct jval value;
};

struct events_add_batch_req {
	size_t n_items;
	struct events_add_batch_req_item *items;
};

struct events_add_batch_resp {
	struct {
		bool added;
		bool errors;
		bool errors_info;
	} has;
	int64_t added;
	int64_t errors;
	/* How many lines were wrong, by what was wrong. */
	size_t n_errors_info;
	struct events_integer_pair *errors_info;
};

struct events_get_task_events_req {
	struct {
		bool task;
		bool order;
		bool scroll_id;
		bool batch_size;
		bool event_type;
	} has;
	struct {
		bool order;
		bool scroll_id;
		bool batch_size;
		bool event_type;
	} null;
	/* Id of the task. */
	const char *task;
	/* Whether the oldest or the newest come first. */
	enum events_get_task_events_req_order order;
	/* What an earlier call gave to go on with; null begins. */
	const char *scroll_id;
	/* How many events to show. */
	int64_t batch_size;
	/* Only events of this type. */
	const char *event_type;
};

struct events_get_task_events_resp {
	struct {
		bool events;
		bool returned;
		bool total;
	} has;
	/* The events. */
	size_t n_events;
	struct jval *events;
	/* How many events are shown. */
	int64_t returned;
	/* How many there are. */
	int64_t total;
	/* What an earlier call gave to go on with; null begins. */
	const char *scroll_id;
};

struct events_get_task_log_req {
	struct {
		bool task;
		bool batch_size;
		bool navigate_earlier;
		bool from_timestamp;
		bool order;
	} has;
	struct {
		bool batch_size;
		bool navigate_earlier;
		bool from_timestamp;
		bool order;
	} null;
	/* Id of the task. */
	const char *task;
	/* How many events to show. */
	int64_t batch_size;
	/* Show what came before, not after. */
	bool navigate_earlier;
	/*
	 * Where to begin, in milliseconds since 1970; at the end, if it is not
	 * given.
	 */
	double from_timestamp;
	/* Whether the oldest or the newest come first. */
	enum events_get_task_log_req_order order;
};

struct events_get_task_log_resp {
	struct {
		bool events;
		bool returned;
		bool total;
	} has;
	/* The events. */
	size_t n_events;
	struct jval *events;
	/* How many events are shown. */
	int64_t returned;
	/* How many there are. */
	int64_t total;
};

struct events_get_task_single_value_metrics_req {
	struct {
		bool tasks;
	} has;
	/* Ids of the tasks. */
	size_t n_tasks;
	const char **tasks;
};

struct events_single_value_task_metrics_values {
	struct {
		bool value;
		bool timestamp;
	} has;
	/* Name of the metric. */
	const char *metric;
	/* Name of the variant. */
	const char *variant;
	/* The value. */
	double value;
	/* When it was reported, in milliseconds since 1970. */
	double timestamp;
};

struct events_single_value_task_metrics {
	struct {
		bool values;
	} has;
	/* Id of the task. */
	const char *task;
	/* Its name. */
	const char *task_name;
	/* The values. */
	size_t n_values;
	struct events_single_value_task_metrics_values *values;
};

struct events_get_task_single_value_metrics_resp {
	struct {
		bool tasks;
	} has;
	/* The tasks that have single values. */
	size_t n_tasks;
	struct events_single_value_task_metrics *tasks;
};

struct events_metric_variants {
	struct {
		bool metric;
		bool variants;
	} has;
	struct {
		bool metric;
		bool variants;
	} null;
	/* Name of the metric. */
	const char *metric;
	/* Names of variants. */
	size_t n_variants;
	const char **variants;
};

struct events_scalar_metrics_iter_histogram_req {
	struct {
		bool task;
		bool samples;
		bool key;
		bool metrics;
	} has;
	struct {
		bool samples;
		bool key;
		bool metrics;
	} null;
	/* Id of the task. */
	const char *task;
	/* How many points a curve has at most. */
	int64_t samples;
	/* What it is found by. */
	enum events_scalar_key_enum key;
	/* Only events of these metrics. Since 2.14. */
	size_t n_metrics;
	struct events_metric_variants *metrics;
};

/* A curve. */
struct events_curve {
	struct {
		bool x;
		bool y;
	} has;
	/* Name of the variant. */
	const char *name;
	/* Iterations, or times in milliseconds since 1970. */
	size_t n_x;
	int64_t *x;
	/* The value at each. */
	size_t n_y;
	double *y;
};

/* A curve. */
struct events_time_curve {
	struct {
		bool x;
		bool y;
	} has;
	/* Name of the variant. */
	const char *name;
	/* Times. */
	size_t n_x;
	int64_t *x;
	/* The value at each. */
	size_t n_y;
	double *y;
};

/* A curve; by time only if the key iso_time was asked for. */
struct events_any_curve {
	struct events_curve *curve;
	struct events_time_curve *time_curve;
};

struct events_any_curve_pair {
	const char *name;
	struct events_any_curve value;
};

struct events_curves {
	size_t n_pairs;
	struct events_any_curve_pair *pairs;
};

struct events_curves_pair {
	const char *name;
	struct events_curves value;
};

struct events_scalar_metrics_iter_histogram_resp {
	size_t n_pairs;
	struct events_curves_pair *pairs;
};

/* The value of a text; an unknown text is refused. */
enum events_metrics_scalar_event_type events_metrics_scalar_event_type_read(
    struct jval_reader *reader, const struct jval *value);
enum events_metrics_vector_event_type events_metrics_vector_event_type_read(
    struct jval_reader *reader, const struct jval *value);
enum events_metrics_image_event_type events_metrics_image_event_type_read(
    struct jval_reader *reader, const struct jval *value);
enum events_metrics_plot_event_type events_metrics_plot_event_type_read(
    struct jval_reader *reader, const struct jval *value);
enum events_task_log_event_type events_task_log_event_type_read(
    struct jval_reader *reader, const struct jval *value);
enum events_get_task_events_req_order events_get_task_events_req_order_read(
    struct jval_reader *reader, const struct jval *value);
enum events_get_task_log_req_order events_get_task_log_req_order_read(
    struct jval_reader *reader, const struct jval *value);
enum events_scalar_key_enum events_scalar_key_enum_read(
    struct jval_reader *reader, const struct jval *value);

/* The text of a value. */
const char *events_metrics_scalar_event_type_text(
    enum events_metrics_scalar_event_type value);
const char *events_metrics_vector_event_type_text(
    enum events_metrics_vector_event_type value);
const char *events_metrics_image_event_type_text(
    enum events_metrics_image_event_type value);
const char *events_metrics_plot_event_type_text(
    enum events_metrics_plot_event_type value);
const char *events_task_log_event_type_text(
    enum events_task_log_event_type value);
const char *events_get_task_events_req_order_text(
    enum events_get_task_events_req_order value);
const char *events_get_task_log_req_order_text(
    enum events_get_task_log_req_order value);
const char *events_scalar_key_enum_text(enum events_scalar_key_enum value);

/*
 * Read a request or a part of one into the struct of the function's name.
 * False, with the reason in the reader, if it is refused.
 */
bool events_metrics_scalar_event_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool events_metrics_vector_event_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool events_metrics_image_event_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool events_metrics_plot_event_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool events_task_log_event_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool events_event_read(struct jval_reader *reader, const struct jval *value,
    void *to);
bool events_add_req_read(struct jval_reader *reader, const struct jval *value,
    void *to);
bool events_add_batch_req_item_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool events_add_batch_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool events_get_task_events_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool events_get_task_log_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool events_get_task_single_value_metrics_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool events_metric_variants_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool events_scalar_metrics_iter_histogram_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);

/* Write a response or a part of one, the struct of the function's name. */
void events_metrics_scalar_event_write(struct jval_writer *writer,
    const char *name, const void *of);
void events_metrics_vector_event_write(struct jval_writer *writer,
    const char *name, const void *of);
void events_metrics_image_event_write(struct jval_writer *writer,
    const char *name, const void *of);
void events_metrics_plot_event_write(struct jval_writer *writer,
    const char *name, const void *of);
void events_task_log_event_write(struct jval_writer *writer, const char *name,
    const void *of);
void events_event_write(struct jval_writer *writer, const char *name,
    const void *of);
void events_add_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void events_add_batch_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void events_get_task_events_resp_write(struct jval_writer *writer,
    const char *name, const void *of);
void events_get_task_log_resp_write(struct jval_writer *writer,
    const char *name, const void *of);
void events_single_value_task_metrics_values_write(struct jval_writer *writer,
    const char *name, const void *of);
void events_single_value_task_metrics_write(struct jval_writer *writer,
    const char *name, const void *of);
void events_get_task_single_value_metrics_resp_write(struct jval_writer *writer,
    const char *name, const void *of);
void events_curve_write(struct jval_writer *writer, const char *name,
    const void *of);
void events_time_curve_write(struct jval_writer *writer, const char *name,
    const void *of);
void events_any_curve_write(struct jval_writer *writer, const char *name,
    const void *of);
void events_curves_write(struct jval_writer *writer, const char *name,
    const void *of);
void events_scalar_metrics_iter_histogram_resp_write(struct jval_writer *writer,
    const char *name, const void *of);

/* Keep an event. */
const struct call_result *events_add(struct call *call,
    const struct events_add_req *request, struct events_add_resp *response);

/* Keep events, one in each line. */
const struct call_result *events_add_batch(struct call *call,
    const struct events_add_batch_req *request,
    struct events_add_batch_resp *response);

/* Show the events of a task. */
const struct call_result *events_get_task_events(struct call *call,
    const struct events_get_task_events_req *request,
    struct events_get_task_events_resp *response);

/* Show what a task has printed. */
const struct call_result *events_get_task_log(struct call *call,
    const struct events_get_task_log_req *request,
    struct events_get_task_log_resp *response);

/*
 * Show the values that tasks have reported as single ones, apart from
 * iterations.
 */
const struct call_result *events_get_task_single_value_metrics(
    struct call *call,
    const struct events_get_task_single_value_metrics_req *request,
    struct events_get_task_single_value_metrics_resp *response);

/* Show the curves of a task's scalars. */
const struct call_result *events_scalar_metrics_iter_histogram(
    struct call *call,
    const struct events_scalar_metrics_iter_histogram_req *request,
    struct events_scalar_metrics_iter_histogram_resp *response);

#endif

/* Made from schema/workers.conf by the generator; do not edit. */

#ifndef WORKERS_H
#define WORKERS_H

/*
 * Workers, which take tasks off queues and run them.
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

/* How values are joined. */
enum workers_aggregation_type {
	WORKERS_AGGREGATION_TYPE_UNKNOWN, /* none of these */
	WORKERS_AGGREGATION_TYPE_AVG,
	WORKERS_AGGREGATION_TYPE_MIN,
	WORKERS_AGGREGATION_TYPE_MAX,
};

struct workers_get_activity_report_req {
	struct {
		bool from_date;
		bool to_date;
		bool interval;
	} has;
	/* Beginning of the time to show, in seconds since 1970. */
	double from_date;
	/* End of the time to show, in seconds since 1970. */
	double to_date;
	/* Length of an interval in seconds. */
	int64_t interval;
};

struct workers_activity_series {
	struct {
		bool dates;
		bool counts;
	} has;
	/* Beginnings of the intervals, in milliseconds since 1970. */
	size_t n_dates;
	int64_t *dates;
	/* How many workers, one for each date. */
	size_t n_counts;
	int64_t *counts;
};

struct workers_get_activity_report_resp {
	struct {
		bool total;
		bool active;
	} has;
	/* All of them. */
	struct workers_activity_series total;
	/* Those that ran a task. */
	struct workers_activity_series active;
};

struct workers_get_all_req {
	struct {
		bool last_seen;
		bool tags;
		bool system_tags;
		bool worker_pattern;
	} has;
	struct {
		bool last_seen;
		bool tags;
		bool system_tags;
		bool worker_pattern;
	} null;
	/* Only workers that were seen in the last so many seconds; 0: all. */
	int64_t last_seen;
	/*
	 * Only workers with one of these tags; - before a tag excludes it.
	 * Since 2.20.
	 */
	size_t n_tags;
	const char **tags;
	/*
	 * Only workers with one of these system tags; - before a tag excludes
	 * it. Since 2.22.
	 */
	size_t n_system_tags;
	const char **system_tags;
	/* Only workers whose id matches, with * and ?. Since 2.30. */
	const char *worker_pattern;
};

struct workers_id_name_entry {
	/* Its id. */
	const char *id;
	/* Its name. */
	const char *name;
};

struct workers_current_task_entry {
	struct {
		bool running_time;
		bool last_iteration;
	} has;
	/* Its id. */
	const char *id;
	/* Its name. */
	const char *name;
	/* How long the task has run, in milliseconds. */
	int64_t running_time;
	/* The last iteration that was reported. */
	int64_t last_iteration;
};

struct workers_queue_entry {
	struct {
		bool next_task;
		bool num_tasks;
	} has;
	/* Its id. */
	const char *id;
	/* Its name. */
	const char *name;
	/* The name that pages show instead. */
	const char *display_name;
	/* The task that comes next. */
	struct workers_id_name_entry next_task;
	/* How many tasks wait. */
	int64_t num_tasks;
};

struct workers_worker {
	struct {
		bool user;
		bool company;
		bool register_time;
		bool last_activity_time;
		bool last_report_time;
		bool task;
		bool project;
		bool queue;
		bool queues;
		bool tags;
		bool system_tags;
	} has;
	/* Its id. */
	const char *id;
	/* Whose worker it is. */
	struct workers_id_name_entry user;
	/* The company that it belongs to. */
	struct workers_id_name_entry company;
	/* Its address. */
	const char *ip;
	/* When it was registered. */
	int64_t register_time;
	/* When it was heard of last. */
	int64_t last_activity_time;
	/* When it reported last. */
	int64_t last_report_time;
	/* The task that it runs. */
	struct workers_current_task_entry task;
	/* The project of its task. */
	struct workers_id_name_entry project;
	/* The queue that its task came from. */
	struct workers_queue_entry queue;
	/* The queues that it serves. */
	size_t n_queues;
	struct workers_queue_entry *queues;
	/* Tags for users. */
	size_t n_tags;
	const char **tags;
	/* Tags that the system sets; leave them alone. */
	size_t n_system_tags;
	const char **system_tags;
	/* What it is kept by. */
	const char *key;
};

struct workers_get_all_resp {
	struct {
		bool workers;
	} has;
	size_t n_workers;
	struct workers_worker *workers;
};

struct workers_stat_item {
	struct {
		bool key;
		bool category;
	} has;
	struct {
		bool key;
		bool category;
	} null;
	/* What was measured. */
	const char *key;
	enum workers_aggregation_type category;
};

struct workers_get_stats_req {
	struct {
		bool worker_ids;
		bool from_date;
		bool to_date;
		bool interval;
		bool items;
		bool split_by_variant;
		bool split_by_resource;
	} has;
	struct {
		bool worker_ids;
		bool split_by_variant;
		bool split_by_resource;
	} null;
	/* Ids of workers; all, if none is given. */
	size_t n_worker_ids;
	const char **worker_ids;
	/* Beginning of the time to show, in seconds since 1970. */
	double from_date;
	/* End of the time to show, in seconds since 1970. */
	double to_date;
	/* Length of an interval in seconds. */
	int64_t interval;
	/* Show what was measured on workers. */
	size_t n_items;
	struct workers_stat_item *items;
	/* Has no effect. */
	bool split_by_variant;
	/* A series for each card. Since 2.32. */
	bool split_by_resource;
};

struct workers_metric_resource_series {
	struct {
		bool values;
	} has;
	/* Its name. */
	const char *name;
	/* The values. */
	size_t n_values;
	double *values;
};

struct workers_aggregation_stats {
	struct {
		bool aggregation;
		bool dates;
		bool values;
		bool resource_series;
	} has;
	enum workers_aggregation_type aggregation;
	/* Beginnings of the intervals, in milliseconds since 1970. */
	size_t n_dates;
	int64_t *dates;
	/* The values. */
	size_t n_values;
	double *values;
	/* A series for each card. */
	size_t n_resource_series;
	struct workers_metric_resource_series *resource_series;
};

struct workers_metric_stats {
	struct {
		bool stats;
	} has;
	/* Name of the metric. */
	const char *metric;
	/* Name of the variant, a curve within the metric. */
	const char *variant;
	/* Numbers of its tasks. */
	size_t n_stats;
	struct workers_aggregation_stats *stats;
};

struct workers_worker_stats {
	struct {
		bool metrics;
	} has;
	/* Id of the worker. */
	const char *worker;
	/* Only events of these metrics. */
	size_t n_metrics;
	struct workers_metric_stats *metrics;
};

struct workers_get_stats_resp {
	struct {
		bool workers;
	} has;
	/* The workers. */
	size_t n_workers;
	struct workers_worker_stats *workers;
};

/* What a task of the queues may take. */
struct workers_register_req_resources {
	struct {
		bool cpu_usage;
		bool gpu_usage;
	} has;
	struct {
		bool cpu_usage;
		bool gpu_usage;
	} null;
	/* Share of the processors, in percent. Since 2.34. */
	double cpu_usage;
	/* Share of each graphics processor, in percent. Since 2.34. */
	double gpu_usage;
};

struct workers_register_req {
	struct {
		bool worker;
		bool timeout;
		bool queues;
		bool tags;
		bool system_tags;
		bool resources;
	} has;
	struct {
		bool timeout;
		bool queues;
		bool tags;
		bool system_tags;
		bool resources;
	} null;
	/* Id of the worker. */
	const char *worker;
	/* After how many seconds of silence it is forgotten. */
	int64_t timeout;
	/* Ids of the queues that it serves. */
	size_t n_queues;
	const char **queues;
	/* Tags for users. */
	size_t n_tags;
	const char **tags;
	/* Tags that the system sets; leave them alone. Since 2.22. */
	size_t n_system_tags;
	const char **system_tags;
	/* What a task of the queues may take. Since 2.34. */
	struct workers_register_req_resources resources;
};

struct workers_register_resp {
	char nothing;
};

struct workers_machine_stats {
	struct {
		bool cpu_usage;
		bool gpu_usage;
		bool memory_used;
		bool memory_free;
		bool gpu_memory_free;
		bool gpu_memory_used;
		bool network_tx;
		bool network_rx;
		bool disk_free_home;
		bool disk_free_temp;
		bool disk_read;
		bool disk_write;
		bool cpu_temperature;
		bool gpu_temperature;
	} has;
	struct {
		bool cpu_usage;
		bool gpu_usage;
		bool memory_used;
		bool memory_free;
		bool gpu_memory_free;
		bool gpu_memory_used;
		bool network_tx;
		bool network_rx;
		bool disk_free_home;
		bool disk_free_temp;
		bool disk_read;
		bool disk_write;
		bool cpu_temperature;
		bool gpu_temperature;
	} null;
	/* Share of the processors, in percent. */
	size_t n_cpu_usage;
	double *cpu_usage;
	/* Share of each graphics processor, in percent. */
	size_t n_gpu_usage;
	double *gpu_usage;
	/* Memory in use, in MB. */
	double memory_used;
	/* Free memory, in MB. */
	double memory_free;
	/* Free memory of each graphics processor, in MB. */
	size_t n_gpu_memory_free;
	double *gpu_memory_free;
	/* Memory in use of each graphics processor, in MB. */
	size_t n_gpu_memory_used;
	double *gpu_memory_used;
	/* MB sent in a second. */
	double network_tx;
	/* MB received in a second. */
	double network_rx;
	/* Free room on the disk of /home, in percent. */
	double disk_free_home;
	/* Free room on the disk of /tmp, in percent. */
	double disk_free_temp;
	/* MB read in a second. */
	double disk_read;
	/* MB written in a second. */
	double disk_write;
	/* Temperature of the processors. */
	size_t n_cpu_temperature;
	double *cpu_temperature;
	/* Temperature of each graphics processor. */
	size_t n_gpu_temperature;
	double *gpu_temperature;
};

struct workers_status_report_req {
	struct {
		bool worker;
		bool task;
		bool queue;
		bool queues;
		bool timestamp;
		bool machine_stats;
		bool tags;
		bool system_tags;
	} has;
	struct {
		bool task;
		bool queue;
		bool queues;
		bool machine_stats;
		bool tags;
		bool system_tags;
	} null;
	/* Id of the worker. */
	const char *worker;
	/* Id of the task. */
	const char *task;
	/* Id of the queue. */
	const char *queue;
	/* Ids of the queues that it serves. */
	size_t n_queues;
	const char **queues;
	/* When the values were measured, in milliseconds since 1970. */
	int64_t timestamp;
	/* What was measured. */
	struct workers_machine_stats machine_stats;
	/* Tags for users. */
	size_t n_tags;
	const char **tags;
	/* Tags that the system sets; leave them alone. Since 2.22. */
	size_t n_system_tags;
	const char **system_tags;
};

struct workers_status_report_resp {
	char nothing;
};

struct workers_unregister_req {
	struct {
		bool worker;
	} has;
	/* Id of the worker. */
	const char *worker;
};

struct workers_unregister_resp {
	char nothing;
};

/* The value of a text; an unknown text is refused. */
enum workers_aggregation_type workers_aggregation_type_read(
    struct jval_reader *reader, const struct jval *value);

/* The text of a value. */
const char *workers_aggregation_type_text(enum workers_aggregation_type value);

/*
 * Read a request or a part of one into the struct of the function's name.
 * False, with the reason in the reader, if it is refused.
 */
bool workers_get_activity_report_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool workers_get_all_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool workers_stat_item_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool workers_get_stats_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool workers_register_req_resources_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool workers_register_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool workers_machine_stats_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool workers_status_report_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool workers_unregister_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);

/* Write a response or a part of one, the struct of the function's name. */
void workers_activity_series_write(struct jval_writer *writer, const char *name,
    const void *of);
void workers_get_activity_report_resp_write(struct jval_writer *writer,
    const char *name, const void *of);
void workers_id_name_entry_write(struct jval_writer *writer, const char *name,
    const void *of);
void workers_current_task_entry_write(struct jval_writer *writer,
    const char *name, const void *of);
void workers_queue_entry_write(struct jval_writer *writer, const char *name,
    const void *of);
void workers_worker_write(struct jval_writer *writer, const char *name,
    const void *of);
void workers_get_all_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void workers_metric_resource_series_write(struct jval_writer *writer,
    const char *name, const void *of);
void workers_aggregation_stats_write(struct jval_writer *writer,
    const char *name, const void *of);
void workers_metric_stats_write(struct jval_writer *writer, const char *name,
    const void *of);
void workers_worker_stats_write(struct jval_writer *writer, const char *name,
    const void *of);
void workers_get_stats_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void workers_register_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void workers_status_report_resp_write(struct jval_writer *writer,
    const char *name, const void *of);
void workers_unregister_resp_write(struct jval_writer *writer, const char *name,
    const void *of);

/* Show how many workers there were. */
const struct call_result *workers_get_activity_report(struct call *call,
    const struct workers_get_activity_report_req *request,
    struct workers_get_activity_report_resp *response);

/* List workers. */
const struct call_result *workers_get_all(struct call *call,
    const struct workers_get_all_req *request,
    struct workers_get_all_resp *response);

/* Show what was measured on workers. */
const struct call_result *workers_get_stats(struct call *call,
    const struct workers_get_stats_req *request,
    struct workers_get_stats_resp *response);

/* Say that a worker is there. */
const struct call_result *workers_register(struct call *call,
    const struct workers_register_req *request,
    struct workers_register_resp *response);

/* Say what a worker does. */
const struct call_result *workers_status_report(struct call *call,
    const struct workers_status_report_req *request,
    struct workers_status_report_resp *response);

/* Say that a worker leaves. */
const struct call_result *workers_unregister(struct call *call,
    const struct workers_unregister_req *request,
    struct workers_unregister_resp *response);

#endif

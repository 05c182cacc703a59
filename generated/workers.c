/* Made from schema/workers.conf by the generator; do not edit. */

#include "base/api_version.h"
#include "base/arena.h"
#include "json/jval.h"
#include "workers.h"

static const char *const workers_aggregation_type_texts[] = {
	[WORKERS_AGGREGATION_TYPE_UNKNOWN] = "unknown",
	[WORKERS_AGGREGATION_TYPE_AVG] = "avg",
	[WORKERS_AGGREGATION_TYPE_MIN] = "min",
	[WORKERS_AGGREGATION_TYPE_MAX] = "max",
};

enum workers_aggregation_type
workers_aggregation_type_read(struct jval_reader *reader,
    const struct jval *value)
{
	return (enum workers_aggregation_type)jval_one_of(reader, value,
	    workers_aggregation_type_texts,
	    sizeof(workers_aggregation_type_texts) /
	    sizeof(*workers_aggregation_type_texts));
}

const char *
workers_aggregation_type_text(enum workers_aggregation_type value)
{
	return workers_aggregation_type_texts[value];
}

bool
workers_get_activity_report_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct workers_get_activity_report_req *into = to;
	struct jval field;

	*into = (struct workers_get_activity_report_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.from_date = jval_required(reader, value, "from_date", &field);
	if (into->has.from_date)
		into->from_date = jval_number(reader, &field);
	into->has.to_date = jval_required(reader, value, "to_date", &field);
	if (into->has.to_date)
		into->to_date = jval_number(reader, &field);
	into->has.interval = jval_required(reader, value, "interval", &field);
	if (into->has.interval)
		into->interval = jval_integer(reader, &field);
	return jval_ok(reader);
}

bool
workers_get_all_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct workers_get_all_req *into = to;
	struct jval field;

	*into = (struct workers_get_all_req){
		.last_seen = 3600,
	};
	if (!jval_object(reader, value))
		return false;
	into->has.last_seen = jval_optional(reader, value, "last_seen",
	    &into->null.last_seen, &field);
	if (into->has.last_seen)
		into->last_seen = jval_integer(reader, &field);
	into->has.tags = jval_optional(reader, value, "tags", &into->null.tags,
	    &field);
	if (into->has.tags)
		into->tags = jval_strings(reader, &field, &into->n_tags);
	into->has.system_tags = jval_optional(reader, value, "system_tags",
	    &into->null.system_tags, &field);
	if (into->has.system_tags)
		into->system_tags = jval_strings(reader, &field,
		    &into->n_system_tags);
	into->has.worker_pattern = jval_optional(reader, value,
	    "worker_pattern", &into->null.worker_pattern, &field);
	if (into->has.worker_pattern)
		into->worker_pattern = jval_string(reader, &field);
	return jval_ok(reader);
}

bool
workers_stat_item_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct workers_stat_item *into = to;
	struct jval field;

	*into = (struct workers_stat_item){0};
	if (!jval_object(reader, value))
		return false;
	into->has.key = jval_optional(reader, value, "key", &into->null.key,
	    &field);
	if (into->has.key)
		into->key = jval_string(reader, &field);
	into->has.category = jval_optional(reader, value, "category",
	    &into->null.category, &field);
	if (into->has.category)
		into->category = workers_aggregation_type_read(reader, &field);
	return jval_ok(reader);
}

bool
workers_get_stats_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct workers_get_stats_req *into = to;
	struct jval field, item;
	size_t i;

	*into = (struct workers_get_stats_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.worker_ids = jval_optional(reader, value, "worker_ids",
	    &into->null.worker_ids, &field);
	if (into->has.worker_ids)
		into->worker_ids = jval_strings(reader, &field,
		    &into->n_worker_ids);
	into->has.from_date = jval_required(reader, value, "from_date", &field);
	if (into->has.from_date)
		into->from_date = jval_number(reader, &field);
	into->has.to_date = jval_required(reader, value, "to_date", &field);
	if (into->has.to_date)
		into->to_date = jval_number(reader, &field);
	into->has.interval = jval_required(reader, value, "interval", &field);
	if (into->has.interval)
		into->interval = jval_integer(reader, &field);
	into->has.items = jval_required(reader, value, "items", &field);
	if (into->has.items) {
		into->n_items = jval_array(reader, &field);
		into->items = arena_alloc_n(reader->arena, into->n_items,
		    sizeof(*into->items));
		for (i = 0; i < into->n_items; i++) {
			jval_item(&field, i, &item);
			workers_stat_item_read(reader, &item, &into->items[i]);
		}
	}
	into->has.split_by_variant = jval_optional(reader, value,
	    "split_by_variant", &into->null.split_by_variant, &field);
	if (into->has.split_by_variant)
		into->split_by_variant = jval_boolean(reader, &field);
	into->has.split_by_resource = jval_optional(reader, value,
	    "split_by_resource", &into->null.split_by_resource, &field);
	if (into->has.split_by_resource)
		into->split_by_resource = jval_boolean(reader, &field);
	return jval_ok(reader);
}

bool
workers_register_req_resources_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct workers_register_req_resources *into = to;
	struct jval field;

	*into = (struct workers_register_req_resources){0};
	if (!jval_object(reader, value))
		return false;
	into->has.cpu_usage = jval_optional(reader, value, "cpu_usage",
	    &into->null.cpu_usage, &field);
	if (into->has.cpu_usage)
		into->cpu_usage = jval_number(reader, &field);
	into->has.gpu_usage = jval_optional(reader, value, "gpu_usage",
	    &into->null.gpu_usage, &field);
	if (into->has.gpu_usage)
		into->gpu_usage = jval_number(reader, &field);
	return jval_ok(reader);
}

bool
workers_register_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct workers_register_req *into = to;
	struct jval field;

	*into = (struct workers_register_req){
		.timeout = 600,
	};
	if (!jval_object(reader, value))
		return false;
	into->has.worker = jval_required(reader, value, "worker", &field);
	if (into->has.worker)
		into->worker = jval_string(reader, &field);
	into->has.timeout = jval_optional(reader, value, "timeout",
	    &into->null.timeout, &field);
	if (into->has.timeout)
		into->timeout = jval_integer(reader, &field);
	into->has.queues = jval_optional(reader, value, "queues",
	    &into->null.queues, &field);
	if (into->has.queues)
		into->queues = jval_strings(reader, &field, &into->n_queues);
	into->has.tags = jval_optional(reader, value, "tags", &into->null.tags,
	    &field);
	if (into->has.tags)
		into->tags = jval_strings(reader, &field, &into->n_tags);
	into->has.system_tags = jval_optional(reader, value, "system_tags",
	    &into->null.system_tags, &field);
	if (into->has.system_tags)
		into->system_tags = jval_strings(reader, &field,
		    &into->n_system_tags);
	into->has.resources = jval_optional(reader, value, "resources",
	    &into->null.resources, &field);
	if (into->has.resources)
		workers_register_req_resources_read(reader, &field,
		    &into->resources);
	return jval_ok(reader);
}

bool
workers_machine_stats_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct workers_machine_stats *into = to;
	struct jval field, item;
	size_t i;

	*into = (struct workers_machine_stats){0};
	if (!jval_object(reader, value))
		return false;
	into->has.cpu_usage = jval_optional(reader, value, "cpu_usage",
	    &into->null.cpu_usage, &field);
	if (into->has.cpu_usage) {
		into->n_cpu_usage = jval_array(reader, &field);
		into->cpu_usage = arena_alloc_n(reader->arena,
		    into->n_cpu_usage, sizeof(*into->cpu_usage));
		for (i = 0; i < into->n_cpu_usage; i++) {
			jval_item(&field, i, &item);
			into->cpu_usage[i] = jval_number(reader, &item);
		}
	}
	into->has.gpu_usage = jval_optional(reader, value, "gpu_usage",
	    &into->null.gpu_usage, &field);
	if (into->has.gpu_usage) {
		into->n_gpu_usage = jval_array(reader, &field);
		into->gpu_usage = arena_alloc_n(reader->arena,
		    into->n_gpu_usage, sizeof(*into->gpu_usage));
		for (i = 0; i < into->n_gpu_usage; i++) {
			jval_item(&field, i, &item);
			into->gpu_usage[i] = jval_number(reader, &item);
		}
	}
	into->has.memory_used = jval_optional(reader, value, "memory_used",
	    &into->null.memory_used, &field);
	if (into->has.memory_used)
		into->memory_used = jval_number(reader, &field);
	into->has.memory_free = jval_optional(reader, value, "memory_free",
	    &into->null.memory_free, &field);
	if (into->has.memory_free)
		into->memory_free = jval_number(reader, &field);
	into->has.gpu_memory_free = jval_optional(reader, value,
	    "gpu_memory_free", &into->null.gpu_memory_free, &field);
	if (into->has.gpu_memory_free) {
		into->n_gpu_memory_free = jval_array(reader, &field);
		into->gpu_memory_free = arena_alloc_n(reader->arena,
		    into->n_gpu_memory_free, sizeof(*into->gpu_memory_free));
		for (i = 0; i < into->n_gpu_memory_free; i++) {
			jval_item(&field, i, &item);
			into->gpu_memory_free[i] = jval_number(reader, &item);
		}
	}
	into->has.gpu_memory_used = jval_optional(reader, value,
	    "gpu_memory_used", &into->null.gpu_memory_used, &field);
	if (into->has.gpu_memory_used) {
		into->n_gpu_memory_used = jval_array(reader, &field);
		into->gpu_memory_used = arena_alloc_n(reader->arena,
		    into->n_gpu_memory_used, sizeof(*into->gpu_memory_used));
		for (i = 0; i < into->n_gpu_memory_used; i++) {
			jval_item(&field, i, &item);
			into->gpu_memory_used[i] = jval_number(reader, &item);
		}
	}
	into->has.network_tx = jval_optional(reader, value, "network_tx",
	    &into->null.network_tx, &field);
	if (into->has.network_tx)
		into->network_tx = jval_number(reader, &field);
	into->has.network_rx = jval_optional(reader, value, "network_rx",
	    &into->null.network_rx, &field);
	if (into->has.network_rx)
		into->network_rx = jval_number(reader, &field);
	into->has.disk_free_home = jval_optional(reader, value,
	    "disk_free_home", &into->null.disk_free_home, &field);
	if (into->has.disk_free_home)
		into->disk_free_home = jval_number(reader, &field);
	into->has.disk_free_temp = jval_optional(reader, value,
	    "disk_free_temp", &into->null.disk_free_temp, &field);
	if (into->has.disk_free_temp)
		into->disk_free_temp = jval_number(reader, &field);
	into->has.disk_read = jval_optional(reader, value, "disk_read",
	    &into->null.disk_read, &field);
	if (into->has.disk_read)
		into->disk_read = jval_number(reader, &field);
	into->has.disk_write = jval_optional(reader, value, "disk_write",
	    &into->null.disk_write, &field);
	if (into->has.disk_write)
		into->disk_write = jval_number(reader, &field);
	into->has.cpu_temperature = jval_optional(reader, value,
	    "cpu_temperature", &into->null.cpu_temperature, &field);
	if (into->has.cpu_temperature) {
		into->n_cpu_temperature = jval_array(reader, &field);
		into->cpu_temperature = arena_alloc_n(reader->arena,
		    into->n_cpu_temperature, sizeof(*into->cpu_temperature));
		for (i = 0; i < into->n_cpu_temperature; i++) {
			jval_item(&field, i, &item);
			into->cpu_temperature[i] = jval_number(reader, &item);
		}
	}
	into->has.gpu_temperature = jval_optional(reader, value,
	    "gpu_temperature", &into->null.gpu_temperature, &field);
	if (into->has.gpu_temperature) {
		into->n_gpu_temperature = jval_array(reader, &field);
		into->gpu_temperature = arena_alloc_n(reader->arena,
		    into->n_gpu_temperature, sizeof(*into->gpu_temperature));
		for (i = 0; i < into->n_gpu_temperature; i++) {
			jval_item(&field, i, &item);
			into->gpu_temperature[i] = jval_number(reader, &item);
		}
	}
	return jval_ok(reader);
}

bool
workers_status_report_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct workers_status_report_req *into = to;
	struct jval field;

	*into = (struct workers_status_report_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.worker = jval_required(reader, value, "worker", &field);
	if (into->has.worker)
		into->worker = jval_string(reader, &field);
	into->has.task = jval_optional(reader, value, "task", &into->null.task,
	    &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.queue = jval_optional(reader, value, "queue",
	    &into->null.queue, &field);
	if (into->has.queue)
		into->queue = jval_string(reader, &field);
	into->has.queues = jval_optional(reader, value, "queues",
	    &into->null.queues, &field);
	if (into->has.queues)
		into->queues = jval_strings(reader, &field, &into->n_queues);
	into->has.timestamp = jval_required(reader, value, "timestamp", &field);
	if (into->has.timestamp)
		into->timestamp = jval_integer(reader, &field);
	into->has.machine_stats = jval_optional(reader, value, "machine_stats",
	    &into->null.machine_stats, &field);
	if (into->has.machine_stats)
		workers_machine_stats_read(reader, &field,
		    &into->machine_stats);
	into->has.tags = jval_optional(reader, value, "tags", &into->null.tags,
	    &field);
	if (into->has.tags)
		into->tags = jval_strings(reader, &field, &into->n_tags);
	into->has.system_tags = jval_optional(reader, value, "system_tags",
	    &into->null.system_tags, &field);
	if (into->has.system_tags)
		into->system_tags = jval_strings(reader, &field,
		    &into->n_system_tags);
	return jval_ok(reader);
}

bool
workers_unregister_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct workers_unregister_req *into = to;
	struct jval field;

	*into = (struct workers_unregister_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.worker = jval_required(reader, value, "worker", &field);
	if (into->has.worker)
		into->worker = jval_string(reader, &field);
	return jval_ok(reader);
}

void
workers_activity_series_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct workers_activity_series *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.dates) {
		jval_begin_array(writer, "dates");
		for (i = 0; i < from->n_dates; i++)
			jval_write_integer(writer, NULL, from->dates[i]);
		jval_end_array(writer);
	}
	if (from->has.counts) {
		jval_begin_array(writer, "counts");
		for (i = 0; i < from->n_counts; i++)
			jval_write_integer(writer, NULL, from->counts[i]);
		jval_end_array(writer);
	}
	jval_end_object(writer);
}

void
workers_get_activity_report_resp_write(struct jval_writer *writer,
    const char *name, const void *of)
{
	const struct workers_get_activity_report_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.total)
		workers_activity_series_write(writer, "total", &from->total);
	if (from->has.active)
		workers_activity_series_write(writer, "active", &from->active);
	jval_end_object(writer);
}

void
workers_id_name_entry_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct workers_id_name_entry *from = of;

	jval_begin_object(writer, name);
	if (from->id != NULL)
		jval_write_string(writer, "id", from->id);
	if (from->name != NULL)
		jval_write_string(writer, "name", from->name);
	jval_end_object(writer);
}

void
workers_current_task_entry_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct workers_current_task_entry *from = of;

	jval_begin_object(writer, name);
	if (from->id != NULL)
		jval_write_string(writer, "id", from->id);
	if (from->name != NULL)
		jval_write_string(writer, "name", from->name);
	if (from->has.running_time)
		jval_write_integer(writer, "running_time", from->running_time);
	if (from->has.last_iteration)
		jval_write_integer(writer, "last_iteration",
		    from->last_iteration);
	jval_end_object(writer);
}

void
workers_queue_entry_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct workers_queue_entry *from = of;

	jval_begin_object(writer, name);
	if (from->id != NULL)
		jval_write_string(writer, "id", from->id);
	if (from->name != NULL)
		jval_write_string(writer, "name", from->name);
	if (from->display_name != NULL)
		jval_write_string(writer, "display_name", from->display_name);
	if (from->has.next_task)
		workers_id_name_entry_write(writer, "next_task",
		    &from->next_task);
	if (from->has.num_tasks)
		jval_write_integer(writer, "num_tasks", from->num_tasks);
	jval_end_object(writer);
}

void
workers_worker_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct workers_worker *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->id != NULL)
		jval_write_string(writer, "id", from->id);
	if (from->has.user)
		workers_id_name_entry_write(writer, "user", &from->user);
	if (from->has.company)
		workers_id_name_entry_write(writer, "company", &from->company);
	if (from->ip != NULL)
		jval_write_string(writer, "ip", from->ip);
	if (from->has.register_time)
		jval_write_time(writer, "register_time", from->register_time);
	if (from->has.last_activity_time)
		jval_write_time(writer, "last_activity_time",
		    from->last_activity_time);
	if (from->has.last_report_time)
		jval_write_time(writer, "last_report_time",
		    from->last_report_time);
	if (from->has.task)
		workers_current_task_entry_write(writer, "task", &from->task);
	if (from->has.project)
		workers_id_name_entry_write(writer, "project", &from->project);
	if (from->has.queue)
		workers_queue_entry_write(writer, "queue", &from->queue);
	if (from->has.queues) {
		jval_begin_array(writer, "queues");
		for (i = 0; i < from->n_queues; i++)
			workers_queue_entry_write(writer, NULL,
			    &from->queues[i]);
		jval_end_array(writer);
	}
	if (from->has.tags)
		jval_write_strings(writer, "tags", from->tags, from->n_tags);
	if (from->has.system_tags)
		jval_write_strings(writer, "system_tags", from->system_tags,
		    from->n_system_tags);
	if (from->key != NULL)
		jval_write_string(writer, "key", from->key);
	jval_end_object(writer);
}

void
workers_get_all_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct workers_get_all_resp *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.workers) {
		jval_begin_array(writer, "workers");
		for (i = 0; i < from->n_workers; i++)
			workers_worker_write(writer, NULL, &from->workers[i]);
		jval_end_array(writer);
	}
	jval_end_object(writer);
}

void
workers_metric_resource_series_write(struct jval_writer *writer,
    const char *name, const void *of)
{
	const struct workers_metric_resource_series *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->name != NULL)
		jval_write_string(writer, "name", from->name);
	if (from->has.values) {
		jval_begin_array(writer, "values");
		for (i = 0; i < from->n_values; i++)
			jval_write_number(writer, NULL, from->values[i]);
		jval_end_array(writer);
	}
	jval_end_object(writer);
}

void
workers_aggregation_stats_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct workers_aggregation_stats *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.aggregation)
		jval_write_string(writer, "aggregation",
		    workers_aggregation_type_text(from->aggregation));
	if (from->has.dates) {
		jval_begin_array(writer, "dates");
		for (i = 0; i < from->n_dates; i++)
			jval_write_integer(writer, NULL, from->dates[i]);
		jval_end_array(writer);
	}
	if (from->has.values) {
		jval_begin_array(writer, "values");
		for (i = 0; i < from->n_values; i++)
			jval_write_number(writer, NULL, from->values[i]);
		jval_end_array(writer);
	}
	if (from->has.resource_series) {
		jval_begin_array(writer, "resource_series");
		for (i = 0; i < from->n_resource_series; i++)
			workers_metric_resource_series_write(writer, NULL,
			    &from->resource_series[i]);
		jval_end_array(writer);
	}
	jval_end_object(writer);
}

void
workers_metric_stats_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct workers_metric_stats *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->metric != NULL)
		jval_write_string(writer, "metric", from->metric);
	if (from->variant != NULL)
		jval_write_string(writer, "variant", from->variant);
	if (from->has.stats) {
		jval_begin_array(writer, "stats");
		for (i = 0; i < from->n_stats; i++)
			workers_aggregation_stats_write(writer, NULL,
			    &from->stats[i]);
		jval_end_array(writer);
	}
	jval_end_object(writer);
}

void
workers_worker_stats_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct workers_worker_stats *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->worker != NULL)
		jval_write_string(writer, "worker", from->worker);
	if (from->has.metrics) {
		jval_begin_array(writer, "metrics");
		for (i = 0; i < from->n_metrics; i++)
			workers_metric_stats_write(writer, NULL,
			    &from->metrics[i]);
		jval_end_array(writer);
	}
	jval_end_object(writer);
}

void
workers_get_stats_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct workers_get_stats_resp *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.workers) {
		jval_begin_array(writer, "workers");
		for (i = 0; i < from->n_workers; i++)
			workers_worker_stats_write(writer, NULL,
			    &from->workers[i]);
		jval_end_array(writer);
	}
	jval_end_object(writer);
}

void
workers_register_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct workers_register_resp *from = of;

	(void)from;
	jval_begin_object(writer, name);
	jval_end_object(writer);
}

void
workers_status_report_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct workers_status_report_resp *from = of;

	(void)from;
	jval_begin_object(writer, name);
	jval_end_object(writer);
}

void
workers_unregister_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct workers_unregister_resp *from = of;

	(void)from;
	jval_begin_object(writer, name);
	jval_end_object(writer);
}

/* Made from schema/lineup.conf by the generator; do not edit. */

#include "base/api_version.h"
#include "base/arena.h"
#include "json/jval.h"
#include "lineup.h"

static const char *const lineup_verdict_texts[] = {
	[LINEUP_VERDICT_UNKNOWN] = "unknown",
	[LINEUP_VERDICT_NOT_KNOWN] = "not_known",
	[LINEUP_VERDICT_NOT_QUEUED] = "not_queued",
	[LINEUP_VERDICT_PAUSED] = "paused",
	[LINEUP_VERDICT_NOBODY_POLLS] = "nobody_polls",
	[LINEUP_VERDICT_WORKERS_BUSY] = "workers_busy",
	[LINEUP_VERDICT_WAITING] = "waiting",
};

enum lineup_verdict
lineup_verdict_read(struct jval_reader *reader, const struct jval *value)
{
	return (enum lineup_verdict)jval_one_of(reader, value,
	    lineup_verdict_texts,
	    sizeof(lineup_verdict_texts) / sizeof(*lineup_verdict_texts));
}

const char *
lineup_verdict_text(enum lineup_verdict value)
{
	return lineup_verdict_texts[value];
}

static const char *const lineup_change_action_texts[] = {
	[LINEUP_CHANGE_ACTION_UNKNOWN] = "unknown",
	[LINEUP_CHANGE_ACTION_ADDED] = "added",
	[LINEUP_CHANGE_ACTION_POPPED] = "popped",
	[LINEUP_CHANGE_ACTION_REMOVED] = "removed",
	[LINEUP_CHANGE_ACTION_MOVED] = "moved",
	[LINEUP_CHANGE_ACTION_CLEARED] = "cleared",
	[LINEUP_CHANGE_ACTION_PAUSED] = "paused",
	[LINEUP_CHANGE_ACTION_RESUMED] = "resumed",
};

enum lineup_change_action
lineup_change_action_read(struct jval_reader *reader, const struct jval *value)
{
	return (enum lineup_change_action)jval_one_of(reader, value,
	    lineup_change_action_texts,
	    sizeof(lineup_change_action_texts) /
	    sizeof(*lineup_change_action_texts));
}

const char *
lineup_change_action_text(enum lineup_change_action value)
{
	return lineup_change_action_texts[value];
}

bool
lineup_explain_task_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct lineup_explain_task_req *into = to;
	struct jval field;

	*into = (struct lineup_explain_task_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	return jval_ok(reader);
}

bool
lineup_find_task_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct lineup_find_task_req *into = to;
	struct jval field;

	*into = (struct lineup_find_task_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	return jval_ok(reader);
}

bool
lineup_get_entries_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct lineup_get_entries_req *into = to;
	struct jval field;

	*into = (struct lineup_get_entries_req){
		.n = 100,
	};
	if (!jval_object(reader, value))
		return false;
	into->has.queue = jval_required(reader, value, "queue", &field);
	if (into->has.queue)
		into->queue = jval_string(reader, &field);
	into->has.from = jval_optional(reader, value, "from", &into->null.from,
	    &field);
	if (into->has.from) {
		into->from = jval_integer(reader, &field);
		jval_minimum(reader, &field, (double)into->from, 0);
	}
	into->has.n = jval_optional(reader, value, "n", &into->null.n, &field);
	if (into->has.n) {
		into->n = jval_integer(reader, &field);
		jval_minimum(reader, &field, (double)into->n, 1);
	}
	return jval_ok(reader);
}

bool
lineup_get_history_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct lineup_get_history_req *into = to;
	struct jval field;

	*into = (struct lineup_get_history_req){
		.n = 100,
	};
	if (!jval_object(reader, value))
		return false;
	into->has.queue = jval_optional(reader, value, "queue",
	    &into->null.queue, &field);
	if (into->has.queue)
		into->queue = jval_string(reader, &field);
	into->has.task = jval_optional(reader, value, "task", &into->null.task,
	    &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.n = jval_optional(reader, value, "n", &into->null.n, &field);
	if (into->has.n) {
		into->n = jval_integer(reader, &field);
		jval_minimum(reader, &field, (double)into->n, 1);
	}
	return jval_ok(reader);
}

bool
lineup_get_overview_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct lineup_get_overview_req *into = to;
	struct jval field;

	*into = (struct lineup_get_overview_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.since = jval_optional(reader, value, "since",
	    &into->null.since, &field);
	if (into->has.since)
		into->since = jval_integer(reader, &field);
	return jval_ok(reader);
}

bool
lineup_get_status_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct lineup_get_status_req *into = to;

	*into = (struct lineup_get_status_req){0};
	if (!jval_object(reader, value))
		return false;
	return jval_ok(reader);
}

bool
lineup_list_orphans_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct lineup_list_orphans_req *into = to;
	struct jval field;

	*into = (struct lineup_list_orphans_req){
		.seconds = 300,
	};
	if (!jval_object(reader, value))
		return false;
	into->has.seconds = jval_optional(reader, value, "seconds",
	    &into->null.seconds, &field);
	if (into->has.seconds) {
		into->seconds = jval_integer(reader, &field);
		jval_minimum(reader, &field, (double)into->seconds, 0);
	}
	return jval_ok(reader);
}

void
lineup_reason_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct lineup_reason *from = of;

	jval_begin_object(writer, name);
	if (from->id != NULL)
		jval_write_string(writer, "id", from->id);
	if (from->name != NULL)
		jval_write_string(writer, "name", from->name);
	if (from->has.position)
		jval_write_integer(writer, "position", from->position);
	if (from->has.length)
		jval_write_integer(writer, "length", from->length);
	if (from->has.added)
		jval_write_time(writer, "added", from->added);
	if (from->has.verdict)
		jval_write_string(writer, "verdict",
		    lineup_verdict_text(from->verdict));
	if (from->has.paused_for)
		jval_write_strings(writer, "paused_for", from->paused_for,
		    from->n_paused_for);
	if (from->has.pollers)
		jval_write_integer(writer, "pollers", from->pollers);
	if (from->has.last_poll)
		jval_write_time(writer, "last_poll", from->last_poll);
	if (from->has.workers)
		jval_write_integer(writer, "workers", from->workers);
	if (from->has.busy_workers)
		jval_write_integer(writer, "busy_workers", from->busy_workers);
	if (from->has.starts_in)
		jval_write_integer(writer, "starts_in", from->starts_in);
	if (from->text != NULL)
		jval_write_string(writer, "text", from->text);
	jval_end_object(writer);
}

void
lineup_trace_write(struct jval_writer *writer, const char *name, const void *of)
{
	const struct lineup_trace *from = of;

	jval_begin_object(writer, name);
	if (from->id != NULL)
		jval_write_string(writer, "id", from->id);
	if (from->name != NULL)
		jval_write_string(writer, "name", from->name);
	if (from->user != NULL)
		jval_write_string(writer, "user", from->user);
	if (from->status != NULL)
		jval_write_string(writer, "status", from->status);
	if (from->has.status_changed)
		jval_write_time(writer, "status_changed", from->status_changed);
	if (from->queue != NULL)
		jval_write_string(writer, "queue", from->queue);
	if (from->worker != NULL)
		jval_write_string(writer, "worker", from->worker);
	if (from->has.popped)
		jval_write_time(writer, "popped", from->popped);
	if (from->popped_by != NULL)
		jval_write_string(writer, "popped_by", from->popped_by);
	if (from->has.started)
		jval_write_time(writer, "started", from->started);
	jval_end_object(writer);
}

void
lineup_explain_task_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct lineup_explain_task_resp *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.verdict)
		jval_write_string(writer, "verdict",
		    lineup_verdict_text(from->verdict));
	if (from->text != NULL)
		jval_write_string(writer, "text", from->text);
	if (from->has.queues) {
		jval_begin_array(writer, "queues");
		for (i = 0; i < from->n_queues; i++)
			lineup_reason_write(writer, NULL, &from->queues[i]);
		jval_end_array(writer);
	}
	if (from->has.task)
		lineup_trace_write(writer, "task", &from->task);
	jval_end_object(writer);
}

void
lineup_holder_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct lineup_holder *from = of;

	jval_begin_object(writer, name);
	if (from->id != NULL)
		jval_write_string(writer, "id", from->id);
	if (from->name != NULL)
		jval_write_string(writer, "name", from->name);
	if (from->has.position)
		jval_write_integer(writer, "position", from->position);
	if (from->has.length)
		jval_write_integer(writer, "length", from->length);
	if (from->has.added)
		jval_write_time(writer, "added", from->added);
	jval_end_object(writer);
}

void
lineup_find_task_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct lineup_find_task_resp *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.queues) {
		jval_begin_array(writer, "queues");
		for (i = 0; i < from->n_queues; i++)
			lineup_holder_write(writer, NULL, &from->queues[i]);
		jval_end_array(writer);
	}
	jval_end_object(writer);
}

void
lineup_entry_write(struct jval_writer *writer, const char *name, const void *of)
{
	const struct lineup_entry *from = of;

	jval_begin_object(writer, name);
	if (from->task != NULL)
		jval_write_string(writer, "task", from->task);
	if (from->has.added)
		jval_write_time(writer, "added", from->added);
	if (from->name != NULL)
		jval_write_string(writer, "name", from->name);
	if (from->user != NULL)
		jval_write_string(writer, "user", from->user);
	jval_end_object(writer);
}

void
lineup_get_entries_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct lineup_get_entries_resp *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.length)
		jval_write_integer(writer, "length", from->length);
	if (from->has.entries) {
		jval_begin_array(writer, "entries");
		for (i = 0; i < from->n_entries; i++)
			lineup_entry_write(writer, NULL, &from->entries[i]);
		jval_end_array(writer);
	}
	jval_end_object(writer);
}

void
lineup_change_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct lineup_change *from = of;

	jval_begin_object(writer, name);
	if (from->has.at)
		jval_write_time(writer, "at", from->at);
	if (from->has.action)
		jval_write_string(writer, "action",
		    lineup_change_action_text(from->action));
	if (from->queue != NULL)
		jval_write_string(writer, "queue", from->queue);
	if (from->target_queue != NULL)
		jval_write_string(writer, "target_queue", from->target_queue);
	if (from->task != NULL)
		jval_write_string(writer, "task", from->task);
	if (from->user != NULL)
		jval_write_string(writer, "user", from->user);
	if (from->worker != NULL)
		jval_write_string(writer, "worker", from->worker);
	if (from->has.before)
		jval_write_integer(writer, "before", from->before);
	if (from->has.after)
		jval_write_integer(writer, "after", from->after);
	jval_end_object(writer);
}

void
lineup_get_history_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct lineup_get_history_resp *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.changes) {
		jval_begin_array(writer, "changes");
		for (i = 0; i < from->n_changes; i++)
			lineup_change_write(writer, NULL, &from->changes[i]);
		jval_end_array(writer);
	}
	jval_end_object(writer);
}

void
lineup_counts_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct lineup_counts *from = of;

	jval_begin_object(writer, name);
	if (from->has.added)
		jval_write_integer(writer, "added", from->added);
	if (from->has.popped)
		jval_write_integer(writer, "popped", from->popped);
	if (from->has.removed)
		jval_write_integer(writer, "removed", from->removed);
	jval_end_object(writer);
}

void
lineup_poller_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct lineup_poller *from = of;

	jval_begin_object(writer, name);
	if (from->worker != NULL)
		jval_write_string(writer, "worker", from->worker);
	if (from->user != NULL)
		jval_write_string(writer, "user", from->user);
	if (from->address != NULL)
		jval_write_string(writer, "address", from->address);
	if (from->has.last_poll)
		jval_write_time(writer, "last_poll", from->last_poll);
	jval_end_object(writer);
}

void
lineup_queue_overview_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct lineup_queue_overview *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->id != NULL)
		jval_write_string(writer, "id", from->id);
	if (from->name != NULL)
		jval_write_string(writer, "name", from->name);
	if (from->display_name != NULL)
		jval_write_string(writer, "display_name", from->display_name);
	if (from->has.paused)
		jval_write_boolean(writer, "paused", from->paused);
	if (from->has.paused_for)
		jval_write_strings(writer, "paused_for", from->paused_for,
		    from->n_paused_for);
	if (from->has.waiting)
		jval_write_integer(writer, "waiting", from->waiting);
	if (from->has.oldest)
		jval_write_time(writer, "oldest", from->oldest);
	if (from->has.next_task)
		lineup_entry_write(writer, "next_task", &from->next_task);
	if (from->has.last_minute)
		lineup_counts_write(writer, "last_minute", &from->last_minute);
	if (from->has.last_hour)
		lineup_counts_write(writer, "last_hour", &from->last_hour);
	if (from->has.wait_p50)
		jval_write_number(writer, "wait_p50", from->wait_p50);
	if (from->has.wait_p95)
		jval_write_number(writer, "wait_p95", from->wait_p95);
	if (from->has.pollers) {
		jval_begin_array(writer, "pollers");
		for (i = 0; i < from->n_pollers; i++)
			lineup_poller_write(writer, NULL, &from->pollers[i]);
		jval_end_array(writer);
	}
	if (from->has.tags)
		jval_write_strings(writer, "tags", from->tags, from->n_tags);
	if (from->has.system_tags)
		jval_write_strings(writer, "system_tags", from->system_tags,
		    from->n_system_tags);
	jval_end_object(writer);
}

void
lineup_get_overview_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct lineup_get_overview_resp *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.changed)
		jval_write_boolean(writer, "changed", from->changed);
	if (from->has.counter)
		jval_write_integer(writer, "counter", from->counter);
	if (from->has.queues) {
		jval_begin_array(writer, "queues");
		for (i = 0; i < from->n_queues; i++)
			lineup_queue_overview_write(writer, NULL,
			    &from->queues[i]);
		jval_end_array(writer);
	}
	jval_end_object(writer);
}

void
lineup_disk_write(struct jval_writer *writer, const char *name, const void *of)
{
	const struct lineup_disk *from = of;

	jval_begin_object(writer, name);
	if (from->has.size)
		jval_write_integer(writer, "size", from->size);
	if (from->has.free)
		jval_write_integer(writer, "free", from->free);
	if (from->has.is_low)
		jval_write_boolean(writer, "is_low", from->is_low);
	jval_end_object(writer);
}

void
lineup_get_status_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct lineup_get_status_resp *from = of;

	jval_begin_object(writer, name);
	if (from->version != NULL)
		jval_write_string(writer, "version", from->version);
	if (from->api_version != NULL)
		jval_write_string(writer, "api_version", from->api_version);
	if (from->uid != NULL)
		jval_write_string(writer, "uid", from->uid);
	if (from->store != NULL)
		jval_write_string(writer, "store", from->store);
	if (from->has.store_size)
		jval_write_integer(writer, "store_size", from->store_size);
	if (from->has.disk)
		lineup_disk_write(writer, "disk", &from->disk);
	jval_end_object(writer);
}

void
lineup_list_orphans_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct lineup_list_orphans_resp *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.tasks) {
		jval_begin_array(writer, "tasks");
		for (i = 0; i < from->n_tasks; i++)
			lineup_trace_write(writer, NULL, &from->tasks[i]);
		jval_end_array(writer);
	}
	jval_end_object(writer);
}

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "cli/cli.h"
#include "cli/print.h"
#include "cli/task_lines.h"
#include "json/jval.h"
#include "model/project.h"
#include "store/events.h"
#include "store/projects.h"
#include "store/transfer.h"

static void
begin_line(struct jval_writer *writer, const char *kind)
{
	jval_begin_object(writer, NULL);
	jval_write_string(writer, "kind", kind);
}

static void
end_line(struct jval_writer *writer)
{
	jval_end_object(writer);
	cli_end_line(writer);
}

static void
write_project(struct jval_writer *writer, const struct project *project)
{
	begin_line(writer, "project");
	jval_write_string(writer, "id", project->id);
	jval_write_string(writer, "name", project->name);
	jval_write_string(writer, "company", project->company);
	jval_write_string(writer, "description", project->description);
	jval_write_string(writer, "user", project->user);
	if (project->destination != NULL)
		jval_write_string(writer, "destination", project->destination);
	jval_write_integer(writer, "created", project->created);
	jval_write_integer(writer, "last_update", project->last_update);
	jval_write_strings(writer, "tags", project->tags, project->n_tags);
	jval_write_strings(writer, "system_tags", project->system_tags,
	    project->n_system_tags);
	end_line(writer);
}

/* Write a company's projects; one is before those within it. */
static enum store_result
write_projects(struct cli *cli, const char *company, struct jval_writer *writer)
{
	struct arena *arena = arena_new();
	enum store_result result;
	struct project *projects;
	size_t i, n;

	result = cli_list_projects(cli, arena, company, &n, &projects);
	for (i = 0; result == STORE_OK && i < n; i++)
		write_project(writer, &projects[i]);
	arena_free(arena);
	return result;
}

static void
write_members(struct jval_writer *writer, const struct task *task)
{
	const struct task_lines_member *member;
	const char *text;
	int64_t time;
	size_t i;

	for (i = 0; i < TASK_LINES_TEXTS; i++) {
		member = &task_lines_texts[i];
		text = task_lines_get_text(task, member);
		if (text != NULL)
			jval_write_string(writer, member->name, text);
	}
	for (i = 0; i < TASK_LINES_TIMES; i++) {
		member = &task_lines_times[i];
		time = task_lines_get_time(task, member);
		if (time != TASK_NEVER)
			jval_write_integer(writer, member->name, time);
	}
}

static void
write_metric(struct jval_writer *writer, const struct task_metric *metric)
{
	begin_line(writer, "metric");
	jval_write_string(writer, "metric", metric->metric);
	jval_write_string(writer, "variant", metric->variant);
	jval_write_number(writer, "value", metric->value);
	jval_write_number(writer, "min", metric->min);
	jval_write_number(writer, "max", metric->max);
	jval_write_integer(writer, "iteration", metric->iteration);
	jval_write_integer(writer, "min_iteration", metric->min_iteration);
	jval_write_integer(writer, "max_iteration", metric->max_iteration);
	jval_write_integer(writer, "count", metric->count);
	end_line(writer);
}

static void
write_task(struct jval_writer *writer, const struct task *task)
{
	unsigned part;
	size_t i;

	begin_line(writer, "task");
	write_members(writer, task);
	jval_write_string(writer, "status", task_status_text(task->status));
	if (task->has_enqueue_status)
		jval_write_string(writer, "enqueue_status",
		    task_status_text(task->enqueue_status));
	jval_write_strings(writer, "tags", task->tags, task->n_tags);
	jval_write_strings(
	    writer, "system_tags", task->system_tags, task->n_system_tags);
	end_line(writer);
	for (part = 0; part < TASK_PARTS; part++) {
		if (task->parts[part] == NULL)
			continue;
		begin_line(writer, "part");
		jval_write_string(
		    writer, "part", task_part_name((enum task_part)part));
		jval_write_string(writer, "json", task->parts[part]);
		end_line(writer);
	}
	for (i = 0; i < task->n_metrics; i++)
		write_metric(writer, &task->metrics[i]);
}

static void
write_event(struct jval_writer *writer, const struct event *event)
{
	begin_line(writer, "event");
	jval_write_string(writer, "type", event_type_text(event->type));
	jval_write_string(writer, "metric", event->metric);
	jval_write_string(writer, "variant", event->variant);
	jval_write_integer(writer, "iteration", event->iteration);
	jval_write_integer(writer, "time", event->time);
	if (event->has_value)
		jval_write_number(writer, "value", event->value);
	jval_write_string(writer, "body", event->body);
	end_line(writer);
}

/* Write the events of a task, a step of them in memory at a time. */
static enum store_result
write_events(struct cli *cli, struct arena *scratch, const char *company,
    const char *task, struct jval_writer *writer)
{
	struct store_event_walk walk = {0};
	enum store_result result;
	struct event *events;
	size_t i, n;

	do {
		arena_reset(scratch);
		result = store_walk_events(
		    cli->store, scratch, company, task, &walk, &n, &events);
		for (i = 0; result == STORE_OK && i < n; i++)
			write_event(writer, &events[i]);
	} while (result == STORE_OK && n > 0 && !writer->buf->failed);
	/* the task may have been deleted meanwhile */
	return result == STORE_NO_TASK ? STORE_OK : result;
}

/* Write tasks with their events, one in memory at a time. */
static enum store_result
write_tasks(struct cli *cli, struct jval_writer *writer)
{
	struct arena *arena = arena_new(), *scratch = arena_new();
	struct task task = {.id = ""};
	enum store_result result;
	char *after;

	do {
		after = arena_must(strdup(task.id));
		arena_reset(arena);
		result = store_next_task(
		    cli->store, arena, cli->company, after, &task);
		free(after);
		if (result != STORE_OK)
			break;
		write_task(writer, &task);
		result =
		    write_events(cli, scratch, task.company, task.id, writer);
	} while (result == STORE_OK && !writer->buf->failed);
	arena_free(arena);
	arena_free(scratch);
	return result == STORE_NO_TASK ? STORE_OK : result;
}

enum store_result
cli_export_tasks(struct cli *cli, size_t n,
    const struct store_company *companies, struct jval_writer *writer)
{
	enum store_result result = STORE_OK;
	size_t i;

	for (i = 0; result == STORE_OK && i < n; i++)
		result = write_projects(cli, companies[i].id, writer);
	return result == STORE_OK ? write_tasks(cli, writer) : result;
}

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "cli/cli.h"
#include "cli/importing.h"
#include "cli/print.h"
#include "cli/task_lines.h"
#include "json/jval_text.h"
#include "model/project.h"
#include "model/text_set.h"
#include "store/projects.h"
#include "store/records.h"
#include "store/tasks.h"
#include "store/transfer.h"
#include "tasks/parts.h"

#define MOST_RECORDS 1000 /* in a step */
#define MOST_BYTES                                                             \
	(1u << 20) /* of lines in a step, but for the last task's              \
		    */

/* Add the records that were read, if it is the time, and forget them. */
static bool
flush(struct import *import)
{
	struct import_tasks *tasks = &import->tasks;
	enum store_result result = STORE_OK;

	if (import->adds && tasks->n > 0)
		result = store_add_records(
		    import->cli->store, tasks->n, tasks->records);
	arena_reset(tasks->arena);
	tasks->n = tasks->room = tasks->n_bytes = 0;
	tasks->records = NULL;
	tasks->task = NULL;
	return result == STORE_OK ||
	       cli_import_fail(import, "can't be added", cli_reason(result));
}

/* Begin a record that belongs to no task before it. */
static bool
begin_record(struct import *import)
{
	const struct import_tasks *tasks = &import->tasks;

	import->keep = tasks->arena;
	return (tasks->n < MOST_RECORDS && tasks->n_bytes < MOST_BYTES) ||
	       flush(import);
}

static void
add_record(
    struct import *import, const struct task *task, const struct event *event)
{
	struct import_tasks *tasks = &import->tasks;

	tasks->records = arena_grow(tasks->arena, tasks->records, tasks->n,
	    &tasks->room, sizeof(*tasks->records));
	tasks->records[tasks->n++] = (struct store_record){task, event};
}

static void
read_members(struct import *import, const struct jval *root, struct task *task)
{
	const struct task_lines_member *member;
	struct jval value;
	size_t i;
	bool null;

	for (i = 0; i < TASK_LINES_TEXTS; i++) {
		member = &task_lines_texts[i];
		task_lines_set_text(task, member,
		    member->may_be_missing
			? cli_import_text_or_null(import, root, member->name)
			: cli_import_text(import, root, member->name));
	}
	for (i = 0; i < TASK_LINES_TIMES; i++) {
		member = &task_lines_times[i];
		task_lines_set_time(task, member, TASK_NEVER);
		if (!member->may_be_missing ||
		    jval_optional(
			&import->reader, root, member->name, &null, &value))
			task_lines_set_time(task, member,
			    cli_import_integer(import, root, member->name));
	}
	task->tags = cli_import_texts(import, root, "tags", &task->n_tags);
	task->system_tags =
	    cli_import_texts(import, root, "system_tags", &task->n_system_tags);
}

static bool
read_status(struct import *import, const char *text, enum task_status *status)
{
	return task_status_read(text, status) ||
	       cli_import_fail(import, "no such status", text);
}

static bool
read_statuses(struct import *import, const struct jval *root, struct task *task)
{
	const char *status = cli_import_text(import, root, "status");
	const char *before =
	    cli_import_text_or_null(import, root, "enqueue_status");

	task->has_enqueue_status = before != NULL;
	if (!jval_ok(&import->reader))
		return cli_import_refuse(import);
	return read_status(import, status, &task->status) &&
	       (before == NULL ||
		   read_status(import, before, &task->enqueue_status));
}

/* The name of a project in the set of those of the export. */
static const char *
set_name(struct arena *arena, const char *company, const char *project)
{
	return arena_printf(arena, "%s %s", company, project);
}

static void
gather_projects(struct import *import)
{
	struct arena *arena = import->cli->arena;
	size_t i;

	import->tasks.projects = text_set_new(arena, import->n_projects, false);
	for (i = 0; i < import->n_projects; i++)
		text_set_add(import->tasks.projects,
		    set_name(arena, import->projects[i].company,
			import->projects[i].id));
}

/* Check that a task's project is in the export, or in the store. */
static bool
check_project(struct import *import, const struct task *task)
{
	enum store_result result;
	struct project project;

	if (task->project == NULL)
		return true;
	if (import->tasks.projects == NULL)
		gather_projects(import);
	if (text_set_find(import->tasks.projects,
		set_name(import->scratch, task->company, task->project)) !=
	    TEXT_SET_NONE)
		return true;
	result = store_get_project(import->cli->store, import->scratch,
	    task->company, task->project, &project);
	return result == STORE_OK ||
	       cli_import_fail(import,
		   result == STORE_NOT_FOUND ? "no such project"
					     : cli_reason(result),
		   task->project);
}

/* Check that the store has no task of this id. */
static bool
check_absence(struct import *import, const char *id)
{
	const struct store_strings ids = {1, &id};
	enum store_result result;
	struct store_task *there;
	size_t n;

	result = store_find_tasks(
	    import->cli->store, import->scratch, NULL, &ids, &n, &there);
	if (result == STORE_OK && n == 0)
		return true;
	return cli_import_fail(import,
	    result == STORE_OK ? "this task already exists"
			       : cli_reason(result),
	    id);
}

static bool
check_task(struct import *import, const struct task *task)
{
	if (!cli_import_check_id(import, "task", task->id))
		return false;
	/* so no two are the same */
	if (import->tasks.id != NULL && strcmp(import->tasks.id, task->id) >= 0)
		return cli_import_fail(import,
		    "tasks must be in the order of their ids", task->id);
	return cli_import_check_name(import, task->name) &&
	       cli_import_check_tags(import, task->n_tags, task->tags) &&
	       cli_import_check_company(import, task->company) &&
	       check_project(import, task) &&
	       (import->adds || check_absence(import, task->id));
}

bool
cli_import_task(struct import *import, const struct jval *root)
{
	struct import_tasks *tasks = &import->tasks;
	struct task *task;

	if (!begin_record(import))
		return false;
	task = arena_alloc(tasks->arena, sizeof(*task));
	read_members(import, root, task);
	if (!read_statuses(import, root, task) || !check_task(import, task))
		return false;
	free(tasks->id);
	tasks->id = arena_must(strdup(task->id));
	tasks->task = task;
	tasks->metrics_room = 0;
	tasks->n_tasks++;
	add_record(import, task, NULL);
	return true;
}

/* Check that the line at hand may follow the one before. */
static bool
check_place(const struct import *import)
{
	return import->tasks.task != NULL ||
	       cli_import_fail(
		   import, "not behind a task, before its events", "");
}

/* Check a text of JSON, which must be an object. */
static bool
check_json(const struct import *import, const char *name, const char *text)
{
	struct jval value;

	return jval_text_any(import->scratch, text, &value) ||
	       cli_import_fail(import, name, "not a JSON object");
}

bool
cli_import_part(struct import *import, const struct jval *root)
{
	const char *name, *text;
	unsigned part = 0;

	import->keep = import->tasks.arena;
	name = cli_import_text(import, root, "part");
	text = cli_import_text(import, root, "json");
	if (!jval_ok(&import->reader))
		return cli_import_refuse(import);
	while (part < TASK_PARTS &&
	       strcmp(task_part_name((enum task_part)part), name) != 0)
		part++;
	if (part == TASK_PARTS)
		return cli_import_fail(import, "no such part", name);
	if (!check_place(import))
		return false;
	if (!tasks_parts_is(import->scratch, (enum task_part)part, text))
		return check_json(import, "json", text) &&
		       cli_import_fail(import, "no valid part", name);
	if (strlen(text) > STORE_PART_MOST)
		return cli_import_fail(import, "the part is too long", name);
	if (import->tasks.task->parts[part] != NULL)
		return cli_import_fail(import, "the part is there twice", name);
	import->tasks.task->parts[part] = text;
	return true;
}

bool
cli_import_metric(struct import *import, const struct jval *root)
{
	struct import_tasks *tasks = &import->tasks;
	struct task_metric metric;

	import->keep = tasks->arena;
	metric.metric = cli_import_text(import, root, "metric");
	metric.variant = cli_import_text(import, root, "variant");
	metric.value = cli_import_number(import, root, "value");
	metric.min = cli_import_number(import, root, "min");
	metric.max = cli_import_number(import, root, "max");
	metric.iteration = cli_import_integer(import, root, "iteration");
	metric.min_iteration =
	    cli_import_integer(import, root, "min_iteration");
	metric.max_iteration =
	    cli_import_integer(import, root, "max_iteration");
	metric.count = cli_import_integer(import, root, "count");
	if (!jval_ok(&import->reader))
		return cli_import_refuse(import);
	if (!check_place(import))
		return false;
	tasks->task->metrics = arena_grow(tasks->arena, tasks->task->metrics,
	    tasks->task->n_metrics, &tasks->metrics_room, sizeof(metric));
	tasks->task->metrics[tasks->task->n_metrics++] = metric;
	return true;
}

bool
cli_import_event(struct import *import, const struct jval *root)
{
	struct import_tasks *tasks = &import->tasks;
	struct event *event;
	struct jval value;
	const char *type;
	bool null;

	if (tasks->id == NULL)
		return cli_import_fail(import, "an event before any task", "");
	if (!begin_record(import))
		return false;
	tasks->task = NULL;
	event = arena_alloc(tasks->arena, sizeof(*event));
	event->task = arena_strdup(tasks->arena, tasks->id);
	type = cli_import_text(import, root, "type");
	event->metric = cli_import_text(import, root, "metric");
	event->variant = cli_import_text(import, root, "variant");
	event->iteration = cli_import_integer(import, root, "iteration");
	event->time = cli_import_integer(import, root, "time");
	event->has_value =
	    jval_optional(&import->reader, root, "value", &null, &value);
	if (event->has_value)
		event->value = jval_number(&import->reader, &value);
	event->body = cli_import_text(import, root, "body");
	if (!jval_ok(&import->reader))
		return cli_import_refuse(import);
	if (!event_type_read(type, &event->type))
		return cli_import_fail(import, "no such type of events", type);
	if (event->time < -EVENT_LAST_TIME || event->time > EVENT_LAST_TIME)
		return cli_import_fail(import, "no such time", "");
	tasks->n_events++;
	add_record(import, NULL, event);
	return check_json(import, "body", event->body);
}

bool
cli_import_finish_tasks(struct import *import)
{
	enum store_result result;

	if (!flush(import))
		return false;
	if (!import->adds)
		return true;
	result = store_forget_parents(import->cli->store);
	return result == STORE_OK ||
	       cli_import_fail(import, "can't be added", cli_reason(result));
}

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/timefmt.h"
#include "cli/cli.h"
#include "cli/print.h"
#include "model/project.h"
#include "model/queue.h"
#include "model/task_fields.h"
#include "store/projects.h"
#include "store/queues.h"
#include "store/records.h"
#include "store/tasks.h"
#include "store/users.h"

#define LISTED 100        /* tasks, without --limit */
#define MOST_LISTED 10000 /* tasks */

/* Which tasks to list. */
struct selection {
	size_t limit;
	const char *status;  /* NULL: any, here and below */
	const char *queue;   /* id */
	const char *project; /* id */
	const char *company; /* id; of the queue or project */
	size_t n;
	struct task *tasks; /* of all companies; room for twice the limit */
};

/* Read the options; false, after printing an error, if one is wrong. */
static bool
read_selection(struct cli *cli, struct selection *selection)
{
	struct project project;
	enum task_status status;
	struct queue queue;
	long limit = LISTED;

	if (cli->limit != NULL &&
	    !cli_read_number(cli->limit, MOST_LISTED, &limit)) {
		cli_fail("--limit %s: must be a number, at most %d", cli->limit,
		    MOST_LISTED);
		return false;
	}
	if (cli->status != NULL && !task_status_read(cli->status, &status)) {
		cli_fail("--status %s: no such status", cli->status);
		return false;
	}
	*selection =
	    (struct selection){.limit = (size_t)limit, .status = cli->status};
	if (cli->queue != NULL) {
		if (!cli_find_queue(cli, cli->queue, &queue))
			return false;
		selection->queue = queue.id;
		selection->company = queue.company;
	}
	if (cli->project != NULL) {
		if (!cli_find_project(cli, cli->project, &project))
			return false;
		selection->project = project.id;
		selection->company = project.company;
	}
	return true;
}

static void
want(struct criteria *criteria, const char *field, const char *value)
{
	if (value != NULL)
		criteria_add_list(criteria, field, 1, &value);
}

static int
compare_times(const void *a, const void *b)
{
	const struct task *left = a, *right = b;

	return (left->last_update < right->last_update) -
	       (left->last_update > right->last_update);
}

/* Add a company's tasks, and keep the newest ones. */
static enum store_result
add_company(struct cli *cli, struct selection *selection, const char *company)
{
	struct criteria criteria;
	enum store_result result;
	struct task *tasks;
	size_t n;

	criteria_init(&criteria, cli->arena, company, &task_fields);
	want(&criteria, "status", selection->status);
	want(&criteria, "execution.queue", selection->queue);
	want(&criteria, "project", selection->project);
	criteria_add_order(&criteria, "-last_update");
	criteria.limit = selection->limit;
	result =
	    store_list_tasks(cli->store, cli->arena, &criteria, 0, &n, &tasks);
	if (result != STORE_OK || n == 0)
		return result;
	memcpy(&selection->tasks[selection->n], tasks, n * sizeof(*tasks));
	selection->n += n;
	qsort(selection->tasks, selection->n, sizeof(*tasks), compare_times);
	if (selection->n > selection->limit)
		selection->n = selection->limit;
	return STORE_OK;
}

static void
print_row(struct cli_printer *printer, const struct task *task)
{
	char when[TIMEFMT_ISO_SIZE];
	const char *const row[] = {task->id, task->company,
	    task_status_text(task->status), when, task->name};

	timefmt_iso(task->last_update, when);
	cli_list_row(printer, row);
}

int
cli_task_list(struct cli *cli)
{
	static const struct cli_column columns[] = {{"id", CLI_TEXT},
	    {"company", CLI_TEXT}, {"status", CLI_TEXT},
	    {"last_update", CLI_TEXT}, {"name", CLI_TEXT}};
	struct store_company *companies;
	struct selection selection;
	enum store_result result;
	size_t i, n;

	if (!read_selection(cli, &selection))
		return EXIT_FAILURE;
	selection.tasks = arena_alloc_n(
	    cli->arena, 2 * selection.limit, sizeof(*selection.tasks));
	result = cli_list_companies(cli, &n, &companies);
	for (i = 0; result == STORE_OK && selection.limit > 0 && i < n; i++) {
		if (selection.company == NULL ||
		    strcmp(companies[i].id, selection.company) == 0)
			result = add_company(cli, &selection, companies[i].id);
	}
	if (result != STORE_OK)
		return cli_fail("%s", cli_reason(result));
	cli_list_begin(
	    &cli->printer, NULL, sizeof(columns) / sizeof(*columns), columns);
	for (i = 0; i < selection.n; i++)
		print_row(&cli->printer, &selection.tasks[i]);
	cli_list_end(&cli->printer);
	return EXIT_SUCCESS;
}

/* Print a text unless it is empty. */
static void
print_text(struct cli_printer *printer, const char *field, const char *text)
{
	if (text != NULL && *text != '\0')
		cli_thing_text(printer, field, text);
}

/* Print where the task belongs, with names of what is there. */
static void
print_places(struct cli *cli, const struct task *task)
{
	struct project project = {0};
	struct queue queue = {0};

	if (task->project != NULL)
		store_get_project(cli->store, cli->arena, task->company,
		    task->project, &project);
	if (task->queue != NULL)
		store_get_by_id(cli->store, cli->arena, task->company,
		    task->queue, (struct queue_need){0}, &queue);
	cli_thing_named(&cli->printer, "project", task->project, project.name);
	cli_thing_text(&cli->printer, "parent", task->parent);
	cli_thing_text(&cli->printer, "user", task->user);
	cli_thing_named(&cli->printer, "queue", task->queue, queue.name);
	cli_thing_text(&cli->printer, "worker", task->worker);
	cli_thing_text(&cli->printer, "popped_by", task->popped_by);
}

static void
print_times(struct cli_printer *printer, const struct task *task)
{
	cli_thing_time(printer, "created", task->created);
	cli_thing_time(printer, "popped", task->popped);
	cli_thing_time(printer, "started", task->started);
	cli_thing_time(printer, "completed", task->completed);
	cli_thing_time(printer, "published", task->published);
	cli_thing_time(printer, "last_update", task->last_update);
	cli_thing_number(printer, "active_duration", task->active_duration);
	cli_thing_number(printer, "last_iteration", task->last_iteration);
}

static void
print_metrics(struct cli *cli, const struct task *task)
{
	static const struct cli_column columns[] = {
	    {"metric", CLI_TEXT}, {"variant", CLI_TEXT}, {"value", CLI_NUMBER}};
	const struct task_metric *metric = task->metrics;
	size_t i;

	cli_list_begin(&cli->printer, "metrics", 3, columns);
	for (i = 0; i < task->n_metrics; i++, metric++) {
		const char *const row[] = {metric->metric, metric->variant,
		    arena_printf(cli->arena, "%.17g", metric->value)};

		cli_list_row(&cli->printer, row);
	}
	cli_list_end(&cli->printer);
}

int
cli_task_show(struct cli *cli)
{
	struct cli_printer *printer = &cli->printer;
	enum store_result result;
	struct store_task found;
	struct task task;

	if (!cli_find_task(cli, cli->words[0], &found))
		return EXIT_FAILURE;
	result = store_get_task(cli->store, cli->arena, found.company, found.id,
	    TASK_NEEDS_TAGS | TASK_NEEDS_METRICS, &task);
	if (result != STORE_OK)
		return cli_fail("%s", cli_reason(result));
	cli_thing_begin(printer);
	cli_thing_text(printer, "id", task.id);
	cli_thing_text(printer, "name", task.name);
	cli_thing_text(printer, "company", task.company);
	cli_thing_text(printer, "type", task.type);
	cli_thing_text(printer, "status", task_status_text(task.status));
	print_text(printer, "status_reason", task.reason);
	print_text(printer, "status_message", task.message);
	cli_thing_time(printer, "status_changed", task.status_changed);
	print_places(cli, &task);
	print_text(printer, "comment", task.comment);
	print_times(printer, &task);
	cli_thing_texts(printer, "tags", task.n_tags, task.tags);
	cli_thing_texts(
	    printer, "system_tags", task.n_system_tags, task.system_tags);
	print_metrics(cli, &task);
	cli_thing_end(printer);
	return EXIT_SUCCESS;
}

/* Change a task, and print what became of it, or an error. */
typedef int change_task(struct cli *cli, const struct store_task *task,
    struct store_task_change *change);

/* Change the tasks that the words from the n-th on name, one after another. */
static int
change_tasks(struct cli *cli, size_t n, change_task *change_one)
{
	struct store_task_change change;
	struct store_task task;
	int status = EXIT_SUCCESS;

	for (; n < cli->n_words && status == EXIT_SUCCESS; n++) {
		change = (struct store_task_change){.status = TASK_UNKNOWN,
		    .reason = "",
		    .message = "",
		    .now = timefmt_now()};
		if (!cli_find_task(cli, cli->words[n], &task))
			return EXIT_FAILURE;
		status = change_one(cli, &task, &change);
	}
	return status;
}

static void
print_result(const char *task, const char *result)
{
	const char *const row[] = {task, result};

	cli_print_row(2, row);
}

static int
finish_change(enum store_result result, const struct store_task *task,
    const struct store_task_change *change)
{
	if (result == STORE_WRONG_STATUS)
		return cli_fail("%s: it can't become %s, as it is %s", task->id,
		    task_status_text(change->status),
		    task_status_text(change->was));
	if (result != STORE_OK)
		return cli_fail("%s: %s", task->id, cli_reason(result));
	print_result(task->id, task_status_text(change->is));
	return EXIT_SUCCESS;
}

/* Find the queue that the first word names in a company. */
static bool
find_queue_of(struct cli *cli, const char *company, struct queue *queue)
{
	const char *given = cli->company;
	bool is_found;

	cli->company = company;
	is_found = cli_find_queue(cli, cli->words[0], queue);
	cli->company = given;
	return is_found;
}

static int
enqueue_task(struct cli *cli, const struct store_task *task,
    struct store_task_change *change)
{
	enum store_result result;
	struct queue queue;

	if (!find_queue_of(cli, task->company, &queue))
		return EXIT_FAILURE;
	result = store_enqueue_task(
	    cli->store, task->company, task->id, queue.id, NULL, true, change);
	return finish_change(result, task, change);
}

int
cli_task_enqueue(struct cli *cli)
{
	return change_tasks(cli, 1, enqueue_task);
}

static int
dequeue_task(struct cli *cli, const struct store_task *task,
    struct store_task_change *change)
{
	enum store_result result = store_dequeue_task(
	    cli->store, task->company, task->id, false, change);

	if (result == STORE_EMPTY)
		return cli_fail("%s: it is neither queued nor running, and "
				"keeps its status",
		    task->id);
	return finish_change(result, task, change);
}

int
cli_task_dequeue(struct cli *cli)
{
	return change_tasks(cli, 0, dequeue_task);
}

static int
stop_task(struct cli *cli, const struct store_task *task,
    struct store_task_change *change)
{
	enum store_result result;

	store_ask_to_stop(change);
	change->force = cli->force;
	change->message = "Stopped by lineup";
	result = store_change_task(cli->store, task->company, task->id, change);
	if (result != STORE_OK || change->is == TASK_STOPPED)
		return finish_change(result, task, change);
	print_result(task->id, "its worker was asked to stop it");
	return EXIT_SUCCESS;
}

int
cli_task_stop(struct cli *cli)
{
	return change_tasks(cli, 0, stop_task);
}

static int
delete_task(struct cli *cli, const struct store_task *task,
    struct store_task_change *change)
{
	size_t n_children;
	enum store_result result = store_delete_task(cli->store, task->company,
	    task->id, cli->force, change, &n_children);

	if (result == STORE_WRONG_STATUS)
		return cli_fail("%s: it is %s; --force deletes it all the same",
		    task->id, task_status_text(change->was));
	return result == STORE_OK
		   ? EXIT_SUCCESS
		   : cli_fail("%s: %s", task->id, cli_reason(result));
}

int
cli_task_delete(struct cli *cli)
{
	return change_tasks(cli, 0, delete_task);
}

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
print_row(const struct task *task)
{
	char when[TIMEFMT_ISO_SIZE];
	const char *const row[] = {task->id, task->company,
	    task_status_text(task->status), when, task->name};

	timefmt_iso(task->last_update, when);
	cli_print_row(sizeof(row) / sizeof(*row), row);
}

int
cli_task_list(struct cli *cli)
{
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
	for (i = 0; i < selection.n; i++)
		print_row(&selection.tasks[i]);
	return EXIT_SUCCESS;
}

/* Print a field, and a name if it is known; nothing for NULL or "". */
static void
print_named(const char *field, const char *value, const char *name)
{
	const char *const row[] = {field, value, name};

	if (value != NULL && *value != '\0')
		cli_print_row(name == NULL ? 2 : 3, row);
}

static void
print_number(const char *field, int64_t number)
{
	if (number != TASK_NEVER)
		printf("%s\t%lld\n", field, (long long)number);
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
	print_named("project", task->project, project.name);
	print_named("parent", task->parent, NULL);
	print_named("user", task->user, NULL);
	print_named("queue", task->queue, queue.name);
	print_named("worker", task->worker, NULL);
	print_named("popped_by", task->popped_by, NULL);
}

static void
print_times(const struct task *task)
{
	cli_print_time("created", task->created);
	cli_print_time("popped", task->popped);
	cli_print_time("started", task->started);
	cli_print_time("completed", task->completed);
	cli_print_time("published", task->published);
	cli_print_time("last_update", task->last_update);
	print_number("active_duration", task->active_duration);
	print_number("last_iteration", task->last_iteration);
}

static void
print_lists(const struct task *task)
{
	const struct task_metric *metric = task->metrics;
	size_t i;

	for (i = 0; i < task->n_tags; i++)
		cli_print_field("tag", task->tags[i]);
	for (i = 0; i < task->n_system_tags; i++)
		cli_print_field("system_tag", task->system_tags[i]);
	for (i = 0; i < task->n_metrics; i++, metric++) {
		printf("metric\t");
		cli_print(stdout, metric->metric);
		putchar('\t');
		cli_print(stdout, metric->variant);
		printf("\t%.17g\n", metric->value);
	}
}

int
cli_task_show(struct cli *cli)
{
	enum store_result result;
	struct store_task found;
	struct task task;

	if (!cli_find_task(cli, cli->words[0], &found))
		return EXIT_FAILURE;
	result = store_get_task(cli->store, cli->arena, found.company, found.id,
	    TASK_NEEDS_TAGS | TASK_NEEDS_METRICS, &task);
	if (result != STORE_OK)
		return cli_fail("%s", cli_reason(result));
	cli_print_field("id", task.id);
	cli_print_field("name", task.name);
	cli_print_field("company", task.company);
	cli_print_field("type", task.type);
	cli_print_field("status", task_status_text(task.status));
	print_named("status_reason", task.reason, NULL);
	print_named("status_message", task.message, NULL);
	cli_print_time("status_changed", task.status_changed);
	print_places(cli, &task);
	print_named("comment", task.comment, NULL);
	print_times(&task);
	print_lists(&task);
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
	cli_print_field(task->id, task_status_text(change->is));
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
	    cli->store, task->company, task->id, queue.id, true, change);
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
	cli_print_field(task->id, "its worker was asked to stop it");
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

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/random.h"
#include "base/timefmt.h"
#include "cli/cli.h"
#include "cli/print.h"
#include "generated/errors.h"
#include "model/queue.h"
#include "model/queue_rules.h"
#include "store/queues.h"
#include "store/tasks.h"
#include "store/users.h"

/* Print the queues of a company as rows. */
static enum store_result
list_queues(struct cli *cli, const char *company)
{
	enum store_result result;
	struct queue *queues;
	size_t i, n;

	result = cli_list_queues(cli, company, QUEUE_LENGTH, &n, &queues);
	for (i = 0; result == STORE_OK && i < n; i++) {
		const char *const row[] = {queues[i].id, company,
		    arena_printf(cli->arena, "%zu", queues[i].length),
		    queues[i].name};

		cli_list_row(&cli->printer, row);
	}
	return result;
}

int
cli_queue_list(struct cli *cli)
{
	static const struct cli_column columns[] = {{"id", CLI_TEXT},
	    {"company", CLI_TEXT}, {"tasks", CLI_NUMBER}, {"name", CLI_TEXT}};

	return cli_list_all(
	    cli, sizeof(columns) / sizeof(*columns), columns, list_queues);
}

static void
print_metadata(struct cli_printer *printer, const struct queue *queue)
{
	static const struct cli_column columns[] = {
	    {"name", CLI_TEXT}, {"type", CLI_TEXT}, {"value", CLI_TEXT}};
	size_t i;

	cli_list_begin(printer, "metadata", 3, columns);
	for (i = 0; i < queue->n_metadata; i++) {
		const struct queue_metadata *item = &queue->metadata[i];
		const char *const row[] = {item->name, item->type, item->value};

		cli_list_row(printer, row);
	}
	cli_list_end(printer);
}

static void
print_queue(struct cli *cli, const struct queue *queue)
{
	struct cli_printer *printer = &cli->printer;
	const char **tasks =
	    arena_alloc_n(cli->arena, queue->n_entries + 1, sizeof(*tasks));
	size_t i;

	for (i = 0; i < queue->n_entries; i++)
		tasks[i] = queue->entries[i].task;
	cli_thing_begin(printer);
	cli_thing_text(printer, "id", queue->id);
	cli_thing_text(printer, "name", queue->name);
	cli_thing_text(printer, "display_name", queue->display_name);
	cli_thing_text(printer, "company", queue->company);
	cli_thing_time(printer, "created", queue->created);
	cli_thing_time(printer, "last_update", queue->last_update);
	cli_thing_texts(printer, "tags", queue->n_tags, queue->tags);
	cli_thing_texts(
	    printer, "system_tags", queue->n_system_tags, queue->system_tags);
	print_metadata(printer, queue);
	cli_thing_texts(printer, "tasks", queue->n_entries, tasks);
	cli_thing_end(printer);
}

int
cli_queue_show(struct cli *cli)
{
	enum store_result result;
	struct queue queue;

	if (!cli_find_queue(cli, cli->words[0], &queue))
		return EXIT_FAILURE;
	result = store_get_by_id(cli->store, cli->arena, queue.company,
	    queue.id, (struct queue_need){.parts = QUEUE_ALL}, &queue);
	if (result != STORE_OK)
		return cli_fail("%s", cli_reason(result));
	print_queue(cli, &queue);
	return EXIT_SUCCESS;
}

/* Read the name of a queue by the rules of the API; prints an error. */
static bool
read_name(struct cli *cli, const char *given, const char **name)
{
	const char *fault = queue_rules_read_name(cli->arena, given, name);

	if (fault != NULL)
		cli_fail(
		    "%s: %s", err_info(ERR_DATA_VALIDATION_ERROR)->text, fault);
	return fault == NULL;
}

int
cli_queue_create(struct cli *cli)
{
	char id[RANDOM_ID_SIZE];
	struct queue queue = {.id = id,
	    .company =
		cli->company == NULL ? CLI_DEFAULT_COMPANY : cli->company,
	    .created = timefmt_now()};
	struct store_company *companies;
	enum store_result result;
	size_t n;

	if (!read_name(cli, cli->words[0], &queue.name))
		return EXIT_FAILURE;
	cli->company = queue.company;
	result = cli_list_companies(cli, &n, &companies);
	if (result != STORE_OK)
		return cli_fail(
		    "company %s: %s", cli->company, cli_reason(result));
	queue.last_update = queue.created;
	random_id(id);
	result = store_create(cli->store, &queue);
	if (result != STORE_OK)
		return cli_fail("%s: %s", queue.name, cli_reason(result));
	printf("%s\n", id);
	return EXIT_SUCCESS;
}

int
cli_queue_rename(struct cli *cli)
{
	struct store_changes changes = {0};
	enum store_result result;
	struct queue queue;

	if (!cli_find_queue(cli, cli->words[0], &queue) ||
	    !read_name(cli, cli->words[1], &changes.name))
		return EXIT_FAILURE;
	result = store_update(cli->store, queue.company, queue.id, &changes);
	return result == STORE_OK
		   ? EXIT_SUCCESS
		   : cli_fail("%s: %s", changes.name, cli_reason(result));
}

int
cli_queue_add(struct cli *cli)
{
	enum store_result result = STORE_OK;
	struct queue_entry entry;
	struct queue queue;
	size_t i;

	if (!cli_find_queue(cli, cli->words[0], &queue))
		return EXIT_FAILURE;
	for (i = 1; i < cli->n_words && result == STORE_OK; i++) {
		entry.task = cli->words[i];
		entry.added = timefmt_now();
		result = store_add_task(
		    cli->store, queue.company, queue.id, &entry, NULL, true);
	}
	return result == STORE_OK
		   ? EXIT_SUCCESS
		   : cli_fail("%s: %s", entry.task, cli_reason(result));
}

/* Read the third word as a distance from a place; false if it is invalid. */
static bool
read_place(const char *word, int64_t from, int64_t *by)
{
	char *end;
	long long place;

	if (strcmp(word, "front") == 0) {
		*by = INT64_MIN;
		return true;
	}
	if (strcmp(word, "back") == 0) {
		*by = INT64_MAX;
		return true;
	}
	place = strtoll(word, &end, 10);
	*by = place - from;
	return *word >= '0' && *word <= '9' && *end == '\0';
}

int
cli_queue_move(struct cli *cli)
{
	const char *task = cli->words[1], *place = cli->words[2];
	enum store_result result;
	struct queue queue;
	int64_t at, by;

	if (!cli_find_queue(cli, cli->words[0], &queue))
		return EXIT_FAILURE;
	result = store_move_task(
	    cli->store, queue.company, queue.id, task, 0, NULL, &at);
	if (result == STORE_OK && !read_place(place, at, &by))
		return cli_fail(
		    "%s: a place is front, back, or a number from 0", place);
	if (result == STORE_OK)
		result = store_move_task(
		    cli->store, queue.company, queue.id, task, by, NULL, &at);
	if (result != STORE_OK)
		return cli_fail("%s: %s", task, cli_reason(result));
	printf("%lld\n", (long long)at);
	return EXIT_SUCCESS;
}

static struct store_leaving
leave(const struct cli *cli, const struct queue *queue,
    enum queue_rules_leaving why)
{
	return (struct store_leaving){.company = queue->company,
	    .queue = queue->id,
	    .reason = queue_rules_reason(cli->arena, why, queue->id),
	    .now = timefmt_now()};
}

/*
 * The queue that the first word names; false, after printing an error, if there
 * is none, or if it has tasks that nothing allows to take out.
 */
static bool
find_removable(struct cli *cli, struct queue *queue)
{
	enum store_result result;

	if (!cli_find_queue(cli, cli->words[0], queue))
		return false;
	result = store_get_by_id(cli->store, cli->arena, queue->company,
	    queue->id, (struct queue_need){.parts = QUEUE_LENGTH}, queue);
	if (result != STORE_OK)
		cli_fail("%s: %s", cli->words[0], cli_reason(result));
	else if (queue->length > 0 && !cli->force)
		cli_fail("%s has tasks (%zu); --force takes them out",
		    cli->words[0], queue->length);
	return result == STORE_OK && (queue->length == 0 || cli->force);
}

int
cli_queue_clear(struct cli *cli)
{
	struct store_leaving leaving;
	enum store_result result;
	struct queue queue;

	if (!find_removable(cli, &queue))
		return EXIT_FAILURE;
	leaving = leave(cli, &queue, QUEUE_RULES_CLEARED);
	result = store_clear_queue(cli->store, NULL, &leaving, NULL, NULL);
	return result == STORE_OK || result == STORE_EMPTY
		   ? EXIT_SUCCESS
		   : cli_fail("%s: %s", cli->words[0], cli_reason(result));
}

int
cli_queue_delete(struct cli *cli)
{
	struct store_leaving leaving;
	enum store_result result;
	struct queue queue;

	if (!find_removable(cli, &queue))
		return EXIT_FAILURE;
	leaving = leave(cli, &queue, QUEUE_RULES_DELETED);
	result = cli->force
		     ? store_delete_with_tasks(cli->store, &leaving)
		     : store_delete(cli->store, queue.company, queue.id, false);
	return result == STORE_OK
		   ? EXIT_SUCCESS
		   : cli_fail("%s: %s", cli->words[0], cli_reason(result));
}

static enum store_result
remove_task(struct cli *cli, const struct queue *queue, const char *task)
{
	const struct store_leaving leaving =
	    leave(cli, queue, QUEUE_RULES_TASK_REMOVED);
	enum store_result result;
	size_t removed;

	result = store_remove_task(cli->store, queue->company, queue->id, task,
	    leaving.now, NULL, &removed);
	if (result == STORE_OK)
		store_revert_task(cli->store, &leaving, task);
	return result;
}

int
cli_queue_remove(struct cli *cli)
{
	enum store_result result = STORE_OK;
	struct queue queue;
	size_t i;

	if (!cli_find_queue(cli, cli->words[0], &queue))
		return EXIT_FAILURE;
	for (i = 1; i < cli->n_words && result == STORE_OK; i++)
		result = remove_task(cli, &queue, cli->words[i]);
	if (result != STORE_OK)
		return cli_fail(
		    "%s: %s", cli->words[i - 1], cli_reason(result));
	return EXIT_SUCCESS;
}

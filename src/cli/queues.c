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

int
cli_queue_list(struct cli *cli)
{
	struct store_company *companies;
	enum store_result result;
	size_t i, j, n, n_companies;
	struct queue *queues;

	result = cli_list_companies(cli, &n_companies, &companies);
	for (i = 0; result == STORE_OK && i < n_companies; i++) {
		result = cli_list_queues(
		    cli, companies[i].id, QUEUE_LENGTH, &n, &queues);
		for (j = 0; result == STORE_OK && j < n; j++) {
			printf("%s\t%s\t%zu\t", queues[j].id, companies[i].id,
			    queues[j].length);
			cli_print(stdout, queues[j].name);
			putchar('\n');
		}
	}
	return result == STORE_OK ? EXIT_SUCCESS
				  : cli_fail("%s", cli_reason(result));
}

static void
print_queue(const struct queue *queue)
{
	const struct queue_metadata *item;
	size_t i;

	cli_print_field("id", queue->id);
	cli_print_field("name", queue->name);
	if (queue->display_name != NULL)
		cli_print_field("display_name", queue->display_name);
	cli_print_field("company", queue->company);
	cli_print_time("created", queue->created);
	cli_print_time("last_update", queue->last_update);
	for (i = 0; i < queue->n_tags; i++)
		cli_print_field("tag", queue->tags[i]);
	for (i = 0; i < queue->n_system_tags; i++)
		cli_print_field("system_tag", queue->system_tags[i]);
	for (i = 0; i < queue->n_metadata; i++) {
		item = &queue->metadata[i];
		printf("metadata\t");
		cli_print(stdout, item->name);
		putchar('\t');
		cli_print(stdout, item->type);
		putchar('\t');
		cli_print(stdout, item->value);
		putchar('\n');
	}
	for (i = 0; i < queue->n_entries; i++)
		cli_print_field("task", queue->entries[i].task);
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
	print_queue(&queue);
	return EXIT_SUCCESS;
}

/* Make a queue named by the first word, with the rules of queues.create. */
static int
create_queue(struct cli *cli)
{
	char id[RANDOM_ID_SIZE];
	struct queue queue = {.id = id,
	    .company =
		cli->company == NULL ? CLI_DEFAULT_COMPANY : cli->company,
	    .created = timefmt_now()};
	const char *fault =
	    queue_rules_read_name(cli->arena, cli->words[0], &queue.name);
	struct store_company *companies;
	enum store_result result;
	size_t n;

	if (fault != NULL)
		return cli_fail(
		    "%s: %s", err_info(ERR_DATA_VALIDATION_ERROR)->text, fault);
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
cli_queue_add(struct cli *cli)
{
	enum store_result result = STORE_OK;
	struct queue_entry entry;
	struct queue queue;
	size_t i;

	if (cli->n_words == 1)
		return create_queue(cli);
	if (!cli_find_queue(cli, cli->words[0], &queue))
		return EXIT_FAILURE;
	for (i = 1; i < cli->n_words && result == STORE_OK; i++) {
		entry.task = cli->words[i];
		entry.added = timefmt_now();
		result = store_add_task(
		    cli->store, queue.company, queue.id, &entry, NULL);
		if (result == STORE_OK)
			store_set_task_queue(
			    cli->store, queue.company, entry.task, queue.id);
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

/* Remove the queue itself. */
static enum store_result
delete_queue(struct cli *cli, const struct queue *queue)
{
	const struct store_leaving leaving =
	    leave(cli, queue, QUEUE_RULES_DELETED);

	return cli->force
		   ? store_delete_with_tasks(cli->store, &leaving)
		   : store_delete(cli->store, queue->company, queue->id, false);
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
	if (cli->n_words == 1)
		result = delete_queue(cli, &queue);
	if (result == STORE_NOT_EMPTY)
		return cli_fail(
		    "%s has tasks; --force removes them, too", cli->words[0]);
	for (i = 1; i < cli->n_words && result == STORE_OK; i++)
		result = remove_task(cli, &queue, cli->words[i]);
	if (result != STORE_OK)
		return cli_fail(
		    "%s: %s", cli->words[i - 1], cli_reason(result));
	return EXIT_SUCCESS;
}

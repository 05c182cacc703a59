#include <stdlib.h>

#include "base/arena.h"
#include "base/timefmt.h"
#include "cli/cli.h"
#include "cli/print.h"
#include "model/queue.h"
#include "store/history.h"

#define MOST 1000000
#define USUAL 100 /* changes */

static const char *
name_of(enum store_action action)
{
	switch (action) {
	case STORE_ADDED:
		return "added";
	case STORE_POPPED:
		return "popped";
	case STORE_REMOVED:
		return "removed";
	case STORE_MOVED:
		return "moved";
	case STORE_CLEARED:
		return "cleared";
	case STORE_PAUSED:
		return "paused";
	case STORE_RESUMED:
		return "resumed";
	}
	return "";
}

static const char *
number(struct cli *cli, int64_t number)
{
	return number < 0 ? NULL
			  : arena_printf(cli->arena, "%lld", (long long)number);
}

static void
print_change(struct cli *cli, const struct store_change *change)
{
	char when[TIMEFMT_ISO_SIZE];
	const char *const row[] = {when, name_of(change->action), change->task,
	    change->queue, change->target, change->who.user, change->who.worker,
	    number(cli, change->before), number(cli, change->after)};

	timefmt_iso(change->at, when);
	cli_list_row(&cli->printer, row);
}

/* Print the changes of a queue, or of the task that is named (queue NULL). */
static enum store_result
print_changes(struct cli *cli, const char *company, const char *queue)
{
	struct store_change *changes;
	enum store_result result;
	long most = USUAL;
	size_t i, n;

	if (cli->limit != NULL)
		cli_read_number(cli->limit, MOST, &most);
	result = store_list_history(cli->store, cli->arena, company, queue,
	    queue == NULL ? cli->words[0] : NULL, (size_t)most, &n, &changes);
	for (i = 0; result == STORE_OK && i < n; i++)
		print_change(cli, &changes[i]);
	return result;
}

static enum store_result
print_task(struct cli *cli, const char *company)
{
	return print_changes(cli, company, NULL);
}

int
cli_history(struct cli *cli)
{
	static const struct cli_column columns[] = {{"at", CLI_TEXT},
	    {"action", CLI_TEXT}, {"task", CLI_TEXT}, {"queue", CLI_TEXT},
	    {"target_queue", CLI_TEXT}, {"user", CLI_TEXT},
	    {"worker", CLI_TEXT}, {"before", CLI_NUMBER},
	    {"after", CLI_NUMBER}};
	const size_t n = sizeof(columns) / sizeof(*columns);
	enum store_result result;
	struct queue queue;
	long most;

	if (cli->limit != NULL && !cli_read_number(cli->limit, MOST, &most))
		return cli_fail("--limit: a whole number up to %d", MOST);
	if ((cli->queue == NULL) != (cli->n_words == 1))
		return cli_fail("history: give a task, or --queue QUEUE");
	if (cli->conf.history_retention == 0)
		cli_fail("changes are not noted: see history_retention in "
			 "lineup.conf(5)");
	if (cli->queue == NULL)
		return cli_list_all(cli, n, columns, print_task);
	if (!cli_find_queue(cli, cli->queue, &queue))
		return EXIT_FAILURE;
	cli_list_begin(&cli->printer, NULL, n, columns);
	result = print_changes(cli, queue.company, queue.id);
	if (result != STORE_OK)
		return cli_fail("%s", cli_reason(result));
	cli_list_end(&cli->printer);
	return EXIT_SUCCESS;
}

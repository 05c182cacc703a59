#include <stdlib.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/timefmt.h"
#include "cli/cli.h"
#include "cli/print.h"
#include "store/users.h"
#include "store/workers.h"

static void
list_worker(
    struct cli *cli, const char *company, const struct store_worker *worker)
{
	char when[TIMEFMT_ISO_SIZE];
	const char *const row[] = {worker->name, company,
	    worker->active == 0 ? NULL : when, worker->task,
	    text_join(cli->arena, worker->queues.n, worker->queues.items)};

	timefmt_iso(worker->active, when);
	cli_list_row(&cli->printer, row);
}

static enum store_result
list_workers(struct cli *cli, const char *company)
{
	struct store_worker *workers;
	enum store_result result;
	size_t i, n;

	result =
	    store_list_workers(cli->store, cli->arena, company, &n, &workers);
	for (i = 0; result == STORE_OK && i < n; i++)
		list_worker(cli, company, &workers[i]);
	return result;
}

int
cli_worker_list(struct cli *cli)
{
	static const struct cli_column columns[] = {{"id", CLI_TEXT},
	    {"company", CLI_TEXT}, {"last_report", CLI_TEXT},
	    {"task", CLI_TEXT}, {"queues", CLI_TEXT}};

	return cli_list_all(
	    cli, sizeof(columns) / sizeof(*columns), columns, list_workers);
}

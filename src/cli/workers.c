#include <stdlib.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/timefmt.h"
#include "cli/cli.h"
#include "cli/print.h"
#include "store/users.h"
#include "store/workers.h"

static const char *
or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

static void
print_worker(
    struct arena *arena, const char *company, const struct store_worker *worker)
{
	char when[TIMEFMT_ISO_SIZE] = "";
	const char *const row[] = {or_empty(worker->name), company, when,
	    or_empty(worker->task),
	    text_join(arena, worker->queues.n, worker->queues.items)};

	if (worker->active != 0)
		timefmt_iso(worker->active, when);
	cli_print_row(sizeof(row) / sizeof(*row), row);
}

int
cli_worker_list(struct cli *cli)
{
	struct store_company *companies;
	struct store_worker *workers;
	enum store_result result;
	size_t i, k, n, n_companies;

	result = cli_list_companies(cli, &n_companies, &companies);
	for (i = 0; result == STORE_OK && i < n_companies; i++) {
		result = store_list_workers(
		    cli->store, cli->arena, companies[i].id, &n, &workers);
		for (k = 0; result == STORE_OK && k < n; k++)
			print_worker(cli->arena, companies[i].id, &workers[k]);
	}
	return result == STORE_OK ? EXIT_SUCCESS
				  : cli_fail("%s", cli_reason(result));
}

#include <stdlib.h>

#include "cli/cli.h"
#include "cli/print.h"
#include "store/sqlite/sqlite.h"

int
cli_backup(struct cli *cli)
{
	const char *error =
	    store_sqlite_backup(cli->store, cli->arena, cli->words[0]);

	return error == NULL ? EXIT_SUCCESS : cli_fail("%s", error);
}

int
cli_restore(struct cli *cli)
{
	const char *error = store_sqlite_restore(
	    cli->arena, cli->conf.data, cli->words[0], cli->force);

	return error == NULL ? EXIT_SUCCESS : cli_fail("%s", error);
}

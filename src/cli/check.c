#include <stdio.h>
#include <stdlib.h>

#include "cli/cli.h"
#include "cli/print.h"
#include "store/store.h"

#define WAIT 15           /* s, without --wait */
#define LONGEST_WAIT 3600 /* s */

static void
print_fault(void *n_faults, const char *text)
{
	++*(size_t *)n_faults;
	printf("%s\n", text);
}

int
cli_check(struct cli *cli)
{
	size_t n_faults = 0;
	long wait = WAIT;
	struct store_checking checking = {
	    .repair = cli->repair, .report = print_fault, .context = &n_faults};

	if (cli->wait != NULL &&
	    !cli_read_number(cli->wait, LONGEST_WAIT, &wait))
		return cli_fail(
		    "--wait %s: must be a number of seconds, at most 3600",
		    cli->wait);
	checking.wait = (int)wait;
	if (!store_check(cli->store, &checking))
		return cli_fail("the database has faults");
	printf(n_faults > 0 ? "The database is repaired.\n"
			    : "The database is fine.\n");
	return EXIT_SUCCESS;
}

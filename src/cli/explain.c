#include <stdio.h>
#include <stdlib.h>

#include "base/timefmt.h"
#include "cli/cli.h"
#include "cli/print.h"
#include "lineup/explain.h"

/* Explain the task in each company, and keep the best verdict. */
static enum store_result
explain_best(struct cli *cli, struct explain_result *best)
{
	struct explain_result explained;
	struct store_company *companies;
	enum store_result result;
	size_t i, n;

	*best = (struct explain_result){.text = "There is no company."};
	result = cli_list_companies(cli, &n, &companies);
	for (i = 0; result == STORE_OK && i < n; i++) {
		result = explain_task(cli->store, cli->arena, companies[i].id,
		    cli->words[0], timefmt_now(), &explained);
		if (result == STORE_OK && explained.verdict > best->verdict)
			*best = explained;
	}
	return result;
}

int
cli_explain(struct cli *cli)
{
	struct explain_result best;
	enum store_result result = explain_best(cli, &best);

	if (result != STORE_OK)
		return cli_fail("%s", cli_reason(result));
	if (!cli->printer.json) {
		puts(best.text);
		return EXIT_SUCCESS;
	}
	cli_thing_begin(&cli->printer);
	cli_thing_text(
	    &cli->printer, "verdict", lineup_verdict_text(best.verdict));
	cli_thing_text(&cli->printer, "text", best.text);
	cli_thing_end(&cli->printer);
	return EXIT_SUCCESS;
}

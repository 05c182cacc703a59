#include <stdio.h>
#include <stdlib.h>

#include "base/timefmt.h"
#include "cli/cli.h"
#include "cli/print.h"
#include "lineup/explain.h"

int
cli_explain(struct cli *cli)
{
	enum lineup_verdict best = LINEUP_VERDICT_UNKNOWN;
	struct explain_result explained;
	struct store_company *companies;
	enum store_result result;
	const char *text = "There is no company.";
	size_t i, n;

	result = cli_list_companies(cli, &n, &companies);
	for (i = 0; result == STORE_OK && i < n; i++) {
		result = explain_task(cli->store, cli->arena, companies[i].id,
		    cli->words[0], timefmt_now(), &explained);
		if (result == STORE_OK && explained.verdict > best) {
			best = explained.verdict;
			text = explained.text;
		}
	}
	if (result != STORE_OK)
		return cli_fail("%s", cli_reason(result));
	puts(text);
	return EXIT_SUCCESS;
}

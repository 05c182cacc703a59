#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "cli/cli.h"
#include "cli/print.h"
#include "model/filter.h"
#include "model/project_fields.h"
#include "model/queue.h"
#include "store/projects.h"
#include "store/queues.h"
#include "store/records.h"
#include "store/tasks.h"

bool
cli_read_number(const char *text, long most, long *number)
{
	char *end;
	long read = strtol(text, &end, 10);

	if (*text < '0' || *text > '9' || *end != '\0' || read > most)
		return false;
	*number = read;
	return true;
}

enum store_result
cli_list_queues(struct cli *cli, const char *company, unsigned parts, size_t *n,
    struct queue **queues)
{
	return store_get_all(cli->store, cli->arena,
	    filter_new(cli->arena, company),
	    (struct queue_need){.parts = parts}, n, queues);
}

enum store_result
cli_list_projects(struct cli *cli, struct arena *arena, const char *company,
    size_t *n, struct project **projects)
{
	struct criteria criteria;

	criteria_init(&criteria, arena, company, &project_fields);
	criteria_add_order(&criteria, "name");
	return store_list_projects(cli->store, arena, &criteria, n, projects);
}

enum store_result
cli_list_companies(struct cli *cli, size_t *n, struct store_company **companies)
{
	enum store_result result;
	size_t i;

	result = store_list_companies(cli->store, cli->arena, n, companies);
	if (result != STORE_OK || cli->company == NULL)
		return result;
	for (i = 0; i < *n; i++) {
		if (strcmp((*companies)[i].id, cli->company) == 0) {
			*companies += i;
			*n = 1;
			return STORE_OK;
		}
	}
	return STORE_NOT_FOUND;
}

int
cli_list_all(struct cli *cli, size_t n, const struct cli_column *columns,
    cli_list_fn *add)
{
	struct store_company *companies;
	enum store_result result;
	size_t i, n_companies;

	result = cli_list_companies(cli, &n_companies, &companies);
	if (result == STORE_OK)
		cli_list_begin(&cli->printer, NULL, n, columns);
	for (i = 0; result == STORE_OK && i < n_companies; i++)
		result = add(cli, companies[i].id);
	if (result != STORE_OK)
		return cli_fail("%s", cli_reason(result));
	cli_list_end(&cli->printer);
	return EXIT_SUCCESS;
}

/* Report that a word names nothing, or several things; true if it names one. */
static bool
is_one(const char *word, const char *what, enum store_result result, size_t n)
{
	if (result != STORE_OK)
		cli_fail("%s", cli_reason(result));
	else if (n == 0)
		cli_fail("%s: no such %s", word, what);
	else if (n > 1)
		cli_fail("%s: several %ss have this name; say which by its id",
		    word, what);
	return result == STORE_OK && n == 1;
}

bool
cli_find_queue(struct cli *cli, const char *word, struct queue *queue)
{
	struct store_company *companies;
	size_t i, j, n, n_companies, n_found = 0;
	enum store_result result;
	struct queue *queues;

	result = cli_list_companies(cli, &n_companies, &companies);
	for (i = 0; result == STORE_OK && i < n_companies; i++) {
		result = cli_list_queues(cli, companies[i].id, 0, &n, &queues);
		for (j = 0; result == STORE_OK && j < n; j++) {
			if (strcmp(queues[j].id, word) != 0 &&
			    strcmp(queues[j].name, word) != 0)
				continue;
			*queue = queues[j];
			n_found++;
		}
	}
	return is_one(word, "queue", result, n_found);
}

bool
cli_find_project(struct cli *cli, const char *word, struct project *project)
{
	struct store_company *companies;
	size_t i, j, n, n_companies, n_found = 0;
	enum store_result result;
	struct project *projects;

	result = cli_list_companies(cli, &n_companies, &companies);
	for (i = 0; result == STORE_OK && i < n_companies; i++) {
		result = cli_list_projects(
		    cli, cli->arena, companies[i].id, &n, &projects);
		for (j = 0; result == STORE_OK && j < n; j++) {
			if (strcmp(projects[j].id, word) != 0 &&
			    strcmp(projects[j].name, word) != 0)
				continue;
			*project = projects[j];
			n_found++;
		}
	}
	return is_one(word, "project", result, n_found);
}

bool
cli_find_task(struct cli *cli, const char *id, struct store_task *task)
{
	const struct store_strings ids = {1, &id};
	struct store_task *tasks;
	enum store_result result;
	size_t n;

	result = store_find_tasks(
	    cli->store, cli->arena, cli->company, &ids, &n, &tasks);
	if (!is_one(id, "task", result, n))
		return false;
	*task = tasks[0];
	return true;
}

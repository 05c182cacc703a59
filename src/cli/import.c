#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "cli/cli.h"
#include "cli/importing.h"
#include "cli/print.h"
#include "json/json.h"
#include "store/records.h"
#include "store/users.h"

#define MAX_LINE ((ssize_t)16 << 20) /* bytes */

/* The first line: {"lineup_export": 1}. */
static bool
read_head(struct import *import, const struct jval *root)
{
	int64_t form = cli_import_integer(import, root, "lineup_export");

	return (jval_ok(&import->reader) && form == CLI_EXPORT_FORM) ||
	       cli_import_fail(import, "not a lineup export", "");
}

static const struct kind {
	const char *name;
	bool (*read)(struct import *import, const struct jval *root);
} kinds[] = {
    {"project", cli_import_project},
    {"task", cli_import_task},
    {"part", cli_import_part},
    {"metric", cli_import_metric},
    {"event", cli_import_event},
};

/* Read a line that names its kind; what the store can't keep is left out. */
static bool
read_kind(struct import *import, const char *name, const struct jval *root)
{
	bool keeps_tasks = store_keeps_tasks(import->cli->store);
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		if (strcmp(kinds[i].name, name) != 0)
			continue;
		if (keeps_tasks && import->adds && i == 0)
			return true; /* projects have been added */
		if (keeps_tasks)
			return kinds[i].read(import, root);
		import->tasks.n_tasks += strcmp(name, "task") == 0;
		return true;
	}
	return cli_import_fail(import, "no such kind of lines", name);
}

static bool
read_value(struct import *import, const struct jval *root)
{
	struct jval member;
	const char *kind;
	bool null;

	if (jval_optional(&import->reader, root, "kind", &null, &member)) {
		kind = jval_string(&import->reader, &member);
		return jval_ok(&import->reader) ? read_kind(import, kind, root)
						: cli_import_refuse(import);
	}
	if (import->adds)
		return true; /* queues have been added */
	if (jval_optional(&import->reader, root, "task", &null, &member))
		return cli_import_entry(import, root);
	return cli_import_queue(import, root);
}

static bool
read_line(struct import *import, const char *line, size_t n)
{
	static const struct json_limits limits = {1000000, 8};
	struct jval root;

	import->line++;
	import->tasks.n_bytes += n;
	if (n > 0 && line[n - 1] == '\n')
		n--;
	arena_reset(import->scratch);
	jval_reader_init(&import->reader, import->scratch);
	if (!jval_parse(&import->reader, line, n, &limits, &root))
		return import->line == 1
			   ? cli_import_fail(import, "not a lineup export", "")
			   : cli_import_refuse(import);
	return import->line == 1 ? read_head(import, &root)
				 : read_value(import, &root);
}

static bool
read_file(struct import *import, FILE *file)
{
	char *line = NULL;
	size_t room = 0;
	bool fine = true;
	ssize_t n;

	while (fine && (n = getline(&line, &room, file)) > 0) {
		fine = n <= MAX_LINE
			   ? read_line(import, line, (size_t)n)
			   : cli_import_fail(import, "a line is too long", "");
	}
	free(line);
	if (fine && ferror(file)) {
		cli_fail("%s: can't be read", import->path);
		return false;
	}
	if (fine && import->line == 0)
		return cli_import_fail(import, "not a lineup export", "");
	return fine;
}

/* Add the queues and projects, then read the tasks again, and add them. */
static int
add_all(struct import *import, FILE *file, off_t start)
{
	size_t n_queues = 0, n_projects = 0;
	enum store_result result;

	result = cli_import_add_queues(import, &n_queues);
	if (result == STORE_OK)
		result = cli_import_add_projects(import, &n_projects);
	if (result != STORE_OK)
		return cli_fail(
		    "%s: %s; queues that were added: %zu, projects: %zu",
		    import->path, cli_reason(result), n_queues, n_projects);
	printf("queues that were added: %zu\n", n_queues);
	if (import->tasks.n_tasks > 0 &&
	    !store_keeps_tasks(import->cli->store)) {
		printf("tasks that were left out, as they are not kept in "
		       "MongoDB: %zu\n",
		    import->tasks.n_tasks);
		return EXIT_SUCCESS;
	}
	if (import->n_projects + import->tasks.n_tasks == 0)
		return EXIT_SUCCESS;
	printf("projects that were added: %zu\n", n_projects);
	import->adds = true;
	import->line = import->tasks.n_tasks = import->tasks.n_events = 0;
	free(import->tasks.id);
	import->tasks.id = NULL;
	if (fseeko(file, start, SEEK_SET) != 0)
		return cli_fail_path(import->path);
	if (!read_file(import, file) || !cli_import_finish_tasks(import))
		return EXIT_FAILURE;
	printf("tasks that were added: %zu\nevents that were added: %zu\n",
	    import->tasks.n_tasks, import->tasks.n_events);
	return EXIT_SUCCESS;
}

/* Check the whole export, and import it if nothing is wrong. */
static int
import_all(struct import *import, FILE *file)
{
	off_t start = ftello(file);
	enum store_result result;
	bool fine = true;

	result = cli_list_companies(
	    import->cli, &import->n_companies, &import->companies);
	if (result == STORE_OK &&
	    (!read_file(import, file) || !cli_import_finish_tasks(import)))
		return EXIT_FAILURE;
	if (result == STORE_OK)
		result = cli_import_check_queues(import, &fine);
	if (result == STORE_OK && fine)
		result = cli_import_check_projects(import, &fine);
	if (result != STORE_OK)
		return cli_fail("%s: %s", import->path, cli_reason(result));
	return fine ? add_all(import, file, start) : EXIT_FAILURE;
}

/* Copy all that can be read; false, with errno, if that failed. */
static bool
copy(FILE *from, FILE *to)
{
	static char piece[65536];
	size_t n;

	while ((n = fread(piece, 1, sizeof(piece), from)) > 0) {
		if (fwrite(piece, 1, n, to) != n)
			return false;
	}
	return !ferror(from) && fseeko(to, 0, SEEK_SET) == 0;
}

/* Import from a file that can't be read twice, by a copy without a name. */
static int
import_copy(struct import *import, FILE *file)
{
	FILE *copied = tmpfile();
	int status;

	if (copied == NULL || !copy(file, copied))
		status = cli_fail_path(import->path);
	else
		status = import_all(import, copied);
	if (copied != NULL)
		fclose(copied);
	return status;
}

static int
import_file(struct import *import, FILE *file)
{
	struct stat status;

	return fstat(fileno(file), &status) == 0 && S_ISREG(status.st_mode)
		   ? import_all(import, file)
		   : import_copy(import, file);
}

int
cli_import(struct cli *cli)
{
	struct import import = {.cli = cli,
	    .path = cli->words[0],
	    .scratch = arena_new(),
	    .tasks.arena = arena_new()};
	FILE *file = stdin;
	int status;

	cli->company = NULL; /* the export has the company of each queue */
	if (strcmp(import.path, "-") != 0)
		file = fopen(import.path, "r");
	status = file == NULL ? cli_fail_path(import.path)
			      : import_file(&import, file);
	if (file != NULL && file != stdin)
		fclose(file);
	free(import.tasks.id);
	arena_free(import.tasks.arena);
	arena_free(import.scratch);
	return status;
}

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "cli/cli.h"
#include "cli/print.h"
#include "generated/errors.h"
#include "json/json.h"
#include "json/jval.h"
#include "model/queue_rules.h"
#include "store/queues.h"
#include "store/users.h"

#define MAX_LINE ((ssize_t)16 << 20) /* bytes */

/* The state of reading an export, whose format export.c describes. */
struct import {
	struct cli *cli;
	const char *path;
	size_t line;           /* number, from 1 */
	struct arena *scratch; /* of the line at hand */
	struct jval_reader reader;
	size_t n;
	size_t room;
	struct queue *queues;
	size_t entries_room; /* of the last queue */
};

/* Report what is wrong with the line at hand; returns false. */
static bool
fail(const struct import *import, const char *what, const char *detail)
{
	cli_fail("%s:%zu: %s%s%s", import->path, import->line, what,
	    *detail == '\0' ? "" : ": ", detail);
	return false;
}

/* Report what the reader refused; returns false. */
static bool
fail_by_refusal(const struct import *import)
{
	const struct jval_refusal *refusal = &import->reader.refusal;

	return fail(import, *refusal->path == '\0' ? "line" : refusal->path,
	    refusal->rule);
}

/* Copy a text, so that it outlives the line. */
static const char *
keep_text(struct import *import, const struct jval *value)
{
	const char *text = jval_string(&import->reader, value);

	return text == NULL ? "" : arena_strdup(import->cli->arena, text);
}

static const char *
read_text(struct import *import, const struct jval *object, const char *name)
{
	struct jval member;

	return jval_required(&import->reader, object, name, &member)
		   ? keep_text(import, &member)
		   : "";
}

static int64_t
read_integer(struct import *import, const struct jval *object, const char *name)
{
	struct jval member;

	return jval_required(&import->reader, object, name, &member)
		   ? jval_integer(&import->reader, &member)
		   : 0;
}

static const char **
read_texts(struct import *import, const struct jval *object, const char *name,
    size_t *n)
{
	struct jval list, item;
	const char **texts;
	size_t i;

	*n = 0;
	if (!jval_required(&import->reader, object, name, &list))
		return NULL;
	*n = jval_array(&import->reader, &list);
	texts = arena_alloc_n(import->cli->arena, *n, sizeof(*texts));
	for (i = 0; i < *n; i++) {
		jval_item(&list, i, &item);
		texts[i] = keep_text(import, &item);
	}
	return texts;
}

static void
read_metadata(
    struct import *import, const struct jval *object, struct queue *queue)
{
	struct jval list, item;
	size_t i, n;

	if (!jval_required(&import->reader, object, "metadata", &list))
		return;
	n = jval_array(&import->reader, &list);
	queue->metadata =
	    arena_alloc_n(import->cli->arena, n, sizeof(*queue->metadata));
	for (i = 0; i < n; i++) {
		jval_item(&list, i, &item);
		queue->metadata[i].name = read_text(import, &item, "name");
		queue->metadata[i].key = read_text(import, &item, "key");
		queue->metadata[i].type = read_text(import, &item, "type");
		queue->metadata[i].value = read_text(import, &item, "value");
	}
	queue->n_metadata = n;
}

/* Check the name and the tags, and that agents accept the id. */
static bool
check_queue(const struct import *import, const struct queue *queue)
{
	const char *name, *fault, *bad;

	if (strlen(queue->id) < 30 ||
	    strspn(queue->id, "-0123456789abcdef") != strlen(queue->id))
		return fail(import,
		    "not a queue id: at least 30 of 0-9, a-f and -", queue->id);
	fault = queue_rules_read_name(import->cli->arena, queue->name, &name);
	if (fault != NULL)
		return fail(
		    import, err_info(ERR_DATA_VALIDATION_ERROR)->text, fault);
	if (strcmp(name, queue->name) != 0)
		return fail(import, "the name begins or ends with white space",
		    queue->name);
	bad = queue_rules_find_bad_tag(queue->n_tags, queue->tags);
	return bad == NULL ||
	       fail(import, err_info(ERR_INVALID_FIELDS_VALUE)->text, bad);
}

static bool
read_queue(struct import *import, const struct jval *root)
{
	struct queue queue = {.last_update = QUEUE_NEVER};
	struct jval member;
	bool null;

	queue.id = read_text(import, root, "queue");
	queue.name = read_text(import, root, "name");
	if (jval_optional(
		&import->reader, root, "display_name", &null, &member))
		queue.display_name = keep_text(import, &member);
	queue.company = read_text(import, root, "company");
	queue.created = read_integer(import, root, "created");
	if (jval_optional(&import->reader, root, "last_update", &null, &member))
		queue.last_update = jval_integer(&import->reader, &member);
	queue.tags = read_texts(import, root, "tags", &queue.n_tags);
	queue.system_tags =
	    read_texts(import, root, "system_tags", &queue.n_system_tags);
	read_metadata(import, root, &queue);
	if (!jval_ok(&import->reader))
		return fail_by_refusal(import);
	if (!check_queue(import, &queue))
		return false;
	import->queues = arena_grow(import->cli->arena, import->queues,
	    import->n, &import->room, sizeof(queue));
	import->queues[import->n++] = queue;
	import->entries_room = 0;
	return true;
}

static bool
read_entry(struct import *import, const struct jval *root)
{
	struct queue_entry entry;
	struct queue *queue;

	entry.task = read_text(import, root, "task");
	entry.added = read_integer(import, root, "added");
	if (!jval_ok(&import->reader))
		return fail_by_refusal(import);
	if (import->n == 0)
		return fail(import, "a task before any queue", entry.task);
	queue = &import->queues[import->n - 1];
	queue->entries = arena_grow(import->cli->arena, queue->entries,
	    queue->n_entries, &import->entries_room, sizeof(entry));
	queue->entries[queue->n_entries++] = entry;
	return true;
}

/* The first line: {"lineup_export": 1}. */
static bool
read_head(struct import *import, const struct jval *root)
{
	int64_t form = read_integer(import, root, "lineup_export");

	return (jval_ok(&import->reader) && form == CLI_EXPORT_FORM) ||
	       fail(import, "not a lineup export", "");
}

static bool
read_line(struct import *import, const char *line, size_t n)
{
	static const struct json_limits limits = {1000000, 8};
	struct jval root, member;
	bool null;

	import->line++;
	if (n > 0 && line[n - 1] == '\n')
		n--;
	arena_reset(import->scratch);
	jval_reader_init(&import->reader, import->scratch);
	if (!jval_parse(&import->reader, line, n, &limits, &root))
		return import->line == 1
			   ? fail(import, "not a lineup export", "")
			   : fail_by_refusal(import);
	if (import->line == 1)
		return read_head(import, &root);
	if (jval_optional(&import->reader, &root, "task", &null, &member))
		return read_entry(import, &root);
	return read_queue(import, &root);
}

static bool
read_file(struct import *import, FILE *file)
{
	char *line = NULL;
	size_t room = 0;
	bool fine = true;
	ssize_t n;

	while (fine && (n = getline(&line, &room, file)) > 0) {
		fine = n <= MAX_LINE ? read_line(import, line, (size_t)n)
				     : fail(import, "a line is too long", "");
	}
	free(line);
	if (fine && ferror(file)) {
		cli_fail("%s: can't be read", import->path);
		return false;
	}
	if (fine && import->line == 0)
		return fail(import, "not a lineup export", "");
	return fine;
}

static int
compare_ids(const void *a, const void *b)
{
	const struct queue *const *left = a, *const *right = b;

	return strcmp((*left)->id, (*right)->id);
}

static int
compare_names(const void *a, const void *b)
{
	const struct queue *const *left = a, *const *right = b;
	int result = strcmp((*left)->company, (*right)->company);

	return result != 0 ? result : strcmp((*left)->name, (*right)->name);
}

/* Check that no two queues are the same by a comparison. */
static bool
are_distinct(const struct import *import, size_t n, const struct queue **queues,
    int (*compare)(const void *, const void *))
{
	size_t i;

	if (n > 1)
		qsort(queues, n, sizeof(*queues), compare);
	for (i = 1; i < n; i++) {
		if (compare(&queues[i - 1], &queues[i]) == 0) {
			cli_fail("%s: queue %s (%s) already exists; nothing "
				 "was imported",
			    import->path, queues[i]->id, queues[i]->name);
			return false;
		}
	}
	return true;
}

static bool
is_known(const char *id, size_t n, const struct store_company *companies)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (strcmp(companies[i].id, id) == 0)
			return true;
	}
	return false;
}

/* Check each queue by itself. */
static bool
check_each(const struct import *import, size_t n_companies,
    const struct store_company *companies)
{
	const struct queue *queue = import->queues;
	const char *task;
	size_t i;

	for (i = 0; i < import->n; i++, queue++) {
		if (!is_known(queue->company, n_companies, companies)) {
			cli_fail("%s: queue %s: no company has the id %s",
			    import->path, queue->id, queue->company);
			return false;
		}
		task = queue_rules_find_double(import->cli->arena, queue);
		if (task != NULL) {
			cli_fail("%s: queue %s has the task %s twice",
			    import->path, queue->id, task);
			return false;
		}
	}
	return true;
}

/* Check the queues, also against those in the store and each other. */
static enum store_result
check_all(struct import *import, bool *fine)
{
	const struct queue **all = NULL;
	struct store_company *companies;
	size_t i, j, n_companies, n_there, n = 0, room = 0;
	struct arena *arena = import->cli->arena;
	enum store_result result;
	struct queue *there;

	result = cli_list_companies(import->cli, &n_companies, &companies);
	for (i = 0; result == STORE_OK && i < n_companies; i++) {
		result = cli_list_queues(
		    import->cli, companies[i].id, 0, &n_there, &there);
		for (j = 0; result == STORE_OK && j < n_there; j++) {
			all = arena_grow(arena, all, n, &room, sizeof(*all));
			all[n++] = &there[j];
		}
	}
	for (i = 0; i < import->n; i++) {
		all = arena_grow(arena, all, n, &room, sizeof(*all));
		all[n++] = &import->queues[i];
	}
	if (result == STORE_OK)
		*fine = check_each(import, n_companies, companies) &&
			are_distinct(import, n, all, compare_ids) &&
			are_distinct(import, n, all, compare_names);
	return result;
}

/* Add the queues, each whole or not at all. */
static int
add_all(struct import *import)
{
	enum store_result result;
	bool fine = false;
	size_t i;

	result = check_all(import, &fine);
	if (result == STORE_OK && !fine)
		return EXIT_FAILURE;
	for (i = 0; result == STORE_OK && i < import->n; i++)
		result = store_create(import->cli->store, &import->queues[i]);
	if (result != STORE_OK)
		return cli_fail("%s: %s; queues that were added: %zu",
		    import->path, cli_reason(result), i == 0 ? i : i - 1);
	printf("queues that were added: %zu\n", import->n);
	return EXIT_SUCCESS;
}

int
cli_import(struct cli *cli)
{
	struct import import = {
	    .cli = cli, .path = cli->words[0], .scratch = arena_new()};
	FILE *file = stdin;
	bool is_read = false;

	cli->company = NULL; /* the export has the company of each queue */
	if (strcmp(import.path, "-") != 0)
		file = fopen(import.path, "r");
	if (file == NULL)
		cli_fail_path(import.path);
	else
		is_read = read_file(&import, file);
	if (file != NULL && file != stdin)
		fclose(file);
	arena_free(import.scratch);
	return is_read ? add_all(&import) : EXIT_FAILURE;
}

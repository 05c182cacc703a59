#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "cli/cli.h"
#include "cli/print.h"
#include "json/jval.h"
#include "store/queues.h"
#include "store/records.h"
#include "store/users.h"

/*
 * An export has a JSON object on each line: a queue, then each of its tasks in
 * order.  Times are milliseconds since 1970; display_name and last_update may
 * be missing.
 *
 *     {"lineup_export": 1}
 *     {"queue": ID, "name": ..., "display_name": ..., "company": ...,
 *      "created": ..., "last_update": ..., "tags": [...], "system_tags": [...],
 *      "metadata": [{"name": ..., "key": ..., "type": ..., "value": ...}]}
 *     {"task": ID, "added": ...}
 *
 * Other lines name their kind: projects, then tasks in the order of their ids.
 * What belongs to a task follows it: its parts and metrics, and then its
 * events.  Times that are not there, and texts that a task need not have, are
 * missing; parts and bodies are texts of JSON.
 *
 *     {"kind": "project", "id": ..., "name": ..., "company": ...,
 *      "description": ..., "user": ..., "destination": ..., "created": ...,
 *      "last_update": ..., "tags": [...], "system_tags": [...]}
 *     {"kind": "task", "id": ..., (the members of task_lines.c),
 *      "status": ..., "enqueue_status": ..., "tags": [...],
 *      "system_tags": [...]}
 *     {"kind": "part", "part": "script", "json": "{...}"}
 *     {"kind": "metric", "metric": ..., "variant": ..., "value": ...,
 *      "min": ..., "max": ..., "iteration": ..., "min_iteration": ...,
 *      "max_iteration": ..., "count": ...}
 *     {"kind": "event", "type": "log", "metric": ..., "variant": ...,
 *      "iteration": ..., "time": ..., "value": ..., "body": "{...}"}
 */

#define PIECE 65536 /* bytes */

static bool
write_piece(void *file, const char *data, size_t n)
{
	return fwrite(data, 1, n, file) == n;
}

static void
write_metadata(struct jval_writer *writer, const struct queue *queue)
{
	const struct queue_metadata *item = queue->metadata;
	size_t i;

	jval_begin_array(writer, "metadata");
	for (i = 0; i < queue->n_metadata; i++, item++) {
		jval_begin_object(writer, NULL);
		jval_write_string(writer, "name", item->name);
		jval_write_string(writer, "key", item->key);
		jval_write_string(writer, "type", item->type);
		jval_write_string(writer, "value", item->value);
		jval_end_object(writer);
	}
	jval_end_array(writer);
}

static void
write_head(struct jval_writer *writer)
{
	jval_begin_object(writer, NULL);
	jval_write_integer(writer, "lineup_export", CLI_EXPORT_FORM);
	jval_end_object(writer);
	cli_end_line(writer);
}

static void
write_queue(struct jval_writer *writer, const struct queue *queue)
{
	size_t i;

	jval_begin_object(writer, NULL);
	jval_write_string(writer, "queue", queue->id);
	jval_write_string(writer, "name", queue->name);
	if (queue->display_name != NULL)
		jval_write_string(writer, "display_name", queue->display_name);
	jval_write_string(writer, "company", queue->company);
	jval_write_integer(writer, "created", queue->created);
	if (queue->last_update != QUEUE_NEVER)
		jval_write_integer(writer, "last_update", queue->last_update);
	jval_write_strings(writer, "tags", queue->tags, queue->n_tags);
	jval_write_strings(
	    writer, "system_tags", queue->system_tags, queue->n_system_tags);
	write_metadata(writer, queue);
	jval_end_object(writer);
	cli_end_line(writer);
	for (i = 0; i < queue->n_entries; i++) {
		jval_begin_object(writer, NULL);
		jval_write_string(writer, "task", queue->entries[i].task);
		jval_write_integer(writer, "added", queue->entries[i].added);
		jval_end_object(writer);
		cli_end_line(writer);
	}
}

/* Write the queues of a company, one in memory at a time. */
static enum store_result
write_queues(struct cli *cli, const char *company, struct jval_writer *writer)
{
	struct arena *scratch = arena_new();
	enum store_result result;
	struct queue *queues;
	size_t i, n;

	result = cli_list_queues(cli, company, 0, &n, &queues);
	for (i = 0; result == STORE_OK && i < n; i++) {
		arena_reset(scratch);
		result =
		    store_get_by_id(cli->store, scratch, company, queues[i].id,
			(struct queue_need){.parts = QUEUE_ALL}, &queues[i]);
		if (result == STORE_OK)
			write_queue(writer, &queues[i]);
		else if (result == STORE_NOT_FOUND)
			result = STORE_OK; /* it was removed meanwhile */
	}
	arena_free(scratch);
	return result;
}

static int
write_queue_file(struct cli *cli, FILE *file, const char *path)
{
	const char *text = cli_queues_text(cli);

	if (text == NULL)
		return EXIT_FAILURE;
	if (fputs(text, file) == EOF || fflush(file) != 0)
		return cli_fail("%s: can't be written", path);
	return EXIT_SUCCESS;
}

static int
write_export(struct cli *cli, FILE *file, const char *path)
{
	struct store_company *companies;
	struct jval_writer writer;
	enum store_result result;
	static char piece[PIECE];
	struct buf buf;
	size_t i, n;

	if (cli->queues)
		return write_queue_file(cli, file, path);
	buf_init(&buf, piece, sizeof(piece), write_piece, file);
	jval_writer_init(&writer, &buf, 0);
	write_head(&writer);
	result = cli_list_companies(cli, &n, &companies);
	for (i = 0; result == STORE_OK && i < n; i++)
		result = write_queues(cli, companies[i].id, &writer);
	if (result == STORE_OK && store_keeps_tasks(cli->store))
		result = cli_export_tasks(cli, n, companies, &writer);
	if (result != STORE_OK)
		return cli_fail("%s", cli_reason(result));
	if (!buf_flush(&buf) || fflush(file) != 0)
		return cli_fail("%s: can't be written", path);
	return EXIT_SUCCESS;
}

int
cli_export(struct cli *cli)
{
	const char *path = cli->words[0];
	int status;
	FILE *file;

	if (strcmp(path, "-") == 0)
		return write_export(cli, stdout, "standard output");
	if ((file = fopen(path, "wx")) == NULL)
		return cli_fail_path(path);
	status = write_export(cli, file, path);
	if (status == EXIT_SUCCESS && fsync(fileno(file)) != 0)
		status = cli_fail_path(path);
	fclose(file);
	if (status != EXIT_SUCCESS)
		unlink(path);
	return status;
}

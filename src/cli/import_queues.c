#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "cli/cli.h"
#include "cli/importing.h"
#include "cli/print.h"
#include "model/queue_rules.h"
#include "store/queues.h"
#include "store/users.h"

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
		queue->metadata[i].name =
		    cli_import_text(import, &item, "name");
		queue->metadata[i].key = cli_import_text(import, &item, "key");
		queue->metadata[i].type =
		    cli_import_text(import, &item, "type");
		queue->metadata[i].value =
		    cli_import_text(import, &item, "value");
	}
	queue->n_metadata = n;
}

/* Check the name and the tags, and that agents accept the id. */
static bool
check_queue(const struct import *import, const struct queue *queue)
{
	return cli_import_check_id(import, "queue", queue->id) &&
	       cli_import_check_name(import, queue->name) &&
	       cli_import_check_tags(import, queue->n_tags, queue->tags);
}

bool
cli_import_queue(struct import *import, const struct jval *root)
{
	struct queue queue = {.last_update = QUEUE_NEVER};
	struct jval member;
	bool null;

	import->keep = import->cli->arena;
	queue.id = cli_import_text(import, root, "queue");
	queue.name = cli_import_text(import, root, "name");
	if (jval_optional(
		&import->reader, root, "display_name", &null, &member))
		queue.display_name = cli_import_keep(import, &member);
	queue.company = cli_import_text(import, root, "company");
	queue.created = cli_import_integer(import, root, "created");
	if (jval_optional(&import->reader, root, "last_update", &null, &member))
		queue.last_update = jval_integer(&import->reader, &member);
	queue.tags = cli_import_texts(import, root, "tags", &queue.n_tags);
	queue.system_tags =
	    cli_import_texts(import, root, "system_tags", &queue.n_system_tags);
	read_metadata(import, root, &queue);
	if (!jval_ok(&import->reader))
		return cli_import_refuse(import);
	if (!check_queue(import, &queue))
		return false;
	import->queues = arena_grow(import->cli->arena, import->queues,
	    import->n, &import->room, sizeof(queue));
	import->queues[import->n++] = queue;
	import->entries_room = 0;
	return true;
}

bool
cli_import_entry(struct import *import, const struct jval *root)
{
	struct queue_entry entry;
	struct queue *queue;

	import->keep = import->cli->arena;
	entry.task = cli_import_text(import, root, "task");
	entry.added = cli_import_integer(import, root, "added");
	if (!jval_ok(&import->reader))
		return cli_import_refuse(import);
	if (import->n == 0)
		return cli_import_fail(
		    import, "a task before any queue", entry.task);
	queue = &import->queues[import->n - 1];
	queue->entries = arena_grow(import->cli->arena, queue->entries,
	    queue->n_entries, &import->entries_room, sizeof(entry));
	queue->entries[queue->n_entries++] = entry;
	return true;
}

/* Check each queue by itself. */
static bool
check_each(const struct import *import)
{
	const struct queue *queue = import->queues;
	const char *task;
	size_t i;

	for (i = 0; i < import->n; i++, queue++) {
		if (!cli_import_knows_company(import, queue->company)) {
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

static void
add_name(const struct import *import, struct import_names *names,
    const struct queue *queue)
{
	cli_import_add_name(
	    import, names, queue->id, queue->company, queue->name);
}

/* Check the queues, also against those in the store and each other. */
enum store_result
cli_import_check_queues(struct import *import, bool *fine)
{
	struct import_names names = {.what = "queue"};
	enum store_result result = STORE_OK;
	size_t i, j, n_there;
	struct queue *there;

	for (i = 0; result == STORE_OK && i < import->n_companies; i++) {
		result = cli_list_queues(
		    import->cli, import->companies[i].id, 0, &n_there, &there);
		for (j = 0; result == STORE_OK && j < n_there; j++)
			add_name(import, &names, &there[j]);
	}
	for (i = 0; i < import->n; i++)
		add_name(import, &names, &import->queues[i]);
	if (result == STORE_OK)
		*fine = check_each(import) &&
			cli_import_are_distinct(import, &names);
	return result;
}

/* Each is added whole or not at all. */
enum store_result
cli_import_add_queues(struct import *import, size_t *n)
{
	enum store_result result = STORE_OK;

	for (*n = 0; *n < import->n && result == STORE_OK; ++*n)
		result = store_create(import->cli->store, &import->queues[*n]);
	*n -= result != STORE_OK;
	return result;
}

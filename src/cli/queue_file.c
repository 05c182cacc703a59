#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/print.h"
#include "cli/queue_file.h"
#include "generated/errors.h"
#include "json/json.h"
#include "json/jval.h"
#include "json/jval_text.h"
#include "model/queue_rules.h"

#define MAX_SIZE ((size_t)16 * 1024 * 1024) /* bytes */

struct reading {
	const char *path;
	struct arena *arena;
	struct jval_reader reader;
};

static bool
refuse(const struct reading *reading, const char *name, const char *fault)
{
	cli_fail("%s: %s: %s", reading->path, name, fault);
	return false;
}

/* Read up to MAX_SIZE bytes; NULL, after printing an error, if it failed. */
static const char *
read_text(struct reading *reading, size_t *n)
{
	bool is_stdin = strcmp(reading->path, "-") == 0;
	FILE *in = is_stdin ? stdin : fopen(reading->path, "r");
	size_t got, room = 0;
	char *text = NULL;

	if (in == NULL) {
		cli_fail_path(reading->path);
		return NULL;
	}
	*n = 0;
	do {
		text = arena_grow(reading->arena, text, *n, &room, 1);
		got = fread(text + *n, 1, room - *n, in);
		*n += got;
	} while (got > 0 && *n <= MAX_SIZE);
	if (ferror(in)) {
		cli_fail_path(reading->path);
		text = NULL;
	} else if (*n > MAX_SIZE) {
		cli_fail("%s: is longer than 16 MiB", reading->path);
		text = NULL;
	}
	if (!is_stdin)
		fclose(in);
	return text;
}

static void
read_metadata(
    struct reading *reading, const struct jval *list, struct queue *queue)
{
	static const struct jval_name names[] = {{.text = "key"},
	    {.text = "type"}, {.text = "value"}, {.text = NULL}};
	struct jval_reader *reader = &reading->reader;
	struct queue_metadata *at;
	struct jval item, member;
	size_t i;
	bool null;

	queue->n_metadata = jval_array(reader, list);
	queue->metadata =
	    arena_alloc_n(reading->arena, queue->n_metadata, sizeof(*at));
	for (i = 0; i < queue->n_metadata; i++) {
		at = &queue->metadata[i];
		jval_item(list, i, &item);
		if (!jval_object(reader, &item))
			return;
		jval_only(reader, &item, names);
		*at = (struct queue_metadata){.type = "", .value = ""};
		if (jval_required(reader, &item, "key", &member))
			at->key = jval_string(reader, &member);
		if (jval_optional(reader, &item, "type", &null, &member))
			at->type = jval_string(reader, &member);
		if (jval_optional(reader, &item, "value", &null, &member))
			at->value = jval_string(reader, &member);
	}
}

static void
read_item(struct reading *reading, const struct jval *object,
    struct queue_file_item *item)
{
	static const struct jval_name names[] = {{.text = "name"},
	    {.text = "display_name"}, {.text = "tags"}, {.text = "metadata"},
	    {.text = "default"}, {.text = NULL}};
	struct jval_reader *reader = &reading->reader;
	struct queue *queue = &item->queue;
	struct jval member;
	bool null;

	*item = (struct queue_file_item){0};
	if (!jval_object(reader, object))
		return;
	jval_only(reader, object, names);
	if (jval_required(reader, object, "name", &member))
		queue->name = jval_string(reader, &member);
	if (jval_optional(reader, object, "display_name", &null, &member))
		queue->display_name = jval_string(reader, &member);
	item->has_tags = jval_optional(reader, object, "tags", &null, &member);
	if (item->has_tags)
		queue->tags = jval_strings(reader, &member, &queue->n_tags);
	item->has_metadata =
	    jval_optional(reader, object, "metadata", &null, &member);
	if (item->has_metadata)
		read_metadata(reading, &member, queue);
	item->has_default =
	    jval_optional(reader, object, "default", &null, &member);
	if (item->has_default)
		item->is_default = jval_boolean(reader, &member);
}

/* Check the keys, and strip them as the API does. */
static bool
check_metadata(const struct reading *reading, struct queue *queue)
{
	struct queue_metadata *item = queue->metadata;
	size_t i, j;

	for (i = 0; i < queue->n_metadata; i++, item++) {
		item->key = queue_rules_read_key(reading->arena, item->key);
		if (item->key == NULL)
			return refuse(
			    reading, queue->name, "a key of metadata is empty");
		item->name = item->key;
		for (j = 0; j < i; j++) {
			if (strcmp(queue->metadata[j].key, item->key) == 0)
				return refuse(reading, queue->name,
				    "a key of metadata comes twice");
		}
	}
	return true;
}

static bool
check_item(const struct reading *reading, struct queue *queue)
{
	const char *given = queue->name, *fault;

	fault = queue_rules_read_name(reading->arena, given, &queue->name);
	if (fault != NULL)
		return refuse(reading, given, fault);
	fault = queue_rules_find_bad_tag(queue->n_tags, queue->tags);
	if (fault != NULL)
		return refuse(
		    reading, fault, err_info(ERR_INVALID_FIELDS_VALUE)->text);
	queue->tags = text_sort(reading->arena, queue->n_tags, queue->tags);
	return check_metadata(reading, queue);
}

/* Check that no name comes twice, and that only one is the default. */
static bool
check_all(const struct reading *reading, size_t n,
    const struct queue_file_item *items)
{
	const char *first = NULL;
	size_t i, j;

	for (i = 0; i < n; i++) {
		for (j = 0; j < i; j++) {
			if (strcmp(items[i].queue.name, items[j].queue.name) ==
			    0)
				return refuse(reading, items[i].queue.name,
				    "comes twice");
		}
		if (items[i].is_default && first != NULL)
			return refuse(reading, items[i].queue.name,
			    "a second default queue");
		if (items[i].is_default)
			first = items[i].queue.name;
	}
	return true;
}

static bool
read_all(struct reading *reading, const struct jval *root, size_t *n,
    struct queue_file_item **items)
{
	static const struct jval_name names[] = {
	    {.text = "queues"}, {.text = NULL}};
	struct jval list, item;
	size_t i;

	jval_only(&reading->reader, root, names);
	if (!jval_required(&reading->reader, root, "queues", &list))
		return false;
	*n = jval_array(&reading->reader, &list);
	*items = arena_alloc_n(reading->arena, *n, sizeof(**items));
	for (i = 0; i < *n; i++) {
		jval_item(&list, i, &item);
		read_item(reading, &item, &(*items)[i]);
	}
	return jval_ok(&reading->reader);
}

bool
queue_file_read(struct arena *arena, const char *path, size_t *n,
    struct queue_file_item **items)
{
	static const struct json_limits limits = {100000, 16};
	struct reading reading = {.path = path, .arena = arena};
	const struct jval_refusal *refusal = &reading.reader.refusal;
	const char *text;
	struct jval root;
	size_t i, size;

	if ((text = read_text(&reading, &size)) == NULL)
		return false;
	jval_reader_init(&reading.reader, arena);
	reading.reader.is_strict = true;
	if (!jval_parse(&reading.reader, text, size, &limits, &root) ||
	    !read_all(&reading, &root, n, items)) {
		cli_fail("%s: %s%s%s%s%s", path, refusal->path,
		    *refusal->path == '\0' ? "" : ": ", refusal->rule,
		    *refusal->got == '\0' ? "" : ": ", refusal->got);
		return false;
	}
	for (i = 0; i < *n; i++) {
		if (!check_item(&reading, &(*items)[i].queue))
			return false;
	}
	return check_all(&reading, *n, *items);
}

bool
queue_file_is_default(const struct queue *queue)
{
	size_t i;

	for (i = 0; i < queue->n_system_tags; i++) {
		if (strcmp(queue->system_tags[i], QUEUE_FILE_DEFAULT) == 0)
			return true;
	}
	return false;
}

static void
write_queue(struct jval_writer *writer, const struct queue *queue)
{
	const struct queue_metadata *item = queue->metadata;
	size_t i;

	jval_begin_object(writer, NULL);
	jval_write_string(writer, "name", queue->name);
	if (queue->display_name != NULL)
		jval_write_string(writer, "display_name", queue->display_name);
	jval_write_strings(writer, "tags", queue->tags, queue->n_tags);
	jval_begin_array(writer, "metadata");
	for (i = 0; i < queue->n_metadata; i++, item++) {
		jval_begin_object(writer, NULL);
		jval_write_string(writer, "key", item->key);
		jval_write_string(writer, "type", item->type);
		jval_write_string(writer, "value", item->value);
		jval_end_object(writer);
	}
	jval_end_array(writer);
	jval_write_boolean(writer, "default", queue_file_is_default(queue));
	jval_end_object(writer);
}

/* The queues to write. */
struct list {
	size_t n;
	const struct queue *queues;
};

static void
write_all(struct jval_writer *writer, const char *name, const void *from)
{
	const struct list *list = from;
	size_t i;

	jval_begin_object(writer, name);
	jval_begin_array(writer, "queues");
	for (i = 0; i < list->n; i++)
		write_queue(writer, &list->queues[i]);
	jval_end_array(writer);
	jval_end_object(writer);
}

const char *
queue_file_text(struct arena *arena, size_t n, const struct queue *queues)
{
	return jval_text_indented(
	    arena, jval_text_of(arena, write_all, &(struct list){n, queues}));
}

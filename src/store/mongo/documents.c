#include <stdio.h>
#include <string.h>

#include <bson/bson.h>

#include "base/arena.h"
#include "model/metadata_path.h"
#include "store/mongo/verbs.h"

#define KEY_SIZE 24 /* bytes for an index in an array */

/* The number of members of a document or an array. */
static size_t
count(const bson_t *document)
{
	return (size_t)bson_count_keys(document);
}

static const char *
text_or_empty(struct arena *arena, const bson_t *document, const char *name)
{
	const char *text = mongo_text(arena, document, name);

	return text == NULL ? "" : text;
}

const char **
store_mongo_read_texts(
    struct arena *arena, const bson_t *document, const char *name, size_t *n)
{
	const char **texts;
	bson_iter_t iter;
	bson_t array;

	*n = 0;
	if (!mongo_child(document, name, &array))
		return NULL;
	texts = arena_alloc_n(arena, count(&array), sizeof(*texts));
	bson_iter_init(&iter, &array);
	while (bson_iter_next(&iter)) {
		if (BSON_ITER_HOLDS_UTF8(&iter))
			texts[(*n)++] =
			    arena_strdup(arena, bson_iter_utf8(&iter, NULL));
	}
	return texts;
}

/* The document at an iterator; false if it is something else. */
static bool
read_child(const bson_iter_t *iter, bson_t *child)
{
	const uint8_t *data;
	uint32_t n;

	if (!BSON_ITER_HOLDS_DOCUMENT(iter))
		return false;
	bson_iter_document(iter, &n, &data);
	return bson_init_static(child, data, n);
}

size_t
store_mongo_read_entries(struct arena *arena, const bson_t *document,
    const char *name, struct queue_entry **entries)
{
	bson_t array, item;
	bson_iter_t iter;
	size_t n = 0;

	*entries = NULL;
	if (!mongo_child(document, name, &array))
		return 0;
	*entries = arena_alloc_n(arena, count(&array), sizeof(**entries));
	bson_iter_init(&iter, &array);
	for (; bson_iter_next(&iter); n++) {
		(*entries)[n] = (struct queue_entry){0};
		if (!read_child(&iter, &item))
			continue;
		(*entries)[n].task = text_or_empty(arena, &item, "task");
		(*entries)[n].added = mongo_time(&item, "added", 0);
	}
	return n;
}

static void
read_entries(struct arena *arena, const bson_t *document, struct queue *queue)
{
	size_t i, n;

	n = store_mongo_read_entries(
	    arena, document, "entries", &queue->entries);
	for (i = 0; i < n; i++) {
		if (queue->entries[i].task != NULL)
			queue->entries[queue->n_entries++] = queue->entries[i];
	}
}

/*
 * Metadata is a map by escaped names.  Very old documents have an array, whose
 * items are named by their keys.
 */
static void
read_metadata(struct arena *arena, const bson_t *document, struct queue *queue)
{
	struct queue_metadata *piece;
	bson_t all, item;
	bson_iter_t iter, at;
	bool is_array;
	char *name;

	if (!mongo_child(document, "metadata", &all))
		return;
	is_array = bson_iter_init_find(&at, document, "metadata") &&
		   BSON_ITER_HOLDS_ARRAY(&at);
	queue->metadata =
	    arena_alloc_n(arena, count(&all), sizeof(*queue->metadata));
	bson_iter_init(&iter, &all);
	while (bson_iter_next(&iter)) {
		if (!read_child(&iter, &item))
			continue;
		piece = &queue->metadata[queue->n_metadata++];
		piece->key = text_or_empty(arena, &item, "key");
		piece->type = text_or_empty(arena, &item, "type");
		piece->value = text_or_empty(arena, &item, "value");
		name = arena_strdup(arena, bson_iter_key(&iter));
		metadata_path_unescape(name);
		piece->name = is_array ? piece->key : name;
	}
}

static bool
read_double(const bson_t *document, const char *name, double *number)
{
	bson_iter_t iter;

	if (!bson_iter_init_find(&iter, document, name) ||
	    !BSON_ITER_HOLDS_NUMBER(&iter))
		return false;
	*number = bson_iter_as_double(&iter);
	return true;
}

static const struct queue_resources *
read_resources(struct arena *arena, const bson_t *document)
{
	struct queue_resources *resources;
	bson_t child;

	if (!mongo_child(document, "resources", &child))
		return NULL;
	resources = arena_alloc(arena, sizeof(*resources));
	resources->has_cpu_usage =
	    read_double(&child, "cpu_usage", &resources->cpu_usage);
	resources->has_gpu_usage =
	    read_double(&child, "gpu_usage", &resources->gpu_usage);
	return resources;
}

const char *
store_mongo_read_pause(struct arena *arena, const bson_t *document)
{
	bson_t metadata, item;
	bson_iter_t at;

	if (!mongo_child(document, "metadata", &metadata) ||
	    !bson_iter_init_find(&at, &metadata, PAUSE_KEY) ||
	    !BSON_ITER_HOLDS_DOCUMENT(&at) ||
	    !mongo_child(&metadata, PAUSE_KEY, &item))
		return NULL;
	return text_or_empty(arena, &item, "value");
}

void
store_mongo_read_queue(
    struct arena *arena, const bson_t *document, struct queue *queue)
{
	*queue = (struct queue){
	    .id = text_or_empty(arena, document, "_id"),
	    .name = text_or_empty(arena, document, "name"),
	    .display_name = mongo_text(arena, document, "display_name"),
	    .company = text_or_empty(arena, document, "company"),
	    .created = mongo_time(document, "created", 0),
	    .last_update = mongo_time(document, "last_update", QUEUE_NEVER),
	    .length = (size_t)mongo_int(document, "length", 0),
	    .resources = read_resources(arena, document),
	};
	queue->tags =
	    store_mongo_read_texts(arena, document, "tags", &queue->n_tags);
	queue->system_tags = store_mongo_read_texts(
	    arena, document, "system_tags", &queue->n_system_tags);
	read_entries(arena, document, queue);
	read_metadata(arena, document, queue);
	queue->pause = store_mongo_read_pause(arena, document);
}

void
store_mongo_put_texts(
    bson_t *document, const char *name, size_t n, const char *const *texts)
{
	char key[KEY_SIZE];
	bson_t array;
	size_t i;

	BSON_APPEND_ARRAY_BEGIN(document, name, &array);
	for (i = 0; i < n; i++) {
		snprintf(key, sizeof(key), "%zu", i);
		BSON_APPEND_UTF8(&array, key, texts[i]);
	}
	bson_append_array_end(document, &array);
}

void
store_mongo_put_ones(
    bson_t *document, const char *member, size_t n, const char *const *names)
{
	bson_t ones;
	size_t i;

	BSON_APPEND_DOCUMENT_BEGIN(document, member, &ones);
	for (i = 0; i < n; i++)
		BSON_APPEND_INT32(&ones, names[i], 1);
	bson_append_document_end(document, &ones);
}

void
store_mongo_put_piece(
    bson_t *document, const char *name, const struct queue_metadata *piece)
{
	bson_t item;

	BSON_APPEND_DOCUMENT_BEGIN(document, name, &item);
	BSON_APPEND_UTF8(&item, "key", piece->key);
	BSON_APPEND_UTF8(&item, "type", piece->type);
	BSON_APPEND_UTF8(&item, "value", piece->value);
	bson_append_document_end(document, &item);
}

void
store_mongo_put_metadata(struct arena *arena, bson_t *document,
    const char *name, const struct store_metadata *metadata)
{
	bson_t all;
	size_t i;

	BSON_APPEND_DOCUMENT_BEGIN(document, name, &all);
	for (i = 0; i < metadata->n; i++)
		store_mongo_put_piece(&all,
		    metadata_path_escape(arena, metadata->items[i].name),
		    &metadata->items[i]);
	bson_append_document_end(document, &all);
}

void
store_mongo_put_entry(
    bson_t *array, const char *key, const struct queue_entry *entry)
{
	bson_t item;

	BSON_APPEND_DOCUMENT_BEGIN(array, key, &item);
	BSON_APPEND_UTF8(&item, "task", entry->task);
	BSON_APPEND_DATE_TIME(&item, "added", entry->added);
	bson_append_document_end(array, &item);
}

void
store_mongo_select_id(bson_t *selector, const char *id)
{
	bson_init(selector);
	BSON_APPEND_UTF8(selector, "_id", id);
}

void
store_mongo_select_key(bson_t *selector, const char *key, const char *secret)
{
	bson_t credentials, match;

	bson_init(selector);
	BSON_APPEND_DOCUMENT_BEGIN(selector, "credentials", &credentials);
	BSON_APPEND_DOCUMENT_BEGIN(&credentials, "$elemMatch", &match);
	BSON_APPEND_UTF8(&match, "key", key);
	if (secret != NULL)
		BSON_APPEND_UTF8(&match, "secret", secret);
	bson_append_document_end(&credentials, &match);
	bson_append_document_end(selector, &credentials);
}

void
store_mongo_select(bson_t *selector, const char *company, const char *id)
{
	bson_init(selector);
	BSON_APPEND_UTF8(selector, "_id", id);
	BSON_APPEND_UTF8(selector, "company", company);
}

void
store_mongo_select_some(bson_t *selector, const char *name, const char *company,
    const struct store_strings *ids)
{
	bson_t in;

	bson_init(selector);
	BSON_APPEND_UTF8(selector, "company", company);
	BSON_APPEND_DOCUMENT_BEGIN(selector, name, &in);
	store_mongo_put_texts(&in, "$in", ids->n, ids->items);
	bson_append_document_end(selector, &in);
}

#include <string.h>

#include <mongoc/mongoc.h>

#include "store/mongo/driver.h"
#include "store/mongo/sending.h"
#include "store/mongo/work.h"

/* Begin a document {<command>: <collection>}. */
static void
name_command(bson_t *command, const char *name, enum mongo_collection where)
{
	bson_init(command);
	BSON_APPEND_UTF8(command, name, mongo_name_of(where));
}

/* Run a command that writes, and destroy it; *reply is initialized. */
static enum store_result
run_write(struct mongo *mongo, const char *name, enum mongo_collection where,
    bson_t *command, bson_t *reply)
{
	struct mongo_work work;
	enum store_result result = mongo_begin(&work, mongo, name, where);

	if (result == STORE_OK) {
		sending_write(&work.sending, command, reply);
		result = mongo_end(&work);
	} else {
		bson_init(reply);
	}
	bson_destroy(command);
	return result;
}

/* The same for a command whose reply counts the selected documents. */
static enum store_result
run_counted(struct mongo *mongo, const char *name, enum mongo_collection where,
    bson_t *command)
{
	bson_t reply;
	enum store_result result =
	    run_write(mongo, name, where, command, &reply);

	if (result == STORE_OK && mongo_int(&reply, "n", 0) == 0)
		result = STORE_NOT_FOUND;
	bson_destroy(&reply);
	return result;
}

enum store_result
mongo_index(struct mongo *mongo, enum mongo_collection where,
    const bson_t *keys, bool is_unique, bool expires)
{
	char *name = mongoc_collection_keys_to_index_string(keys);
	bson_t command, reply, indexes, index;
	enum store_result result;

	name_command(&command, "createIndexes", where);
	BSON_APPEND_ARRAY_BEGIN(&command, "indexes", &indexes);
	BSON_APPEND_DOCUMENT_BEGIN(&indexes, "0", &index);
	BSON_APPEND_DOCUMENT(&index, "key", keys);
	BSON_APPEND_UTF8(&index, "name", name);
	if (is_unique)
		BSON_APPEND_BOOL(&index, "unique", true);
	if (expires)
		BSON_APPEND_INT32(&index, "expireAfterSeconds", 0);
	bson_append_document_end(&indexes, &index);
	bson_append_array_end(&command, &indexes);
	result = run_write(mongo, "createIndexes", where, &command, &reply);
	bson_destroy(&reply);
	bson_free(name);
	return result;
}

static enum store_result
insert(struct mongo *mongo, enum mongo_collection where, size_t n,
    const bson_t *const *documents)
{
	bson_t command, list, reply;
	enum store_result result;
	char buffer[16];
	const char *key;
	size_t i;

	name_command(&command, "insert", where);
	BSON_APPEND_BOOL(&command, "ordered", false);
	BSON_APPEND_ARRAY_BEGIN(&command, "documents", &list);
	for (i = 0; i < n; i++) {
		bson_uint32_to_string(
		    (uint32_t)i, &key, buffer, sizeof(buffer));
		BSON_APPEND_DOCUMENT(&list, key, documents[i]);
	}
	bson_append_array_end(&command, &list);
	result = run_write(mongo, "insert", where, &command, &reply);
	bson_destroy(&reply);
	return result;
}

enum store_result
mongo_insert(
    struct mongo *mongo, enum mongo_collection where, const bson_t *document)
{
	return insert(mongo, where, 1, &document);
}

enum store_result
mongo_insert_many(struct mongo *mongo, enum mongo_collection where, size_t n,
    bson_t **documents)
{
	enum store_result result =
	    insert(mongo, where, n, (const bson_t *const *)documents);
	size_t i;

	for (i = 0; i < n; i++)
		bson_destroy(documents[i]);
	return result;
}

/* Append a change: operators, or an array of a pipeline's stages. */
static void
append_change(bson_t *command, const char *name, const bson_t *change)
{
	bson_iter_t first;

	if (bson_iter_init(&first, change) && bson_iter_next(&first) &&
	    strcmp(bson_iter_key(&first), "0") == 0)
		BSON_APPEND_ARRAY(command, name, change);
	else
		BSON_APPEND_DOCUMENT(command, name, change);
}

/* Append the i-th statement of an update. */
static void
append_update(bson_t *updates, size_t i, const bson_t *selector,
    const bson_t *change, const char *option)
{
	char buffer[16];
	const char *key;
	bson_t update;

	bson_uint32_to_string((uint32_t)i, &key, buffer, sizeof(buffer));
	BSON_APPEND_DOCUMENT_BEGIN(updates, key, &update);
	BSON_APPEND_DOCUMENT(&update, "q", selector);
	append_change(&update, "u", change);
	if (option != NULL)
		BSON_APPEND_BOOL(&update, option, true);
	bson_append_document_end(updates, &update);
}

/* Change one document that is selected, or all of them. */
static enum store_result
update(struct mongo *mongo, enum mongo_collection where, const bson_t *selector,
    const bson_t *change, bool of_all)
{
	bson_t command, updates;

	name_command(&command, "update", where);
	BSON_APPEND_ARRAY_BEGIN(&command, "updates", &updates);
	append_update(&updates, 0, selector, change, of_all ? "multi" : NULL);
	bson_append_array_end(&command, &updates);
	return run_counted(mongo, "update", where, &command);
}

enum store_result
mongo_update(struct mongo *mongo, enum mongo_collection where,
    const bson_t *selector, const bson_t *change)
{
	return update(mongo, where, selector, change, false);
}

enum store_result
mongo_update_all(struct mongo *mongo, enum mongo_collection where,
    const bson_t *selector, const bson_t *change)
{
	return update(mongo, where, selector, change, true);
}

/* Note which of n updates have failed: all, if the reply names none. */
static void
note_failures(const bson_t *reply, size_t n, struct mongo_update *updates)
{
	bson_t errors, error;
	const uint8_t *data;
	bson_iter_t iter;
	uint32_t length;
	size_t i;

	for (i = 0; i < n; i++)
		updates[i].has_failed = true;
	if (!mongo_child(reply, "writeErrors", &errors))
		return;
	for (i = 0; i < n; i++)
		updates[i].has_failed = false;
	bson_iter_init(&iter, &errors);
	while (bson_iter_next(&iter)) {
		if (!BSON_ITER_HOLDS_DOCUMENT(&iter))
			continue;
		bson_iter_document(&iter, &length, &data);
		i = bson_init_static(&error, data, length)
			? (size_t)mongo_int(&error, "index", 0)
			: n;
		if (i < n)
			updates[i].has_failed = true;
	}
}

enum store_result
mongo_update_each(struct mongo *mongo, enum mongo_collection where, size_t n,
    struct mongo_update *updates)
{
	bson_t command, list, reply;
	enum store_result result;
	size_t i;

	name_command(&command, "update", where);
	BSON_APPEND_BOOL(&command, "ordered", false);
	BSON_APPEND_ARRAY_BEGIN(&command, "updates", &list);
	for (i = 0; i < n; i++)
		append_update(&list, i, updates[i].selector, updates[i].change,
		    updates[i].is_upsert ? "upsert" : NULL);
	bson_append_array_end(&command, &list);
	result = run_write(mongo, "update", where, &command, &reply);
	if (result != STORE_OK)
		note_failures(&reply, n, updates);
	bson_destroy(&reply);
	return result;
}

enum store_result
mongo_modify(
    struct mongo *mongo, const struct mongo_change *change, bson_t *answer)
{
	bson_t command, reply, value;
	enum store_result result;

	bson_init(answer);
	name_command(&command, "findAndModify", change->where);
	BSON_APPEND_DOCUMENT(&command, "query", change->selector);
	append_change(&command, "update", change->change);
	BSON_APPEND_DOCUMENT(&command, "fields", change->fields);
	BSON_APPEND_BOOL(&command, "new", change->after);
	if (change->is_upsert)
		BSON_APPEND_BOOL(&command, "upsert", true);
	result =
	    run_write(mongo, "findAndModify", change->where, &command, &reply);
	if (result == STORE_OK && !mongo_child(&reply, "value", &value))
		result = STORE_NOT_FOUND;
	else if (result == STORE_OK)
		bson_concat(answer, &value);
	bson_destroy(&reply);
	return result;
}

enum store_result
mongo_delete(
    struct mongo *mongo, enum mongo_collection where, const bson_t *selector)
{
	bson_t command, deletes, delete;

	name_command(&command, "delete", where);
	BSON_APPEND_ARRAY_BEGIN(&command, "deletes", &deletes);
	BSON_APPEND_DOCUMENT_BEGIN(&deletes, "0", &delete);
	BSON_APPEND_DOCUMENT(&delete, "q", selector);
	BSON_APPEND_INT32(&delete, "limit", 1);
	bson_append_document_end(&deletes, &delete);
	bson_append_array_end(&command, &deletes);
	return run_counted(mongo, "delete", where, &command);
}

/* Read a cursor to its end; true if the read should be repeated. */
static bool
read_cursor(struct sending *sending, mongoc_cursor_t *cursor, mongo_take *take,
    void *context)
{
	const bson_t *document;
	bool more = true, any = false, failed;

	sending_begin_read(sending);
	while (more && mongoc_cursor_next(cursor, &document)) {
		any = true;
		more = take(context, document);
	}
	failed = !sending_end_read(sending, cursor);
	mongoc_cursor_destroy(cursor);
	return failed && !any && sending_should_repeat(sending);
}

/* A read: by a selector or by a pipeline. */
struct query {
	const bson_t *selector; /* or NULL */
	const bson_t *pipeline;
	const bson_t *options; /* or NULL */
};

static mongoc_cursor_t *
open_cursor(mongoc_collection_t *collection, const struct query *query,
    const bson_t *options)
{
	if (query->selector != NULL)
		return mongoc_collection_find_with_opts(
		    collection, query->selector, options, NULL);
	return mongoc_collection_aggregate(
	    collection, MONGOC_QUERY_NONE, query->pipeline, options, NULL);
}

static enum store_result
run_query(struct mongo *mongo, const char *name, enum mongo_collection where,
    const struct query *query, mongo_take *take, void *context)
{
	bson_t all = BSON_INITIALIZER;
	mongoc_collection_t *collection;
	struct mongo_work work;
	enum store_result result = mongo_begin(&work, mongo, name, where);

	if (result != STORE_OK)
		return result;
	if (query->options != NULL)
		bson_concat(&all, query->options);
	if (work.sending.limit > 0)
		BSON_APPEND_INT64(&all, "maxTimeMS", work.sending.limit);
	collection = mongoc_client_get_collection(
	    work.sending.client, work.sending.database, mongo_name_of(where));
	while (read_cursor(
	    &work.sending, open_cursor(collection, query, &all), take, context))
		continue;
	mongoc_collection_destroy(collection);
	bson_destroy(&all);
	return mongo_end(&work);
}

enum store_result
mongo_find(struct mongo *mongo, enum mongo_collection where,
    const bson_t *selector, const bson_t *options, mongo_take *take,
    void *context)
{
	const struct query query = {.selector = selector, .options = options};

	return run_query(mongo, "find", where, &query, take, context);
}

enum store_result
mongo_aggregate(struct mongo *mongo, enum mongo_collection where,
    const bson_t *pipeline, mongo_take *take, void *context)
{
	const struct query query = {.pipeline = pipeline};

	return run_query(mongo, "aggregate", where, &query, take, context);
}

static bool
note_it(void *context, const bson_t *document)
{
	(void)document;
	*(bool *)context = true;
	return false;
}

enum store_result
mongo_has(
    struct mongo *mongo, enum mongo_collection where, const bson_t *selector)
{
	bson_t options = BSON_INITIALIZER, fields;
	enum store_result result;
	bool found = false;

	BSON_APPEND_DOCUMENT_BEGIN(&options, "projection", &fields);
	BSON_APPEND_INT32(&fields, "_id", 1);
	bson_append_document_end(&options, &fields);
	BSON_APPEND_INT64(&options, "limit", 1);
	result = mongo_find(mongo, where, selector, &options, note_it, &found);
	bson_destroy(&options);
	if (result != STORE_OK)
		return result;
	return found ? STORE_OK : STORE_NOT_FOUND;
}

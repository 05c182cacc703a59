#include <string.h>

#include <bson/bson.h>

#include "base/arena.h"
#include "store/mongo/verbs.h"

static void
append_last_update(bson_t *change, int64_t now)
{
	bson_t set;

	BSON_APPEND_DOCUMENT_BEGIN(change, "$set", &set);
	BSON_APPEND_DATE_TIME(&set, "last_update", now);
	bson_append_document_end(change, &set);
}

/* {$push: {entries: {task, added}}, $set: {last_update}} */
static void
write_push(bson_t *change, const struct queue_entry *entry)
{
	bson_t push;

	bson_init(change);
	BSON_APPEND_DOCUMENT_BEGIN(change, "$push", &push);
	store_mongo_put_entry(&push, "entries", entry);
	bson_append_document_end(change, &push);
	append_last_update(change, entry->added);
}

enum store_result
store_mongo_push(struct store *base, const char *company, const char *id,
    const struct queue_entry *entry)
{
	struct store_mongo *store = (struct store_mongo *)base;
	bson_t selector, others, change;
	enum store_result result = store_mongo_prepare(store);

	if (result != STORE_OK)
		return result;
	store_mongo_select(&selector, company, id);
	BSON_APPEND_DOCUMENT_BEGIN(&selector, "entries.task", &others);
	BSON_APPEND_UTF8(&others, "$ne", entry->task);
	bson_append_document_end(&selector, &others);
	write_push(&change, entry);
	result = mongo_update(store->mongo, MONGO_QUEUES, &selector, &change);
	bson_destroy(&selector);
	bson_destroy(&change);
	if (result == STORE_NOT_FOUND)
		return store_mongo_if_there(
		    store, company, id, STORE_DUPLICATE);
	if (result == STORE_OK)
		store_mongo_sample(
		    store, company, id, 1, entry->added, entry->added);
	return result;
}

/* {$pop: {entries: -1}, $set: {last_update}} */
static void
append_pop(bson_t *change, int64_t now)
{
	bson_t pop;

	BSON_APPEND_DOCUMENT_BEGIN(change, "$pop", &pop);
	BSON_APPEND_INT32(&pop, "entries", -1);
	bson_append_document_end(change, &pop);
	append_last_update(change, now);
}

/* {_id: 1, entries: {<operator>: value}}: one entry, of however many. */
static void
write_fields(bson_t *fields, const char *operator, const bson_value_t * value)
{
	bson_t one;

	bson_init(fields);
	BSON_APPEND_INT32(fields, "_id", 1);
	BSON_APPEND_DOCUMENT_BEGIN(fields, "entries", &one);
	BSON_APPEND_VALUE(&one, operator, value);
	bson_append_document_end(fields, &one);
}

static void
write_first(bson_t *fields)
{
	bson_value_t one = {.value_type = BSON_TYPE_INT32, .value.v_int32 = 1};

	write_fields(fields, "$slice", &one);
}

enum store_result
store_mongo_pop(struct store *base, struct arena *arena, const char *company,
    const char *id, int64_t now, struct queue_entry *entry)
{
	struct store_mongo *store = (struct store_mongo *)base;
	bson_t selector, some, change = BSON_INITIALIZER, fields, old;
	const struct mongo_change command = {.where = MONGO_QUEUES,
	    .selector = &selector,
	    .change = &change,
	    .fields = &fields};
	enum store_result result = store_mongo_prepare(store);
	struct queue queue; /* its first entry alone, as it was before */

	if (result != STORE_OK)
		return result;
	store_mongo_select(&selector, company, id);
	BSON_APPEND_DOCUMENT_BEGIN(&selector, "entries.0", &some);
	BSON_APPEND_BOOL(&some, "$exists", true);
	bson_append_document_end(&selector, &some);
	append_pop(&change, now);
	write_first(&fields);
	result = mongo_modify(store->mongo, &command, &old);
	store_mongo_read_queue(arena, &old, &queue);
	bson_destroy(&selector);
	bson_destroy(&change);
	bson_destroy(&fields);
	bson_destroy(&old);
	if (result == STORE_NOT_FOUND)
		return store_mongo_if_there(store, company, id, STORE_EMPTY);
	if (result != STORE_OK)
		return result;
	if (queue.n_entries == 0)
		return STORE_FAILED; /* what was popped is no entry */
	*entry = queue.entries[0];
	store_mongo_sample(store, company, id, -1, entry->added, now);
	return STORE_OK;
}

/* {$pull: {entries: {task}}, $set: {last_update}} */
static void
write_pull(bson_t *change, const char *task, int64_t now)
{
	bson_t pull, which;

	bson_init(change);
	BSON_APPEND_DOCUMENT_BEGIN(change, "$pull", &pull);
	BSON_APPEND_DOCUMENT_BEGIN(&pull, "entries", &which);
	BSON_APPEND_UTF8(&which, "task", task);
	bson_append_document_end(&pull, &which);
	bson_append_document_end(change, &pull);
	append_last_update(change, now);
}

enum store_result
store_mongo_take_out(struct store *base, const char *company, const char *id,
    const char *task, int64_t now)
{
	struct store_mongo *store = (struct store_mongo *)base;
	struct arena *arena = arena_new();
	bson_t selector, change, fields, old, match = BSON_INITIALIZER;
	const struct mongo_change command = {.where = MONGO_QUEUES,
	    .selector = &selector,
	    .change = &change,
	    .fields = &fields};
	bson_value_t value = {.value_type = BSON_TYPE_DOCUMENT};
	enum store_result result;
	struct queue queue;

	store_mongo_select(&selector, company, id);
	BSON_APPEND_UTF8(&selector, "entries.task", task);
	write_pull(&change, task, now);
	BSON_APPEND_UTF8(&match, "task", task);
	value.value.v_doc.data = (uint8_t *)(uintptr_t)bson_get_data(&match);
	value.value.v_doc.data_len = match.len;
	write_fields(&fields, "$elemMatch", &value);
	result = mongo_modify(store->mongo, &command, &old);
	store_mongo_read_queue(arena, &old, &queue);
	bson_destroy(&selector);
	bson_destroy(&change);
	bson_destroy(&match);
	bson_destroy(&fields);
	bson_destroy(&old);
	if (result == STORE_OK && queue.n_entries > 0)
		store_mongo_sample(
		    store, company, id, -1, queue.entries[0].added, now);
	arena_free(arena);
	return result == STORE_NOT_FOUND ? STORE_NO_TASK : result;
}

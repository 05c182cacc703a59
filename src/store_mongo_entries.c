#include <string.h>

#include <bson/bson.h>

#include "arena.h"
#include "store_mongo_verbs.h"

#define TRIES 20 /* of a move among entries that others change, too */

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
	enum store_result result;

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
write_pop(bson_t *change, int64_t now)
{
	bson_t pop;

	bson_init(change);
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

enum store_result
store_mongo_pop(struct store *base, struct arena *arena, const char *company,
    const char *id, int64_t now, struct queue_entry *entry)
{
	struct store_mongo *store = (struct store_mongo *)base;
	bson_value_t one = {.value_type = BSON_TYPE_INT32, .value.v_int32 = 1};
	bson_t selector, some, change, fields, old;
	enum store_result result;
	struct queue queue;

	store_mongo_select(&selector, company, id);
	BSON_APPEND_DOCUMENT_BEGIN(&selector, "entries.0", &some);
	BSON_APPEND_BOOL(&some, "$exists", true);
	bson_append_document_end(&selector, &some);
	write_pop(&change, now);
	write_fields(&fields, "$slice", &one);
	result = mongo_modify(
	    store->mongo, MONGO_QUEUES, &selector, &change, &fields, &old);
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
	enum store_result result;
	struct queue queue;
	bson_value_t value = {.value_type = BSON_TYPE_DOCUMENT};

	store_mongo_select(&selector, company, id);
	BSON_APPEND_UTF8(&selector, "entries.task", task);
	write_pull(&change, task, now);
	BSON_APPEND_UTF8(&match, "task", task);
	value.value.v_doc.data = (uint8_t *)(uintptr_t)bson_get_data(&match);
	value.value.v_doc.data_len = match.len;
	write_fields(&fields, "$elemMatch", &value);
	result = mongo_modify(
	    store->mongo, MONGO_QUEUES, &selector, &change, &fields, &old);
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

/* A move on its way. */
struct move {
	struct arena *arena;
	const char *task;
	int64_t by;
	int64_t n;
	int64_t from; /* index; -1: the task isn't there */
	int64_t to;
	bson_t selector; /* the queue, as long as its entries are these */
	bson_t change;
};

static bool
is_of_task(const bson_iter_t *item, const char *task)
{
	bson_iter_t member;

	return BSON_ITER_HOLDS_DOCUMENT(item) &&
	       bson_iter_recurse(item, &member) &&
	       bson_iter_find(&member, "task") &&
	       BSON_ITER_HOLDS_UTF8(&member) &&
	       strcmp(bson_iter_utf8(&member, NULL), task) == 0;
}

static int64_t
clamp(int64_t from, int64_t by, int64_t n)
{
	if (by < -from)
		return 0;
	return by > n - 1 - from ? n - 1 : from + by;
}

/* The array as it will be; items are copied with all that is in them. */
static void
write_order(struct move *move, const bson_iter_t *items)
{
	int64_t i, source, step = move->to > move->from ? 1 : -1;
	bson_t set, array;

	BSON_APPEND_DOCUMENT_BEGIN(&move->change, "$set", &set);
	BSON_APPEND_ARRAY_BEGIN(&set, "entries", &array);
	for (i = 0; i < move->n; i++) {
		source = i;
		if (i == move->to)
			source = move->from;
		else if ((i - move->from) * step >= 0 &&
			 (move->to - i) * step > 0)
			source = i + step;
		bson_append_iter(&array,
		    arena_printf(move->arena, "%lld", (long long)i), -1,
		    &items[source]);
	}
	bson_append_array_end(&set, &array);
	bson_append_document_end(&move->change, &set);
}

static bool
plan_move(void *context, const bson_t *document)
{
	struct move *move = context;
	bson_iter_t *items, iter, entries;
	bson_t array;

	if (!mongo_child(document, "entries", &array))
		return false;
	items = arena_alloc_n(
	    move->arena, (size_t)bson_count_keys(&array), sizeof(*items));
	bson_iter_init(&iter, &array);
	while (bson_iter_next(&iter)) {
		if (move->from < 0 && is_of_task(&iter, move->task))
			move->from = move->n;
		items[move->n++] = iter;
	}
	if (move->from < 0)
		return false;
	move->to = clamp(move->from, move->by, move->n);
	if (move->to == move->from)
		return false;
	bson_iter_init_find(&entries, document, "entries");
	bson_append_iter(&move->selector, "entries", -1, &entries);
	write_order(move, items);
	return false;
}

/* Find only the entries. */
static void
write_options(bson_t *options)
{
	bson_t fields;

	bson_init(options);
	BSON_APPEND_DOCUMENT_BEGIN(options, "projection", &fields);
	BSON_APPEND_INT32(&fields, "entries", 1);
	bson_append_document_end(options, &fields);
}

/* One try; *again is true if the entries changed meanwhile. */
static enum store_result
move_once(struct store_mongo *store, struct move *move, bool *again)
{
	enum store_result result;
	bson_t options;

	write_options(&options);
	move->n = 0;
	move->from = -1;
	result = mongo_find(store->mongo, MONGO_QUEUES, &move->selector,
	    &options, plan_move, move);
	bson_destroy(&options);
	if (result != STORE_OK)
		return result;
	if (move->from < 0)
		return STORE_NO_TASK;
	if (move->to == move->from)
		return STORE_OK;
	result = mongo_update(
	    store->mongo, MONGO_QUEUES, &move->selector, &move->change);
	*again = result == STORE_NOT_FOUND;
	return *again ? STORE_UNAVAILABLE : result;
}

enum store_result
store_mongo_move(struct store *base, const char *company, const char *id,
    const char *task, int64_t by, int64_t *position)
{
	struct store_mongo *store = (struct store_mongo *)base;
	struct move move = {.arena = arena_new(), .task = task, .by = by};
	enum store_result result = STORE_UNAVAILABLE;
	bool again = true;
	int i;

	for (i = 0; i < TRIES && again; i++) {
		again = false;
		store_mongo_select(&move.selector, company, id);
		bson_init(&move.change);
		result = move_once(store, &move, &again);
		bson_destroy(&move.selector);
		bson_destroy(&move.change);
		arena_reset(move.arena);
	}
	if (result == STORE_OK)
		*position = move.to;
	arena_free(move.arena);
	return result;
}

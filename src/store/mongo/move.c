#include <string.h>

#include <bson/bson.h>

#include "base/arena.h"
#include "store/mongo/verbs.h"

#define FARTHEST 20000000 /* more entries than a document holds */

static int64_t
clamp(int64_t from, int64_t by, int64_t n)
{
	if (by < -from)
		return 0;
	return by > n - 1 - from ? n - 1 : from + by;
}

/*
 * Pieces of expressions, for BCON.  "$entries.task" would be a shorter way to
 * say TASKS, but not every engine reads it as a list.
 */
#define TASKS                                                                  \
	"{", "$map", "{", "input", "$entries", "as", "entry", "in",            \
	    "$$entry.task", "}", "}"
#define LITERAL(text) "{", "$literal", BCON_UTF8(text), "}"
#define FIRST(array, n) "{", "$slice", "[", array, n, "]", "}"
#define LATER(array, ...)                                                      \
	"{", "$slice", "[", array, __VA_ARGS__, BCON_INT32(FARTHEST), "]", "}"
#define PLUS(a, b) "{", "$add", "[", a, b, "]", "}"

/* The index at which the task is to stand. */
static bson_t *
write_place(int64_t by)
{
	int64_t step = clamp(FARTHEST, by, 2 * FARTHEST + 1) - FARTHEST;

	return BCON_NEW("$max", "[", BCON_INT32(0), "{", "$min", "[", "{",
	    "$subtract", "[", "{", "$size", "$entries", "}", BCON_INT32(1), "]",
	    "}", PLUS("$$at", BCON_INT32((int32_t)step)), "]", "}", "]");
}

/* A pipeline of one stage, which puts the task to another place. */
static bson_t *
write_pipeline(const char *task, int64_t by)
{
	bson_t *place = write_place(by);
	bson_t *order = BCON_NEW("$let", "{", "vars", "{", "others", "{",
	    "$concatArrays", "[", FIRST("$entries", "$$at"),
	    LATER("$entries", PLUS("$$at", BCON_INT32(1))), "]", "}", "to",
	    BCON_DOCUMENT(place), "}", "in", "{", "$concatArrays", "[",
	    FIRST("$$others", "$$to"), "{", "$slice", "[", "$entries", "$$at",
	    BCON_INT32(1), "]", "}", LATER("$$others", "$$to"), "]", "}", "}");
	bson_t *pipeline =
	    BCON_NEW("0", "{", "$set", "{", "entries", "{", "$let", "{", "vars",
		"{", "at", "{", "$indexOfArray", "[", TASKS, LITERAL(task), "]",
		"}", "}", "in", BCON_DOCUMENT(order), "}", "}", "}", "}");

	bson_destroy(place);
	bson_destroy(order);
	return pipeline;
}

/* One command, which answers with the place alone. */
static enum store_result
move_at_once(struct store_mongo *store, const bson_t *selector,
    const char *task, int64_t by, int64_t *position)
{
	bson_t *change = write_pipeline(task, by), told;
	bson_t *fields = BCON_NEW("_id", BCON_INT32(1), "position", "{",
	    "$indexOfArray", "[", TASKS, LITERAL(task), "]", "}");
	const struct mongo_change command = {.where = store->queues,
	    .selector = selector,
	    .change = change,
	    .fields = fields,
	    .after = true};
	enum store_result result = mongo_modify(store->mongo, &command, &told);

	if (result == STORE_OK)
		*position = mongo_int(&told, "position", 0);
	bson_destroy(change);
	bson_destroy(fields);
	bson_destroy(&told);
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

/* The array as it will be; items are copied with all that is in them. */
static void
write_order(struct move *move, const bson_value_t *items, bson_t *change)
{
	int64_t i, source, step = move->to > move->from ? 1 : -1;
	bson_t set, array;

	BSON_APPEND_DOCUMENT_BEGIN(change, "$set", &set);
	BSON_APPEND_ARRAY_BEGIN(&set, "entries", &array);
	for (i = 0; i < move->n; i++) {
		source = i;
		if (i == move->to)
			source = move->from;
		else if ((i - move->from) * step >= 0 &&
			 (move->to - i) * step > 0)
			source = i + step;
		bson_append_value(&array,
		    arena_printf(move->arena, "%lld", (long long)i), -1,
		    &items[source]);
	}
	bson_append_array_end(&set, &array);
	bson_append_document_end(change, &set);
}

/* The queue is selected as long as its entries are these. */
static enum store_result
plan_move(
    void *context, const bson_t *document, bson_t *selector, bson_t *change)
{
	struct move *move = context;
	bson_iter_t iter, entries;
	bson_value_t *items; /* borrowed from the document */
	bson_t array;

	arena_reset(move->arena);
	move->n = 0;
	move->from = -1;
	if (!mongo_child(document, "entries", &array))
		return STORE_NO_TASK;
	items = arena_alloc_n(
	    move->arena, (size_t)bson_count_keys(&array), sizeof(*items));
	bson_iter_init(&iter, &array);
	while (bson_iter_next(&iter)) {
		if (move->from < 0 && is_of_task(&iter, move->task))
			move->from = move->n;
		items[move->n++] = *bson_iter_value(&iter);
	}
	if (move->from < 0)
		return STORE_NO_TASK;
	move->to = clamp(move->from, move->by, move->n);
	if (move->to == move->from)
		return STORE_OK;
	bson_iter_init_find(&entries, document, "entries");
	bson_append_iter(selector, "entries", -1, &entries);
	write_order(move, items, change);
	return STORE_OK;
}

/* The entries are read, and written as long as they are still the same. */
static enum store_result
move_by_comparing(struct store_mongo *store, const bson_t *selector,
    const char *task, int64_t by, int64_t *position)
{
	struct move move = {.arena = arena_new(), .task = task, .by = by};
	bson_t options = BSON_INITIALIZER;
	enum store_result result;

	store_mongo_put_ones(
	    &options, "projection", 1, (const char *[]){"entries"});
	result =
	    store_mongo_revise(store, selector, &options, plan_move, &move);
	if (result == STORE_OK)
		*position = move.to;
	bson_destroy(&options);
	arena_free(move.arena);
	return result == STORE_NOT_FOUND ? STORE_NO_TASK : result;
}

enum store_result
store_mongo_move(struct store *base, const char *company, const char *id,
    const char *task, int64_t by, int64_t *position)
{
	struct store_mongo *store = (struct store_mongo *)base;
	enum store_result result = store_mongo_prepare(store);
	bson_t selector;

	if (result != STORE_OK)
		return result;
	store_mongo_select(&selector, company, id);
	BSON_APPEND_UTF8(&selector, "entries.task", task);
	result = store->ways.moves_at_once
		     ? move_at_once(store, &selector, task, by, position)
		     : move_by_comparing(store, &selector, task, by, position);
	bson_destroy(&selector);
	return result;
}

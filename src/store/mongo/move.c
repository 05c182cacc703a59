#include <string.h>

#include <bson/bson.h>

#include "base/arena.h"
#include "base/timefmt.h"
#include "store/mongo/verbs.h"

static int64_t
clamp(int64_t from, int64_t by, int64_t n)
{
	if (by < -from)
		return 0;
	return by > n - 1 - from ? n - 1 : from + by;
}

/* Parts of expressions, for BCON. */
#define FIRST(array, n) "{", "$slice", "[", array, n, "]", "}"
#define LATER(array, ...)                                                      \
	"{", "$slice", "[", array, __VA_ARGS__,                                \
	    BCON_INT32(STORE_MONGO_FARTHEST), "]", "}"
#define PLUS(a, b) "{", "$add", "[", a, b, "]", "}"

/* An expression for the new index of the task. */
static bson_t *
write_place(int64_t by)
{
	int64_t step =
	    clamp(STORE_MONGO_FARTHEST, by, 2 * STORE_MONGO_FARTHEST + 1) -
	    STORE_MONGO_FARTHEST;

	return BCON_NEW("$max", "[", BCON_INT32(0), "{", "$min", "[", "{",
	    "$subtract", "[", "{", "$size", "$entries", "}", BCON_INT32(1), "]",
	    "}", PLUS("$$at", BCON_INT32((int32_t)step)), "]", "}", "]");
}

/* A pipeline of one stage, which moves the task to its new index. */
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
	bson_t *pipeline = BCON_NEW("0", "{", "$set", "{", "entries", "{",
	    "$let", "{", "vars", "{", "at", "{", "$indexOfArray", "[",
	    "$entries.task", STORE_MONGO_LITERAL(task), "]", "}", "}", "in",
	    BCON_DOCUMENT(order), "}", "}", "}", "}");

	bson_destroy(place);
	bson_destroy(order);
	return pipeline;
}

/* The task's index; after a repetition, from the whole document. */
static int64_t
read_position(const bson_t *answer, const char *task)
{
	struct arena *arena = arena_new();
	struct queue_entry *entries;
	size_t i,
	    n = store_mongo_read_entries(arena, answer, "entries", &entries);
	int64_t position = mongo_int(answer, "position", 0);

	for (i = 0; i < n; i++) {
		if (entries[i].task != NULL &&
		    strcmp(entries[i].task, task) == 0)
			break;
	}
	arena_free(arena);
	return n > 0 ? (int64_t)i : position;
}

static void
note_change(struct store_mongo *store, const char *company, const char *queue,
    const char *task, const struct store_actor *who, int64_t position)
{
	struct store_change change = {.at = timefmt_now(),
	    .action = STORE_MOVED,
	    .queue = queue,
	    .task = task,
	    .before = -1,
	    .after = position};

	if (who != NULL)
		change.who = *who;
	store_mongo_note_change(store, company, &change);
}

enum store_result
store_mongo_move_task(struct store *base, const char *company,
    const char *queue, const char *task, int64_t by,
    const struct store_actor *who, int64_t *position)
{
	struct store_mongo *store = mongo_of(base);
	enum store_result result = store_mongo_prepare(store);
	bson_t selector, *change, *fields, answer;
	struct mongo_change command = {
	    .where = MONGO_QUEUES, .selector = &selector, .after = true};

	if (result != STORE_OK)
		return result;
	store_mongo_select(&selector, company, queue);
	BSON_APPEND_UTF8(&selector, "entries.task", task);
	command.change = change = write_pipeline(task, by);
	command.fields = fields =
	    BCON_NEW("_id", BCON_INT32(1), "position", "{", "$indexOfArray",
		"[", "$entries.task", STORE_MONGO_LITERAL(task), "]", "}");
	result = mongo_modify(store->mongo, &command, &answer);
	if (result == STORE_OK)
		*position = read_position(&answer, task);
	if (result == STORE_OK)
		note_change(store, company, queue, task, who, *position);
	bson_destroy(&selector);
	bson_destroy(change);
	bson_destroy(fields);
	bson_destroy(&answer);
	return result == STORE_NOT_FOUND ? STORE_NO_TASK : result;
}

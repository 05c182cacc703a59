#include <bson/bson.h>

#include "base/arena.h"
#include "base/budget.h"
#include "store/mongo/verbs.h"

#define ENTRY_SIZE 100 /* bytes of an entry in an answer, at least */

/* An expression for the number of a queue's entries. */
#define LENGTH                                                                 \
	"{", "$cond", "[", "{", "$isArray", "$entries", "}", "{", "$size",     \
	    "$entries", "}", BCON_INT32(0), "]", "}"

/* A window that is being read, and whether its queue is there. */
struct reading {
	struct arena *arena;
	bool is_there;
	struct store_window *window;
};

/* Leave out elements that are no entries. */
static void
drop_others(struct store_window *window)
{
	size_t i, n = 0;

	for (i = 0; i < window->n; i++) {
		if (window->entries[i].task != NULL)
			window->entries[n++] = window->entries[i];
	}
	window->n = n;
}

static bool
read_window(void *context, const bson_t *document)
{
	struct reading *reading = context;
	struct store_window *window = reading->window;

	reading->is_there = true;
	window->length = (size_t)mongo_int(document, "length", 0);
	window->n = store_mongo_read_entries(
	    reading->arena, document, "entries", &window->entries);
	drop_others(window);
	return false;
}

enum store_result
store_mongo_list_entries(struct store *base, struct arena *arena,
    const char *company, const char *queue, int64_t from, size_t n,
    struct store_window *window)
{
	int64_t first =
	    from < STORE_MONGO_FARTHEST ? from : STORE_MONGO_FARTHEST;
	bson_t *options = BCON_NEW("projection", "{", "_id", BCON_INT32(1),
	    "length", LENGTH, "entries", "{", "$slice", "[",
	    BCON_INT32((int32_t)first), BCON_INT32((int32_t)n), "]", "}", "}");
	struct reading reading = {.arena = arena, .window = window};
	enum store_result result = STORE_COSTLY;
	bson_t selector;

	*window = (struct store_window){0};
	store_mongo_select(&selector, company, queue);
	if (budget_answer(arena_budget(arena), n * ENTRY_SIZE))
		result = mongo_find(mongo_of(base)->mongo, MONGO_QUEUES,
		    &selector, options, read_window, &reading);
	bson_destroy(&selector);
	bson_destroy(options);
	return result == STORE_OK && !reading.is_there ? STORE_NOT_FOUND
						       : result;
}

static bool
gather(void *context, const bson_t *document)
{
	struct store_mongo_list *all = context;
	struct store_holder *holder =
	    store_mongo_add_item(all, document, sizeof(*holder));

	if (holder == NULL)
		return false;
	*holder =
	    (struct store_holder){.id = mongo_text(all->arena, document, "_id"),
		.name = mongo_text(all->arena, document, "name"),
		.position = mongo_int(document, "position", -1),
		.length = mongo_int(document, "length", 0),
		.added = mongo_time(document, "added", 0)};
	all->n -= holder->id == NULL || holder->position < 0;
	return true;
}

/* A pipeline that has the server find a task, and its position. */
static bson_t *
write_search(const char *company, const char *task)
{
	return BCON_NEW("0", "{", "$match", "{", "company", BCON_UTF8(company),
	    "entries.task", BCON_UTF8(task), "}", "}", "1", "{", "$project",
	    "{", "name", BCON_INT32(1), "length", LENGTH, "entries",
	    BCON_INT32(1), "position", "{", "$cond", "[", "{", "$isArray",
	    "$entries", "}", "{", "$indexOfArray", "[", "$entries.task",
	    STORE_MONGO_LITERAL(task), "]", "}", BCON_INT32(-1), "]", "}", "}",
	    "}", "2", "{", "$match", "{", "position", "{", "$gte",
	    BCON_INT32(0), "}", "}", "}", "3", "{", "$project", "{", "name",
	    BCON_INT32(1), "length", BCON_INT32(1), "position", BCON_INT32(1),
	    "added", "{", "$arrayElemAt", "[", "$entries.added", "$position",
	    "]", "}", "}", "}");
}

/* The server scans all entries of the company, as for get_by_task_id. */
enum store_result
store_mongo_find_holders(struct store *base, struct arena *arena,
    const char *company, const char *task, size_t *n,
    struct store_holder **holders)
{
	struct store_mongo_list all = {.arena = arena};
	enum store_result result;
	bson_t *pipeline;

	if (!budget_admit(arena_budget(arena)))
		return STORE_COSTLY;
	pipeline = write_search(company, task);
	result = mongo_aggregate(
	    mongo_of(base)->mongo, MONGO_QUEUES, pipeline, gather, &all);
	bson_destroy(pipeline);
	*n = all.n;
	*holders = all.items;
	return result == STORE_OK && all.is_costly ? STORE_COSTLY : result;
}

#include <bson/bson.h>

#include "base/arena.h"
#include "base/budget.h"
#include "model/text_set.h"
#include "store/mongo/verbs.h"

#define CANDIDATES 1000 /* tasks that may be orphans */

static const char *const fields[] = {"name", "user", "status", "last_worker",
    "started", "status_changed", "execution.queue"};

static void
read_trace(
    struct arena *arena, const bson_t *document, struct store_trace *trace)
{
	bson_t execution;

	*trace = (struct store_trace){.id = mongo_text(arena, document, "_id"),
	    .name = mongo_text(arena, document, "name"),
	    .user = mongo_text(arena, document, "user"),
	    .status = mongo_text(arena, document, "status"),
	    .worker = mongo_text(arena, document, "last_worker"),
	    .started = mongo_time(document, "started", 0),
	    .status_changed = mongo_time(document, "status_changed", 0)};
	if (mongo_child(document, "execution", &execution))
		trace->queue = mongo_text(arena, &execution, "queue");
}

static bool
gather(void *context, const bson_t *document)
{
	struct store_mongo_list *all = context;
	struct store_trace *trace =
	    store_mongo_add_item(all, document, sizeof(*trace));

	if (trace == NULL)
		return false;
	read_trace(all->arena, document, trace);
	all->n -= trace->id == NULL;
	return true;
}

static enum store_result
read_traces(struct store_mongo *store, const bson_t *selector, bson_t *options,
    struct store_mongo_list *all)
{
	store_mongo_put_ones(
	    options, "projection", sizeof(fields) / sizeof(*fields), fields);
	return store_mongo_read_list(
	    store->mongo, MONGO_TASKS, selector, options, gather, all);
}

enum store_result
store_mongo_find_trace(struct store *base, struct arena *arena,
    const char *company, const char *task, struct store_trace *trace)
{
	struct store_mongo_list all = {.arena = arena};
	bson_t selector, options = BSON_INITIALIZER;
	enum store_result result;

	store_mongo_select(&selector, company, task);
	result = read_traces(mongo_of(base), &selector, &options, &all);
	bson_destroy(&selector);
	bson_destroy(&options);
	if (result != STORE_OK)
		return result;
	if (all.n == 0)
		return STORE_NO_TASK;
	*trace = *(struct store_trace *)all.items;
	return STORE_OK;
}

/* Ids of tasks that are in queues. */
struct waiting {
	struct arena *arena;
	struct text_set *set;
};

static bool
take_texts(void *context, const bson_t *document)
{
	struct waiting *waiting = context;
	bson_iter_t iter;
	bson_t tasks;

	if (!mongo_child(document, "tasks", &tasks))
		return true;
	bson_iter_init(&iter, &tasks);
	while (bson_iter_next(&iter)) {
		if (BSON_ITER_HOLDS_UTF8(&iter))
			text_set_add(
			    waiting->set, arena_strdup(waiting->arena,
					      bson_iter_utf8(&iter, NULL)));
	}
	return true;
}

/* Those of some tasks that are in any queue of the company. */
static bson_t *
write_search(const char *company, const bson_t *tasks)
{
	return BCON_NEW("0", "{", "$match", "{", "company", BCON_UTF8(company),
	    "entries.task", "{", "$in", BCON_ARRAY(tasks), "}", "}", "}", "1",
	    "{", "$project", "{", "tasks", "{", "$setIntersection", "[",
	    STORE_MONGO_OR_NONE("$entries.task"), "{", "$literal",
	    BCON_ARRAY(tasks), "}", "]", "}", "}", "}");
}

/* Keep the first of the tasks that no queue holds, at most so many. */
static enum store_result
drop_waiting(struct store_mongo *store, const char *company, size_t most,
    struct store_mongo_list *all)
{
	struct waiting waiting = {
	    all->arena, text_set_new(all->arena, CANDIDATES, false)};
	struct store_trace *traces = all->items;
	bson_t tasks = BSON_INITIALIZER, *pipeline;
	enum store_result result;
	size_t i, n = 0;

	for (i = 0; i < all->n; i++)
		BSON_APPEND_UTF8(
		    &tasks, arena_printf(all->arena, "%zu", i), traces[i].id);
	pipeline = write_search(company, &tasks);
	result = mongo_aggregate(
	    store->mongo, MONGO_QUEUES, pipeline, take_texts, &waiting);
	for (i = 0; i < all->n && n < most; i++) {
		if (text_set_find(waiting.set, traces[i].id) == TEXT_SET_NONE)
			traces[n++] = traces[i];
	}
	all->n = n;
	bson_destroy(&tasks);
	bson_destroy(pipeline);
	return result;
}

enum store_result
store_mongo_list_orphans(struct store *base, struct arena *arena,
    const char *company, int64_t before, size_t most, size_t *n,
    struct store_trace **traces)
{
	struct store_mongo *store = mongo_of(base);
	struct store_mongo_list all = {.arena = arena};
	bson_t selector = BSON_INITIALIZER, earlier;
	enum store_result result;
	bson_t *options;

	*n = 0;
	if (!budget_admit(arena_budget(arena)))
		return STORE_COSTLY;
	options = BCON_NEW("sort", "{", "status_changed", BCON_INT32(1), "}",
	    "limit", BCON_INT64(CANDIDATES));
	BSON_APPEND_UTF8(&selector, "company", company);
	BSON_APPEND_UTF8(&selector, "status", "queued");
	BSON_APPEND_DOCUMENT_BEGIN(&selector, "status_changed", &earlier);
	BSON_APPEND_DATE_TIME(&earlier, "$lt", before);
	bson_append_document_end(&selector, &earlier);
	result = read_traces(store, &selector, options, &all);
	bson_destroy(&selector);
	bson_destroy(options);
	if (result == STORE_OK && all.n > 0)
		result = drop_waiting(store, company, most, &all);
	*n = all.n;
	*traces = all.items;
	return result;
}

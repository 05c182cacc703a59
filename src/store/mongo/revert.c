#include <string.h>

#include <bson/bson.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/steady.h"
#include "model/text_set.h"
#include "store/mongo/verbs.h"

#define AT_ONCE 1000 /* tasks that a command is about */

/* Pieces of expressions, for BCON.  All texts of callers are literal. */
#define LITERAL(text) "{", "$literal", BCON_UTF8(text), "}"
#define STATUS "{", "$ifNull", "[", "$enqueue_status", "created", "]", "}"
#define OTHER_TAGS                                                             \
	"{", "$filter", "{", "input", "$system_tags", "cond", "{", "$ne", "[", \
	    "$$this", "development", "]", "}", "}", "}"

/* Tasks that are reverted, and what is learnt of them on the way. */
struct reverting {
	struct mongo *mongo;
	struct arena *arena;
	const struct store_mongo_leaving *leaving;
	size_t n_found;
	const char **found;
	struct text_set *projects;
	const char **project_ids;
	size_t n_failed;
};

/* {_id: {$in: <tasks>}, company, "execution.queue", ...} */
static void
select_tasks(bson_t *selector, const struct store_mongo_leaving *leaving,
    size_t n, const char *const *tasks)
{
	const struct store_leaving *why = &leaving->why;
	bson_t in, later, than;

	bson_init(selector);
	BSON_APPEND_DOCUMENT_BEGIN(selector, "_id", &in);
	store_mongo_put_texts(&in, "$in", n, tasks);
	bson_append_document_end(selector, &in);
	BSON_APPEND_UTF8(selector, "company", why->company);
	BSON_APPEND_UTF8(selector, "execution.queue", why->queue);
	if (leaving->only_queued)
		BSON_APPEND_UTF8(selector, "status", "queued");
	if (leaving->since == 0)
		return;
	BSON_APPEND_DOCUMENT_BEGIN(selector, "status_changed", &later);
	BSON_APPEND_DOCUMENT_BEGIN(&later, "$not", &than);
	BSON_APPEND_DATE_TIME(&than, "$gt", leaving->since);
	bson_append_document_end(&later, &than);
	bson_append_document_end(selector, &later);
}

/* A pipeline that reverts a task, whatever it is like at that moment. */
static bson_t *
write_change(const struct store_leaving *leaving)
{
	int64_t now = leaving->now;
	bson_t by = BSON_INITIALIZER;
	bson_t *change;

	if (leaving->user != NULL)
		BCON_APPEND(&by, "last_changed_by", LITERAL(leaving->user));
	change = BCON_NEW("0", "{", "$set", "{", "status", STATUS,
	    "status_reason", LITERAL(leaving->reason), "status_message", "",
	    "status_changed", BCON_DATE_TIME(now), "last_update",
	    BCON_DATE_TIME(now), "last_change", BCON_DATE_TIME(now),
	    "enqueue_status", BCON_NULL, "system_tags", "{", "$cond", "[", "{",
	    "$and", "[", "{", "$eq", "[", STATUS, "queued", "]", "}", "{",
	    "$isArray", "$system_tags", "}", "]", "}", OTHER_TAGS,
	    "$system_tags", "]", "}", "}", "}", "1", "{", "$set",
	    BCON_DOCUMENT(&by), "}", "2", "{", "$unset", "execution.queue",
	    "}");
	bson_destroy(&by);
	return change;
}

static bool
note_task(void *context, const bson_t *document)
{
	struct reverting *all = context;
	const char *id = mongo_text(all->arena, document, "_id");
	const char *project = mongo_text(all->arena, document, "project");
	size_t n = text_set_count(all->projects);

	if (id != NULL)
		all->found[all->n_found++] = id;
	if (id != NULL && project != NULL &&
	    text_set_add(all->projects, project) == n)
		all->project_ids[n] = project;
	return true;
}

/* Revert some: those that are to be run from the queue. */
static void
revert_some(struct reverting *all, size_t n, const char *const *tasks)
{
	static const char *const fields[] = {"project"};
	bson_t selector, options = BSON_INITIALIZER, *change;
	size_t n_before = all->n_found;
	enum store_result result;

	select_tasks(&selector, all->leaving, n, tasks);
	store_mongo_put_ones(&options, "projection", 1, fields);
	BSON_APPEND_INT32(&options, "batchSize", AT_ONCE + 1); /* one answer */
	result = mongo_find(
	    all->mongo, MONGO_TASKS, &selector, &options, note_task, all);
	if (result == STORE_OK && all->n_found > n_before) {
		change = write_change(&all->leaving->why);
		result = mongo_update_all(
		    all->mongo, MONGO_TASKS, &selector, change);
		bson_destroy(change);
	}
	if (result != STORE_OK && result != STORE_NOT_FOUND)
		all->n_failed += n;
	bson_destroy(&selector);
	bson_destroy(&options);
}

/* Their projects have changed, too. */
static void
touch_projects(struct reverting *all)
{
	bson_t selector = BSON_INITIALIZER, change = BSON_INITIALIZER, part;

	BSON_APPEND_DOCUMENT_BEGIN(&selector, "_id", &part);
	store_mongo_put_texts(
	    &part, "$in", text_set_count(all->projects), all->project_ids);
	bson_append_document_end(&selector, &part);
	BSON_APPEND_DOCUMENT_BEGIN(&change, "$set", &part);
	BSON_APPEND_DATE_TIME(&part, "last_update", all->leaving->why.now);
	bson_append_document_end(&change, &part);
	mongo_update_all(all->mongo, MONGO_PROJECTS, &selector, &change);
	bson_destroy(&selector);
	bson_destroy(&change);
}

/* The next tasks that can be any, from the i-th; *i is behind them then. */
static size_t
take_some(
    const struct store_strings *tasks, size_t *i, const char *some[AT_ONCE])
{
	size_t n = 0;

	for (; *i < tasks->n && n < AT_ONCE; ++*i) {
		if (strlen(tasks->items[*i]) <= STORE_MONGO_LONGEST_TASK)
			some[n++] = tasks->items[*i];
	}
	return n;
}

size_t
store_mongo_revert(struct store_mongo *store, struct arena *arena,
    const struct store_mongo_leaving *leaving, int64_t until,
    struct store_strings *found)
{
	const struct store_strings *tasks = &leaving->tasks;
	struct reverting all = {.mongo = store->mongo,
	    .arena = arena,
	    .leaving = leaving,
	    .found = arena_alloc_n(arena, tasks->n, sizeof(*all.found)),
	    .projects = text_set_new(arena, tasks->n, false),
	    .project_ids =
		arena_alloc_n(arena, tasks->n, sizeof(*all.project_ids))};
	const char *some[AT_ONCE];
	size_t i = 0, n;

	while (steady_now() < until && (n = take_some(tasks, &i, some)) > 0)
		revert_some(&all, n, some);
	if (text_set_count(all.projects) > 0)
		touch_projects(&all);
	if (all.n_failed > 0)
		log_error("queue %s: %zu tasks were taken out, and some of "
			  "them may still be queued: try lineup check --repair",
		    leaving->why.queue, all.n_failed);
	*found = (struct store_strings){all.n_found, all.found};
	return i;
}

void
store_mongo_revert_task(
    struct store *store, const struct store_leaving *why, const char *task)
{
	const struct store_mongo_leaving leaving = {
	    .why = *why, .tasks = {1, &task}};
	struct arena *arena = arena_new();
	struct store_strings found;

	store_mongo_revert(mongo_of(store), arena, &leaving, INT64_MAX, &found);
	arena_free(arena);
}

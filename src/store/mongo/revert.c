#include <string.h>

#include <bson/bson.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/random.h"
#include "base/steady.h"
#include "model/text_set.h"
#include "store/mongo/verbs.h"

#define AT_ONCE 1000 /* tasks for each command */

/* Parts of expressions, for BCON; texts from callers must be literals. */
#define STATUS "{", "$ifNull", "[", "$enqueue_status", "created", "]", "}"
#define OTHER_TAGS                                                             \
	"{", "$filter", "{", "input", "$system_tags", "cond", "{", "$ne", "[", \
	    "$$this", "development", "]", "}", "}", "}"

#define LATE 6000 /* ms: no add_task takes that long */

/* Tasks that are being reverted, and what was found out about them. */
struct reverting {
	struct mongo *mongo;
	struct arena *arena;
	const struct store_mongo_leaving *leaving;
	size_t n_found;
	const char **found;
	struct text_set *projects;
	const char **project_ids;
	struct store_strings there; /* tasks that look() found in the queue */
	size_t n_late;
	const char **late;
};

/* Select those of the tasks that leaving is about. */
static void
select_tasks(bson_t *selector, const struct store_mongo_leaving *leaving,
    const struct store_strings *tasks)
{
	bson_t later, than;

	store_mongo_select_some(selector, "_id", leaving->why.company, tasks);
	if (leaving->why.queue == NULL)
		BSON_APPEND_NULL(selector, "execution.queue");
	else
		BSON_APPEND_UTF8(
		    selector, "execution.queue", leaving->why.queue);
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

/* A pipeline that reverts a task, using the task's present state. */
static bson_t *
write_change(const struct store_leaving *leaving)
{
	int64_t now = leaving->now;
	bson_t by = BSON_INITIALIZER;
	bson_t *change;

	if (leaving->user != NULL)
		BCON_APPEND(
		    &by, "last_changed_by", STORE_MONGO_LITERAL(leaving->user));
	change = BCON_NEW("0", "{", "$set", "{", "status", STATUS,
	    "status_reason", STORE_MONGO_LITERAL(leaving->reason),
	    "status_message", "", "status_changed", BCON_DATE_TIME(now),
	    "last_update", BCON_DATE_TIME(now), "last_change",
	    BCON_DATE_TIME(now), "enqueue_status", BCON_NULL, "system_tags",
	    "{", "$cond", "[", "{", "$and", "[", "{", "$eq", "[", STATUS,
	    "queued", "]", "}", "{", "$isArray", "$system_tags", "}", "]", "}",
	    OTHER_TAGS, "$system_tags", "]", "}", "}", "}", "1", "{", "$set",
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

static bool
note_there(void *context, const bson_t *queue)
{
	struct reverting *all = context;

	all->there.items =
	    store_mongo_read_texts(all->arena, queue, "tasks", &all->there.n);
	return false;
}

/* Find out which of n tasks are in the queue; false: it can't be read. */
static bool
look(struct reverting *all, size_t n, const char *const *tasks)
{
	const struct store_leaving *why = &all->leaving->why;
	bson_t selector, some = BSON_INITIALIZER, *pipeline;
	enum store_result result;

	all->there = (struct store_strings){0};
	if (why->queue == NULL)
		return true;
	store_mongo_select(&selector, why->company, why->queue);
	store_mongo_put_texts(&some, "$literal", n, tasks);
	pipeline = BCON_NEW("0", "{", "$match", BCON_DOCUMENT(&selector), "}",
	    "1", "{", "$project", "{", "tasks", "{", "$setIntersection", "[",
	    STORE_MONGO_OR_NONE("$entries.task"), BCON_DOCUMENT(&some), "]",
	    "}", "}", "}");
	result = mongo_aggregate(
	    all->mongo, MONGO_QUEUES, pipeline, note_there, all);
	bson_destroy(&selector);
	bson_destroy(&some);
	bson_destroy(pipeline);
	return result == STORE_OK;
}

/* The n tasks without the others, in the arena. */
static struct store_strings
without(struct arena *arena, size_t n, const char *const *tasks,
    size_t n_others, const char *const *others)
{
	struct text_set *set = text_set_new(arena, n_others, false);
	const char **rest = arena_alloc_n(arena, n, sizeof(*rest));
	size_t i, n_rest = 0;

	for (i = 0; i < n_others; i++)
		text_set_add(set, others[i]);
	for (i = 0; i < n; i++) {
		if (text_set_find(set, tasks[i]) == TEXT_SET_NONE)
			rest[n_rest++] = tasks[i];
	}
	return (struct store_strings){n_rest, rest};
}

/* Revert tasks, and find out which ones were; false: it failed. */
static bool
revert_and_find(struct reverting *all, const struct store_strings *tasks)
{
	static const char *const fields[] = {"project"};
	const struct store_leaving *why = &all->leaving->why;
	bson_t selector, options = BSON_INITIALIZER, *change;
	enum store_result result;

	select_tasks(&selector, all->leaving, tasks);
	change = write_change(why);
	result = mongo_update_all(all->mongo, MONGO_TASKS, &selector, change);
	bson_destroy(change);
	bson_destroy(&selector);
	store_mongo_select_some(&selector, "_id", why->company, tasks);
	BSON_APPEND_DATE_TIME(&selector, "status_changed", why->now);
	BSON_APPEND_UTF8(&selector, "status_reason", why->reason);
	store_mongo_put_ones(&options, "projection", 1, fields);
	BSON_APPEND_INT32(&options, "batchSize", AT_ONCE + 1); /* one reply */
	if (result == STORE_OK)
		result = mongo_find(all->mongo, MONGO_TASKS, &selector,
		    &options, note_task, all);
	bson_destroy(&selector);
	bson_destroy(&options);
	return result == STORE_OK || result == STORE_NOT_FOUND;
}

/*
 * Tasks that were added to the queue again while they were reverted have lost
 * their queue: set it again.
 */
static bool
follow_again(struct reverting *all, size_t n, const char *const *tasks)
{
	const struct store_leaving *why = &all->leaving->why;
	enum store_result result;
	bson_t selector, *change;

	if (n == 0)
		return true;
	if (!look(all, n, tasks))
		return false;
	if (all->there.n == 0)
		return true;
	store_mongo_select_some(&selector, "_id", why->company, &all->there);
	BSON_APPEND_DATE_TIME(&selector, "status_changed", why->now);
	BCON_APPEND(&selector, "execution.queue", "{", "$exists",
	    BCON_BOOL(false), "}");
	change = BCON_NEW(
	    "$set", "{", "execution.queue", BCON_UTF8(why->queue), "}");
	result = mongo_update_all(all->mongo, MONGO_TASKS, &selector, change);
	bson_destroy(&selector);
	bson_destroy(change);
	return result == STORE_OK || result == STORE_NOT_FOUND;
}

static bool
note_late(void *context, const bson_t *document)
{
	struct reverting *all = context;
	const char *id = mongo_text(all->arena, document, "_id");

	if (id != NULL)
		all->late[all->n_late++] = id;
	return true;
}

/*
 * add_task sets a task's queue a moment after adding it.  So note the tasks
 * that are queued but were not reverted: their queue may be set late.
 */
static void
find_late(struct reverting *all, const struct store_strings *tasks)
{
	static const char *const fields[] = {"_id"};
	bson_t selector, options = BSON_INITIALIZER;

	store_mongo_select_some(
	    &selector, "_id", all->leaving->why.company, tasks);
	BSON_APPEND_UTF8(&selector, "status", "queued");
	store_mongo_put_ones(&options, "projection", 1, fields);
	mongo_find(
	    all->mongo, MONGO_TASKS, &selector, &options, note_late, all);
	bson_destroy(&selector);
	bson_destroy(&options);
}

/* Revert those of n tasks that have left the queue and were to run from it. */
static bool
revert_some(struct reverting *all, size_t n, const char *const *tasks)
{
	size_t first = all->n_found, n_found;
	struct store_strings gone, missed;

	if (!look(all, n, tasks))
		return false;
	gone = without(all->arena, n, tasks, all->there.n, all->there.items);
	if (gone.n == 0)
		return true;
	if (!revert_and_find(all, &gone)) {
		all->n_found = first;
		return false;
	}
	n_found = all->n_found - first;
	if (all->leaving->since == 0 && n_found < gone.n) {
		missed = without(all->arena, gone.n, gone.items, n_found,
		    all->found + first);
		find_late(all, &missed);
	}
	return follow_again(all, n_found, all->found + first);
}

/* Set last_update of the tasks' projects. */
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

/* Take the next tasks, from index *i, except ids too long to be a task's. */
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

/* Have tasks whose queue may be set late reverted after that. */
static void
defer_late(struct store_mongo *store, const struct reverting *all)
{
	struct store_mongo_leaving leaving = *all->leaving;
	char id[RANDOM_ID_SIZE];

	if (all->n_late == 0)
		return;
	random_id(id);
	leaving.id = id;
	leaving.tasks = (struct store_strings){all->n_late, all->late};
	store_mongo_defer(store, &leaving, LATE);
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
	    .late = arena_alloc_n(arena, tasks->n, sizeof(*all.late)),
	    .projects = text_set_new(arena, tasks->n, false),
	    .project_ids =
		arena_alloc_n(arena, tasks->n, sizeof(*all.project_ids))};
	const char *some[AT_ONCE];
	size_t i = 0, n_done = 0, n;

	while (steady_now() < until && n_done < tasks->n) {
		n = take_some(tasks, &i, some);
		if (n > 0 && !revert_some(&all, n, some))
			break;
		n_done = i;
	}
	if (text_set_count(all.projects) > 0)
		touch_projects(&all);
	defer_late(store, &all);
	*found = (struct store_strings){all.n_found, all.found};
	return n_done;
}

void
store_mongo_revert_task(
    struct store *base, const struct store_leaving *why, const char *task)
{
	struct store_mongo *store = mongo_of(base);
	char id[RANDOM_ID_SIZE];
	const struct store_mongo_leaving leaving = {
	    .id = id, .why = *why, .tasks = {1, &task}};
	struct arena *arena = arena_new();
	struct store_strings found;

	random_id(id);
	if (store_mongo_revert(store, arena, &leaving, INT64_MAX, &found) ==
		0 &&
	    !store_mongo_defer(store, &leaving, 0))
		log_error("queue %s: task %s was taken out, but may keep the "
			  "status queued: run lineup check --repair",
		    why->queue, task);
	arena_free(arena);
}

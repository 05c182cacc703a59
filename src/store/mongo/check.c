#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <bson/bson.h>

#include "base/arena.h"
#include "base/timefmt.h"
#include "model/text_set.h"
#include "store/mongo/verbs.h"

#define RECENT 60000 /* ms: tasks changed later may be on their way */
#define AT_ONCE 1000 /* tasks to look for in a query */
#define MAX_TOLD 20  /* faults of a kind to report */
#define REASON "It was queued, but in no queue"

struct check {
	struct mongo *mongo;
	struct arena *arena;
	int64_t before; /* ms since 1970: leave out what changed later */
};

/* A task with the status queued. */
struct queued {
	const char *id;
	const char *company;
	const char *queue; /* that it is to be run from; NULL: none */
	bool is_held;      /* in any queue, or in a move between two */
};

struct list {
	struct arena *arena;
	size_t n;
	size_t room;
	struct queued *items;
};

static bool
gather(void *context, const bson_t *document)
{
	struct list *list = context;
	struct queued task = {.id = mongo_text(list->arena, document, "_id"),
	    .company = mongo_text(list->arena, document, "company")};
	bson_t execution;

	if (mongo_child(document, "execution", &execution))
		task.queue = mongo_text(list->arena, &execution, "queue");
	if (task.id == NULL || task.company == NULL)
		return true;
	list->items = arena_grow(
	    list->arena, list->items, list->n, &list->room, sizeof(task));
	list->items[list->n++] = task;
	return true;
}

/* Matches an earlier time, or none. */
#define EARLIER(time) "{", "$not", "{", "$gte", BCON_DATE_TIME(time), "}", "}"

/* Read all tasks that have been queued for a while, for a queue or for none. */
static enum store_result
find_queued(const struct check *check, struct list *list)
{
	bson_t *selector = BCON_NEW("status", "queued", "$or", "[", "{",
	    "execution.queue", "{", "$type", "string", "}", "}", "{",
	    "execution.queue", BCON_NULL, "}", "]", "last_change",
	    EARLIER(check->before), "status_changed", EARLIER(check->before));
	bson_t *options = BCON_NEW("projection", "{", "company", BCON_INT32(1),
	    "execution.queue", BCON_INT32(1), "}");
	enum store_result result = mongo_find(
	    check->mongo, MONGO_TASKS, selector, options, gather, list);

	bson_destroy(selector);
	bson_destroy(options);
	return result;
}

/* Tasks that are looked for in queues; ids has their indexes. */
struct seeking {
	struct text_set *ids;
	struct queued *tasks;
};

static bool
note_held(void *context, const bson_t *document)
{
	struct seeking *seeking = context;
	bson_iter_t iter;
	bson_t held;
	size_t i;

	if (!mongo_child(document, "held", &held))
		return true;
	bson_iter_init(&iter, &held);
	while (bson_iter_next(&iter)) {
		i = BSON_ITER_HOLDS_UTF8(&iter)
			? text_set_find(
			      seeking->ids, bson_iter_utf8(&iter, NULL))
			: TEXT_SET_NONE;
		if (i != TEXT_SET_NONE)
			seeking->tasks[i].is_held = true;
	}
	return true;
}

/* Note the tasks that documents hold; destroys selector and options. */
static enum store_result
ask(const struct check *check, enum mongo_collection where, bson_t *selector,
    bson_t *options, struct seeking *seeking)
{
	enum store_result result = mongo_find(
	    check->mongo, where, selector, options, note_held, seeking);

	bson_destroy(selector);
	bson_destroy(options);
	return result;
}

/* Look for the tasks in all queues of all companies. */
static enum store_result
ask_queues(const struct check *check, bson_iter_t *ids, struct seeking *seeking)
{
	return ask(check, MONGO_QUEUES,
	    BCON_NEW("entries.task", "{", "$in", BCON_ITER(ids), "}"),
	    BCON_NEW("projection", "{", "held", "{", "$setIntersection", "[",
		STORE_MONGO_OR_NONE("$entries.task"), "{", "$literal",
		BCON_ITER(ids), "}", "]", "}", "}"),
	    seeking);
}

/* Look for the tasks in unfinished moves between queues. */
static enum store_result
ask_moves(const struct check *check, bson_iter_t *ids, struct seeking *seeking)
{
	return ask(check, MONGO_MOVES,
	    BCON_NEW("task", "{", "$in", BCON_ITER(ids), "}"),
	    BCON_NEW("projection", "{", "held", "[", "$task", "]", "}"),
	    seeking);
}

/*
 * Note which of n tasks are held.  Moves come first: when a move is gone, its
 * task is in a queue.
 */
static enum store_result
seek(const struct check *check, size_t n, struct queued *tasks)
{
	struct seeking seeking = {
	    .ids = text_set_new(check->arena, n, false), .tasks = tasks};
	const char **ids = arena_alloc_n(check->arena, n, sizeof(*ids));
	bson_t array = BSON_INITIALIZER;
	enum store_result result;
	bson_iter_t at;
	size_t i;

	for (i = 0; i < n; i++) {
		ids[i] = tasks[i].id;
		text_set_add(seeking.ids, ids[i]);
	}
	store_mongo_put_texts(&array, "ids", n, ids);
	bson_iter_init_find(&at, &array, "ids");
	result = ask_moves(check, &at, &seeking);
	if (result == STORE_OK)
		result = ask_queues(check, &at, &seeking);
	bson_destroy(&array);
	return result;
}

/* Find tasks that are queued, but in no queue. */
static enum store_result
find_strays(const struct check *check, struct list *list)
{
	enum store_result result;
	size_t i, n, n_strays = 0;

	*list = (struct list){.arena = check->arena};
	result = find_queued(check, list);
	for (i = 0; i < list->n && result == STORE_OK; i += n) {
		n = list->n - i < AT_ONCE ? list->n - i : AT_ONCE;
		result = seek(check, n, &list->items[i]);
	}
	for (i = 0; i < list->n; i++) {
		if (!list->items[i].is_held)
			list->items[n_strays++] = list->items[i];
	}
	list->n = n_strays;
	return result;
}

/* Keep only the tasks that are in the earlier list too. */
static void
intersect(struct list *list, const struct list *before)
{
	struct text_set *ids = text_set_new(list->arena, before->n, false);
	size_t i, n = 0;

	for (i = 0; i < before->n; i++)
		text_set_add(ids, before->items[i].id);
	for (i = 0; i < list->n; i++) {
		if (text_set_find(ids, list->items[i].id) != TEXT_SET_NONE)
			list->items[n++] = list->items[i];
	}
	list->n = n;
}

static int
compare_queues(const void *a, const void *b)
{
	const struct queued *left = a, *right = b;
	int order = strcmp(left->company, right->company);

	if (order == 0 && (left->queue == NULL || right->queue == NULL))
		return (left->queue != NULL) - (right->queue != NULL);
	return order == 0 ? strcmp(left->queue, right->queue) : order;
}

/* Revert n tasks of one queue, unless they have changed in between. */
static void
revert(struct store_mongo *store, const struct check *check, size_t n,
    const struct queued *tasks)
{
	const char **ids = arena_alloc_n(check->arena, n, sizeof(*ids));
	const struct store_mongo_leaving leaving = {
	    .why = {.company = tasks->company,
		.queue = tasks->queue,
		.reason = REASON,
		.now = timefmt_now()},
	    .tasks = {n, ids},
	    .since = check->before,
	    .only_queued = true};
	struct store_strings found;
	size_t i;

	for (i = 0; i < n; i++)
		ids[i] = tasks[i].id;
	store_mongo_revert(store, check->arena, &leaving, INT64_MAX, &found);
}

/* Count the tasks, from the first, that have the same queue. */
static size_t
count_of_one_queue(size_t n, const struct queued *tasks)
{
	size_t i = 1;

	while (i < n && compare_queues(&tasks[0], &tasks[i]) == 0)
		i++;
	return i;
}

static void
revert_all(struct store_mongo *store, const struct check *check,
    const struct list *list)
{
	size_t i, n;

	qsort(list->items, list->n, sizeof(*list->items), compare_queues);
	for (i = 0; i < list->n; i += n) {
		n = count_of_one_queue(list->n - i, &list->items[i]);
		revert(store, check, n, &list->items[i]);
	}
}

static void
report_strays(const struct store_checking *checking, struct arena *arena,
    const struct list *list)
{
	size_t i;

	for (i = 0; i < list->n && i < MAX_TOLD; i++)
		checking->report(
		    checking->context, arena_printf(arena,
					   "a task that is queued, but in no "
					   "queue: %s",
					   list->items[i].id));
	if (i < list->n)
		checking->report(checking->context,
		    arena_printf(arena, "and %zu more", list->n - i));
}

/* Queues that keep tasks, which a crash has left there. */
struct keepers {
	struct arena *arena;
	size_t n;
	size_t room;
	struct store_mongo_leaving *items;
};

static bool
gather_keeper(void *context, const bson_t *queue)
{
	struct keepers *keepers = context;
	struct store_mongo_leaving leaving;

	if (!store_mongo_read_kept(keepers->arena, queue, &leaving))
		return true;
	keepers->items = arena_grow(keepers->arena, keepers->items, keepers->n,
	    &keepers->room, sizeof(leaving));
	keepers->items[keepers->n++] = leaving;
	return true;
}

/* Check that no queue keeps tasks that have yet to be reverted. */
static bool
check_queues(struct store_mongo *store, const struct check *check,
    const struct store_checking *checking)
{
	struct keepers keepers = {.arena = check->arena};
	struct store_strings found;
	bson_t *selector = BCON_NEW(STORE_MONGO_KEPT ".at", "{", "$lt",
	    BCON_DATE_TIME(check->before), "}");
	enum store_result result = mongo_find(store->mongo, MONGO_QUEUES,
	    selector, NULL, gather_keeper, &keepers);
	size_t i;

	bson_destroy(selector);
	for (i = 0; i < keepers.n; i++) {
		checking->report(checking->context,
		    arena_printf(check->arena,
			"a queue whose tasks were not all reverted: %s",
			keepers.items[i].why.queue));
		if (checking->repair)
			store_mongo_finish(
			    store, check->arena, &keepers.items[i], &found);
	}
	return result == STORE_OK && (keepers.n == 0 || checking->repair);
}

/*
 * Check that queued tasks are in a queue; only those count that two looks find
 * in none, as a single look may come during a move.
 */
static bool
check_tasks(struct store_mongo *store, const struct check *check,
    const struct store_checking *checking)
{
	const struct timespec pause = {.tv_sec = checking->wait};
	struct list before, list;
	enum store_result result = find_strays(check, &before);

	if (result == STORE_OK && before.n == 0)
		return true;
	if (result == STORE_OK) {
		nanosleep(&pause, NULL);
		result = find_strays(check, &list);
	}
	if (result != STORE_OK) {
		checking->report(
		    checking->context, "tasks and queues can't be read");
		return false;
	}
	intersect(&list, &before);
	report_strays(checking, check->arena, &list);
	if (!checking->repair || list.n == 0)
		return list.n == 0;
	revert_all(store, check, &list);
	result = find_strays(check, &before);
	intersect(&list, &before);
	return result == STORE_OK && list.n == 0;
}

bool
store_mongo_check(struct store *base, const struct store_checking *checking)
{
	static const atomic_bool never = false;
	struct store_mongo *store = mongo_of(base);
	struct check check = {.mongo = store->mongo,
	    .arena = arena_new(),
	    .before = timefmt_now() - RECENT};
	bool fine;

	if (checking->repair)
		store_mongo_finish_moves(store, &never);
	fine = check_queues(store, &check, checking);
	fine = check_tasks(store, &check, checking) && fine;
	arena_free(check.arena);
	return fine;
}

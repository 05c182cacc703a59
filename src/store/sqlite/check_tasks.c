#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/timefmt.h"
#include "model/text_set.h"
#include "store/sqlite/records.h"
#include "store/sqlite/verbs.h"

#define MAX_TOLD 20 /* faults of a kind to report */
#define REASON "It was queued, but in no queue"

/* A task that says something else than the queues. */
struct fault {
	const char *id;
	const char *company;
	enum task_status status;
};

struct list {
	struct arena *arena;
	size_t n;
	size_t room;
	struct fault *items;
};

/*
 * A kind of faults.  queues.add_task puts a task into a queue whatever its
 * status is; but a status that can't become queued says that the task runs, or
 * has been run.
 */
struct kind {
	const char *sql; /* selects id, company and status */
	bool (*counts)(enum task_status status);
	const char *(*describe)(struct arena *arena, const struct fault *fault);
	db_write *repair; /* of a struct repair */
};

static bool
is_any(enum task_status status)
{
	(void)status;
	return true;
}

static bool
cannot_be_queued(enum task_status status)
{
	return !task_status_may_become(status, TASK_QUEUED);
}

static const char *
describe_stray(struct arena *arena, const struct fault *fault)
{
	return arena_printf(
	    arena, "a task that is queued, but in no queue: %s", fault->id);
}

static const char *
describe_held(struct arena *arena, const struct fault *fault)
{
	return arena_printf(arena, "a task that is %s, but in a queue: %s",
	    task_status_text(fault->status), fault->id);
}

static const char *
describe_lost(struct arena *arena, const struct fault *fault)
{
	return arena_printf(arena,
	    "a task that names a project, parent or queue that is not there: "
	    "%s",
	    fault->id);
}

/* A fault that is being repaired, unless it has gone. */
struct repair {
	struct store_sqlite *store;
	struct arena *arena;
	const struct fault *fault;
	int64_t now;
};

static enum store_result
repair_stray(struct db *db, void *arguments)
{
	const struct repair *repair = arguments;
	enum store_result result = store_sqlite_settle(db, repair->store);

	return result == STORE_OK
		   ? store_sqlite_revert_stray(db, repair->fault->company,
			 repair->fault->id, REASON, repair->now)
		   : result;
}

/* Take a task that can't be queued out of all queues; its status stays. */
static enum store_result
repair_held(struct db *db, void *arguments)
{
	const struct repair *repair = arguments;
	const struct fault *fault = repair->fault;
	enum store_result result;
	struct task task;
	int64_t number;

	result = store_sqlite_find_and_read(
	    db, repair->arena, fault->company, fault->id, 0, &number, &task);
	if (result != STORE_OK || !cannot_be_queued(task.status))
		return result;
	result = store_sqlite_settle(db, repair->store);
	return result == STORE_OK ? store_sqlite_leave_queues(db, repair->store,
					fault->company, fault->id, NULL, NULL,
					NULL, repair->now)
				  : result;
}

#define LACKS(member, table)                                                   \
	"(" member " IS NOT NULL AND NOT EXISTS (SELECT 1 FROM " table         \
	" AS it WHERE it.id = tasks." member                                   \
	" AND it.company = tasks.company))"
#define LACKS_PROJECT LACKS("project", "projects")
#define LACKS_PARENT LACKS("parent", "tasks")
#define LACKS_QUEUE LACKS("queue", "queues")

/* Have a task name only what is there. */
static enum store_result
repair_lost(struct db *db, void *arguments)
{
	const struct fault *fault = ((struct repair *)arguments)->fault;
	sqlite3_stmt *statement = db_prepare(db,
	    "UPDATE tasks SET project = iif(" LACKS_PROJECT ", NULL, project),"
	    " parent = iif(" LACKS_PARENT ", NULL, parent),"
	    " queue = iif(" LACKS_QUEUE ", NULL, queue) WHERE id = ?");

	if (statement == NULL)
		return STORE_FAILED;
	db_bind_text(statement, 1, fault->id);
	return db_finish(db, statement);
}

static const struct kind kinds[] = {
    {"SELECT id, company, status FROM tasks WHERE " STORE_SQLITE_STRAY, is_any,
	describe_stray, repair_stray},
    {"SELECT DISTINCT tasks.id, tasks.company, tasks.status FROM tasks"
     " CROSS JOIN entries ON entries.task = tasks.id"
     " CROSS JOIN queues ON queues.number = entries.queue"
     " AND queues.company = tasks.company WHERE tasks.status != 'queued'",
	cannot_be_queued, describe_held, repair_held},
    {"SELECT id, company, status FROM tasks WHERE " LACKS_PROJECT
     " OR " LACKS_PARENT " OR " LACKS_QUEUE,
	is_any, describe_lost, repair_lost},
};

#define KINDS (sizeof(kinds) / sizeof(*kinds))

static bool
find(struct db *db, const struct kind *kind, struct list *list)
{
	sqlite3_stmt *row = db_prepare(db, kind->sql);
	struct fault fault = {.status = TASK_UNKNOWN};
	int code;

	if (row == NULL)
		return false;
	while ((code = db_step(db, row)) == SQLITE_ROW) {
		task_status_read(db_column(list->arena, row, 2), &fault.status);
		if (!kind->counts(fault.status))
			continue;
		fault.id = db_column(list->arena, row, 0);
		fault.company = db_column(list->arena, row, 1);
		list->items = arena_grow(list->arena, list->items, list->n,
		    &list->room, sizeof(fault));
		list->items[list->n++] = fault;
	}
	db_leave(row);
	return code == SQLITE_DONE;
}

/* Look for the faults of each kind, by one snapshot; false: it failed. */
static bool
look(struct store_sqlite *store, struct arena *arena, struct list lists[KINDS])
{
	struct db *db = db_borrow_for_long(&store->pool);
	bool fine;
	size_t i;

	if (db == NULL)
		return false;
	fine = db_run(db, "BEGIN");
	for (i = 0; i < KINDS; i++) {
		lists[i] = (struct list){.arena = arena};
		fine = fine && find(db, &kinds[i], &lists[i]);
	}
	db_run(db, "COMMIT");
	db_give_back(&store->pool, db);
	return fine;
}

static bool
is_empty(const struct list lists[KINDS])
{
	size_t i;

	for (i = 0; i < KINDS; i++) {
		if (lists[i].n > 0)
			return false;
	}
	return true;
}

/* Keep only the faults that are in the earlier list too. */
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

/* Look again; *lists has the faults that are still there. */
static bool
look_again(
    struct store_sqlite *store, struct arena *arena, struct list lists[KINDS])
{
	struct list again[KINDS];
	size_t i;

	if (!look(store, arena, again))
		return false;
	for (i = 0; i < KINDS; i++)
		intersect(&lists[i], &again[i]);
	return true;
}

static void
report(const struct store_checking *checking, const struct kind *kind,
    const struct list *list)
{
	size_t i;

	for (i = 0; i < list->n && i < MAX_TOLD; i++)
		checking->report(checking->context,
		    kind->describe(list->arena, &list->items[i]));
	if (i < list->n)
		checking->report(checking->context,
		    arena_printf(list->arena, "and %zu more", list->n - i));
}

/* Repair faults, each in a commit of its own; those that stay are found. */
static void
repair(struct store_sqlite *store, const struct kind *kind,
    const struct list *list)
{
	struct repair repair = {.store = store, .arena = list->arena};
	size_t i;

	for (i = 0; i < list->n; i++) {
		repair.fault = &list->items[i];
		repair.now = timefmt_now();
		db_submit(&store->writer, DB_STAYS, kind->repair, &repair);
	}
}

static bool
check_tasks(struct store_sqlite *store, struct arena *arena,
    const struct store_checking *checking)
{
	const struct timespec pause = {.tv_sec = checking->wait};
	struct list lists[KINDS];
	bool fine = look(store, arena, lists);
	size_t i;

	if (fine && is_empty(lists))
		return true;
	if (fine) {
		nanosleep(&pause, NULL);
		fine = look_again(store, arena, lists);
	}
	if (!fine) {
		checking->report(
		    checking->context, "tasks and queues can't be read");
		return false;
	}
	for (i = 0; i < KINDS; i++) {
		report(checking, &kinds[i], &lists[i]);
		if (checking->repair)
			repair(store, &kinds[i], &lists[i]);
	}
	if (checking->repair && !is_empty(lists))
		fine = look_again(store, arena, lists);
	return fine && is_empty(lists);
}

bool
store_sqlite_check_tasks(
    struct store *base, const struct store_checking *checking)
{
	struct arena *arena = arena_new();
	bool fine = check_tasks(sqlite_of(base), arena, checking);

	arena_free(arena);
	return fine;
}

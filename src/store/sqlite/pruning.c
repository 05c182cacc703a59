#include <sqlite3.h>

#include "base/timefmt.h"
#include "store/sqlite/records.h"
#include "store/sqlite/verbs.h"

#define CHUNK 16        /* events between two looks at the clock: */
#define CHUNK_TEXT "16" /* each may have a MiB */
#define SPARE 16        /* delete this part of a limit at a time */

/* Events that are deleted step by step. */
struct pruning {
	struct store_sqlite *store;
	struct store_sqlite_step step;
	const char *sql;
	int64_t task;   /* whose; 0: of all */
	int64_t last;   /* those with a greater number stay */
	int64_t most;   /* bytes that may stay, */
	int64_t before; /* unless they were added before this time */
	bool is_done;
	bool has_deleted; /* anything */
};

/* Delete the first of some events: as many as are ?1 bytes, and those that were
 * added before ?2. */
#define DELETE(order, events)                                                  \
	"DELETE FROM events WHERE number IN (SELECT number FROM"               \
	" (SELECT number, added, sum(size) OVER (ORDER BY " order              \
	" ROWS UNBOUNDED PRECEDING) - size AS deleted FROM (" events ")"       \
	") WHERE deleted < ?1 OR added < ?2) RETURNING task, size"

#define AND " UNION ALL "
#define OF_TYPE(type)                                                          \
	"SELECT * FROM (SELECT number, time, added, size FROM events"          \
	" WHERE task = ?3 AND type = " type                                    \
	" ORDER BY time, number LIMIT " CHUNK_TEXT ")"

static const char of_all[] =
    DELETE("number", "SELECT number, added, size FROM events ORDER BY number"
		     " LIMIT " CHUNK_TEXT);
static const char oldest_of_task[] = DELETE("time, number",
    OF_TYPE("0") AND OF_TYPE("1") AND OF_TYPE("2") AND OF_TYPE("3")
	AND OF_TYPE("4") " ORDER BY time, number LIMIT " CHUNK_TEXT);
static const char all_of_task[] = DELETE("number",
    "SELECT number, added, size FROM events WHERE task = ?3 AND number <= ?4"
    " LIMIT " CHUNK_TEXT);

enum store_result
store_sqlite_last_event(struct db *db, int64_t *last)
{
	return db_read(
	    db, "SELECT coalesce(max(number), 0) FROM events", 0, NULL, last);
}

enum store_result
store_sqlite_count_events(struct db *db, int64_t task, int64_t size)
{
	enum store_result result = db_change(db,
	    "INSERT INTO event_sizes VALUES (?1, ?2), (0, ?2)"
	    " ON CONFLICT DO UPDATE SET size = size + ?2",
	    2, (int64_t[]){task, size});

	if (result == STORE_OK && size < 0)
		result = db_change(db,
		    "DELETE FROM event_sizes WHERE task = ? AND size = 0", 1,
		    &task);
	return result;
}

/* The size of a task's events; of task 0, of all. */
static const char size_of[] =
    "SELECT coalesce((SELECT size FROM event_sizes WHERE task = ?), 0)";

static enum store_result
read_size(struct db *db, int64_t task, int64_t *size)
{
	return db_read(db, size_of, 1, &task, size);
}

bool
store_sqlite_must_prune(
    struct db *db, const struct store_sqlite *store, int64_t task)
{
	const struct store_sqlite_event_limits *limits = &store->events;
	int64_t size, all;

	if (limits->retention == 0)
		return false;
	return read_size(db, task, &size) == STORE_OK &&
	       read_size(db, 0, &all) == STORE_OK &&
	       (size > limits->of_task || all > limits->in_all);
}

/* The sizes of events that were deleted, by tasks. */
struct deleted {
	size_t n;
	int64_t tasks[CHUNK];
	int64_t sizes[CHUNK];
};

static void
note_deleted(struct deleted *deleted, int64_t task, int64_t size)
{
	size_t n = deleted->n;

	if (n > 0 && deleted->tasks[n - 1] == task) {
		deleted->sizes[n - 1] += size;
		return;
	}
	deleted->tasks[n] = task;
	deleted->sizes[n] = size;
	deleted->n++;
}

/* Delete a chunk, of which so many bytes have to go. */
static enum store_result
delete_chunk(struct db *db, const struct pruning *pruning, int64_t excess,
    struct deleted *deleted)
{
	sqlite3_stmt *row = db_prepare(db, pruning->sql);
	int code;

	if (row == NULL)
		return STORE_FAILED;
	db_bind_int(row, 1, excess);
	db_bind_int(row, 2, pruning->before);
	if (pruning->task != 0)
		db_bind_int(row, 3, pruning->task);
	if (pruning->last != 0)
		db_bind_int(row, 4, pruning->last);
	while ((code = db_step(db, row)) == SQLITE_ROW)
		note_deleted(deleted, sqlite3_column_int64(row, 0),
		    sqlite3_column_int64(row, 1));
	db_leave(row);
	return db_written(code);
}

/* Delete a chunk, and count what is left; *is_done if nothing was to go. */
static enum store_result
prune_chunk(struct db *db, struct pruning *pruning)
{
	struct deleted deleted = {0};
	enum store_result result;
	int64_t size;
	size_t i;

	result = read_size(db, pruning->task, &size);
	if (result == STORE_OK)
		result =
		    delete_chunk(db, pruning, size - pruning->most, &deleted);
	for (i = 0; i < deleted.n && result == STORE_OK; i++)
		result = store_sqlite_count_events(
		    db, deleted.tasks[i], -deleted.sizes[i]);
	pruning->is_done = deleted.n == 0;
	pruning->has_deleted |= deleted.n > 0;
	return result;
}

static enum store_result
prune_step(struct db *db, void *arguments)
{
	struct pruning *pruning = arguments;
	enum store_result result;

	store_sqlite_step_begin(&pruning->step);
	do {
		result = prune_chunk(db, pruning);
	} while (result == STORE_OK && !pruning->is_done &&
		 store_sqlite_step_goes_on(&pruning->step));
	return result;
}

/* Delete what there is to delete, or until the process has to stop. */
static enum store_result
prune(struct pruning *pruning)
{
	struct store_sqlite *store = pruning->store;
	enum store_result result;

	pruning->step.is_alone = store->is_alone;
	pruning->is_done = pruning->has_deleted = false;
	while ((result = db_submit(&store->writer, DB_STAYS, prune_step,
		    pruning)) == STORE_OK &&
	       !pruning->is_done && !atomic_load(&store->sweeper.is_stopping))
		store_sqlite_step_pause(&pruning->step);
	return result;
}

enum store_result
store_sqlite_delete_events(
    struct store_sqlite *store, int64_t task, int64_t last)
{
	struct pruning pruning = {.store = store,
	    .sql = all_of_task,
	    .task = task,
	    .last = last,
	    .before = INT64_MAX};

	return prune(&pruning);
}

/* Run a query on a reader, so that it stops nobody. */
static enum store_result
look(struct store_sqlite *store, const char *sql, size_t n,
    const int64_t *numbers, int64_t *number)
{
	struct db *db = db_borrow_for_long(&store->pool);
	enum store_result result;

	if (db == NULL)
		return STORE_UNAVAILABLE;
	result = db_read(db, sql, n, numbers, number);
	db_give_back(&store->pool, db);
	return result;
}

/* What stays if a limit is exceeded: somewhat less. */
static int64_t
most_after(int64_t limit)
{
	return limit - limit / SPARE;
}

/* Delete old events, and if there are too many in all, the oldest. */
static enum store_result
prune_all(struct store_sqlite *store,
    const struct store_sqlite_event_limits *limits, int64_t now)
{
	struct pruning pruning = {.store = store,
	    .sql = of_all,
	    .most = INT64_MAX,
	    .before = now - limits->retention};
	enum store_result result;
	int64_t size;

	result = look(store, size_of, 1, &pruning.task, &size);
	if (result != STORE_OK)
		return result;
	if (size > limits->in_all)
		pruning.most = most_after(limits->in_all);
	return prune(&pruning);
}

/* Prune each task that a query finds. */
static enum store_result
prune_found(
    struct pruning *pruning, const char *sql, size_t n, const int64_t *numbers)
{
	enum store_result result;

	do {
		result = look(pruning->store, sql, n, numbers, &pruning->task);
		if (result == STORE_OK)
			result = prune(pruning);
	} while (result == STORE_OK && pruning->has_deleted &&
		 !atomic_load(&pruning->store->sweeper.is_stopping));
	return result == STORE_NOT_FOUND ? STORE_OK : result;
}

/* Delete the oldest events of each task that has too many. */
static enum store_result
prune_tasks(
    struct store_sqlite *store, const struct store_sqlite_event_limits *limits)
{
	struct pruning pruning = {.store = store,
	    .sql = oldest_of_task,
	    .most = most_after(limits->of_task),
	    .before = INT64_MIN};

	return prune_found(&pruning,
	    "SELECT task FROM event_sizes WHERE size > ? AND task != 0"
	    " ORDER BY size DESC LIMIT 1",
	    1, &limits->of_task);
}

/* Delete the events that the deletion of their task has left. */
static enum store_result
prune_orphans(struct store_sqlite *store)
{
	struct pruning pruning = {.store = store,
	    .sql = all_of_task,
	    .last = INT64_MAX,
	    .before = INT64_MAX};

	return prune_found(&pruning,
	    "SELECT task FROM event_sizes WHERE task != 0 AND"
	    " NOT EXISTS (SELECT 1 FROM tasks WHERE number = task) LIMIT 1",
	    0, NULL);
}

enum store_result
store_sqlite_prune_events(struct store_sqlite *store)
{
	struct store_sqlite_event_limits limits;
	enum store_result result;

	if (!store->sweeper.is_running)
		return STORE_OK;
	pthread_mutex_lock(&store->sweeper.mutex);
	limits = store->events;
	pthread_mutex_unlock(&store->sweeper.mutex);
	if (limits.retention == 0)
		return STORE_OK;
	result = prune_all(store, &limits, timefmt_now());
	if (result == STORE_OK)
		result = prune_tasks(store, &limits);
	return result == STORE_OK ? prune_orphans(store) : result;
}

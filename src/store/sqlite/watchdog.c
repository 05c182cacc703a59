#include <inttypes.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/timefmt.h"
#include "store/sqlite/records.h"
#include "store/sqlite/verbs.h"

#define MOST 100 /* tasks to look for at a time */
/* as in the original */
#define REASON "Forced stop (non-responsive)"

/* A task that runs, but was not heard of since a time. */
struct silent {
	struct arena *arena;
	int64_t number;
	int64_t since;
	const char *id;
};

static enum store_result
find_silent(struct store_sqlite *store, int64_t since, size_t *n,
    int64_t numbers[static MOST])
{
	struct db *db = db_borrow_for_long(&store->pool);
	sqlite3_stmt *row;
	int code = SQLITE_ERROR;

	*n = 0;
	if (db == NULL)
		return STORE_UNAVAILABLE;
	row = db_prepare(db,
	    "SELECT number FROM tasks WHERE company IN"
	    " (SELECT id FROM companies) AND status = 'in_progress'"
	    " AND last_update < ?");
	if (row != NULL) {
		db_bind_int(row, 1, since);
		while (*n < MOST && (code = db_step(db, row)) == SQLITE_ROW)
			numbers[(*n)++] = sqlite3_column_int64(row, 0);
		db_leave(row);
	}
	db_give_back(&store->pool, db);
	return code == SQLITE_ROW || code == SQLITE_DONE ? STORE_OK
							 : STORE_FAILED;
}

/* STORE_NOT_FOUND: it was heard of, or runs no longer. */
static enum store_result
stop(struct db *db, void *arguments)
{
	struct store_task_change change = {.status = TASK_STOPPED,
	    .ends = true,
	    .reason = REASON,
	    .message = REASON,
	    .now = timefmt_now()};
	struct silent *silent = arguments;
	enum store_result result;
	struct task task;

	result =
	    store_sqlite_read_task(db, silent->arena, silent->number, 0, &task);
	if (result != STORE_OK)
		return result;
	if (task.status != TASK_IN_PROGRESS ||
	    task.last_update >= silent->since)
		return STORE_NOT_FOUND;
	silent->id = task.id;
	return store_sqlite_set_status(db, silent->number, &task, &change);
}

enum store_result
store_sqlite_stop_silent(struct store_sqlite *store, int64_t seconds)
{
	struct silent silent = {.since = timefmt_now() - seconds * 1000};
	int64_t numbers[MOST];
	enum store_result result;
	size_t i, n;

	result = find_silent(store, silent.since, &n, numbers);
	for (i = 0; result == STORE_OK && i < n; i++) {
		silent.arena = arena_new();
		silent.number = numbers[i];
		result = db_submit(&store->writer, DB_STAYS, stop, &silent);
		if (result == STORE_OK)
			log_info("task %s stopped: nothing was heard of it for "
				 "%" PRId64 " s",
			    silent.id, seconds);
		else if (result == STORE_NOT_FOUND)
			result = STORE_OK;
		arena_free(silent.arena);
	}
	return result;
}

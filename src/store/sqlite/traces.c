#include <sqlite3.h>

#include "base/arena.h"
#include "base/budget.h"
#include "store/sqlite/records.h"
#include "store/sqlite/verbs.h"

#define COLUMNS                                                                \
	"id, name, user, status, queue, last_worker, popped_by, popped,"       \
	" started, status_changed"

static void
read_trace(struct arena *arena, sqlite3_stmt *row, struct store_trace *trace)
{
	*trace = (struct store_trace){.id = db_column(arena, row, 0),
	    .name = db_column(arena, row, 1),
	    .user = db_column(arena, row, 2),
	    .status = db_column(arena, row, 3),
	    .queue = store_sqlite_text_or_null(arena, row, 4),
	    .worker = store_sqlite_text_or_null(arena, row, 5),
	    .popped_by = store_sqlite_text_or_null(arena, row, 6),
	    .popped = sqlite3_column_int64(row, 7),
	    .started = sqlite3_column_int64(row, 8),
	    .status_changed = sqlite3_column_int64(row, 9)};
}

enum store_result
store_sqlite_find_trace(struct store *base, struct arena *arena,
    const char *company, const char *task, struct store_trace *trace)
{
	struct db_pool *pool = &sqlite_of(base)->pool;
	struct db *db = db_borrow(pool);
	enum store_result result = STORE_FAILED;
	sqlite3_stmt *row;

	if (db == NULL)
		return STORE_UNAVAILABLE;
	row = db_prepare(db, "SELECT " COLUMNS " FROM tasks WHERE id = ?"
			     " AND company = ?");
	if (row != NULL) {
		db_bind_text(row, 1, task);
		db_bind_text(row, 2, company);
		result = db_found(db_step(db, row));
		if (result == STORE_OK)
			read_trace(arena, row, trace);
		db_leave(row);
	}
	db_give_back(pool, db);
	return result == STORE_NOT_FOUND ? STORE_NO_TASK : result;
}

static enum store_result
list_orphans(struct db *db, struct arena *arena, const char *company,
    int64_t before, size_t most, size_t *n, struct store_trace *traces)
{
	sqlite3_stmt *row = db_prepare(db,
	    "SELECT " COLUMNS " FROM tasks WHERE company = ?1"
	    " AND status = 'queued' AND popped < ?2 AND NOT EXISTS"
	    " (SELECT 1 FROM entries JOIN queues"
	    " ON queues.number = entries.queue"
	    " WHERE entries.task = tasks.id AND queues.company = ?1)"
	    " ORDER BY popped LIMIT ?3");
	int code;

	if (row == NULL)
		return STORE_FAILED;
	db_bind_text(row, 1, company);
	db_bind_int(row, 2, before);
	db_bind_int(row, 3, (int64_t)most);
	while ((code = db_step(db, row)) == SQLITE_ROW &&
	       store_sqlite_pay_row(arena, row))
		read_trace(arena, row, &traces[(*n)++]);
	db_leave(row);
	if (code == SQLITE_ROW)
		return STORE_COSTLY;
	return code == SQLITE_DONE ? STORE_OK : STORE_FAILED;
}

enum store_result
store_sqlite_list_orphans(struct store *base, struct arena *arena,
    const char *company, int64_t before, size_t most, size_t *n,
    struct store_trace **traces)
{
	struct db_pool *pool = &sqlite_of(base)->pool;
	struct db *db = db_borrow_for_long(pool);
	enum store_result result;

	if (db == NULL)
		return STORE_UNAVAILABLE;
	*n = 0;
	*traces = arena_alloc_n(arena, most, sizeof(**traces));
	result = list_orphans(db, arena, company, before, most, n, *traces);
	db_give_back(pool, db);
	return result;
}

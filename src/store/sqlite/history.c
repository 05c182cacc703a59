#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/budget.h"
#include "base/log.h"
#include "store/sqlite/records.h"
#include "store/sqlite/verbs.h"

#define MOST 1000000    /* changes */
#define PRUNE_EACH 64   /* changes, to look for old ones */
#define LONGEST 255     /* bytes of a worker's name */
#define CHANGE_SIZE 250 /* bytes of a change in an answer */

static const char *
name_of(const struct store_actor *who)
{
	return who == NULL || who->worker == NULL ||
		       strlen(who->worker) > LONGEST
		   ? NULL
		   : who->worker;
}

static enum store_result
insert(struct db *db, const struct store_sqlite_change *change)
{
	sqlite3_stmt *into = db_prepare(db,
	    "INSERT INTO history (at, company, place, target_place, action,"
	    " before, after, queue, target, task, user, worker)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

	if (into == NULL)
		return STORE_FAILED;
	db_bind_int(into, 1, change->now);
	db_bind_text(into, 2, change->company);
	db_bind_int(into, 3, change->place);
	if (change->target != NULL)
		db_bind_int(into, 4, change->target_place);
	db_bind_int(into, 5, change->action);
	db_bind_int(into, 6, change->before);
	db_bind_int(into, 7, change->after);
	db_bind_text(into, 8, change->queue);
	store_sqlite_bind_text(into, 9, change->target);
	store_sqlite_bind_text(into, 10, change->task);
	store_sqlite_bind_text(
	    into, 11, change->who == NULL ? NULL : change->who->user);
	store_sqlite_bind_text(into, 12, name_of(change->who));
	return db_finish(db, into);
}

/* Now and then, delete more old changes than were written since. */
static enum store_result
prune(struct db *db, int64_t number, int64_t oldest)
{
	if (number % PRUNE_EACH != 0)
		return STORE_OK;
	return db_change(db,
	    "DELETE FROM history WHERE number IN (SELECT number FROM history"
	    " ORDER BY number LIMIT ?3) AND (number <= ?1 OR at < ?2)",
	    3, (int64_t[]){number - MOST, oldest, INT64_C(2) * PRUNE_EACH});
}

void
store_sqlite_keep_history(struct store *store, int64_t retention)
{
	sqlite_of(store)->history = retention;
}

void
store_sqlite_note_change(struct store_sqlite *store, struct db *db,
    const struct store_sqlite_change *change)
{
	enum store_result result;

	if (store->history == 0 || !reserve_is_whole(&store->reserve))
		return; /* what the reserve gives is for the calls themselves */
	result = insert(db, change);
	if (result == STORE_OK)
		result = prune(db, sqlite3_last_insert_rowid(db->handle),
		    change->now - store->history);
	if (result != STORE_OK)
		log_warning("history: a change is lost");
}

static struct store_change
read_change(struct arena *arena, sqlite3_stmt *row)
{
	return (struct store_change){.at = sqlite3_column_int64(row, 0),
	    .action = (enum store_action)sqlite3_column_int(row, 1),
	    .before = sqlite3_column_int64(row, 2),
	    .after = sqlite3_column_int64(row, 3),
	    .queue = db_column(arena, row, 4),
	    .target = store_sqlite_text_or_null(arena, row, 5),
	    .task = store_sqlite_text_or_null(arena, row, 6),
	    .who = {store_sqlite_text_or_null(arena, row, 7),
		store_sqlite_text_or_null(arena, row, 8)}};
}

#define COLUMNS                                                                \
	"SELECT at, action, before, after, queue, target, task, user, worker"  \
	" FROM history WHERE "

/* The statement that finds changes of a task, or of a queue. */
static sqlite3_stmt *
prepare(struct db *db, const char *company, const char *queue, const char *task)
{
	struct store_sqlite_state state = {0};
	sqlite3_stmt *row;

	if (queue == NULL) {
		row = db_prepare(db, COLUMNS "task = ?2 AND company = ?3"
					     " ORDER BY number DESC LIMIT ?1");
		if (row != NULL)
			db_bind_text(row, 2, task);
		if (row != NULL)
			db_bind_text(row, 3, company);
		return row;
	}
	store_sqlite_read_state(db, company, queue, &state);
	row = db_prepare(db,
	    COLUMNS "number IN (SELECT * FROM (SELECT number FROM history"
		    " WHERE place = ?2 ORDER BY number DESC LIMIT ?1)"
		    " UNION SELECT * FROM (SELECT number FROM history"
		    " WHERE target_place = ?2 ORDER BY number DESC LIMIT ?1))"
		    " ORDER BY number DESC LIMIT ?1");
	if (row != NULL)
		db_bind_int(row, 2, state.place);
	return row;
}

static enum store_result
read_all(struct db *db, sqlite3_stmt *row, struct arena *arena, size_t most,
    size_t *n, struct store_change *changes)
{
	int code = SQLITE_DONE;

	if (row == NULL)
		return STORE_FAILED;
	db_bind_int(row, 1, (int64_t)most);
	while (*n < most && (code = db_step(db, row)) == SQLITE_ROW)
		changes[(*n)++] = read_change(arena, row);
	db_leave(row);
	return code == SQLITE_ROW || code == SQLITE_DONE ? STORE_OK
							 : STORE_FAILED;
}

enum store_result
store_sqlite_list_history(struct store *base, struct arena *arena,
    const char *company, const char *queue, const char *task, size_t most,
    size_t *n, struct store_change **changes)
{
	struct db_pool *pool = &sqlite_of(base)->pool;
	enum store_result result;
	struct db *db;

	if (!budget_answer(arena_budget(arena), most * CHANGE_SIZE))
		return STORE_COSTLY;
	if ((db = db_borrow(pool)) == NULL)
		return STORE_UNAVAILABLE;
	*n = 0;
	*changes = arena_alloc_n(arena, most, sizeof(**changes));
	result = read_all(
	    db, prepare(db, company, queue, task), arena, most, n, *changes);
	db_give_back(pool, db);
	return result;
}

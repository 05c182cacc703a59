#include <sqlite3.h>

#include "base/arena.h"
#include "base/budget.h"
#include "base/log.h"
#include "store/sqlite/records.h"
#include "store/sqlite/verbs.h"

#define FIND_NS 2000 /* to look up a task */

/* What a change of a queue changes in a task. */
struct effect {
	struct store_sqlite *store;
	const char *company;
	const char *task;
	const char *queue;
	const struct store_leaving *leaving;
};

/* Submit an effect; a failure is only logged. */
static void
submit(struct effect *effect, db_write *write)
{
	enum store_result result =
	    db_submit(&effect->store->writer, DB_STAYS, write, effect);

	if (result != STORE_OK && result != STORE_NO_TASK)
		log_error(
		    "a queue was changed, but not its task %s", effect->task);
}

static enum store_result
find_task(struct db *db, struct arena *arena, const char *company,
    const char *id, struct store_task *found)
{
	sqlite3_stmt *row =
	    db_prepare(db, "SELECT name, company, user FROM tasks WHERE id = ?1"
			   " AND (?2 IS NULL OR company = ?2)");
	enum store_result result;

	if (row == NULL)
		return STORE_FAILED;
	db_bind_text(row, 1, id);
	store_sqlite_bind_text(row, 2, company);
	result = db_found(db_step(db, row));
	if (result == STORE_OK) {
		found->id = id;
		found->name = db_column(arena, row, 0);
		found->company = db_column(arena, row, 1);
		found->user = db_column(arena, row, 2);
	}
	db_leave(row);
	return result;
}

enum store_result
store_sqlite_find_tasks(struct store *base, struct arena *arena,
    const char *company, const struct store_strings *ids, size_t *n,
    struct store_task **tasks)
{
	struct store_sqlite *store = sqlite_of(base);
	struct db *db = db_borrow_for_long(&store->pool);
	enum store_result result = STORE_OK;
	size_t i;

	*n = 0;
	if (db == NULL)
		return STORE_UNAVAILABLE;
	if (!db_has(db, "SELECT 1 FROM tasks LIMIT 1")) {
		db_give_back(&store->pool, db);
		return STORE_OK;
	}
	*tasks = arena_alloc_n(arena, ids->n, sizeof(**tasks));
	for (i = 0; i < ids->n && result == STORE_OK; i++) {
		result =
		    find_task(db, arena, company, ids->items[i], &(*tasks)[*n]);
		*n += result == STORE_OK;
		if (result == STORE_NOT_FOUND)
			result = STORE_OK;
		if (!budget_pay(arena_budget(arena), FIND_NS))
			result = STORE_COSTLY;
	}
	db_give_back(&store->pool, db);
	return result;
}

enum store_result
store_sqlite_set_task_queue(
    struct db *db, const char *company, const char *task, const char *queue)
{
	sqlite3_stmt *statement = db_prepare(
	    db, "UPDATE tasks SET queue = ?3 WHERE company = ?1 AND id = ?2");

	if (statement == NULL)
		return STORE_FAILED;
	db_bind_text(statement, 1, company);
	db_bind_text(statement, 2, task);
	db_bind_text(statement, 3, queue);
	return db_finish(db, statement);
}

/* The queue that the task is in now, unless it has left all. */
static enum store_result
follow(struct db *db, void *arguments)
{
	const struct effect *effect = arguments;
	sqlite3_stmt *statement = db_prepare(db,
	    "UPDATE tasks SET queue = coalesce((SELECT queues.id FROM entries"
	    " JOIN queues ON queues.number = entries.queue"
	    " WHERE task = ?2 AND queues.company = ?1 LIMIT 1), ?3)"
	    " WHERE company = ?1 AND id = ?2");

	if (statement == NULL)
		return STORE_FAILED;
	db_bind_text(statement, 1, effect->company);
	db_bind_text(statement, 2, effect->task);
	db_bind_text(statement, 3, effect->queue);
	return db_finish(db, statement);
}

void
store_sqlite_follow_task(struct store *base, const char *company,
    const char *task, const char *queue)
{
	struct effect effect = {.store = sqlite_of(base),
	    .company = company,
	    .task = task,
	    .queue = queue};

	submit(&effect, follow);
}

void
store_sqlite_requeue_task(
    struct store *store, const char *company, const char *task)
{
	/* the pop has done it, in its own commit */
	(void)store;
	(void)company;
	(void)task;
}

#define REVERT                                                                 \
	"UPDATE tasks SET status = coalesce(enqueue_status, 'created'),"       \
	" enqueue_status = NULL, status_reason = ?3, status_message = '',"     \
	" status_changed = ?4, last_update = ?4, last_change = ?4,"            \
	" last_changed_by = coalesce(?5, last_changed_by), queue = NULL"
#define OF_QUEUE " WHERE company = ?1 AND queue = ?2"

static void
bind_leaving(sqlite3_stmt *statement, const struct store_leaving *leaving)
{
	db_bind_text(statement, 1, leaving->company);
	db_bind_text(statement, 2, leaving->queue);
	db_bind_text(statement, 3, leaving->reason);
	db_bind_int(statement, 4, leaving->now);
	store_sqlite_bind_text(statement, 5, leaving->user);
}

enum store_result
store_sqlite_revert_some(struct db *db, const struct store_leaving *leaving)
{
	sqlite3_stmt *statement = db_prepare(db, REVERT OF_QUEUE
	    " AND number IN (SELECT number FROM tasks WHERE company = ?1"
	    " AND queue = ?2 AND status = 'queued' AND popped IS NULL"
	    " AND NOT EXISTS (SELECT 1 FROM entries JOIN queues"
	    " ON queues.number = entries.queue WHERE task = tasks.id"
	    " AND queues.id = ?2) LIMIT ?6)");

	if (statement == NULL)
		return STORE_FAILED;
	bind_leaving(statement, leaving);
	db_bind_int(statement, 6, STORE_SQLITE_FEW);
	return db_finish(db, statement);
}

static enum store_result
revert(struct db *db, void *arguments)
{
	const struct effect *effect = arguments;
	sqlite3_stmt *statement =
	    db_prepare(db, REVERT OF_QUEUE " AND id = ?6");

	if (statement == NULL)
		return STORE_FAILED;
	bind_leaving(statement, effect->leaving);
	db_bind_text(statement, 6, effect->task);
	return db_finish(db, statement);
}

void
store_sqlite_revert_task(
    struct store *base, const struct store_leaving *leaving, const char *task)
{
	struct effect effect = {
	    .store = sqlite_of(base), .task = task, .leaving = leaving};

	submit(&effect, revert);
}

enum store_result
store_sqlite_revert_stray(struct db *db, const char *company, const char *task,
    const char *reason, int64_t now)
{
	sqlite3_stmt *statement = db_prepare(db,
	    REVERT " WHERE company = ?1 AND id = ?2 AND " STORE_SQLITE_STRAY);

	if (statement == NULL)
		return STORE_FAILED;
	db_bind_text(statement, 1, company);
	db_bind_text(statement, 2, task);
	db_bind_text(statement, 3, reason);
	db_bind_int(statement, 4, now);
	return db_finish(db, statement);
}

#include <sqlite3.h>

#include "base/arena.h"
#include "store/sqlite/records.h"
#include "store/sqlite/verbs.h"

/* A task that is put into a queue or taken out. */
struct queueing {
	struct store_sqlite *store;
	struct arena *arena;
	const char *company;
	const char *id;
	const char *queue;
	const struct queue *fresh;
	bool sets_queue;
	bool all_queues;
	struct store_task_change *change;
	enum store_result outcome; /* of a write that is kept */
};

static enum store_result
set_queue(struct db *db, int64_t task, const char *queue)
{
	sqlite3_stmt *statement =
	    db_prepare(db, "UPDATE tasks SET queue = ?2 WHERE number = ?1");

	if (statement == NULL)
		return STORE_FAILED;
	db_bind_int(statement, 1, task);
	db_bind_text(statement, 2, queue);
	return db_finish(db, statement);
}

/* One that is enqueued is no longer run by hand. */
static enum store_result
end_development(struct db *db, int64_t task)
{
	return db_change(db,
	    "DELETE FROM task_tags WHERE task = ? AND is_system"
	    " AND tag = 'development'",
	    1, &task);
}

/* Check that a task may be queued as it is. */
static enum store_result
check_queueing(const struct queueing *queueing, const struct task *task)
{
	struct store_task_change *change = queueing->change;

	change->was = task->status;
	if (!queueing->sets_queue &&
	    (task->status != TASK_QUEUED || task->queue == NULL))
		return STORE_NOT_EMPTY;
	return change->force ||
		       task_status_may_become(task->status, TASK_QUEUED)
		   ? STORE_OK
		   : STORE_WRONG_STATUS;
}

static enum store_result
enqueue_task(struct db *db, void *arguments)
{
	struct queueing *queueing = arguments;
	struct store_sqlite *store = queueing->store;
	struct store_task_change *change = queueing->change;
	const struct store_actor who = store_sqlite_changer(change);
	const struct queue_entry entry = {queueing->id, change->now};
	enum store_result result;
	struct task task;
	int64_t number;

	if ((result = store_sqlite_find_and_read(db, queueing->arena,
		 queueing->company, queueing->id, 0, &number, &task)) !=
		STORE_OK ||
	    (result = check_queueing(queueing, &task)) != STORE_OK ||
	    (result = store_sqlite_settle(db, store)) != STORE_OK ||
	    (queueing->fresh != NULL && (result = store_sqlite_insert_row(db,
					     queueing->fresh)) != STORE_OK) ||
	    (result = store_sqlite_join_queue(db, store, queueing->company,
		 queueing->queue, &entry, &who)) != STORE_OK ||
	    (result = store_sqlite_leave_queues(db, store, queueing->company,
		 queueing->id, NULL, queueing->queue, &who, change->now)) !=
		STORE_OK ||
	    (result = store_sqlite_set_status(db, number, &task, change)) !=
		STORE_OK ||
	    (result = end_development(db, number)) != STORE_OK)
		return result;
	return queueing->sets_queue ? set_queue(db, number, queueing->queue)
				    : STORE_OK;
}

/* Submit a write with an arena of its own. */
static enum store_result
submit(struct queueing *queueing, enum db_growth growth, db_write *write)
{
	enum store_result result;

	queueing->arena = arena_new();
	result = db_submit(&queueing->store->writer, growth, write, queueing);
	arena_free(queueing->arena);
	return result;
}

enum store_result
store_sqlite_enqueue_task(struct store *base, const char *company,
    const char *id, const char *queue, const struct queue *fresh,
    bool sets_queue, struct store_task_change *change)
{
	struct queueing queueing = {.store = sqlite_of(base),
	    .company = company,
	    .id = id,
	    .queue = queue,
	    .fresh = fresh,
	    .sets_queue = sets_queue,
	    .change = change};

	change->status = TASK_QUEUED;
	return submit(&queueing, DB_GROWS, enqueue_task);
}

/* Give a task that left its queue another status, if it had one for it. */
static enum store_result
release(struct db *db, const struct queueing *queueing, int64_t number,
    const struct task *task)
{
	struct store_task_change change = *queueing->change;
	enum store_result result;

	if (change.status == TASK_UNKNOWN) {
		change.status = task->has_enqueue_status ? task->enqueue_status
							 : TASK_CREATED;
		change.force = true;
	}
	result = store_sqlite_set_status(db, number, task, &change);
	queueing->change->was = task->status;
	queueing->change->is = change.is;
	return result;
}

static enum store_result
dequeue_task(struct db *db, void *arguments)
{
	struct queueing *queueing = arguments;
	const struct store_actor who = store_sqlite_changer(queueing->change);
	enum store_result result, found;
	const char *only = NULL;
	struct task task;
	int64_t number;

	found = store_sqlite_find_and_read(db, queueing->arena,
	    queueing->company, queueing->id, 0, &number, &task);
	if (found != STORE_OK && found != STORE_NO_TASK)
		return found;
	if (found == STORE_OK && !queueing->all_queues)
		only = task.queue == NULL ? "" : task.queue;
	result = store_sqlite_settle(db, queueing->store);
	if (result == STORE_OK)
		result = store_sqlite_leave_queues(db, queueing->store,
		    queueing->company, queueing->id, only, NULL, &who,
		    queueing->change->now);
	queueing->outcome = found;
	if (result != STORE_OK || found != STORE_OK)
		return result;
	if (task.status == TASK_QUEUED || task.status == TASK_IN_PROGRESS)
		return release(db, queueing, number, &task);
	queueing->outcome = STORE_EMPTY;
	return STORE_OK;
}

enum store_result
store_sqlite_dequeue_task(struct store *base, const char *company,
    const char *id, bool all_queues, struct store_task_change *change)
{
	struct queueing queueing = {.store = sqlite_of(base),
	    .company = company,
	    .id = id,
	    .all_queues = all_queues,
	    .change = change};
	enum store_result result = submit(&queueing, DB_STAYS, dequeue_task);

	return result == STORE_OK ? queueing.outcome : result;
}

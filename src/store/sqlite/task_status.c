#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/log.h"
#include "store/sqlite/records.h"
#include "store/sqlite/verbs.h"

#define STOPPING "stopping"

/* Write what a change of status concerns. */
static enum store_result
write_row(struct db *db, int64_t number, const struct task *task)
{
	sqlite3_stmt *statement = db_prepare(db,
	    "UPDATE tasks SET status = ?2, status_reason = ?3,"
	    " status_message = ?4, status_changed = ?5, last_update = ?5,"
	    " last_change = ?5, last_changed_by = ?6, started = ?7,"
	    " completed = ?8, published = ?9, active_duration = ?10,"
	    " enqueue_status = ?11, popped = ?12,"
	    " popped_by = iif(?12 IS NULL, NULL, popped_by) WHERE number = ?1");

	if (statement == NULL)
		return STORE_FAILED;
	db_bind_int(statement, 1, number);
	db_bind_text(statement, 2, task_status_text(task->status));
	db_bind_text(statement, 3, task->reason);
	db_bind_text(statement, 4, task->message);
	db_bind_int(statement, 5, task->status_changed);
	store_sqlite_bind_text(statement, 6, task->changed_by);
	store_sqlite_bind_time(statement, 7, task->started);
	store_sqlite_bind_time(statement, 8, task->completed);
	store_sqlite_bind_time(statement, 9, task->published);
	store_sqlite_bind_time(statement, 10, task->active_duration);
	if (task->has_enqueue_status)
		db_bind_text(
		    statement, 11, task_status_text(task->enqueue_status));
	store_sqlite_bind_time(statement, 12, task->popped);
	return db_finish(db, statement);
}

/* Set the times that go with a change. */
static void
set_times(struct task *task, const struct store_task_change *change)
{
	if (change->starts) {
		if (task->status != TASK_IN_PROGRESS ||
		    task->started == TASK_NEVER)
			task->started = change->now;
		task->completed = TASK_NEVER;
		task->active_duration = TASK_NEVER;
	}
	if (change->ends) {
		task->completed = change->now;
		if (task->started != TASK_NEVER)
			task->active_duration =
			    (change->now - task->started) / 1000;
	}
	if (change->publishes)
		task->published = change->now;
}

enum store_result
store_sqlite_set_status(struct db *db, int64_t number, const struct task *task,
    struct store_task_change *change)
{
	struct task after = *task;
	enum store_result result;

	change->was = task->status;
	if (!change->force &&
	    !task_status_may_become(task->status, change->status))
		return STORE_WRONG_STATUS;
	set_times(&after, change);
	if (change->status == TASK_QUEUED &&
	    (task->status != TASK_QUEUED || !task->has_enqueue_status))
		after.enqueue_status = task->status;
	after.has_enqueue_status = change->status == TASK_QUEUED;
	after.popped = change->asks ? task->popped : TASK_NEVER;
	after.status = change->is = change->status;
	after.reason = change->reason;
	after.message = change->said = change->message;
	after.status_changed = change->now;
	if (change->user != NULL)
		after.changed_by = change->user;
	result = write_row(db, number, &after);
	return result == STORE_OK
		   ? store_sqlite_touch_project(
			 db, task->company, task->project, change->now)
		   : result;
}

/* A change of a task's status. */
struct changing {
	struct store_sqlite *store;
	struct arena *arena;
	const char *company;
	const char *id;
	struct store_task_change *change;
	const struct store_task_edit *edit;
	bool force;
	int64_t number; /* of the task */
	int64_t last;   /* event to be deleted, as later ones stay; 0: none */
	size_t n_children;
};

static bool
has_system_tag(const struct task *task, const char *tag)
{
	size_t i;

	for (i = 0; i < task->n_system_tags; i++) {
		if (strcmp(task->system_tags[i], tag) == 0)
			return true;
	}
	return false;
}

/* True if a worker runs the task that must be asked to stop. */
static bool
is_run(const struct task *task, const struct store_task_change *change)
{
	return task->status != TASK_QUEUED &&
	       !has_system_tag(task, "development") && task->worker != NULL &&
	       task->last_update > change->heard_since;
}

static enum store_result
change_task(struct db *db, void *arguments)
{
	struct changing *changing = arguments;
	struct store_task_change change = *changing->change;
	const struct store_actor who = store_sqlite_changer(&change);
	enum store_result result;
	struct task task;
	int64_t number;

	result = store_sqlite_find_and_read(db, changing->arena,
	    changing->company, changing->id, TASK_NEEDS_TAGS, &number, &task);
	if (result == STORE_OK && change.asks && is_run(&task, &change)) {
		change.status = task.status;
		change.message = STOPPING;
	} else if (result == STORE_OK && change.asks) {
		change.asks = false;
		result = store_sqlite_settle(db, changing->store);
		if (result == STORE_OK && task.status == TASK_QUEUED)
			result = store_sqlite_leave_queues(db, changing->store,
			    changing->company, changing->id, NULL, NULL, &who,
			    change.now);
	}
	if (result == STORE_OK)
		result = store_sqlite_set_status(db, number, &task, &change);
	changing->change->was = change.was;
	changing->change->is = change.is;
	changing->change->said = change.said;
	return result;
}

/* Submit a write with an arena of its own, unless it has one. */
static enum store_result
submit(struct changing *changing, db_write *write)
{
	struct arena *arena = arena_new();
	enum store_result result;

	if (changing->arena == NULL)
		changing->arena = arena;
	result = db_submit(&changing->store->writer, DB_STAYS, write, changing);
	arena_free(arena);
	return result;
}

enum store_result
store_sqlite_change_task(struct store *base, const char *company,
    const char *id, struct store_task_change *change)
{
	struct changing changing = {.store = sqlite_of(base),
	    .company = company,
	    .id = id,
	    .change = change};

	return submit(&changing, change_task);
}

static enum store_result
forget_run(struct db *db, int64_t task)
{
	enum store_result result = db_change(db,
	    "UPDATE tasks SET started = NULL, completed = NULL,"
	    " published = NULL, active_duration = NULL, last_worker = NULL,"
	    " last_worker_report = NULL, last_iteration = NULL,"
	    " enqueue_status = NULL, popped = NULL, popped_by = NULL,"
	    " queue = NULL"
	    " WHERE number = ?",
	    1, &task);

	return result == STORE_OK
		   ? db_change(db, "DELETE FROM task_metrics WHERE task = ?", 1,
			 &task)
		   : result;
}

static enum store_result
reset_task(struct db *db, void *arguments)
{
	struct changing *changing = arguments;
	struct store_task_change *change = changing->change;
	const struct store_actor who = store_sqlite_changer(change);
	enum store_result result;
	struct task task;

	if ((result = store_sqlite_find_and_read(db, changing->arena,
		 changing->company, changing->id, 0, &changing->number,
		 &task)) != STORE_OK ||
	    (result = store_sqlite_settle(db, changing->store)) != STORE_OK ||
	    (result = store_sqlite_set_status(
		 db, changing->number, &task, change)) != STORE_OK ||
	    (result = store_sqlite_edit_parts(db, changing->arena,
		 changing->number, changing->edit)) != STORE_OK ||
	    (result = forget_run(db, changing->number)) != STORE_OK ||
	    (result = store_sqlite_last_event(db, &changing->last)) != STORE_OK)
		return result;
	return store_sqlite_leave_queues(db, changing->store, changing->company,
	    changing->id, NULL, NULL, &who, change->now);
}

/* Delete a task's events; if that fails, the sweeper goes on. */
static void
delete_events(const struct changing *changing)
{
	if (changing->last > 0 &&
	    store_sqlite_delete_events(
		changing->store, changing->number, changing->last) != STORE_OK)
		log_warning("some events of task %s are left", changing->id);
}

enum store_result
store_sqlite_reset_task(struct store *base, struct arena *arena,
    const char *company, const char *id, struct store_task_change *change,
    const struct store_task_edit *edit)
{
	struct changing changing = {.store = sqlite_of(base),
	    .arena = arena,
	    .company = company,
	    .id = id,
	    .change = change,
	    .edit = edit};
	enum store_result result = submit(&changing, reset_task);

	if (result == STORE_OK)
		delete_events(&changing);
	return result;
}

/* A task that is not just created may be deleted if it is archived. */
static bool
may_delete(const struct changing *changing, const struct task *task)
{
	return changing->force || task->status == TASK_CREATED ||
	       has_system_tag(task, "archived");
}

/* Let what comes from a task have no parent. */
static enum store_result
leave_children(struct db *db, struct changing *changing)
{
	sqlite3_stmt *statement =
	    db_prepare(db, "UPDATE tasks SET parent = NULL WHERE parent = ?"
			   " AND company = ?");
	enum store_result result;

	if (statement == NULL)
		return STORE_FAILED;
	db_bind_text(statement, 1, changing->id);
	db_bind_text(statement, 2, changing->company);
	result = db_finish(db, statement);
	changing->n_children = (size_t)sqlite3_changes(db->handle);
	return result;
}

static enum store_result
delete_rows(struct db *db, int64_t task)
{
	static const char *const statements[] = {
	    "DELETE FROM task_parts WHERE task = ?",
	    "DELETE FROM task_tags WHERE task = ?",
	    "DELETE FROM task_metrics WHERE task = ?",
	    "DELETE FROM tasks WHERE number = ?",
	};
	enum store_result result = STORE_OK;
	size_t i;

	for (i = 0; i < 4 && result == STORE_OK; i++)
		result = db_change(db, statements[i], 1, &task);
	return result;
}

static enum store_result
delete_task(struct db *db, void *arguments)
{
	struct changing *changing = arguments;
	const struct store_actor who = store_sqlite_changer(changing->change);
	enum store_result result;
	struct task task;

	result =
	    store_sqlite_find_and_read(db, changing->arena, changing->company,
		changing->id, TASK_NEEDS_TAGS, &changing->number, &task);
	if (result != STORE_OK)
		return result;
	changing->change->was = task.status;
	if (!may_delete(changing, &task))
		return STORE_WRONG_STATUS;
	if ((result = store_sqlite_settle(db, changing->store)) != STORE_OK ||
	    (result = store_sqlite_last_event(db, &changing->last)) !=
		STORE_OK ||
	    (result = leave_children(db, changing)) != STORE_OK ||
	    (result = delete_rows(db, changing->number)) != STORE_OK)
		return result;
	return store_sqlite_leave_queues(db, changing->store, changing->company,
	    changing->id, NULL, NULL, &who, changing->change->now);
}

enum store_result
store_sqlite_delete_task(struct store *base, const char *company,
    const char *id, bool force, struct store_task_change *change,
    size_t *n_children)
{
	struct changing changing = {.store = sqlite_of(base),
	    .company = company,
	    .id = id,
	    .force = force,
	    .change = change};
	enum store_result result = submit(&changing, delete_task);

	*n_children = changing.n_children;
	if (result == STORE_OK)
		delete_events(&changing);
	return result;
}

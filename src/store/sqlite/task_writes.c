#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "store/sqlite/records.h"
#include "store/sqlite/verbs.h"

enum store_result
store_sqlite_write_part(
    struct db *db, int64_t task, enum task_part part, const char *text)
{
	sqlite3_stmt *into =
	    text == NULL ? db_prepare(db, "DELETE FROM task_parts"
					  " WHERE task = ?1 AND part = ?2")
			 : db_prepare(db, "INSERT OR REPLACE INTO task_parts"
					  " VALUES (?1, ?2, ?3)");

	if (into == NULL)
		return STORE_FAILED;
	db_bind_int(into, 1, task);
	db_bind_text(into, 2, task_part_name(part));
	if (text != NULL)
		db_bind_text(into, 3, text);
	return db_finish(db, into);
}

static enum store_result
insert_tag(
    struct db *db, int64_t task, bool is_system, size_t place, const char *tag)
{
	sqlite3_stmt *into =
	    db_prepare(db, "INSERT INTO task_tags VALUES (?, ?, ?, ?)");

	if (into == NULL)
		return STORE_FAILED;
	db_bind_int(into, 1, task);
	db_bind_int(into, 2, is_system);
	db_bind_int(into, 3, (int64_t)place);
	db_bind_text(into, 4, tag);
	return db_finish(db, into);
}

enum store_result
store_sqlite_write_tags(struct db *db, int64_t task, bool is_system, size_t n,
    const char *const *tags)
{
	enum store_result result = db_change(db,
	    "DELETE FROM task_tags WHERE task = ?1 AND is_system = ?2", 2,
	    (int64_t[]){task, is_system});
	size_t i;

	for (i = 0; i < n && result == STORE_OK; i++)
		result = insert_tag(db, task, is_system, i, tags[i]);
	return result;
}

enum store_result
store_sqlite_touch_project(
    struct db *db, const char *company, const char *project, int64_t now)
{
	sqlite3_stmt *statement;

	if (project == NULL || *project == '\0')
		return STORE_OK;
	statement = db_prepare(db, "UPDATE projects SET last_update = ?3"
				   " WHERE company = ?1 AND id = ?2");
	if (statement == NULL)
		return STORE_FAILED;
	db_bind_text(statement, 1, company);
	db_bind_text(statement, 2, project);
	db_bind_int(statement, 3, now);
	return db_finish(db, statement);
}

/* "" for a reference means none. */
static const char *
or_null(const char *text)
{
	return text == NULL || *text == '\0' ? NULL : text;
}

static enum store_result
insert_row(struct db *db, const struct task *task)
{
	sqlite3_stmt *into = db_prepare(db,
	    "INSERT INTO tasks (id, company, name, type, user, comment,"
	    " project, parent, status, status_reason, status_message,"
	    " last_changed_by, created, status_changed, last_update,"
	    " last_change)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?5, ?12,"
	    " ?12, ?12, ?12)");

	if (into == NULL)
		return STORE_FAILED;
	db_bind_text(into, 1, task->id);
	db_bind_text(into, 2, task->company);
	db_bind_text(into, 3, task->name);
	db_bind_text(into, 4, task->type);
	db_bind_text(into, 5, task->user);
	store_sqlite_bind_text(into, 6, task->comment);
	store_sqlite_bind_text(into, 7, or_null(task->project));
	store_sqlite_bind_text(into, 8, or_null(task->parent));
	db_bind_text(into, 9, task_status_text(task->status));
	db_bind_text(into, 10, task->reason);
	db_bind_text(into, 11, task->message);
	db_bind_int(into, 12, task->created);
	return db_finish(db, into);
}

/* Check that a project, and then a task, is there; NULL and "" are fine. */
static enum store_result
check_references(
    struct db *db, const char *company, const char *project, const char *parent)
{
	enum store_result result = STORE_OK;
	int64_t number;

	if (project != NULL && *project != '\0')
		result = store_sqlite_find(db,
		    "SELECT number FROM projects WHERE company = ?"
		    " AND id = ?",
		    company, project, &number);
	if (result == STORE_OK && parent != NULL && *parent != '\0')
		result = store_sqlite_find_task(db, company, parent, &number);
	return result;
}

enum store_result
store_sqlite_insert_rest(struct db *db, int64_t number, const struct task *task)
{
	enum store_result result;
	unsigned part;

	result = store_sqlite_write_tags(
	    db, number, false, task->n_tags, task->tags);
	if (result == STORE_OK)
		result = store_sqlite_write_tags(
		    db, number, true, task->n_system_tags, task->system_tags);
	for (part = 0; part < TASK_PARTS && result == STORE_OK; part++) {
		if (task->parts[part] != NULL)
			result = store_sqlite_write_part(db, number,
			    (enum task_part)part, task->parts[part]);
	}
	return result;
}

/* A task that is made, maybe with its project. */
struct creating {
	const struct task *task;
	const struct project *fresh;
};

static enum store_result
create_task(struct db *db, void *arguments)
{
	const struct creating *creating = arguments;
	const struct task *task = creating->task;
	enum store_result result;

	if ((creating->fresh != NULL &&
		(result = store_sqlite_insert_project(db, creating->fresh)) !=
		    STORE_OK) ||
	    (result = check_references(
		 db, task->company, task->project, task->parent)) != STORE_OK ||
	    (result = insert_row(db, task)) != STORE_OK ||
	    (result = store_sqlite_insert_rest(
		 db, sqlite3_last_insert_rowid(db->handle), task)) != STORE_OK)
		return result;
	return store_sqlite_touch_project(
	    db, task->company, task->project, task->created);
}

enum store_result
store_sqlite_create_task(
    struct store *base, const struct task *task, const struct project *fresh)
{
	struct creating creating = {task, fresh};

	return db_submit(
	    &sqlite_of(base)->writer, DB_GROWS, create_task, &creating);
}

/* A change of a task's members. */
struct editing {
	struct arena *arena;
	const char *company;
	const char *id;
	const struct store_task_edit *edit;
	enum task_status was;
};

enum store_result
store_sqlite_edit_parts(struct db *db, struct arena *arena, int64_t number,
    const struct store_task_edit *edit)
{
	const struct store_part_edit *part;
	enum store_result result = STORE_OK;
	const char *after;
	struct task task;
	size_t i;

	for (i = 0; i < edit->n_parts && result == STORE_OK; i++) {
		part = &edit->parts[i];
		result = store_sqlite_read_task(
		    db, arena, number, 1u << part->part, &task);
		if (result != STORE_OK)
			return result;
		if (!part->make(
			part->context, arena, task.parts[part->part], &after) ||
		    (after != NULL && strlen(after) > STORE_PART_MOST))
			return STORE_FULL;
		result = store_sqlite_write_part(db, number, part->part, after);
	}
	return result;
}

static enum store_result
update_row(struct db *db, int64_t number, const struct store_task_edit *edit)
{
	sqlite3_stmt *statement = db_prepare(db,
	    "UPDATE tasks SET name = coalesce(?2, name),"
	    " type = coalesce(?3, type), comment = coalesce(?4, comment),"
	    " parent = iif(?5, ?6, parent), project = iif(?7, ?8, project),"
	    " last_update = ?9, last_change = ?9, last_changed_by = ?10"
	    " WHERE number = ?1");

	if (statement == NULL)
		return STORE_FAILED;
	db_bind_int(statement, 1, number);
	store_sqlite_bind_text(statement, 2, edit->name);
	store_sqlite_bind_text(statement, 3, edit->type);
	store_sqlite_bind_text(statement, 4, edit->comment);
	db_bind_int(statement, 5, edit->parent != NULL);
	store_sqlite_bind_text(statement, 6, or_null(edit->parent));
	db_bind_int(statement, 7, edit->project != NULL);
	store_sqlite_bind_text(statement, 8, or_null(edit->project));
	db_bind_int(statement, 9, edit->now);
	db_bind_text(statement, 10, edit->user);
	return db_finish(db, statement);
}

static enum store_result
update_tags(struct db *db, int64_t number, const struct store_task_edit *edit)
{
	enum store_result result = STORE_OK;

	if (edit->tags != NULL)
		result = store_sqlite_write_tags(
		    db, number, false, edit->tags->n, edit->tags->items);
	if (result == STORE_OK && edit->system_tags != NULL)
		result = store_sqlite_write_tags(db, number, true,
		    edit->system_tags->n, edit->system_tags->items);
	return result;
}

/* Check that a task may have this parent; NULL and "" are fine. */
static enum store_result
check_parent(
    struct db *db, const char *company, int64_t task, const char *parent)
{
	enum store_result result;
	int64_t number;

	if (or_null(parent) == NULL)
		return STORE_OK;
	result = store_sqlite_find_task(db, company, parent, &number);
	return result == STORE_NO_TASK || (result == STORE_OK && number == task)
		   ? STORE_EMPTY
		   : result;
}

static enum store_result
edit_task(struct db *db, void *arguments)
{
	struct editing *editing = arguments;
	const struct store_task_edit *edit = editing->edit;
	enum store_result result;
	struct task task;
	int64_t number;

	result = store_sqlite_find_and_read(db, editing->arena,
	    editing->company, editing->id, 0, &number, &task);
	if (result != STORE_OK)
		return result;
	editing->was = task.status;
	if (edit->statuses != 0 && (edit->statuses & 1u << task.status) == 0)
		return STORE_WRONG_STATUS;
	if ((result = check_references(
		 db, editing->company, edit->project, NULL)) != STORE_OK ||
	    (result = check_parent(
		 db, editing->company, number, edit->parent)) != STORE_OK ||
	    (result = store_sqlite_edit_parts(
		 db, editing->arena, number, edit)) != STORE_OK ||
	    (result = update_row(db, number, edit)) != STORE_OK ||
	    (result = update_tags(db, number, edit)) != STORE_OK)
		return result;
	return store_sqlite_touch_project(
	    db, editing->company, task.project, edit->now);
}

enum store_result
store_sqlite_edit_task(struct store *base, struct arena *arena,
    const char *company, const char *id, const struct store_task_edit *edit,
    enum task_status *was)
{
	struct editing editing = {
	    .arena = arena, .company = company, .id = id, .edit = edit};
	enum store_result result =
	    db_submit(&sqlite_of(base)->writer, DB_GROWS, edit_task, &editing);

	*was = editing.was;
	return result;
}

enum store_result
store_sqlite_touch(struct db *db, int64_t task, const char *worker,
    const char *user, int64_t now)
{
	sqlite3_stmt *statement = db_prepare(db,
	    "UPDATE tasks SET last_update = ?2,"
	    " active_duration = iif(status = 'in_progress' AND started,"
	    " (?2 - started) / 1000, active_duration),"
	    " last_worker = coalesce(?3, last_worker),"
	    " last_worker_report = iif(?3 IS NULL, last_worker_report, ?2),"
	    " last_change = iif(?3 IS NULL, last_change, ?2),"
	    " last_changed_by = iif(?3 IS NULL, last_changed_by, ?4)"
	    " WHERE number = ?1");

	if (statement == NULL)
		return STORE_FAILED;
	db_bind_int(statement, 1, task);
	db_bind_int(statement, 2, now);
	store_sqlite_bind_text(statement, 3, worker);
	store_sqlite_bind_text(statement, 4, user);
	return db_finish(db, statement);
}

enum store_result
store_sqlite_note_pop(struct db *db, const char *company, const char *task,
    const char *user, int64_t now)
{
	sqlite3_stmt *statement =
	    db_prepare(db, "UPDATE tasks SET popped = ?3, popped_by = ?4,"
			   " status = iif(status = 'stopped', 'queued', status)"
			   " WHERE id = ?2 AND company = ?1");

	if (statement == NULL)
		return STORE_FAILED;
	db_bind_text(statement, 1, company);
	db_bind_text(statement, 2, task);
	db_bind_int(statement, 3, now);
	store_sqlite_bind_text(statement, 4, user);
	return db_finish(db, statement);
}

/* A sign of life of a task. */
struct touching {
	const char *company;
	const char *id;
	const char *worker;
	const char *user;
	int64_t now;
};

static enum store_result
touch_task(struct db *db, void *arguments)
{
	const struct touching *touching = arguments;
	enum store_result result;
	int64_t number;

	result = store_sqlite_find_task(
	    db, touching->company, touching->id, &number);
	return result == STORE_OK
		   ? store_sqlite_touch(db, number, touching->worker,
			 touching->user, touching->now)
		   : result;
}

enum store_result
store_sqlite_touch_task(struct store *base, const char *company, const char *id,
    const char *worker, const char *user, int64_t now)
{
	struct touching touching = {company, id, worker, user, now};

	return db_submit(
	    &sqlite_of(base)->writer, DB_STAYS, touch_task, &touching);
}

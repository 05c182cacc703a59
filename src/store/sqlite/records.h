#ifndef STORE_SQLITE_RECORDS_H
#define STORE_SQLITE_RECORDS_H

/* Inside the SQLite store: tasks that it keeps itself, projects and events. */

#include "model/criteria.h"
#include "model/task.h"
#include "store/events.h"
#include "store/projects.h"
#include "store/records.h"
#include "store/transfer.h"

struct db;
struct queue_entry;
struct sqlite3_stmt;
struct store_leaving;
struct store_sqlite;

/* A kind of records, as they are listed. */
struct store_sqlite_kind {
	const char *table;
	const struct store_sqlite_column {
		const char *before; /* of the condition on the texts that a */
		const char *after;  /* field must have, and its end */
		const char *order;  /* by which it is ordered; NULL: it isn't */
		bool may_be_null;
	} * columns; /* one for each field of the criteria */
	/* Read a record by its number. */
	enum store_result (*read)(struct db *db, struct arena *arena,
	    int64_t number, unsigned need, void *record);
	criteria_look *look;
	size_t size; /* of a record */
};

/* List the records that criteria select; *records is an array of them. */
enum store_result store_sqlite_list(struct store_sqlite *store,
    struct arena *arena, const struct criteria *criteria,
    const struct store_sqlite_kind *kind, unsigned need, size_t *n,
    void **records);

/* Run a query with a company (or NULL) and an id as parameters; *number is the
 * first column of its first row.  STORE_NOT_FOUND: it has no row. */
enum store_result store_sqlite_find(struct db *db, const char *sql,
    const char *company, const char *id, int64_t *number);

/* The number of a task; STORE_NO_TASK. */
enum store_result store_sqlite_find_task(
    struct db *db, const char *company, const char *id, int64_t *number);

/* A column as a text in the arena, or NULL; a number, or TASK_NEVER. */
const char *store_sqlite_text_or_null(
    struct arena *arena, struct sqlite3_stmt *row, int column);
int64_t store_sqlite_time(struct sqlite3_stmt *row, int column);

/* Pay for the texts of a row, as an answer will have them; false: it costs too
 * much. */
bool store_sqlite_pay_row(struct arena *arena, struct sqlite3_stmt *row);

/* Bind a text, or null for NULL; a number, or null for TASK_NEVER. */
void store_sqlite_bind_text(
    struct sqlite3_stmt *statement, int n, const char *text);
void store_sqlite_bind_time(
    struct sqlite3_stmt *statement, int n, int64_t time);

/* Read a task by its number, or by its id; need is of enum task_need. */
enum store_result store_sqlite_read_task(struct db *db, struct arena *arena,
    int64_t number, unsigned need, struct task *task);
enum store_result store_sqlite_find_and_read(struct db *db, struct arena *arena,
    const char *company, const char *id, unsigned need, int64_t *number,
    struct task *task);

/* Write a part of a task; NULL removes it. */
enum store_result store_sqlite_write_part(
    struct db *db, int64_t task, enum task_part part, const char *text);

/* Write a new task's tags, system tags and parts. */
enum store_result store_sqlite_insert_rest(
    struct db *db, int64_t number, const struct task *task);

/* Replace a task's tags, or system tags. */
enum store_result store_sqlite_write_tags(struct db *db, int64_t task,
    bool is_system, size_t n, const char *const *tags);

/* Note in a project (NULL or "": none) that something in it has changed. */
enum store_result store_sqlite_touch_project(
    struct db *db, const char *company, const char *project, int64_t now);

/* Make the new parts of an edit, and write them. */
enum store_result store_sqlite_edit_parts(struct db *db, struct arena *arena,
    int64_t task, const struct store_task_edit *edit);

/* Change the status of a task that was read, as is asked. */
enum store_result store_sqlite_set_status(struct db *db, int64_t number,
    const struct task *task, struct store_task_change *change);

/* Add a project, and those that it is within if they are not there.
 * STORE_DUPLICATE: the company has one of this name. */
enum store_result store_sqlite_insert_project(
    struct db *db, const struct project *project);

/* Note that a task was popped by a user: a stopped one is queued again. */
enum store_result store_sqlite_note_pop(struct db *db, const char *company,
    const char *task, const char *user, int64_t now);

/*
 * Take a task out of one queue (id), or of all of the company's (NULL), except
 * one.  To be called after store_sqlite_settle().
 */
enum store_result store_sqlite_leave_queues(struct db *db,
    struct store_sqlite *store, const char *company, const char *task,
    const char *only, const char *except, const struct store_actor *who,
    int64_t now);

/* Note that a task, if there is one, is to be run from a queue. */
enum store_result store_sqlite_set_task_queue(
    struct db *db, const char *company, const char *task, const char *queue);

/*
 * Restore the status that tasks had before they were queued, of some that left
 * their queue without being run; there are more if sqlite3_changes() is not 0.
 */
enum store_result store_sqlite_revert_some(
    struct db *db, const struct store_leaving *leaving);

/* A condition on tasks: it says queued, but is not popped and in no queue. */
#define STORE_SQLITE_STRAY                                                     \
	"status = 'queued' AND popped IS NULL AND NOT EXISTS"                  \
	" (SELECT 1 FROM entries JOIN queues ON queues.number = entries.queue" \
	" WHERE entries.task = tasks.id AND queues.company = tasks.company)"

/* Restore the status that a task had before it was queued, if it is a stray. */
enum store_result store_sqlite_revert_stray(struct db *db, const char *company,
    const char *task, const char *reason, int64_t now);

/* Append a task to a queue; also after store_sqlite_settle().
 * STORE_NOT_FOUND: no such queue.  STORE_DUPLICATE: it holds the task. */
enum store_result store_sqlite_join_queue(struct db *db,
    struct store_sqlite *store, const char *company, const char *queue,
    const struct queue_entry *entry, const struct store_actor *who);

/* Note that a task is alive: last_update, last_change and active_duration. */
enum store_result store_sqlite_touch(struct db *db, int64_t task,
    const char *worker, const char *user, int64_t now);

/*
 * Check that what is queued is in a queue, and that queues hold no tasks that
 * can't be queued.  Only faults that two looks find count, as one may come
 * between two commits.
 */
store_check_fn store_sqlite_check_tasks;

/* The number of the last event of all; 0: there is none. */
enum store_result store_sqlite_last_event(struct db *db, int64_t *last);

/* Note that the events of a task have grown by so many bytes, or shrunk. */
enum store_result store_sqlite_count_events(
    struct db *db, int64_t task, int64_t size);

/* True if there are too many events, after some were added to a task. */
bool store_sqlite_must_prune(
    struct db *db, const struct store_sqlite *store, int64_t task);

/*
 * Delete the events that are too old or too many, and those whose task is gone,
 * in steps between which others may write.
 */
enum store_result store_sqlite_prune_events(struct store_sqlite *store);

/* Delete a task's events up to this number, likewise. */
enum store_result store_sqlite_delete_events(
    struct store_sqlite *store, int64_t task, int64_t last);

/* The verbs of the port, as its headers declare them. */
store_create_task_fn store_sqlite_create_task;
store_get_task_fn store_sqlite_get_task;
store_list_tasks_fn store_sqlite_list_tasks;
store_edit_task_fn store_sqlite_edit_task;
store_change_task_fn store_sqlite_change_task;
store_enqueue_task_fn store_sqlite_enqueue_task;
store_dequeue_task_fn store_sqlite_dequeue_task;
store_reset_task_fn store_sqlite_reset_task;
store_delete_task_fn store_sqlite_delete_task;
store_touch_task_fn store_sqlite_touch_task;
store_create_project_fn store_sqlite_create_project;
store_get_project_fn store_sqlite_get_project;
store_list_projects_fn store_sqlite_list_projects;
store_update_project_fn store_sqlite_update_project;
store_delete_project_fn store_sqlite_delete_project;
store_add_events_fn store_sqlite_add_events;
store_list_events_fn store_sqlite_list_events;
store_walk_events_fn store_sqlite_walk_events;
store_list_scalars_fn store_sqlite_list_scalars;
store_next_task_fn store_sqlite_next_task;
store_add_records_fn store_sqlite_add_records;
store_forget_parents_fn store_sqlite_forget_parents;

/* Who makes a change of a task. */
static inline struct store_actor
store_sqlite_changer(const struct store_task_change *change)
{
	return (struct store_actor){
	    .user = change->user, .worker = change->worker};
}

#endif

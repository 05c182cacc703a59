#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/budget.h"
#include "model/task_fields.h"
#include "store/sqlite/reads.h"
#include "store/sqlite/records.h"
#include "store/sqlite/verbs.h"

#define COLUMNS                                                                \
	"number, id, company, name, type, user, comment, project, parent,"     \
	" status, enqueue_status, status_reason, status_message,"              \
	" last_changed_by, queue, last_worker, created, started, completed,"   \
	" published, status_changed, last_update, last_change,"                \
	" last_worker_report, popped, active_duration, last_iteration,"        \
	" popped_by"

enum store_result
store_sqlite_find(struct db *db, const char *sql, const char *company,
    const char *id, int64_t *number)
{
	sqlite3_stmt *row = db_prepare(db, sql);
	enum store_result result;

	if (row == NULL)
		return STORE_FAILED;
	db_bind_text(row, 1, company);
	db_bind_text(row, 2, id);
	result = db_found(db_step(db, row));
	if (result == STORE_OK)
		*number = sqlite3_column_int64(row, 0);
	db_leave(row);
	return result;
}

enum store_result
store_sqlite_find_task(
    struct db *db, const char *company, const char *id, int64_t *number)
{
	enum store_result result = store_sqlite_find(db,
	    "SELECT number FROM tasks WHERE company = ? AND id = ?", company,
	    id, number);

	return result == STORE_NOT_FOUND ? STORE_NO_TASK : result;
}

void
store_sqlite_bind_text(sqlite3_stmt *statement, int n, const char *text)
{
	if (text != NULL)
		db_bind_text(statement, n, text);
}

void
store_sqlite_bind_time(sqlite3_stmt *statement, int n, int64_t time)
{
	if (time != TASK_NEVER)
		db_bind_int(statement, n, time);
}

const char *
store_sqlite_text_or_null(struct arena *arena, sqlite3_stmt *row, int column)
{
	return sqlite3_column_type(row, column) == SQLITE_NULL
		   ? NULL
		   : db_column(arena, row, column);
}

int64_t
store_sqlite_time(sqlite3_stmt *row, int column)
{
	return sqlite3_column_type(row, column) == SQLITE_NULL
		   ? TASK_NEVER
		   : sqlite3_column_int64(row, column);
}

bool
store_sqlite_pay_row(struct arena *arena, sqlite3_stmt *row)
{
	struct budget *budget = arena_budget(arena);
	uint64_t bytes = 0;
	int i, type;

	if (budget == NULL)
		return true;
	for (i = 0; i < sqlite3_column_count(row); i++) {
		type = sqlite3_column_type(row, i);
		if (type == SQLITE_TEXT || type == SQLITE_BLOB)
			bytes += (uint64_t)sqlite3_column_bytes(row, i);
	}
	return budget_answer(budget, bytes);
}

static void
read_texts(struct arena *arena, sqlite3_stmt *row, struct task *task)
{
	task->id = db_column(arena, row, 1);
	task->company = db_column(arena, row, 2);
	task->name = db_column(arena, row, 3);
	task->type = db_column(arena, row, 4);
	task->user = db_column(arena, row, 5);
	task->comment = store_sqlite_text_or_null(arena, row, 6);
	task->project = store_sqlite_text_or_null(arena, row, 7);
	task->parent = store_sqlite_text_or_null(arena, row, 8);
	task->reason = db_column(arena, row, 11);
	task->message = db_column(arena, row, 12);
	task->changed_by = store_sqlite_text_or_null(arena, row, 13);
	task->queue = store_sqlite_text_or_null(arena, row, 14);
	task->worker = store_sqlite_text_or_null(arena, row, 15);
	task->popped_by = store_sqlite_text_or_null(arena, row, 27);
}

static void
read_row(struct arena *arena, sqlite3_stmt *row, struct task *task)
{
	*task = (struct task){.status = TASK_UNKNOWN};
	read_texts(arena, row, task);
	task_status_read(db_column(arena, row, 9), &task->status);
	task->has_enqueue_status =
	    task_status_read(db_column(arena, row, 10), &task->enqueue_status);
	task->created = store_sqlite_time(row, 16);
	task->started = store_sqlite_time(row, 17);
	task->completed = store_sqlite_time(row, 18);
	task->published = store_sqlite_time(row, 19);
	task->status_changed = store_sqlite_time(row, 20);
	task->last_update = store_sqlite_time(row, 21);
	task->last_change = store_sqlite_time(row, 22);
	task->worker_report = store_sqlite_time(row, 23);
	task->popped = store_sqlite_time(row, 24);
	task->active_duration = store_sqlite_time(row, 25);
	task->last_iteration = store_sqlite_time(row, 26);
}

/* Read a part; false if the budget of the arena can't pay for it. */
static enum store_result
read_part(struct db *db, struct arena *arena, int64_t number,
    enum task_part part, struct task *task)
{
	sqlite3_stmt *row = db_prepare(
	    db, "SELECT json FROM task_parts WHERE task = ? AND part = ?");
	enum store_result result = STORE_OK;
	int code;

	if (row == NULL)
		return STORE_FAILED;
	db_bind_int(row, 1, number);
	db_bind_text(row, 2, task_part_name(part));
	if ((code = db_step(db, row)) == SQLITE_ROW) {
		if (store_sqlite_pay_row(arena, row))
			task->parts[part] = db_column(arena, row, 0);
		else
			result = STORE_COSTLY;
	}
	db_leave(row);
	return code == SQLITE_ROW || code == SQLITE_DONE ? result
							 : STORE_FAILED;
}

static enum store_result
read_tags(struct db *db, struct arena *arena, int64_t number, bool is_system,
    size_t *n, const char ***tags)
{
	sqlite3_stmt *row = db_prepare(db,
	    "SELECT tag FROM task_tags WHERE task = ? AND is_system = ?"
	    " ORDER BY place");
	size_t room = 0;
	int code;

	if (row == NULL)
		return STORE_FAILED;
	db_bind_int(row, 1, number);
	db_bind_int(row, 2, is_system);
	while ((code = db_step(db, row)) == SQLITE_ROW &&
	       store_sqlite_pay_row(arena, row)) {
		*tags = arena_grow(arena, *tags, *n, &room, sizeof(**tags));
		(*tags)[(*n)++] = db_column(arena, row, 0);
	}
	db_leave(row);
	if (code == SQLITE_ROW)
		return STORE_COSTLY;
	return code == SQLITE_DONE ? STORE_OK : STORE_FAILED;
}

static void
read_metric(struct arena *arena, sqlite3_stmt *row, struct task_metric *metric)
{
	metric->metric = db_column(arena, row, 0);
	metric->variant = db_column(arena, row, 1);
	metric->value = sqlite3_column_double(row, 2);
	metric->min = sqlite3_column_double(row, 3);
	metric->max = sqlite3_column_double(row, 4);
	metric->iteration = sqlite3_column_int64(row, 5);
	metric->min_iteration = sqlite3_column_int64(row, 6);
	metric->max_iteration = sqlite3_column_int64(row, 7);
	metric->count = sqlite3_column_int64(row, 8);
}

static enum store_result
read_metrics(
    struct db *db, struct arena *arena, int64_t number, struct task *task)
{
	sqlite3_stmt *row = db_prepare(db,
	    "SELECT metric, variant, value, min_value, max_value, iteration,"
	    " min_iteration, max_iteration, count FROM task_metrics"
	    " WHERE task = ? ORDER BY metric_hash, variant_hash");
	size_t room = 0;
	int code;

	if (row == NULL)
		return STORE_FAILED;
	db_bind_int(row, 1, number);
	while ((code = db_step(db, row)) == SQLITE_ROW &&
	       store_sqlite_pay_row(arena, row)) {
		task->metrics = arena_grow(arena, task->metrics,
		    task->n_metrics, &room, sizeof(*task->metrics));
		read_metric(arena, row, &task->metrics[task->n_metrics++]);
	}
	db_leave(row);
	if (code == SQLITE_ROW)
		return STORE_COSTLY;
	return code == SQLITE_DONE ? STORE_OK : STORE_FAILED;
}

/* Read what is not in a task's own row. */
static enum store_result
read_rest(struct db *db, struct arena *arena, int64_t number, unsigned need,
    struct task *task)
{
	enum store_result result = STORE_OK;
	unsigned part;

	for (part = 0; part < TASK_PARTS && result == STORE_OK; part++) {
		if (need & 1u << part)
			result = read_part(
			    db, arena, number, (enum task_part)part, task);
	}
	if (result == STORE_OK && (need & TASK_NEEDS_TAGS))
		result = read_tags(
		    db, arena, number, false, &task->n_tags, &task->tags);
	if (result == STORE_OK && (need & TASK_NEEDS_TAGS))
		result = read_tags(db, arena, number, true,
		    &task->n_system_tags, &task->system_tags);
	if (result == STORE_OK && (need & TASK_NEEDS_METRICS))
		result = read_metrics(db, arena, number, task);
	return result;
}

enum store_result
store_sqlite_read_task(struct db *db, struct arena *arena, int64_t number,
    unsigned need, struct task *task)
{
	sqlite3_stmt *row =
	    db_prepare(db, "SELECT " COLUMNS " FROM tasks WHERE number = ?");
	enum store_result result;

	if (row == NULL)
		return STORE_FAILED;
	db_bind_int(row, 1, number);
	result = db_found(db_step(db, row));
	if (result == STORE_OK && !store_sqlite_pay_row(arena, row))
		result = STORE_COSTLY;
	if (result == STORE_OK)
		read_row(arena, row, task);
	db_leave(row);
	return result == STORE_OK ? read_rest(db, arena, number, need, task)
				  : result;
}

enum store_result
store_sqlite_find_and_read(struct db *db, struct arena *arena,
    const char *company, const char *id, unsigned need, int64_t *number,
    struct task *task)
{
	enum store_result result =
	    store_sqlite_find_task(db, company, id, number);

	return result == STORE_OK
		   ? store_sqlite_read_task(db, arena, *number, need, task)
		   : result;
}

enum store_result
store_sqlite_get_task(struct store *base, struct arena *arena,
    const char *company, const char *id, unsigned need, struct task *task)
{
	struct store_sqlite *store = sqlite_of(base);
	struct db *db = db_borrow(&store->pool);
	enum store_result result = STORE_FAILED;
	int64_t number;

	if (db == NULL)
		return STORE_UNAVAILABLE;
	if (db_run(db, "BEGIN")) {
		result = store_sqlite_find_and_read(
		    db, arena, company, id, need, &number, task);
		db_run(db, "COMMIT");
	}
	db_give_back(&store->pool, db);
	return result;
}

/* Of a column that a field is kept in. */
#define TEXT(name, may_be_null)                                                \
	{                                                                      \
#name, "", #name, may_be_null                                  \
	}
#define TIME(name, may_be_null)                                                \
	{                                                                      \
		NULL, NULL, #name, may_be_null                                 \
	}
#define TAGS(is_system)                                                        \
	{                                                                      \
		"number IN (SELECT task FROM task_tags WHERE is_system "       \
		"= " #is_system " AND tag",                                    \
		    ")",                                                       \
		    "(SELECT min(tag) FROM task_tags WHERE task = number"      \
		    " AND is_system = " #is_system ")",                        \
		    true                                                       \
	}

static const struct store_sqlite_column columns[TASK_FIELDS] = {
    [TASK_FIELD_ID] = TEXT(id, false),
    [TASK_FIELD_NAME] = TEXT(name, false),
    [TASK_FIELD_USER] = TEXT(user, false),
    [TASK_FIELD_COMPANY] = TEXT(company, false),
    [TASK_FIELD_TYPE] = TEXT(type, false),
    [TASK_FIELD_STATUS] = TEXT(status, false),
    [TASK_FIELD_COMMENT] = TEXT(comment, true),
    [TASK_FIELD_PARENT] = TEXT(parent, true),
    [TASK_FIELD_PROJECT] = TEXT(project, true),
    [TASK_FIELD_QUEUE] = TEXT(queue, true),
    [TASK_FIELD_LAST_WORKER] = TEXT(last_worker, true),
    [TASK_FIELD_STATUS_REASON] = TEXT(status_reason, false),
    [TASK_FIELD_STATUS_MESSAGE] = TEXT(status_message, false),
    [TASK_FIELD_TAGS] = TAGS(0),
    [TASK_FIELD_SYSTEM_TAGS] = TAGS(1),
    [TASK_FIELD_CREATED] = TIME(created, false),
    [TASK_FIELD_STARTED] = TIME(started, true),
    [TASK_FIELD_COMPLETED] = TIME(completed, true),
    [TASK_FIELD_PUBLISHED] = TIME(published, true),
    [TASK_FIELD_STATUS_CHANGED] = TIME(status_changed, false),
    [TASK_FIELD_LAST_UPDATE] = TIME(last_update, false),
    [TASK_FIELD_LAST_CHANGE] = TIME(last_change, false),
    [TASK_FIELD_WORKER_REPORT] = TIME(last_worker_report, true),
    [TASK_FIELD_ACTIVE_DURATION] = TIME(active_duration, true),
    [TASK_FIELD_LAST_ITERATION] = TIME(last_iteration, true),
};

static enum store_result
read_record(struct db *db, struct arena *arena, int64_t number, unsigned need,
    void *record)
{
	return store_sqlite_read_task(db, arena, number, need, record);
}

enum store_result
store_sqlite_list_tasks(struct store *base, struct arena *arena,
    const struct criteria *criteria, unsigned need, size_t *n,
    struct task **tasks)
{
	static const struct store_sqlite_kind kind = {.table = "tasks",
	    .columns = columns,
	    .read = read_record,
	    .look = task_look,
	    .size = sizeof(struct task)};
	void *records = NULL;
	enum store_result result = store_sqlite_list(
	    sqlite_of(base), arena, criteria, &kind, need, n, &records);

	*tasks = records;
	return result;
}

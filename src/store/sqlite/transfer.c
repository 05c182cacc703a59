#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/timefmt.h"
#include "store/sqlite/packs.h"
#include "store/sqlite/records.h"
#include "store/sqlite/verbs.h"

static enum store_result
find_next(
    struct db *db, const char *company, const char *after, int64_t *number)
{
	enum store_result result = store_sqlite_find(db,
	    "SELECT number FROM tasks WHERE id > ?2"
	    " AND (?1 IS NULL OR company = ?1) ORDER BY id LIMIT 1",
	    company, after, number);

	return result == STORE_NOT_FOUND ? STORE_NO_TASK : result;
}

enum store_result
store_sqlite_next_task(struct store *base, struct arena *arena,
    const char *company, const char *after, struct task *task)
{
	struct store_sqlite *store = sqlite_of(base);
	struct db *db = db_borrow(&store->pool);
	enum store_result result = STORE_FAILED;
	int64_t number;

	if (db == NULL)
		return STORE_UNAVAILABLE;
	if (db_run(db, "BEGIN")) {
		result = find_next(db, company, after, &number);
		if (result == STORE_OK)
			result = store_sqlite_read_task(
			    db, arena, number, TASK_NEEDS_ALL, task);
		db_run(db, "COMMIT");
	}
	db_give_back(&store->pool, db);
	return result;
}

static void
bind_texts(sqlite3_stmt *into, const struct task *task)
{
	db_bind_text(into, 1, task->id);
	db_bind_text(into, 2, task->company);
	db_bind_text(into, 3, task->name);
	db_bind_text(into, 4, task->type);
	db_bind_text(into, 5, task->user);
	store_sqlite_bind_text(into, 6, task->comment);
	store_sqlite_bind_text(into, 7, task->project);
	store_sqlite_bind_text(into, 8, task->parent);
	db_bind_text(into, 9, task_status_text(task->status));
	if (task->has_enqueue_status)
		db_bind_text(into, 10, task_status_text(task->enqueue_status));
	db_bind_text(into, 11, task->reason);
	db_bind_text(into, 12, task->message);
	store_sqlite_bind_text(into, 13, task->changed_by);
	store_sqlite_bind_text(into, 14, task->queue);
	store_sqlite_bind_text(into, 15, task->worker);
	store_sqlite_bind_text(into, 27, task->popped_by);
}

static void
bind_times(sqlite3_stmt *into, const struct task *task)
{
	const int64_t times[] = {task->created, task->started, task->completed,
	    task->published, task->status_changed, task->last_update,
	    task->last_change, task->worker_report, task->popped,
	    task->active_duration, task->last_iteration};
	size_t i;

	for (i = 0; i < sizeof(times) / sizeof(*times); i++)
		store_sqlite_bind_time(into, 16 + (int)i, times[i]);
}

static enum store_result
insert_metric(struct db *db, struct arena *arena, int64_t task,
    const struct task_metric *metric)
{
	sqlite3_stmt *into = db_prepare(db,
	    "INSERT OR REPLACE INTO task_metrics VALUES"
	    " (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");

	if (into == NULL)
		return STORE_FAILED;
	db_bind_int(into, 1, task);
	db_bind_text(into, 2, task_metric_hash(arena, metric->metric));
	db_bind_text(into, 3, task_metric_hash(arena, metric->variant));
	db_bind_text(into, 4, metric->metric);
	db_bind_text(into, 5, metric->variant);
	sqlite3_bind_double(into, 6, metric->value);
	sqlite3_bind_double(into, 7, metric->min);
	sqlite3_bind_double(into, 8, metric->max);
	db_bind_int(into, 9, metric->iteration);
	db_bind_int(into, 10, metric->min_iteration);
	db_bind_int(into, 11, metric->max_iteration);
	db_bind_int(into, 12, metric->count);
	return db_finish(db, into);
}

static enum store_result
insert_task(struct db *db, struct arena *arena, const struct task *task,
    int64_t *number)
{
	sqlite3_stmt *into = db_prepare(db,
	    "INSERT INTO tasks (id, company, name, type, user, comment,"
	    " project, parent, status, enqueue_status, status_reason,"
	    " status_message, last_changed_by, queue, last_worker, created,"
	    " started, completed, published, status_changed, last_update,"
	    " last_change, last_worker_report, popped, active_duration,"
	    " last_iteration, popped_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, "
	    "?8, ?9, ?10,"
	    " ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23,"
	    " ?24, ?25, ?26, ?27)");
	enum store_result result;
	size_t i;

	if (into == NULL)
		return STORE_FAILED;
	bind_texts(into, task);
	bind_times(into, task);
	result = db_finish(db, into);
	if (result != STORE_OK)
		return result;
	*number = sqlite3_last_insert_rowid(db->handle);
	result = store_sqlite_insert_rest(db, *number, task);
	for (i = 0; i < task->n_metrics && result == STORE_OK; i++)
		result = insert_metric(db, arena, *number, &task->metrics[i]);
	return result;
}

/* Records that are added in one step. */
struct adding {
	struct store_sqlite *store;
	struct arena *arena;
	size_t n;
	const struct store_record *records;
	struct store_sqlite_packing packing; /* of the last event's task */
};

static enum store_result
find_task(struct db *db, const char *id, int64_t *number)
{
	enum store_result result = store_sqlite_find(
	    db, "SELECT number FROM tasks WHERE id = ?2", NULL, id, number);

	return result == STORE_NOT_FOUND ? STORE_NO_TASK : result;
}

/* Go on with another task: one that is there, or that is inserted. */
static enum store_result
begin_task(struct db *db, struct adding *adding, const char *id,
    const struct task *task)
{
	enum store_result result = store_sqlite_pack_end(&adding->packing);
	int64_t *number = &adding->packing.task;

	if (result != STORE_OK)
		return result;
	return task == NULL ? find_task(db, id, number)
			    : insert_task(db, adding->arena, task, number);
}

static enum store_result
add_records(struct db *db, void *arguments)
{
	struct adding *adding = arguments;
	const struct store_record *record = adding->records;
	enum store_result result = STORE_OK;
	const char *id = "";
	size_t i;

	adding->packing = (struct store_sqlite_packing){
	    .db = db, .packer = adding->store->packer, .now = timefmt_now()};
	for (i = 0; i < adding->n && result == STORE_OK; i++, record++) {
		if (record->task != NULL) {
			result = begin_task(db, adding, NULL, record->task);
			id = record->task->id;
			continue;
		}
		if (strcmp(id, record->event->task) != 0) {
			id = record->event->task;
			result = begin_task(db, adding, id, NULL);
		}
		if (result == STORE_OK)
			result =
			    store_sqlite_pack(&adding->packing, record->event);
	}
	return result == STORE_OK ? store_sqlite_pack_end(&adding->packing)
				  : result;
}

enum store_result
store_sqlite_add_records(
    struct store *base, size_t n, const struct store_record *records)
{
	struct store_sqlite *store = sqlite_of(base);
	struct store_sqlite_step step = {.is_alone = store->is_alone};
	struct adding adding = {
	    .store = store, .arena = arena_new(), .n = n, .records = records};
	enum store_result result;

	store_sqlite_step_begin(&step);
	result = db_submit(&store->writer, DB_GROWS, add_records, &adding);
	arena_free(adding.arena);
	store_sqlite_step_pause(&step);
	return result;
}

static enum store_result
forget_parents(struct db *db, void *arguments)
{
	(void)arguments;
	return db_change(db,
	    "UPDATE tasks SET parent = NULL WHERE parent IS NOT NULL AND NOT"
	    " EXISTS (SELECT 1 FROM tasks AS other WHERE other.id ="
	    " tasks.parent AND other.company = tasks.company)",
	    0, NULL);
}

enum store_result
store_sqlite_forget_parents(struct store *base)
{
	return db_submit(
	    &sqlite_of(base)->writer, DB_STAYS, forget_parents, NULL);
}

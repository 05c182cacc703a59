#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/budget.h"
#include "base/timefmt.h"
#include "store/sqlite/reads.h"
#include "model/text_set.h"
#include "store/sqlite/records.h"
#include "store/sqlite/verbs.h"

/* A worker that is registered, reports, or leaves. */
struct work {
	struct store_sqlite *store;
	struct arena *arena;
	const struct store_worker *worker;
	struct store_strings *missing;
	enum store_result outcome; /* of a write that is kept */
};

static void
bind_lists(sqlite3_stmt *into, int n, const struct store_worker *worker)
{
	store_sqlite_bind_texts(
	    into, n, worker->queues.n, worker->queues.items);
	store_sqlite_bind_texts(
	    into, n + 1, worker->tags.n, worker->tags.items);
	store_sqlite_bind_texts(
	    into, n + 2, worker->system_tags.n, worker->system_tags.items);
}

static enum store_result
insert_worker(struct db *db, const struct store_worker *worker)
{
	sqlite3_stmt *into = db_prepare(db,
	    "INSERT OR REPLACE INTO workers (company, user, name, ip, queues,"
	    " tags, system_tags, timeout, registered, active, reported)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, 0)");

	if (into == NULL)
		return STORE_FAILED;
	db_bind_text(into, 1, worker->company);
	db_bind_text(into, 2, worker->user);
	db_bind_text(into, 3, worker->name);
	store_sqlite_bind_text(into, 4, worker->ip);
	bind_lists(into, 5, worker);
	db_bind_int(into, 8, worker->timeout);
	db_bind_int(into, 9, worker->active);
	return db_finish(db, into);
}

/* Forget the company's workers that were not heard of in time. */
static enum store_result
forget_expired(struct db *db, const struct store_worker *worker)
{
	sqlite3_stmt *statement =
	    db_prepare(db, "DELETE FROM workers WHERE company = ?1"
			   " AND active + 1000 * timeout < ?2");

	if (statement == NULL)
		return STORE_FAILED;
	db_bind_text(statement, 1, worker->company);
	db_bind_int(statement, 2, worker->active);
	return db_finish(db, statement);
}

/* Check that each queue is there, and given once. */
static enum store_result
check_queues(struct db *db, const struct work *work)
{
	const struct store_strings *queues = &work->worker->queues;
	const char **missing =
	    arena_alloc_n(work->arena, queues->n, sizeof(*missing));
	struct text_set *ids = text_set_new(work->arena, queues->n, false);
	enum store_result result, found = STORE_OK;
	int64_t number;
	size_t i;

	*work->missing = (struct store_strings){0, missing};
	for (i = 0; i < queues->n; i++) {
		result = store_sqlite_find(db,
		    "SELECT number FROM queues WHERE company = ? AND id = ?",
		    work->worker->company, queues->items[i], &number);
		if (result == STORE_NOT_FOUND)
			missing[work->missing->n++] = queues->items[i];
		else if (result != STORE_OK)
			return result;
		if (result != STORE_OK ||
		    text_set_add(ids, queues->items[i]) < i)
			found = STORE_NOT_FOUND;
	}
	return found;
}

static void
forget_report(struct store_sqlite *store, const struct store_worker *worker)
{
	store_sqlite_presence_forget(
	    &store->presence, worker->company, worker->user, worker->name);
}

static enum store_result
register_worker(struct db *db, void *arguments)
{
	const struct work *work = arguments;
	const struct store_worker *worker = work->worker;
	enum store_result result = check_queues(db, work);

	forget_report(work->store, worker);
	if (result == STORE_OK)
		result = forget_expired(db, worker);
	return result == STORE_OK ? insert_worker(db, worker) : result;
}

enum store_result
store_sqlite_register_worker(struct store *base, struct arena *arena,
    const struct store_worker *worker, struct store_strings *missing)
{
	struct store_sqlite *store = sqlite_of(base);
	struct work work = {.store = store,
	    .arena = arena,
	    .worker = worker,
	    .missing = missing};

	return db_submit(&store->writer, DB_STAYS, register_worker, &work);
}

/* Register a worker that reports without having been registered in time. */
static enum store_result
ensure_worker(struct db *db, const struct store_worker *worker)
{
	sqlite3_stmt *into = db_prepare(db,
	    "INSERT OR IGNORE INTO workers (company, user, name, queues, tags,"
	    " system_tags, timeout, registered, active, reported)"
	    " VALUES (?1, ?2, ?3, x'', x'', x'', ?4, ?5, ?5, 0)");
	enum store_result result = forget_expired(db, worker);

	if (into == NULL || result != STORE_OK)
		return STORE_FAILED;
	db_bind_text(into, 1, worker->company);
	db_bind_text(into, 2, worker->user);
	db_bind_text(into, 3, worker->name);
	db_bind_int(into, 4, worker->timeout);
	db_bind_int(into, 5, worker->active);
	return db_finish(db, into);
}

/* Write what a report says; without a good task, the former one stays. */
static enum store_result
update_worker(
    struct db *db, const struct store_worker *worker, bool has_bad_task)
{
	sqlite3_stmt *statement = db_prepare(db,
	    "UPDATE workers SET ip = ?4,"
	    " queues = iif(?11, ?5, queues), tags = ?6, system_tags = ?7,"
	    " queue = ?8, active = ?9, task = iif(?12, task, ?10),"
	    " reported = iif(?12, reported, ?9)"
	    " WHERE company = ?1 AND user = ?2 AND name = ?3");

	if (statement == NULL)
		return STORE_FAILED;
	db_bind_text(statement, 1, worker->company);
	db_bind_text(statement, 2, worker->user);
	db_bind_text(statement, 3, worker->name);
	store_sqlite_bind_text(statement, 4, worker->ip);
	bind_lists(statement, 5, worker);
	store_sqlite_bind_text(statement, 8, worker->queue);
	db_bind_int(statement, 9, worker->active);
	store_sqlite_bind_text(statement, 10, worker->task);
	db_bind_int(statement, 11, worker->queues.n > 0);
	db_bind_int(statement, 12, has_bad_task);
	return db_finish(db, statement);
}

/* Note what was written, so that it is not written again at once. */
static enum store_result
note_report(struct db *db, const struct work *work)
{
	const struct store_worker *worker = work->worker;
	sqlite3_stmt *row =
	    db_prepare(db, "SELECT timeout FROM workers WHERE company = ?1"
			   " AND user = ?2 AND name = ?3");
	enum store_result result;

	if (row == NULL)
		return STORE_FAILED;
	db_bind_text(row, 1, worker->company);
	db_bind_text(row, 2, worker->user);
	db_bind_text(row, 3, worker->name);
	result = db_found(db_step(db, row));
	if (result == STORE_OK)
		store_sqlite_presence_note(&work->store->presence, worker,
		    sqlite3_column_int64(row, 0));
	db_leave(row);
	return result;
}

static enum store_result
report_worker(struct db *db, void *arguments)
{
	struct work *work = arguments;
	const struct store_worker *worker = work->worker;
	enum store_result result = STORE_OK;
	int64_t number;

	work->outcome = STORE_OK;
	if (worker->task != NULL)
		work->outcome = store_sqlite_find_task(
		    db, worker->company, worker->task, &number);
	if (work->outcome != STORE_OK && work->outcome != STORE_NO_TASK)
		return work->outcome;
	if (worker->task != NULL && work->outcome == STORE_OK)
		result = store_sqlite_touch(
		    db, number, worker->name, worker->user, worker->active);
	if (result == STORE_OK)
		result = ensure_worker(db, worker);
	if (result == STORE_OK)
		result =
		    update_worker(db, worker, work->outcome == STORE_NO_TASK);
	return result == STORE_OK ? note_report(db, work) : result;
}

/* True if the worker's task, if there is one, is known to be run by it. */
static bool
has_task(struct store_sqlite *store, const struct store_worker *worker)
{
	struct db *db = worker->task == NULL ? NULL : db_borrow(&store->pool);
	sqlite3_stmt *row;
	bool has = false;

	if (db == NULL)
		return worker->task == NULL;
	row = db_prepare(db, "SELECT 1 FROM tasks WHERE id = ? AND company = ?"
			     " AND last_worker = ?");
	if (row != NULL) {
		db_bind_text(row, 1, worker->task);
		db_bind_text(row, 2, worker->company);
		db_bind_text(row, 3, worker->name);
		has = db_step(db, row) == SQLITE_ROW;
		db_leave(row);
	}
	db_give_back(&store->pool, db);
	return has;
}

enum store_result
store_sqlite_report_worker(
    struct store *base, const struct store_worker *worker)
{
	struct store_sqlite *store = sqlite_of(base);
	struct work work = {.store = store, .worker = worker};
	enum store_result result;

	if (store_sqlite_presence_repeats(&store->presence, worker) &&
	    has_task(store, worker))
		return STORE_OK;
	result = db_submit(&store->writer, DB_STAYS, report_worker, &work);
	if (result != STORE_OK || work.outcome != STORE_OK)
		forget_report(store, worker);
	return result == STORE_OK ? work.outcome : result;
}

static enum store_result
unregister_worker(struct db *db, void *arguments)
{
	const struct work *work = arguments;
	const struct store_worker *worker = work->worker;
	sqlite3_stmt *statement =
	    db_prepare(db, "DELETE FROM workers WHERE company = ?1"
			   " AND user = ?2 AND name = ?3");

	forget_report(work->store, worker);
	if (statement == NULL)
		return STORE_FAILED;
	db_bind_text(statement, 1, worker->company);
	db_bind_text(statement, 2, worker->user);
	db_bind_text(statement, 3, worker->name);
	return db_finish(db, statement);
}

enum store_result
store_sqlite_unregister_worker(
    struct store *base, const char *company, const char *user, const char *name)
{
	struct store_sqlite *store = sqlite_of(base);
	const struct store_worker worker = {
	    .company = company, .user = user, .name = name};
	struct work work = {.store = store, .worker = &worker};

	return db_submit(&store->writer, DB_STAYS, unregister_worker, &work);
}

#define COLUMNS                                                                \
	"workers.user, workers.name, workers.ip, workers.task, workers.queue," \
	" workers.queues, workers.tags, workers.system_tags, workers.timeout," \
	" workers.registered, workers.active, workers.reported,"               \
	" users.name, tasks.name, tasks.project, projects.name,"               \
	" tasks.last_iteration, tasks.active_duration"

static void
read_list(struct arena *arena, sqlite3_stmt *row, int column,
    struct store_strings *list)
{
	list->items = store_sqlite_column_texts(arena, row, column, &list->n);
}

static void
read_number(sqlite3_stmt *row, int column, bool *has, int64_t *number)
{
	*has = sqlite3_column_type(row, column) != SQLITE_NULL;
	*number = sqlite3_column_int64(row, column);
}

static void
read_worker(struct arena *arena, sqlite3_stmt *row, const char *company,
    struct store_worker *worker)
{
	worker->company = company;
	worker->user = db_column(arena, row, 0);
	worker->name = db_column(arena, row, 1);
	worker->key = arena_printf(
	    arena, "worker_%s_%s_%s", company, worker->user, worker->name);
	worker->ip = store_sqlite_text_or_null(arena, row, 2);
	worker->task = store_sqlite_text_or_null(arena, row, 3);
	worker->queue = store_sqlite_text_or_null(arena, row, 4);
	read_list(arena, row, 5, &worker->queues);
	read_list(arena, row, 6, &worker->tags);
	read_list(arena, row, 7, &worker->system_tags);
	worker->timeout = sqlite3_column_int64(row, 8);
	worker->registered = sqlite3_column_int64(row, 9);
	worker->active = sqlite3_column_int64(row, 10);
	worker->reported = sqlite3_column_int64(row, 11);
	worker->user_name = store_sqlite_text_or_null(arena, row, 12);
	worker->task_name = store_sqlite_text_or_null(arena, row, 13);
	worker->project = store_sqlite_text_or_null(arena, row, 14);
	worker->project_name = store_sqlite_text_or_null(arena, row, 15);
	read_number(row, 16, &worker->has_iteration, &worker->iteration);
	read_number(row, 17, &worker->has_duration, &worker->duration);
}

static enum store_result
list_workers(struct db *db, struct store_sqlite *store, struct arena *arena,
    const char *company, size_t *n, struct store_worker **workers)
{
	sqlite3_stmt *row = db_prepare(db,
	    "SELECT " COLUMNS " FROM workers"
	    " LEFT JOIN users ON users.id = workers.user"
	    " LEFT JOIN tasks ON tasks.id = workers.task"
	    " AND tasks.company = workers.company"
	    " LEFT JOIN projects ON projects.id = tasks.project"
	    " WHERE workers.company = ?1 AND active + 1000 * timeout >= ?2");
	size_t room = 0;
	int code;

	if (row == NULL)
		return STORE_FAILED;
	db_bind_text(row, 1, company);
	db_bind_int(row, 2, timefmt_now());
	while ((code = db_step(db, row)) == SQLITE_ROW &&
	       store_sqlite_pay_row(arena, row) &&
	       budget_hold(arena_budget(arena), sizeof(**workers))) {
		*workers =
		    arena_grow(arena, *workers, *n, &room, sizeof(**workers));
		read_worker(arena, row, company, &(*workers)[*n]);
		store_sqlite_presence_look(
		    &store->presence, &(*workers)[(*n)++]);
	}
	db_leave(row);
	if (code == SQLITE_ROW)
		return STORE_COSTLY;
	return code == SQLITE_DONE ? STORE_OK : STORE_FAILED;
}

enum store_result
store_sqlite_list_workers(struct store *base, struct arena *arena,
    const char *company, size_t *n, struct store_worker **workers)
{
	struct store_sqlite *store = sqlite_of(base);
	struct db *db = db_borrow(&store->pool);
	enum store_result result;

	*n = 0;
	*workers = NULL;
	if (db == NULL)
		return STORE_UNAVAILABLE;
	result = list_workers(db, store, arena, company, n, workers);
	db_give_back(&store->pool, db);
	return result;
}

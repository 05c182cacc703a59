#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/budget.h"
#include "store/sqlite/event_reads.h"
#include "store/sqlite/packs.h"
#include "store/sqlite/records.h"
#include "store/sqlite/verbs.h"

#define SCALAR_NS 1000 /* to read a scalar */

/* Events that are added in one transaction. */
struct adding {
	struct store_sqlite *store;
	struct arena *arena;
	const char *company;
	const char *user;
	int64_t now;
	size_t n;
	const struct event *events;
	bool *was_added;
	struct store_sqlite_packing packing; /* of the last event's task */
	bool must_prune;
};

/* Note a scalar as the last value of its metric. */
static enum store_result
note_metric(
    struct db *db, struct arena *arena, int64_t task, const struct event *event)
{
	sqlite3_stmt *into = db_prepare(db,
	    "INSERT INTO task_metrics VALUES"
	    " (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?6, ?7, ?7, ?7, 1)"
	    " ON CONFLICT DO UPDATE SET"
	    " value = iif(?7 >= iteration, ?6, value),"
	    " iteration = max(iteration, ?7),"
	    " min_iteration = iif(?6 < min_value, ?7, min_iteration),"
	    " min_value = min(min_value, ?6),"
	    " max_iteration = iif(?6 > max_value, ?7, max_iteration),"
	    " max_value = max(max_value, ?6), count = count + 1");

	if (into == NULL)
		return STORE_FAILED;
	db_bind_int(into, 1, task);
	db_bind_text(into, 2, task_metric_hash(arena, event->metric));
	db_bind_text(into, 3, task_metric_hash(arena, event->variant));
	db_bind_text(into, 4, event->metric);
	db_bind_text(into, 5, event->variant);
	sqlite3_bind_double(into, 6, event->value);
	db_bind_int(into, 7, event->iteration);
	return db_finish(db, into);
}

static enum store_result
note_iteration(struct db *db, int64_t task, int64_t iteration)
{
	return db_change(db,
	    "UPDATE tasks SET last_iteration = ?2 WHERE number = ?1 AND"
	    " (last_iteration IS NULL OR last_iteration < ?2)",
	    2, (int64_t[]){task, iteration});
}

static enum store_result
add_event(struct db *db, struct adding *adding, const struct event *event)
{
	int64_t task = adding->packing.task;
	enum store_result result = store_sqlite_pack(&adding->packing, event);

	if (result == STORE_OK && event->has_value)
		result = note_metric(db, adding->arena, task, event);
	if (result == STORE_OK && event->type != EVENT_LOG)
		result = note_iteration(db, task, event->iteration);
	return result;
}

/* End with the events of a task. */
static enum store_result
end_task(struct db *db, struct adding *adding)
{
	int64_t task = adding->packing.task;
	enum store_result result = store_sqlite_pack_end(&adding->packing);

	if (task != 0 && store_sqlite_must_prune(db, adding->store, task))
		adding->must_prune = true;
	adding->packing.task = 0;
	return result;
}

/* Find the task of an event, once for all that follow one another. */
static enum store_result
find_task(struct db *db, struct adding *adding, size_t i)
{
	const struct event *event = &adding->events[i];
	int64_t *task = &adding->packing.task;
	enum store_result result;

	if (i > 0 && strcmp(event->task, event[-1].task) == 0)
		return STORE_OK;
	result = end_task(db, adding);
	if (result == STORE_OK)
		result = store_sqlite_find_task(
		    db, adding->company, event->task, task);
	if (result == STORE_OK)
		return store_sqlite_touch(
		    db, *task, NULL, adding->user, adding->now);
	return result == STORE_NO_TASK ? STORE_OK : result;
}

static enum store_result
add_events(struct db *db, void *arguments)
{
	struct adding *adding = arguments;
	enum store_result result = STORE_OK;
	size_t i;

	adding->packing = (struct store_sqlite_packing){
	    .db = db, .packer = adding->store->packer, .now = adding->now};
	for (i = 0; i < adding->n && result == STORE_OK; i++) {
		result = find_task(db, adding, i);
		adding->was_added[i] = adding->packing.task != 0;
		if (result == STORE_OK && adding->was_added[i])
			result = add_event(db, adding, &adding->events[i]);
	}
	return result == STORE_OK ? end_task(db, adding) : result;
}

enum store_result
store_sqlite_add_events(struct store *base, const char *company,
    const char *user, int64_t now, size_t n, const struct event *events,
    bool *was_added)
{
	struct store_sqlite *store = sqlite_of(base);
	struct adding adding = {.store = store,
	    .arena = arena_new(),
	    .company = company,
	    .user = user,
	    .now = now,
	    .n = n,
	    .events = events,
	    .was_added = was_added};
	enum store_result result =
	    db_submit(&store->writer, DB_GROWS, add_events, &adding);

	if (result == STORE_OK && adding.must_prune)
		store_sqlite_sweep(store);
	arena_free(adding.arena);
	return result;
}

static enum store_result
list_events(struct db *db, struct arena *arena,
    const struct store_event_range *range, struct store_event_list *list)
{
	struct store_sqlite_lines lines = {.arena = arena};
	struct store_sqlite_stretch stretch = {.task = range->task,
	    .type = range->type,
	    .is_earlier = range->is_earlier,
	    .begin = range->begin,
	    .last = INT64_MAX,
	    .most = range->most,
	    .most_bytes = SIZE_MAX};
	enum store_result result = store_sqlite_find_task(
	    db, range->company, range->task, &stretch.task_number);
	int64_t total = 0;
	size_t i;

	if (result == STORE_OK)
		result = db_read(db,
		    "SELECT coalesce(sum(n), 0) FROM events WHERE task = ?1"
		    " AND (type = ?2 OR ?2 = 5)",
		    2, (int64_t[]){stretch.task_number, range->type}, &total);
	if (result == STORE_OK)
		result = store_sqlite_read_stretch(db, &stretch, &lines);
	if (result != STORE_OK)
		return result;
	list->n = lines.n;
	list->total = (size_t)total;
	list->bodies = arena_alloc_n(arena, lines.n, sizeof(*list->bodies));
	for (i = 0; i < lines.n; i++)
		list->bodies[i] = lines.lines[i].event.body;
	if (lines.n > 0)
		list->end = lines.lines[lines.n - 1].place;
	return STORE_OK;
}

enum store_result
store_sqlite_list_events(struct store *base, struct arena *arena,
    const struct store_event_range *range, struct store_event_list *list)
{
	struct store_sqlite *store = sqlite_of(base);
	struct db *db = db_borrow_for_long(&store->pool);
	enum store_result result = STORE_FAILED;

	*list = (struct store_event_list){.end = range->begin};
	if (db == NULL)
		return STORE_UNAVAILABLE;
	budget_begin(arena_budget(arena), BUDGET_GO_ON);
	if (db_run(db, "BEGIN")) {
		result = list_events(db, arena, range, list);
		db_run(db, "COMMIT");
	}
	budget_end(arena_budget(arena));
	db_give_back(&store->pool, db);
	return result;
}

/* Read the scalar in the current row. */
static void
read_scalar(struct arena *arena, sqlite3_stmt *row, struct event *scalar)
{
	scalar->type = EVENT_SCALAR;
	scalar->metric = db_column(arena, row, 0);
	scalar->variant = db_column(arena, row, 1);
	scalar->iteration = sqlite3_column_int64(row, 2);
	scalar->time = sqlite3_column_int64(row, 3);
	scalar->value = sqlite3_column_double(row, 4);
	scalar->has_value = true;
}

static enum store_result
read_scalars(struct db *db, struct arena *arena, int64_t task, size_t most,
    size_t *n, struct event **scalars)
{
	sqlite3_stmt *row = db_prepare(db,
	    "SELECT metric, variant, iteration, time, value FROM"
	    " (SELECT metric, variant, iteration, time, value,"
	    " row_number() OVER (PARTITION BY metric, variant"
	    " ORDER BY iteration) - 1 AS place,"
	    " count(*) OVER (PARTITION BY metric, variant) AS n"
	    " FROM events WHERE task = ?1 AND type = 1 AND value IS NOT NULL)"
	    " WHERE place % ((n + ?2 - 1) / ?2) = 0"
	    " ORDER BY metric, variant, iteration");
	struct budget *budget = arena_budget(arena);
	size_t room = 0;
	int code;

	if (row == NULL)
		return STORE_FAILED;
	db_bind_int(row, 1, task);
	db_bind_int(row, 2, (int64_t)most);
	while ((code = db_step(db, row)) == SQLITE_ROW &&
	       budget_pay(budget, SCALAR_NS) &&
	       budget_hold(budget, 2 * sizeof(**scalars))) {
		*scalars =
		    arena_grow(arena, *scalars, *n, &room, sizeof(**scalars));
		read_scalar(arena, row, &(*scalars)[(*n)++]);
	}
	db_leave(row);
	if (code == SQLITE_ROW)
		return STORE_COSTLY;
	return code == SQLITE_DONE ? STORE_OK : STORE_FAILED;
}

enum store_result
store_sqlite_list_scalars(struct store *base, struct arena *arena,
    const char *company, const char *task, size_t most, size_t *n,
    struct event **scalars)
{
	struct store_sqlite *store = sqlite_of(base);
	struct db *db = db_borrow_for_long(&store->pool);
	enum store_result result;
	int64_t number;

	*n = 0;
	*scalars = NULL;
	if (db == NULL)
		return STORE_UNAVAILABLE;
	budget_begin(arena_budget(arena), BUDGET_GO_ON);
	result = store_sqlite_find_task(db, company, task, &number);
	if (result == STORE_OK)
		result = read_scalars(db, arena, number, most, n, scalars);
	budget_end(arena_budget(arena));
	db_give_back(&store->pool, db);
	return result;
}

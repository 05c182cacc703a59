#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/budget.h"
#include "store/sqlite/records.h"
#include "store/sqlite/verbs.h"

#define EVENT_NS 1000 /* to read an event */

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
	int64_t task; /* of the last event; 0: unknown */
	int64_t size; /* that its events have grown by */
	bool must_prune;
};

static void
bind_key(sqlite3_stmt *statement, int64_t task, const struct event *event)
{
	db_bind_int(statement, 1, task);
	db_bind_int(statement, 2, event->type);
	db_bind_text(statement, 3, event->metric);
	db_bind_text(statement, 4, event->variant);
	db_bind_int(statement, 5, event->iteration);
}

/* Delete the event whose place another one takes. */
static enum store_result
make_place(
    struct db *db, int64_t task, const struct event *event, int64_t *growth)
{
	sqlite3_stmt *row = db_prepare(db,
	    "DELETE FROM events WHERE task = ? AND type = ? AND metric = ?"
	    " AND variant = ? AND iteration = ? AND type != 0 RETURNING size");
	int code;

	if (row == NULL)
		return STORE_FAILED;
	bind_key(row, task, event);
	while ((code = db_step(db, row)) == SQLITE_ROW)
		*growth -= sqlite3_column_int64(row, 0);
	db_leave(row);
	return db_written(code);
}

static int64_t
size_of(const struct event *event)
{
	return (int64_t)(STORE_SQLITE_EVENT_SIZE + strlen(event->metric) +
			 strlen(event->variant) + strlen(event->body));
}

enum store_result
store_sqlite_insert_event(struct db *db, int64_t task, int64_t now,
    const struct event *event, int64_t *growth)
{
	sqlite3_stmt *into;
	enum store_result result;

	if (event->type != EVENT_LOG &&
	    (result = make_place(db, task, event, growth)) != STORE_OK)
		return result;
	into = db_prepare(db,
	    "INSERT INTO events (task, type, metric, variant, iteration, time,"
	    " value, added, size, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
	if (into == NULL)
		return STORE_FAILED;
	bind_key(into, task, event);
	db_bind_int(into, 6, event->time);
	if (event->has_value)
		sqlite3_bind_double(into, 7, event->value);
	db_bind_int(into, 8, now);
	db_bind_int(into, 9, size_of(event));
	db_bind_text(into, 10, event->body);
	*growth += size_of(event);
	return db_finish(db, into);
}

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
	enum store_result result = store_sqlite_insert_event(
	    db, adding->task, adding->now, event, &adding->size);

	if (result == STORE_OK && event->has_value)
		result = note_metric(db, adding->arena, adding->task, event);
	if (result == STORE_OK && event->type != EVENT_LOG)
		result = note_iteration(db, adding->task, event->iteration);
	return result;
}

/* Note how much the events of a task have grown. */
static enum store_result
count_task(struct db *db, struct adding *adding)
{
	enum store_result result = STORE_OK;

	if (adding->size != 0)
		result =
		    store_sqlite_count_events(db, adding->task, adding->size);
	if (adding->task != 0 &&
	    store_sqlite_must_prune(db, adding->store, adding->task))
		adding->must_prune = true;
	adding->size = 0;
	return result;
}

/* Find the task of an event, once for all that follow one another. */
static enum store_result
find_task(struct db *db, struct adding *adding, size_t i)
{
	const struct event *event = &adding->events[i];
	enum store_result result;

	if (i > 0 && strcmp(event->task, event[-1].task) == 0)
		return STORE_OK;
	result = count_task(db, adding);
	adding->task = 0;
	if (result == STORE_OK)
		result = store_sqlite_find_task(
		    db, adding->company, event->task, &adding->task);
	if (result == STORE_OK)
		return store_sqlite_touch(
		    db, adding->task, NULL, adding->user, adding->now);
	return result == STORE_NO_TASK ? STORE_OK : result;
}

static enum store_result
add_events(struct db *db, void *arguments)
{
	struct adding *adding = arguments;
	enum store_result result = STORE_OK;
	size_t i;

	adding->task = adding->size = 0;
	for (i = 0; i < adding->n && result == STORE_OK; i++) {
		result = find_task(db, adding, i);
		adding->was_added[i] = adding->task != 0;
		if (result == STORE_OK && adding->task != 0)
			result = add_event(db, adding, &adding->events[i]);
	}
	return result == STORE_OK ? count_task(db, adding) : result;
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

/* Events of a task that are being read. */
struct reading {
	struct db *db;
	struct arena *arena;
	int64_t task;
	size_t n;
	size_t room;
	const char **bodies;
};

#define RANGE(of_type, after, order)                                           \
	"SELECT body FROM events WHERE task = ?1 AND " of_type                 \
	" AND time " after " ?3 ORDER BY " order " LIMIT ?4 OFFSET ?5"
#define OF_TYPE "type = ?2"
#define OF_ANY "?2 IS NOT NULL"

static sqlite3_stmt *
prepare_range(struct db *db, const struct store_event_range *range)
{
	if (range->type == EVENT_TYPES)
		return range->is_earlier
			   ? db_prepare(db,
				 RANGE(OF_ANY, "<", "time DESC, number DESC"))
			   : db_prepare(db, RANGE(OF_ANY, ">", "time, number"));
	return range->is_earlier
		   ? db_prepare(
			 db, RANGE(OF_TYPE, "<", "time DESC, number DESC"))
		   : db_prepare(db, RANGE(OF_TYPE, ">", "time, number"));
}

/* Add the body of the current row; false: the budget is used up. */
static bool
add_body(struct reading *reading, sqlite3_stmt *row)
{
	if (!budget_answer(arena_budget(reading->arena),
		(uint64_t)sqlite3_column_bytes(row, 0)) ||
	    !budget_pay(arena_budget(reading->arena), EVENT_NS))
		return false;
	reading->bodies = arena_grow(reading->arena, reading->bodies,
	    reading->n, &reading->room, sizeof(*reading->bodies));
	reading->bodies[reading->n++] = db_column(reading->arena, row, 0);
	return true;
}

static enum store_result
read_range(struct reading *reading, const struct store_event_range *range)
{
	sqlite3_stmt *row = prepare_range(reading->db, range);
	int64_t from = range->is_earlier ? INT64_MAX : INT64_MIN;
	bool can_pay = true;
	int code = SQLITE_DONE;

	if (row == NULL)
		return STORE_FAILED;
	if (range->has_from)
		from = range->from;
	db_bind_int(row, 1, reading->task);
	db_bind_int(row, 2, range->type);
	db_bind_int(row, 3, from);
	db_bind_int(row, 4, (int64_t)range->most);
	db_bind_int(row, 5, (int64_t)range->skip);
	while (can_pay && (code = db_step(reading->db, row)) == SQLITE_ROW)
		can_pay = add_body(reading, row);
	db_leave(row);
	if (!can_pay)
		return STORE_COSTLY;
	return code == SQLITE_DONE ? STORE_OK : STORE_FAILED;
}

static enum store_result
list_events(struct reading *reading, const struct store_event_range *range,
    size_t *total)
{
	enum store_result result = store_sqlite_find_task(
	    reading->db, range->company, range->task, &reading->task);
	int64_t n = 0;

	if (result == STORE_OK)
		result = db_read(reading->db,
		    "SELECT count(*) FROM events WHERE task = ?1"
		    " AND (type = ?2 OR ?2 = 5)",
		    2, (int64_t[]){reading->task, range->type}, &n);
	*total = (size_t)n;
	return result == STORE_OK ? read_range(reading, range) : result;
}

enum store_result
store_sqlite_list_events(struct store *base, struct arena *arena,
    const struct store_event_range *range, size_t *n, const char ***bodies,
    size_t *total)
{
	struct store_sqlite *store = sqlite_of(base);
	struct reading reading = {
	    .db = db_borrow_for_long(&store->pool), .arena = arena};
	enum store_result result = STORE_FAILED;

	if (reading.db == NULL)
		return STORE_UNAVAILABLE;
	budget_begin(arena_budget(arena), BUDGET_GO_ON);
	if (db_run(reading.db, "BEGIN")) {
		result = list_events(&reading, range, total);
		db_run(reading.db, "COMMIT");
	}
	budget_end(arena_budget(arena));
	db_give_back(&store->pool, reading.db);
	*n = reading.n;
	*bodies = reading.bodies;
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
	       budget_pay(budget, EVENT_NS) &&
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

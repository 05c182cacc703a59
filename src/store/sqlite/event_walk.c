#include <sqlite3.h>

#include "base/arena.h"
#include "store/sqlite/records.h"
#include "store/sqlite/verbs.h"

#define COLUMNS "number, type, metric, variant, iteration, time, value, body"

/* A step of a walk. */
struct step {
	struct arena *arena;
	const char *task; /* id */
	int64_t task_number;
	struct store_event_walk *walk;
	size_t n;
	size_t room;
	struct event *events;
	size_t n_bytes; /* of their bodies */
};

/* The plus keeps SQLite from walking through all events of the task. */
static sqlite3_stmt *
prepare_step(struct db *db, const struct step *step)
{
	const struct store_event_walk *walk = step->walk;
	sqlite3_stmt *row;

	if (walk->by_arrival)
		row = db_prepare(db,
		    "SELECT " COLUMNS " FROM events WHERE number > ?2"
		    " AND +task = ?1 ORDER BY number");
	else
		row = db_prepare(db,
		    "SELECT " COLUMNS " FROM events WHERE task = ?1"
		    " AND number <= ?2 AND (type, time, number) > (?3, ?4, ?5)"
		    " ORDER BY type, time, number");
	if (row == NULL)
		return NULL;
	db_bind_int(row, 1, step->task_number);
	db_bind_int(row, 2, walk->last);
	if (!walk->by_arrival) {
		db_bind_int(row, 3, walk->type);
		db_bind_int(row, 4, walk->time);
		db_bind_int(row, 5, walk->number);
	}
	return row;
}

static void
take(struct step *step, sqlite3_stmt *row)
{
	struct event *event;

	step->events = arena_grow(step->arena, step->events, step->n,
	    &step->room, sizeof(*step->events));
	event = &step->events[step->n++];
	*event =
	    (struct event){.type = (enum event_type)sqlite3_column_int(row, 1),
		.task = step->task,
		.metric = db_column(step->arena, row, 2),
		.variant = db_column(step->arena, row, 3),
		.iteration = sqlite3_column_int64(row, 4),
		.time = sqlite3_column_int64(row, 5),
		.has_value = sqlite3_column_type(row, 6) != SQLITE_NULL,
		.value = sqlite3_column_double(row, 6),
		.body = db_column(step->arena, row, 7)};
	step->n_bytes += (size_t)sqlite3_column_bytes(row, 7);
	step->walk->type = event->type;
	step->walk->time = event->time;
	step->walk->number = sqlite3_column_int64(row, 0);
}

static enum store_result
read_step(struct db *db, struct step *step)
{
	struct store_event_walk *walk = step->walk;
	sqlite3_stmt *row = prepare_step(db, step);
	int code = SQLITE_ROW;

	if (row == NULL)
		return STORE_FAILED;
	while (step->n < STORE_WALK_EVENTS &&
	       step->n_bytes < STORE_WALK_BYTES &&
	       (code = db_step(db, row)) == SQLITE_ROW)
		take(step, row);
	db_leave(row);
	if (code == SQLITE_ROW) {
		if (walk->by_arrival)
			walk->last = walk->number;
		return STORE_OK;
	}
	if (code != SQLITE_DONE)
		return STORE_FAILED;
	return walk->by_arrival ? store_sqlite_last_event(db, &walk->last)
				: STORE_OK;
}

static enum store_result
walk_events(struct db *db, const char *company, struct step *step)
{
	struct store_event_walk *walk = step->walk;
	enum store_result result =
	    store_sqlite_find_task(db, company, step->task, &step->task_number);

	if (result == STORE_OK && !walk->has_begun) {
		result = store_sqlite_last_event(db, &walk->last);
		walk->has_begun = true;
		walk->time = INT64_MIN;
	}
	return result == STORE_OK ? read_step(db, step) : result;
}

enum store_result
store_sqlite_walk_events(struct store *base, struct arena *arena,
    const char *company, const char *task, struct store_event_walk *walk,
    size_t *n, struct event **events)
{
	struct store_sqlite *store = sqlite_of(base);
	struct db *db = db_borrow_for_long(&store->pool);
	struct step step = {.arena = arena, .task = task, .walk = walk};
	enum store_result result = STORE_FAILED;

	*n = 0;
	if (db == NULL)
		return STORE_UNAVAILABLE;
	if (db_run(db, "BEGIN")) {
		result = walk_events(db, company, &step);
		db_run(db, "COMMIT");
	}
	db_give_back(&store->pool, db);
	*n = step.n;
	*events = step.events;
	return result;
}

#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "store/sqlite/event_reads.h"
#include "store/sqlite/packs.h"
#include "store/sqlite/records.h"
#include "store/sqlite/verbs.h"

/* A step of a walk. */
struct step {
	const char *task; /* id */
	int64_t task_number;
	struct store_event_walk *walk;
	struct store_sqlite_lines lines;
};

/* Read on in the order of types and times. */
static enum store_result
read_step(struct db *db, struct step *step)
{
	struct store_event_walk *walk = step->walk;
	struct store_sqlite_stretch stretch = {.task = step->task,
	    .task_number = step->task_number,
	    .begin = walk->place,
	    .last = walk->last,
	    .most = STORE_WALK_EVENTS,
	    .most_bytes = STORE_WALK_BYTES};
	enum store_result result = STORE_OK;

	while (walk->type < EVENT_TYPES && result == STORE_OK) {
		stretch.type = walk->type;
		result = store_sqlite_read_stretch(db, &stretch, &step->lines);
		if (step->lines.n > 0)
			break;
		walk->type++;
		stretch.begin = store_event_place_first(false);
	}
	return result;
}

/*
 * Read the rows that have arrived since.  The plus keeps SQLite from walking
 * through all events of the task.
 */
static enum store_result
read_arrived(struct db *db, struct step *step)
{
	struct store_event_walk *walk = step->walk;
	struct store_sqlite_lines *lines = &step->lines;
	enum store_result result = STORE_OK;
	size_t n, n_bytes = 0;
	int code = SQLITE_ROW;
	sqlite3_stmt *row = db_prepare(db,
	    "SELECT " STORE_SQLITE_EVENT_COLUMNS
	    " FROM events WHERE number > ? AND +task = ? ORDER BY number");

	if (row == NULL)
		return STORE_FAILED;
	db_bind_int(row, 1, walk->last);
	db_bind_int(row, 2, step->task_number);
	while (result == STORE_OK && lines->n < STORE_WALK_EVENTS &&
	       n_bytes < STORE_WALK_BYTES &&
	       (code = db_step(db, row)) == SQLITE_ROW) {
		n = lines->n;
		result = store_sqlite_unpack(row, step->task, lines);
		for (; n < lines->n; n++)
			n_bytes += strlen(lines->lines[n].event.body);
	}
	db_leave(row);
	if (result != STORE_OK)
		return result;
	if (code == SQLITE_DONE)
		return store_sqlite_last_event(db, &walk->last);
	if (code != SQLITE_ROW)
		return STORE_FAILED;
	walk->last = lines->lines[lines->n - 1].place.number;
	return STORE_OK;
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
		walk->place = store_event_place_first(false);
	}
	if (result != STORE_OK)
		return result;
	return walk->by_arrival ? read_arrived(db, step) : read_step(db, step);
}

/* Note where the walk is, and give out what it has read. */
static void
note(struct step *step, struct event *events)
{
	struct store_event_walk *walk = step->walk;
	const struct store_sqlite_line *line = step->lines.lines;
	size_t i;

	for (i = 0; i < step->lines.n; i++, line++) {
		events[i] = line->event;
		walk->type = line->event.type;
		walk->place = line->place;
	}
}

enum store_result
store_sqlite_walk_events(struct store *base, struct arena *arena,
    const char *company, const char *task, struct store_event_walk *walk,
    size_t *n, struct event **events)
{
	struct store_sqlite *store = sqlite_of(base);
	struct db *db = db_borrow_for_long(&store->pool);
	struct step step = {
	    .task = task, .walk = walk, .lines = {.arena = arena}};
	enum store_result result = STORE_FAILED;

	*n = 0;
	if (db == NULL)
		return STORE_UNAVAILABLE;
	if (db_run(db, "BEGIN")) {
		result = walk_events(db, company, &step);
		db_run(db, "COMMIT");
	}
	db_give_back(&store->pool, db);
	*n = step.lines.n;
	*events = arena_alloc_n(arena, *n, sizeof(**events));
	note(&step, *events);
	return result;
}

#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/budget.h"
#include "store/sqlite/db.h"
#include "store/sqlite/event_reads.h"

#define ROW_NS 300 /* to pass a row by */

/* Events that are being read. */
struct reading {
	struct db *db;
	const struct store_sqlite_stretch *stretch;
	struct store_sqlite_lines *lines;
	size_t n_bytes;
	int64_t first; /* least time of what was read */
	bool is_full;  /* there is enough, and what lies up to this time or, */
	int64_t bound; /* backwards, from it on will be complete */
};

/* -1, 0 or 1. */
static int
compare_numbers(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int
compare_places(
    const struct store_event_place *a, const struct store_event_place *b)
{
	int order = compare_numbers(a->time, b->time);

	if (order == 0)
		order = compare_numbers(a->number, b->number);
	return order == 0 ? compare_numbers(a->index, b->index) : order;
}

static int
compare(const void *a, const void *b)
{
	const struct store_sqlite_line *one = a, *other = b;

	return compare_places(&one->place, &other->place);
}

static int
compare_turned(const void *a, const void *b)
{
	return compare(b, a);
}

/* True if an event lies beyond where reading begins. */
static bool
is_wanted(const struct store_sqlite_stretch *stretch,
    const struct store_sqlite_line *line)
{
	int order = compare_places(&line->place, &stretch->begin);

	return stretch->is_earlier ? order < 0 : order > 0;
}

#define ROWS(of_type, part, order)                                             \
	"SELECT number, time, coalesce(first_time, time) FROM events"          \
	" WHERE task = ?1 AND type = " of_type " AND time " part " ?3 " order
#define ALL " UNION ALL "
#define ROWS_OF_ALL(part, order)                                               \
	ROWS("0", part, "")                                                    \
	ALL ROWS("1", part, "") ALL ROWS("2", part, "")                        \
	    ALL ROWS("3", part, "") ALL ROWS("4", part, order)

static sqlite3_stmt *
prepare_rows(struct db *db, const struct store_sqlite_stretch *stretch)
{
	int64_t time = stretch->begin.time;
	sqlite3_stmt *row;

	if (stretch->type == EVENT_TYPES)
		row = stretch->is_earlier
			  ? db_prepare(db, ROWS_OF_ALL("<=", "ORDER BY 2 DESC"))
			  : db_prepare(db, ROWS_OF_ALL(">=", "ORDER BY 2"));
	else
		row = stretch->is_earlier
			  ? db_prepare(db, ROWS("?2", "<=", "ORDER BY 2 DESC"))
			  : db_prepare(db, ROWS("?2", ">=", "ORDER BY 2"));
	if (row == NULL)
		return NULL;
	if (stretch->is_earlier)
		time += STORE_SQLITE_PACK_SPAN;
	db_bind_int(row, 1, stretch->task_number);
	if (stretch->type != EVENT_TYPES)
		db_bind_int(row, 2, stretch->type);
	db_bind_int(row, 3, time);
	return row;
}

/* Drop those that are not wanted, from an index on. */
static void
sift(struct reading *reading, size_t from)
{
	struct store_sqlite_lines *lines = reading->lines;
	const struct store_sqlite_stretch *stretch = reading->stretch;
	size_t i, n = from;

	for (i = from; i < lines->n; i++) {
		if (!is_wanted(stretch, &lines->lines[i]))
			continue;
		if (lines->lines[i].event.time < reading->first)
			reading->first = lines->lines[i].event.time;
		reading->n_bytes += strlen(lines->lines[i].event.body);
		lines->lines[n++] = lines->lines[i];
	}
	lines->n = n;
}

/* Read a row, whose last event has this time. */
static enum store_result
read_row(struct reading *reading, int64_t number, int64_t last)
{
	const struct store_sqlite_stretch *stretch = reading->stretch;
	struct store_sqlite_lines *lines = reading->lines;
	size_t n = lines->n;
	enum store_result result;
	sqlite3_stmt *row =
	    db_prepare(reading->db, "SELECT " STORE_SQLITE_EVENT_COLUMNS
				    " FROM events WHERE number = ?");

	if (row == NULL)
		return STORE_FAILED;
	db_bind_int(row, 1, number);
	result = db_found(db_step(reading->db, row));
	if (result == STORE_OK)
		result = store_sqlite_unpack(row, stretch->task, lines);
	db_leave(row);
	if (result != STORE_OK)
		return result;
	sift(reading, n);
	if (!reading->is_full && (lines->n >= stretch->most ||
				     reading->n_bytes >= stretch->most_bytes)) {
		reading->is_full = true;
		reading->bound = stretch->is_earlier ? reading->first : last;
	}
	return STORE_OK;
}

/* True if neither this row nor a later one can hold what is wanted. */
static bool
is_over(const struct reading *reading, int64_t last)
{
	if (!reading->is_full)
		return reading->stretch->most == 0;
	return reading->stretch->is_earlier
		   ? last < reading->bound
		   : last > reading->bound + STORE_SQLITE_PACK_SPAN;
}

/* True if the row itself holds nothing that is wanted. */
static bool
is_passed_by(const struct reading *reading, int64_t number, int64_t first)
{
	const struct store_sqlite_stretch *stretch = reading->stretch;

	return number > stretch->last ||
	       (stretch->is_earlier
		       ? first > stretch->begin.time
		       : reading->is_full && first > reading->bound);
}

static enum store_result
read_rows(struct reading *reading, sqlite3_stmt *row)
{
	struct budget *budget = arena_budget(reading->lines->arena);
	enum store_result result = STORE_OK;
	int64_t number, last;
	int code = SQLITE_DONE;

	while (result == STORE_OK &&
	       (code = db_step(reading->db, row)) == SQLITE_ROW) {
		number = sqlite3_column_int64(row, 0);
		last = sqlite3_column_int64(row, 1);
		if (is_over(reading, last))
			return STORE_OK;
		if (!budget_pay(budget, ROW_NS))
			return STORE_COSTLY;
		if (!is_passed_by(
			reading, number, sqlite3_column_int64(row, 2)))
			result = read_row(reading, number, last);
	}
	if (result != STORE_OK)
		return result;
	return code == SQLITE_DONE ? STORE_OK : STORE_FAILED;
}

/* True if what lies before an event may not be complete. */
static bool
is_doubtful(const struct reading *reading, const struct store_sqlite_line *line)
{
	return reading->is_full && (reading->stretch->is_earlier
					   ? line->event.time < reading->bound
					   : line->event.time > reading->bound);
}

/* Put what was read in order, and leave only what is complete. */
static void
arrange(struct reading *reading)
{
	struct store_sqlite_lines *lines = reading->lines;
	const struct store_sqlite_stretch *stretch = reading->stretch;

	if (lines->n > 1)
		qsort(lines->lines, lines->n, sizeof(*lines->lines),
		    stretch->is_earlier ? compare_turned : compare);
	if (lines->n > stretch->most)
		lines->n = stretch->most;
	while (
	    lines->n > 0 && is_doubtful(reading, &lines->lines[lines->n - 1]))
		lines->n--;
}

enum store_result
store_sqlite_read_stretch(struct db *db,
    const struct store_sqlite_stretch *stretch,
    struct store_sqlite_lines *lines)
{
	struct reading reading = {
	    .db = db, .stretch = stretch, .lines = lines, .first = INT64_MAX};
	sqlite3_stmt *row = prepare_rows(db, stretch);
	enum store_result result;

	if (row == NULL)
		return STORE_FAILED;
	result = read_rows(&reading, row);
	db_leave(row);
	arrange(&reading);
	return result;
}

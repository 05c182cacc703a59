#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/budget.h"
#include "base/compression.h"
#include "base/log.h"
#include "store/sqlite/db.h"
#include "store/sqlite/packs.h"
#include "store/sqlite/records.h"

#define ROOM 131072 /* bytes of a pack */
#define OVERHEAD 22 /* bytes of a line besides its text, at most */
#define LONG 512    /* bytes of a text that is compressed */
#define LONGEST ((size_t)1 << 26) /* bytes of a body; more is damage */
#define EVENT_NS 1000             /* to read an event */

struct store_sqlite_packer {
	struct compressor *compressor;
	char text[ROOM];
};

struct store_sqlite_packer *
store_sqlite_packer_new(void)
{
	struct store_sqlite_packer *packer =
	    arena_must(malloc(sizeof(*packer)));

	packer->compressor = compression_new();
	return packer;
}

void
store_sqlite_packer_free(struct store_sqlite_packer *packer)
{
	if (packer == NULL)
		return;
	compression_free(packer->compressor);
	free(packer);
}

/* Delete the event whose place another one takes. */
static enum store_result
make_place(struct store_sqlite_packing *packing, const struct event *event)
{
	sqlite3_stmt *row = db_prepare(packing->db,
	    "DELETE FROM events WHERE task = ? AND type = ? AND metric = ?"
	    " AND variant = ? AND iteration = ? AND type != 0 RETURNING size");
	int code;

	if (row == NULL)
		return STORE_FAILED;
	db_bind_int(row, 1, packing->task);
	db_bind_int(row, 2, event->type);
	db_bind_text(row, 3, event->metric);
	db_bind_text(row, 4, event->variant);
	db_bind_int(row, 5, event->iteration);
	while ((code = db_step(packing->db, row)) == SQLITE_ROW)
		packing->growth -= sqlite3_column_int64(row, 0);
	db_leave(row);
	return db_written(code);
}

/* Bind a body, compressed if that makes it shorter; returns its length. */
static size_t
bind_body(sqlite3_stmt *into, int column, struct compressor *compressor,
    const char *text, size_t n)
{
	const char *data;
	size_t length =
	    n < LONG ? 0 : compression_run(compressor, text, n, &data);

	if (length > 0)
		sqlite3_bind_blob64(into, column, data, length, SQLITE_STATIC);
	else
		sqlite3_bind_text64(
		    into, column, text, n, SQLITE_STATIC, SQLITE_UTF8);
	return length > 0 ? length : n;
}

/* Insert a row of n events, of which this is the first. */
static enum store_result
insert(struct store_sqlite_packing *packing, const struct event *event,
    size_t n, const char *text, size_t n_bytes)
{
	sqlite3_stmt *into = db_prepare(packing->db,
	    "INSERT INTO events (task, type, metric, variant, iteration, time,"
	    " value, added, size, body, n, first_time)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
	size_t size = STORE_SQLITE_EVENT_SIZE + strlen(event->metric) +
		      strlen(event->variant);

	if (into == NULL)
		return STORE_FAILED;
	size += bind_body(into, 10, packing->packer->compressor, text, n_bytes);
	db_bind_int(into, 1, packing->task);
	db_bind_int(into, 2, event->type);
	db_bind_text(into, 3, event->metric);
	db_bind_text(into, 4, event->variant);
	db_bind_int(into, 5, event->iteration);
	db_bind_int(into, 6, n > 1 ? packing->last_time : event->time);
	if (event->has_value)
		sqlite3_bind_double(into, 7, event->value);
	db_bind_int(into, 8, packing->now);
	db_bind_int(into, 9, (int64_t)size);
	db_bind_int(into, 11, (int64_t)n);
	if (n > 1)
		db_bind_int(into, 12, packing->first_time);
	packing->growth += (int64_t)size;
	return db_finish(packing->db, into);
}

/* Insert the lines that wait. */
static enum store_result
flush(struct store_sqlite_packing *packing)
{
	const struct event *first = packing->first;
	size_t n = packing->n, n_bytes = packing->n_bytes;

	packing->n = packing->n_bytes = 0;
	if (n == 0)
		return STORE_OK;
	return n == 1
		   ? insert(packing, first, 1, first->body, strlen(first->body))
		   : insert(packing, first, n, packing->packer->text, n_bytes);
}

/* Have a time lie between the first and the last. */
static void
widen(int64_t time, int64_t *first, int64_t *last)
{
	if (time < *first)
		*first = time;
	if (time > *last)
		*last = time;
}

/* True if a line of so many bytes goes with those that wait. */
static bool
goes_along(const struct store_sqlite_packing *packing,
    const struct event *event, size_t n_bytes)
{
	int64_t first = packing->first_time, last = packing->last_time;

	widen(event->time, &first, &last);
	return packing->n > 0 && packing->n < STORE_SQLITE_PACK_MOST &&
	       packing->n_bytes + n_bytes + OVERHEAD <= ROOM &&
	       last - first <= STORE_SQLITE_PACK_SPAN;
}

/* Have a line wait, after those that do already. */
static void
append(struct store_sqlite_packing *packing, const struct event *event,
    size_t n_bytes)
{
	struct buf buf;

	buf_init(&buf, packing->packer->text + packing->n_bytes,
	    ROOM - packing->n_bytes, NULL, NULL);
	buf_put_integer(&buf, event->time);
	buf_append(&buf, "\t", 1);
	buf_append(&buf, event->body, n_bytes);
	buf_append(&buf, "\n", 1);
	packing->n_bytes += buf.len;
	if (packing->n++ == 0) {
		packing->first = event;
		packing->first_time = packing->last_time = event->time;
	}
	widen(event->time, &packing->first_time, &packing->last_time);
}

/* True if an event is nothing but a line and a time, as log lines are. */
static bool
is_line(const struct event *event, size_t n_bytes)
{
	return event->type == EVENT_LOG && *event->metric == '\0' &&
	       *event->variant == '\0' && event->iteration == 0 &&
	       !event->has_value && n_bytes + OVERHEAD <= ROOM &&
	       memchr(event->body, '\n', n_bytes) == NULL;
}

enum store_result
store_sqlite_pack(
    struct store_sqlite_packing *packing, const struct event *event)
{
	size_t n_bytes = strlen(event->body);
	bool waits = is_line(event, n_bytes);
	enum store_result result = STORE_OK;

	if (event->type != EVENT_LOG)
		result = make_place(packing, event);
	else if (!waits || !goes_along(packing, event, n_bytes))
		result = flush(packing);
	if (result != STORE_OK)
		return result;
	if (!waits)
		return insert(packing, event, 1, event->body, n_bytes);
	append(packing, event, n_bytes);
	return STORE_OK;
}

enum store_result
store_sqlite_pack_end(struct store_sqlite_packing *packing)
{
	enum store_result result = flush(packing);
	int64_t growth = packing->growth;

	packing->growth = 0;
	return result == STORE_OK && growth != 0
		   ? store_sqlite_count_events(
			 packing->db, packing->task, growth)
		   : result;
}

/* Read the body in a column; NULL with *result set if it can't be. */
static char *
read_body(sqlite3_stmt *row, int column, struct arena *arena,
    enum store_result *result)
{
	const void *data = sqlite3_column_blob(row, column);
	size_t n = (size_t)sqlite3_column_bytes(row, column), length = n;
	bool is_text = sqlite3_column_type(row, column) == SQLITE_TEXT;

	*result = STORE_FAILED;
	if (!is_text && !compression_length(data, n, LONGEST, &length))
		return NULL;
	if (!budget_answer(arena_budget(arena), length)) {
		*result = STORE_COSTLY;
		return NULL;
	}
	return is_text ? arena_strndup(arena, data, n)
		       : compression_undo(arena, data, n, length);
}

/* Take the next line of a pack; false: there is none. */
static bool
take_line(char **at, int64_t *time, const char **body)
{
	char *text, *end = strchr(*at, '\n');

	*time = strtoll(*at, &text, 10);
	if (end == NULL || text == *at || *text != '\t')
		return false;
	*end = '\0';
	*body = text + 1;
	*at = end + 1;
	return true;
}

/* Add events as this one; of n, those in the text of a pack. */
static bool
add_lines(struct store_sqlite_lines *lines,
    const struct store_sqlite_line *first, int64_t n, char *text)
{
	struct store_sqlite_line line = *first;

	for (; line.place.index < n; line.place.index++) {
		if (n > 1 &&
		    !take_line(&text, &line.event.time, &line.event.body))
			return false;
		line.place.time = line.event.time;
		lines->lines = arena_grow(lines->arena, lines->lines, lines->n,
		    &lines->room, sizeof(*lines->lines));
		lines->lines[lines->n++] = line;
	}
	return true;
}

enum store_result
store_sqlite_unpack(struct sqlite3_stmt *row, const char *task,
    struct store_sqlite_lines *lines)
{
	struct arena *arena = lines->arena;
	struct budget *budget = arena_budget(arena);
	struct store_sqlite_line line = {
	    .place.number = sqlite3_column_int64(row, 0),
	    .event = {.type = (enum event_type)sqlite3_column_int(row, 1),
		.task = task,
		.metric = db_column(arena, row, 2),
		.variant = db_column(arena, row, 3),
		.iteration = sqlite3_column_int64(row, 4),
		.time = sqlite3_column_int64(row, 5),
		.has_value = sqlite3_column_type(row, 6) != SQLITE_NULL,
		.value = sqlite3_column_double(row, 6)}};
	int64_t n = sqlite3_column_int64(row, 7);
	enum store_result result;
	char *body = read_body(row, 8, arena, &result);

	if (result == STORE_COSTLY)
		return result;
	line.event.body = body;
	if (body == NULL || n < 1 || n > STORE_SQLITE_PACK_MOST ||
	    !add_lines(lines, &line, n, body)) {
		log_error("event %" PRId64 " is damaged", line.place.number);
		return STORE_FAILED;
	}
	return budget_hold(budget, (size_t)n * sizeof(line)) &&
		       budget_pay(budget, (size_t)n * EVENT_NS)
		   ? STORE_OK
		   : STORE_COSTLY;
}

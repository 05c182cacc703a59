#ifndef STORE_SQLITE_PACKS_H
#define STORE_SQLITE_PACKS_H

/*
 * Rows of events.
 *
 * A row holds an event, or a pack: log lines that came together and whose times
 * are close.  It stands at the time of its last line.  Its body is the text of
 * the event or, of a pack, a line for each in the order in which they came: its
 * time, a tab, and its text.  Long bodies are compressed, if that makes them
 * shorter; they are blobs then.
 */

#include <stddef.h>
#include <stdint.h>

#include "store/events.h"
#include "store/store.h"

struct arena;
struct db;
struct sqlite3_stmt;
struct store_sqlite_packer;

#define STORE_SQLITE_PACK_SPAN 60000 /* ms from its first time to its last */
#define STORE_SQLITE_PACK_MOST 1000  /* lines */

/* What a row takes besides its texts, with its part of the indexes; the layout
 * has the same number. */
#define STORE_SQLITE_EVENT_SIZE 100 /* bytes */

/* The memory in which packs are made, for the connection that writes. */
struct store_sqlite_packer *store_sqlite_packer_new(void);
void store_sqlite_packer_free(struct store_sqlite_packer *packer);

/* Events of a task that are being inserted. */
struct store_sqlite_packing {
	struct db *db;
	struct store_sqlite_packer *packer;
	int64_t task; /* number; 0: there is none */
	int64_t now;  /* ms since 1970 */
	int64_t growth;
	/* the lines that wait for the next one: */
	size_t n;
	const struct event *first;
	int64_t first_time;
	int64_t last_time;
	size_t n_bytes; /* of the pack */
};

/*
 * Insert an event of a task, in the place of the one that it replaces; a log
 * line may wait, and must live, until the end.
 */
enum store_result store_sqlite_pack(
    struct store_sqlite_packing *packing, const struct event *event);

/* Insert what waits, and count what the task's events have grown by. */
enum store_result store_sqlite_pack_end(struct store_sqlite_packing *packing);

/* The columns of a row, and how to read an event from it. */
#define STORE_SQLITE_EVENT_COLUMNS                                             \
	"number, type, metric, variant, iteration, time, value, n, body"

/* An event, and its place: the number of its row, and its index there. */
struct store_sqlite_line {
	struct event event;
	struct store_event_place place;
};

/* Lines in an arena. */
struct store_sqlite_lines {
	struct arena *arena;
	size_t n;
	size_t room;
	struct store_sqlite_line *lines;
};

/*
 * Add the events of the current row, which a task's id goes with, to some
 * lines.  STORE_COSTLY: they cost more than the arena's budget.  STORE_FAILED:
 * the row is damaged, which is logged.
 */
enum store_result store_sqlite_unpack(struct sqlite3_stmt *row,
    const char *task, struct store_sqlite_lines *lines);

#endif

#ifndef STORE_SQLITE_EVENT_READS_H
#define STORE_SQLITE_EVENT_READS_H

/* Reading the events of a task in the order of their places. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/event.h"
#include "store/sqlite/packs.h"
#include "store/store.h"

struct db;

/* Where events are to be read. */
struct store_sqlite_stretch {
	const char *task; /* id */
	int64_t task_number;
	enum event_type type;           /* EVENT_TYPES: any */
	bool is_earlier;                /* backwards */
	struct store_event_place begin; /* behind it; backwards, before it */
	int64_t last;                   /* greatest number of a row to read */
	size_t most; /* events, and bytes of their texts: the event that */
	size_t most_bytes; /* exceeds them ends the stretch */
};

/* Read events, into lines that are empty.  STORE_COSTLY. */
enum store_result store_sqlite_read_stretch(struct db *db,
    const struct store_sqlite_stretch *stretch,
    struct store_sqlite_lines *lines);

#endif

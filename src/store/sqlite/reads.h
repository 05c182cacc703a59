#ifndef STORE_SQLITE_READS_H
#define STORE_SQLITE_READS_H

/* Inside the SQLite store: rows of queues, and what reading them costs. */

#include "model/queue.h"
#include "store/store.h"

struct arena;
struct db;
struct sqlite3_stmt;

/* What is read, and how it is paid for. */
struct store_sqlite_reading {
	struct db *db;
	struct arena *arena;
	const char *company;
	struct queue_need need;
	bool for_answer; /* all is shown; else these are only candidates */
};

/* A queue's row. */
struct store_sqlite_row {
	int64_t number; /* of its entries */
	int64_t place;  /* orders it among queues */
	size_t n_entries;
	size_t n_bytes; /* of tags, metadata and display name */
	struct queue queue;
};

/*
 * The texts in a row's column, each ended by a NUL, in the arena.  What follows
 * the last NUL is ignored.
 */
const char **store_sqlite_column_texts(
    struct arena *arena, struct sqlite3_stmt *row, int column, size_t *n);

/* Read the row of a queue, by its id or its number, without its entries. */
enum store_result store_sqlite_row_find(const struct store_sqlite_reading *,
    const char *id, struct store_sqlite_row *row);
enum store_result store_sqlite_row_read(const struct store_sqlite_reading *,
    int64_t number, struct store_sqlite_row *row);

/*
 * Pay for a row, and read the entries that are needed; in the transaction in
 * which the row was read.  STORE_COSTLY: the budget is used up.
 */
enum store_result store_sqlite_row_complete(
    const struct store_sqlite_reading *, struct store_sqlite_row *row);

#endif

#ifndef STORE_SQLITE_DB_H
#define STORE_SQLITE_DB_H

/*
 * SQLite for the store: connections with their prepared statements, the one way
 * to write, and the pool of readers.
 */

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/group.h"
#include "store/sqlite/place.h"
#include "store/store.h"

struct arena;
struct reserve;
struct sqlite3;
struct sqlite3_stmt;

#define DB_STATEMENTS 128
#define DB_READERS 4
#define DB_LONG_READERS 2 /* of these, for reads that may take long */
#ifndef DB_MAX_GROUP      /* script/bench builds with 1, to compare */
#define DB_MAX_GROUP 64   /* writes that share a commit */
#endif

/* A connection; one thread at a time uses it. */
struct db {
	struct sqlite3 *handle;
	/* what the last failure was: STORE_FAILED; or nothing has changed, and
	 * STORE_NO_ROOM or STORE_UNAVAILABLE */
	enum store_result failure;
	bool is_lost; /* a file is no longer where it was opened */
	struct place place;
	/* the index of the write-ahead log, in memory; NULL: not looked for */
	const volatile uint32_t *index;
	size_t n_statements;
	struct {
		const char *sql; /* a constant: compared by address */
		struct sqlite3_stmt *statement;
	} statements[DB_STATEMENTS];
};

/* What a write does to the size of the database. */
enum db_growth {
	DB_GROWS, /* it adds something, and is refused without room for it */
	DB_STAYS, /* it changes places, or takes something out */
};

/*
 * Write what the writes of a group have put off so far.  Called in its
 * transaction: before each that stands in a savepoint, and when all that are
 * kept are done.  Not STORE_OK: none of the group is kept.
 */
typedef enum store_result db_settle(struct db *db, void *context);

/*
 * Called at the end of each group of writes, in its transaction: to add what
 * belongs to those that are kept, or to forget it, and what was put off, if
 * none is.
 */
typedef void db_end_group(struct db *db, void *context, bool kept);

/* The connection that writes. */
struct db_writer {
	struct db db;
	db_settle *settle;
	db_end_group *end_group;
	void *context;           /* for both */
	struct reserve *reserve; /* room for what DB_STAYS; NULL: none */
	struct group group;      /* writes that share a commit */
};

/* What tells one state of a database from all that it has been in before. */
struct db_stamp {
	uint32_t words[12];
};

/* The connections that read. */
struct db_pool {
	struct db_reader {
		struct db db; /* first, so that one is the other */
		atomic_bool borrowed;
	} readers[DB_READERS];
	atomic_bool is_lost; /* the file, when somebody looked for it last, */
	atomic_llong looked; /* by steady_now() */
	atomic_uint n_waiting;
	pthread_mutex_t mutex; /* for those who wait */
	pthread_cond_t given_back;
};

/*
 * Open a connection to a file that exists, with a cache of so many KiB.  False
 * if it can't be opened; sqlite3_errmsg(db->handle) tells why.
 */
bool db_open(struct db *db, const char *path, int cache);

/* Open one to a file that is not to be changed; false as db_open(). */
bool db_open_to_read(struct db *db, const char *path);
void db_close(struct db *db);

/*
 * False if the database, its log or the index of that was moved, removed,
 * replaced or cut, or can't be reached any more: what is written would be gone
 * with it.  That is logged once; and what is in a log that is gone is put into
 * the database, if it can be.
 */
bool db_is_in_place(struct db *db);

/* Empty the write-ahead log and give its room back, unless somebody reads. */
void db_empty_log(struct db *db);

/*
 * A prepared statement for a constant text, ready to be bound.  NULL: failed,
 * and logged.
 */
struct sqlite3_stmt *db_prepare(struct db *db, const char *sql);

/* Bind the n-th parameter, from 1; the text must outlive the statement's use.
 */
void db_bind_text(struct sqlite3_stmt *statement, int n, const char *text);
void db_bind_int(struct sqlite3_stmt *statement, int n, int64_t number);

/*
 * Go to the next row: SQLITE_ROW, SQLITE_DONE, SQLITE_CONSTRAINT, or another
 * code, which is logged.
 */
int db_step(struct db *db, struct sqlite3_stmt *statement);

/* What a step means: a row was found, STORE_NOT_FOUND, or it failed. */
enum store_result db_found(int code);

/* What the end of a write means: done, STORE_DUPLICATE, or it failed. */
enum store_result db_written(int code);

/* Leave a statement; the last thing to be done with it. */
void db_leave(struct sqlite3_stmt *statement);

/*
 * Read the first column of a query's first row, a number; so are the query's
 * parameters.  STORE_NOT_FOUND: it has no row.
 */
enum store_result db_read(struct db *db, const char *sql, size_t n,
    const int64_t *numbers, int64_t *number);

/* Run a statement that writes; its parameters are numbers. */
enum store_result db_change(
    struct db *db, const char *sql, size_t n, const int64_t *numbers);

/* Run a statement of no parameters to its end; false if it failed. */
bool db_run(struct db *db, const char *sql);

/* True if a query of no parameters has a row. */
bool db_has(struct db *db, const char *sql);

/* A column of the current row as text in the arena ("" for NULL). */
const char *db_column(
    struct arena *arena, struct sqlite3_stmt *statement, int n);

/*
 * Part of a write: what it returns decides whether it is kept (STORE_OK).  It
 * is called once more if what it did was undone for another's sake.
 */
typedef enum store_result db_write(struct db *db, void *arguments);

/*
 * Write: alone, or in one transaction with what other threads submit in the
 * meantime, of which each is kept or undone for itself.  Returns once it is on
 * disk, or has failed, or was refused.
 */
enum store_result db_submit(struct db_writer *writer, enum db_growth growth,
    db_write *write, void *arguments);

/*
 * Open the connection that writes; false as db_open().  The reserve is the
 * writer's from then on; NULL: none.
 */
bool db_writer_open(struct db_writer *writer, const char *path,
    struct reserve *reserve, db_settle *settle, db_end_group *end_group,
    void *context);
void db_writer_close(struct db_writer *writer);

/* Open the connections that read; false if one can't be opened. */
bool db_pool_open(struct db_pool *pool, const char *path);
void db_pool_close(struct db_pool *pool);

/*
 * Borrow a reader, waiting for a second at most until one is free; and give it
 * back.  NULL: none was, or the file is no longer there, which is looked for
 * ten times a second.  What may take long has half of the readers, so that it
 * never holds up the rest.
 */
struct db *db_borrow(struct db_pool *pool);
struct db *db_borrow_for_long(struct db_pool *pool);
void db_give_back(struct db_pool *pool, struct db *db);

/* Which of the readers this is: 0 to DB_READERS - 1. */
size_t db_number(const struct db_pool *pool, const struct db *db);

/*
 * See what state the database is in, without a lock: as long as the stamp is
 * the same, nobody has committed anything, in any process.  Only a reader of a
 * pool can tell; false: not even it, at this moment.
 */
bool db_stamp(const struct db *db, struct db_stamp *stamp);

#endif

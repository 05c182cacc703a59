#ifndef STORE_SQLITE_DB_H
#define STORE_SQLITE_DB_H

/*
 * SQLite for the store: connections with their prepared statements, the writer
 * that all writes go through, and the pool of readers.
 */

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/group.h"
#include "base/metric.h"
#include "store/sqlite/place.h"
#include "store/store.h"

struct arena;
struct reserve;
struct sqlite3;
struct sqlite3_stmt;

#define DB_STATEMENTS 256
#define DB_READERS 4
#define DB_LONG_READERS 2 /* of these, that slow reads may use */
#ifndef DB_MAX_GROUP      /* script/bench builds with 1, to compare */
#define DB_MAX_GROUP 64   /* writes that share a commit */
#endif

/* A connection, used by one thread at a time. */
struct db {
	struct sqlite3 *handle;
	/* the last failure: STORE_NO_ROOM or STORE_UNAVAILABLE if nothing has
	 * changed for sure, else STORE_FAILED */
	enum store_result failure;
	bool is_lost; /* a file is no longer where it was opened */
	struct place place;
	/* the index of the write-ahead log, mapped; NULL: not mapped */
	const volatile uint32_t *index;
	size_t n_statements;
	struct {
		const char *sql; /* a constant: compared by address */
		struct sqlite3_stmt *statement;
	} statements[DB_STATEMENTS];
};

/* How a write changes the size of the database. */
enum db_growth {
	DB_GROWS, /* it adds something: refused if the disk is full */
	DB_STAYS, /* it moves or removes something */
};

/*
 * Write what the writes of a group have deferred so far.  Called in the group's
 * transaction: before each savepoint, and after the last write.  Not STORE_OK:
 * the whole group is undone.
 */
typedef enum store_result db_settle(struct db *db, void *context);

/*
 * Called at the end of each group of writes, in its transaction.  kept: write
 * what goes with the group; else drop that, and what the group has deferred.
 */
typedef void db_end_group(struct db *db, void *context, bool kept);

/* The connection that writes. */
struct db_writer {
	struct db db;
	db_settle *settle;
	db_end_group *end_group;
	void *context;           /* for both */
	struct reserve *reserve; /* room on disk for DB_STAYS; NULL: none */
	struct group group;      /* writes that share a commit */
	struct metric_histogram commits; /* how long they take */
	_Atomic uint64_t n_writes;       /* that were committed */
};

/* Identifies a state of a database: each commit changes it. */
struct db_stamp {
	uint32_t words[12];
};

/* The connections that read. */
struct db_pool {
	struct db_reader {
		struct db db; /* first: a pointer to it is cast back */
		atomic_bool borrowed;
	} readers[DB_READERS];
	atomic_bool is_lost; /* as found by the last look at the files, */
	atomic_llong looked; /* at this steady_now() */
	atomic_uint n_waiting;
	pthread_mutex_t mutex; /* for threads that wait */
	pthread_cond_t given_back;
};

/*
 * Open a connection to a file that exists, with a cache of so many KiB.  False:
 * it failed, and sqlite3_errmsg(db->handle) says why.
 */
bool db_open(struct db *db, const char *path, int cache);

/* The same, read-only. */
bool db_open_to_read(struct db *db, const char *path);

/* Close a connection, also after a failure to open it. */
void db_close(struct db *db);

/*
 * False if the database, its log or the log's index was moved, removed,
 * replaced or truncated, or is out of reach: what is written now would be lost
 * with it.  This is logged once, and the contents of a lost log are saved in
 * the database if possible.
 */
bool db_is_in_place(struct db *db);

/* Empty the write-ahead log and free its room on disk, unless it is in use. */
void db_empty_log(struct db *db);

/* Have the write-ahead log begin anew after 100 pages instead of 1,000, so that
 * it takes little room on disk; for the connection that writes. */
void db_keep_log_short(struct db *db, bool is_short);

/*
 * A prepared statement, ready to be bound; sql is a constant that outlives the
 * connection.  NULL: it failed, which is logged.
 */
struct sqlite3_stmt *db_prepare(struct db *db, const char *sql);

/* Bind parameter n, from 1; the text must outlive the use of the statement. */
void db_bind_text(struct sqlite3_stmt *statement, int n, const char *text);
void db_bind_int(struct sqlite3_stmt *statement, int n, int64_t number);

/*
 * Go to the next row: SQLITE_ROW, SQLITE_DONE, SQLITE_CONSTRAINT, or another
 * code, which is logged.
 */
int db_step(struct db *db, struct sqlite3_stmt *statement);

/* Translate a step's code: STORE_OK (a row), STORE_NOT_FOUND, STORE_FAILED. */
enum store_result db_found(int code);

/* Translate a write's code: STORE_OK, STORE_DUPLICATE, STORE_FAILED. */
enum store_result db_written(int code);

/* Reset a statement after use, for the next db_prepare(). */
void db_leave(struct sqlite3_stmt *statement);

/*
 * Run a query with n numbers as parameters; *number is the first column of its
 * first row.  STORE_NOT_FOUND: it has no row.
 */
enum store_result db_read(struct db *db, const char *sql, size_t n,
    const int64_t *numbers, int64_t *number);

/* Run a bound statement that writes: STORE_OK, STORE_DUPLICATE, STORE_FAILED.
 */
enum store_result db_finish(struct db *db, struct sqlite3_stmt *statement);

/* The same for SQL with n numbers as parameters. */
enum store_result db_change(
    struct db *db, const char *sql, size_t n, const int64_t *numbers);

/* Run a statement without parameters or rows; false if it failed. */
bool db_run(struct db *db, const char *sql);

/* True if a query without parameters has a row. */
bool db_has(struct db *db, const char *sql);

/* A column of the current row as text in the arena ("" for NULL). */
const char *db_column(
    struct arena *arena, struct sqlite3_stmt *statement, int n);

/*
 * A write, in an open transaction.  It is kept if it returns STORE_OK.  It is
 * called again if it was undone because of another write of its group.
 */
typedef enum store_result db_write(struct db *db, void *arguments);

/*
 * Run a write, in one transaction with those that other threads submit at the
 * same time; each is kept or undone by itself.  Returns when it is on disk, has
 * failed or was refused.
 */
enum store_result db_submit(struct db_writer *writer, enum db_growth growth,
    db_write *write, void *arguments);

/*
 * Open the connection that writes; false as db_open().  From then on only the
 * writer may use the reserve; NULL: none.
 */
bool db_writer_open(struct db_writer *writer, const char *path,
    struct reserve *reserve, db_settle *settle, db_end_group *end_group,
    void *context);
void db_writer_close(struct db_writer *writer);

/* Open the connections that read; false if one can't be opened. */
bool db_pool_open(struct db_pool *pool, const char *path);
void db_pool_close(struct db_pool *pool);

/*
 * Borrow a reader, waiting up to a second for a free one; and give it back.
 * NULL: none got free, or the database's files are not in place (checked every
 * 100 ms).  Slow reads share half of the readers, so that they never hold up
 * the others.
 */
struct db *db_borrow(struct db_pool *pool);
struct db *db_borrow_for_long(struct db_pool *pool);
void db_give_back(struct db_pool *pool, struct db *db);

/* The index of a reader in its pool: 0 to DB_READERS - 1. */
size_t db_number(const struct db_pool *pool, const struct db *db);

/*
 * Get the database's stamp, without a lock: while it stays the same, no process
 * has committed anything.  False: the index is not mapped, or is just being
 * written.
 */
bool db_stamp(const struct db *db, struct db_stamp *stamp);

#endif

#include <assert.h>
#include <errno.h>
#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/steady.h"
#include "store/sqlite/db.h"
#include "store/sqlite/place.h"

#define BUSY_TIMEOUT 5000 /* ms that another process may hold the lock */
#define LOOK_INTERVAL 100 /* ms between checks that the files are in place */
#define LONGEST_WAIT 1000 /* ms for a reader */
#define READER_CACHE 256  /* KiB */
#define PAGES_AT_ONCE 16  /* of 4 KiB, for each connection */
#define INDEX_PIECE 32768 /* bytes of a log's index, mapped at once */
#define LOG_SIZE 1000     /* pages after which a log begins anew */
#define SHORT_LOG 100

static bool
configure(struct db *db, int cache)
{
	char pragma[64];

	sqlite3_busy_timeout(db->handle, BUSY_TIMEOUT);
	sqlite3_snprintf(
	    sizeof(pragma), pragma, "PRAGMA cache_size = -%d", cache);
	return sqlite3_exec(db->handle,
		   "PRAGMA journal_mode = WAL;"
		   "PRAGMA synchronous = FULL;"
		   "PRAGMA journal_size_limit = 16777216",
		   NULL, NULL, NULL) == SQLITE_OK &&
	       sqlite3_exec(db->handle, pragma, NULL, NULL, NULL) == SQLITE_OK;
}

static void
set_up(void)
{
	/* memory statistics need a lock that all threads would share */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	/* pages that are allocated one by one fragment the heaps of all
	 * threads, which then grow for a long time */
	sqlite3_config(SQLITE_CONFIG_PAGECACHE, NULL, 0, PAGES_AT_ONCE);
}

static bool
open_file(struct db *db, const char *path, int flags)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, set_up);
	*db = (struct db){0};
	return sqlite3_open_v2(path, &db->handle, flags | SQLITE_OPEN_NOMUTEX,
		   NULL) == SQLITE_OK;
}

/* Ask SQLite where the index of the log is mapped. */
static void
find_index(struct db *db)
{
	sqlite3_file *file = NULL;
	void volatile *index = NULL;

	sqlite3_file_control(
	    db->handle, "main", SQLITE_FCNTL_FILE_POINTER, &file);
	if (file != NULL && file->pMethods != NULL &&
	    file->pMethods->iVersion >= 2 &&
	    file->pMethods->xShmMap(file, 0, INDEX_PIECE, 0, &index) ==
		SQLITE_OK)
		db->index = index;
}

bool
db_open(struct db *db, const char *path, int cache)
{
	if (!open_file(db, path, SQLITE_OPEN_READWRITE) ||
	    !configure(db, cache))
		return false;
	find_index(db);
	place_note(db);
	return true;
}

bool
db_open_to_read(struct db *db, const char *path)
{
	return open_file(db, path, SQLITE_OPEN_READONLY);
}

void
db_close(struct db *db)
{
	size_t i;

	for (i = 0; i < db->n_statements; i++)
		sqlite3_finalize(db->statements[i].statement);
	place_forget(db);
	sqlite3_close(db->handle);
	*db = (struct db){0};
}

void
db_empty_log(struct db *db)
{
	sqlite3_busy_timeout(db->handle, 0);
	sqlite3_wal_checkpoint_v2(
	    db->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	sqlite3_busy_timeout(db->handle, BUSY_TIMEOUT);
}

void
db_keep_log_short(struct db *db, bool is_short)
{
	sqlite3_wal_autocheckpoint(db->handle, is_short ? SHORT_LOG : LOG_SIZE);
}

/* The errno of a failure; sqlite3_system_errno() has none for a COMMIT. */
static int
last_errno(void)
{
	sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);

	return vfs->xGetLastError(vfs, 0, NULL);
}

/* Classify a failure, as in db->failure; cause is its errno. */
static enum store_result
failure_of(sqlite3 *handle, int cause)
{
	switch (sqlite3_errcode(handle)) {
	case SQLITE_FULL:
		return STORE_NO_ROOM;
	case SQLITE_READONLY:
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
		return STORE_UNAVAILABLE;
	case SQLITE_IOERR:
		break;
	default:
		return STORE_FAILED;
	}
	switch (sqlite3_extended_errcode(handle)) {
	case SQLITE_IOERR_SHMSIZE:
		return STORE_NO_ROOM;
	case SQLITE_IOERR_WRITE:
		if (cause == EDQUOT)
			return STORE_NO_ROOM;
		return cause == EROFS ? STORE_UNAVAILABLE : STORE_FAILED;
	default:
		return STORE_FAILED;
	}
}

static void
complain(struct db *db, const char *what)
{
	int cause = last_errno();

	db->failure = failure_of(db->handle, cause);
	if (sqlite3_errcode(db->handle) == SQLITE_IOERR)
		log_error("SQLite: %s: %s: %s", sqlite3_errmsg(db->handle),
		    strerror(cause), what);
	else
		log_error("SQLite: %s: %s", sqlite3_errmsg(db->handle), what);
}

sqlite3_stmt *
db_prepare(struct db *db, const char *sql)
{
	size_t i;

	for (i = 0; i < db->n_statements; i++) {
		if (db->statements[i].sql == sql)
			return db->statements[i].statement;
	}
	assert(i < DB_STATEMENTS);
	if (sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT,
		&db->statements[i].statement, NULL) != SQLITE_OK) {
		complain(db, sql);
		return NULL;
	}
	db->statements[i].sql = sql;
	db->n_statements++;
	return db->statements[i].statement;
}

void
db_bind_text(sqlite3_stmt *statement, int n, const char *text)
{
	sqlite3_bind_text(statement, n, text, -1, SQLITE_STATIC);
}

void
db_bind_int(sqlite3_stmt *statement, int n, int64_t number)
{
	sqlite3_bind_int64(statement, n, number);
}

int
db_step(struct db *db, sqlite3_stmt *statement)
{
	int code = sqlite3_step(statement);

	if (code != SQLITE_ROW && code != SQLITE_DONE &&
	    code != SQLITE_CONSTRAINT)
		complain(db, sqlite3_sql(statement));
	return code;
}

enum store_result
db_found(int code)
{
	if (code == SQLITE_ROW)
		return STORE_OK;
	return code == SQLITE_DONE ? STORE_NOT_FOUND : STORE_FAILED;
}

enum store_result
db_written(int code)
{
	if (code == SQLITE_DONE)
		return STORE_OK;
	return code == SQLITE_CONSTRAINT ? STORE_DUPLICATE : STORE_FAILED;
}

void
db_leave(sqlite3_stmt *statement)
{
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
}

/* A prepared statement with numbers bound to its parameters. */
static sqlite3_stmt *
prepare_with(struct db *db, const char *sql, size_t n, const int64_t *numbers)
{
	sqlite3_stmt *statement = db_prepare(db, sql);
	size_t i;

	for (i = 0; i < n && statement != NULL; i++)
		db_bind_int(statement, (int)i + 1, numbers[i]);
	return statement;
}

enum store_result
db_read(struct db *db, const char *sql, size_t n, const int64_t *numbers,
    int64_t *number)
{
	sqlite3_stmt *row = prepare_with(db, sql, n, numbers);
	enum store_result result;

	if (row == NULL)
		return STORE_FAILED;
	result = db_found(db_step(db, row));
	if (result == STORE_OK)
		*number = sqlite3_column_int64(row, 0);
	db_leave(row);
	return result;
}

enum store_result
db_finish(struct db *db, sqlite3_stmt *statement)
{
	int code = db_step(db, statement);

	db_leave(statement);
	return db_written(code);
}

enum store_result
db_change(struct db *db, const char *sql, size_t n, const int64_t *numbers)
{
	sqlite3_stmt *statement = prepare_with(db, sql, n, numbers);

	return statement == NULL ? STORE_FAILED : db_finish(db, statement);
}

/* Run a statement up to its first row or its end. */
static int
run_once(struct db *db, const char *sql)
{
	sqlite3_stmt *statement = db_prepare(db, sql);
	int code = SQLITE_ERROR;

	if (statement != NULL) {
		code = db_step(db, statement);
		db_leave(statement);
	}
	return code;
}

bool
db_run(struct db *db, const char *sql)
{
	return run_once(db, sql) == SQLITE_DONE;
}

bool
db_has(struct db *db, const char *sql)
{
	return run_once(db, sql) == SQLITE_ROW;
}

const char *
db_column(struct arena *arena, sqlite3_stmt *statement, int n)
{
	const char *text = (const char *)sqlite3_column_text(statement, n);

	return text == NULL ? "" : arena_strdup(arena, text);
}

bool
db_pool_open(struct db_pool *pool, const char *path)
{
	bool opened = true;
	size_t i;

	pthread_mutex_init(&pool->mutex, NULL);
	steady_init(&pool->given_back);
	atomic_init(&pool->is_lost, false);
	atomic_init(&pool->looked, 0);
	atomic_init(&pool->n_waiting, 0);
	for (i = 0; i < DB_READERS; i++) {
		atomic_init(&pool->readers[i].borrowed, false);
		opened =
		    db_open(&pool->readers[i].db, path, READER_CACHE) && opened;
	}
	return opened;
}

void
db_pool_close(struct db_pool *pool)
{
	size_t i;

	for (i = 0; i < DB_READERS; i++)
		db_close(&pool->readers[i].db);
	pthread_cond_destroy(&pool->given_back);
	pthread_mutex_destroy(&pool->mutex);
}

/*
 * Take a free one of the first n readers, or NULL.  Each thread begins at a
 * reader of its own.
 */
static struct db *
take_reader(struct db_pool *pool, unsigned n)
{
	static atomic_uint n_threads;
	static _Thread_local unsigned own;
	struct db_reader *reader;
	unsigned i;

	if (own == 0)
		own = 1 + atomic_fetch_add(&n_threads, 1) % DB_READERS;
	for (i = 0; i < n; i++) {
		reader = &pool->readers[(own + i) % n];
		if (!atomic_exchange(&reader->borrowed, true))
			return &reader->db;
	}
	return NULL;
}

static struct db *
wait_for_reader(struct db_pool *pool, unsigned n)
{
	int64_t until = steady_now() + LONGEST_WAIT;
	bool in_time = true;
	struct db *db;

	/* a pool is never NULL */
	/* NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker) */
	pthread_mutex_lock(&pool->mutex);
	atomic_fetch_add(&pool->n_waiting, 1);
	while ((db = take_reader(pool, n)) == NULL && in_time)
		in_time = steady_wait(&pool->given_back, &pool->mutex, until);
	atomic_fetch_sub(&pool->n_waiting, 1);
	pthread_mutex_unlock(&pool->mutex);
	return db;
}

/* db_is_in_place(), but at most LOOK_INTERVAL old. */
static bool
was_in_place(struct db_pool *pool, struct db *db)
{
	int64_t now = steady_now();
	bool is_lost = atomic_load(&pool->is_lost);

	if (!is_lost && now - atomic_load(&pool->looked) < LOOK_INTERVAL)
		return true;
	atomic_store(&pool->looked, now);
	is_lost = !db_is_in_place(db);
	atomic_store(&pool->is_lost, is_lost);
	return !is_lost;
}

static struct db *
borrow(struct db_pool *pool, unsigned n)
{
	struct db *db = take_reader(pool, n);

	if (db == NULL)
		db = wait_for_reader(pool, n);
	if (db == NULL || was_in_place(pool, db))
		return db;
	db_give_back(pool, db);
	return NULL;
}

struct db *
db_borrow(struct db_pool *pool)
{
	return borrow(pool, DB_READERS);
}

struct db *
db_borrow_for_long(struct db_pool *pool)
{
	return borrow(pool, DB_LONG_READERS);
}

void
db_give_back(struct db_pool *pool, struct db *db)
{
	assert(pool != NULL);
	atomic_store(&((struct db_reader *)db)->borrowed, false);
	/* a thread that is not counted yet will see that this one is free */
	if (atomic_load(&pool->n_waiting) == 0)
		return;
	pthread_mutex_lock(&pool->mutex);
	/* a single thread that is woken may not be allowed this reader */
	pthread_cond_broadcast(&pool->given_back);
	pthread_mutex_unlock(&pool->mutex);
}

size_t
db_number(const struct db_pool *pool, const struct db *db)
{
	return (size_t)((const struct db_reader *)db - pool->readers);
}

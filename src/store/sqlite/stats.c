#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/buf.h"
#include "store/sqlite/verbs.h"

/* The size of the write-ahead log, in bytes. */
static int64_t
log_size(struct store_sqlite *store)
{
	const char *path = sqlite3_filename_wal(
	    sqlite3_db_filename(store->writer.db.handle, "main"));
	struct stat status;

	return stat(path, &status) == 0 ? status.st_size : 0;
}

/* What the reserve has at this moment, in bytes. */
static int64_t
reserve_size(const struct store_sqlite *store)
{
	struct stat status;

	return store->reserve.fd >= 0 && fstat(store->reserve.fd, &status) == 0
		   ? status.st_size
		   : 0;
}

void
store_sqlite_describe(struct store *base, struct store_description *description)
{
	struct store_sqlite *store = sqlite_of(base);
	const char *path = sqlite3_db_filename(store->writer.db.handle, "main");
	struct statvfs disk;
	struct stat status;

	*description = (struct store_description){.kind = "sqlite",
	    .is_low = store->reserve.fd >= 0 &&
		      reserve_size(store) < store->reserve.whole};
	if (stat(path, &status) == 0)
		description->size = status.st_size + log_size(store);
	if (statvfs(path, &disk) != 0)
		return;
	description->disk = (int64_t)(disk.f_blocks * disk.f_frsize);
	description->free = (int64_t)(disk.f_bavail * disk.f_frsize);
}

void
store_sqlite_measure(struct store *base, struct store_stats *stats)
{
	struct store_sqlite *store = sqlite_of(base);
	struct db_writer *writer = &store->writer;

	*stats = (struct store_stats){.commits = &writer->commits,
	    .n = 4,
	    .figures = {
		{"lineup_store_writes", true,
		    "Writes that were committed; several share a commit.",
		    (double)atomic_load(&writer->n_writes)},
		{"lineup_store_wal_bytes", false,
		    "Size of the write-ahead log.", (double)log_size(store)},
		{"lineup_store_reserve_bytes", false,
		    "Disk space that is set aside at this moment.",
		    (double)reserve_size(store)},
		{"lineup_store_reserve_target_bytes", false,
		    "Disk space that is set aside unless the disk is full.",
		    (double)store->reserve.whole},
	    }};
}

static enum store_result
count_all(struct db *db, struct store_lengths *lengths)
{
	sqlite3_stmt *statement = db_prepare(db,
	    "SELECT count(*), coalesce(sum(n_entries), 0) FROM queues"
	    " WHERE company != ''");
	int code;

	if (statement == NULL)
		return STORE_FAILED;
	code = db_step(db, statement);
	if (code == SQLITE_ROW) {
		lengths->n_queues = sqlite3_column_int64(statement, 0);
		lengths->n_entries = sqlite3_column_int64(statement, 1);
	}
	db_leave(statement);
	return code == SQLITE_ROW ? STORE_OK : STORE_FAILED;
}

/* Read the longest queues; only for these, look at their first entries. */
static enum store_result
list(struct db *db, struct arena *arena, size_t most,
    struct store_lengths *lengths)
{
	sqlite3_stmt *statement = db_prepare(db,
	    "SELECT company, id, name, n, (SELECT min(added) FROM"
	    " (SELECT added FROM entries WHERE queue = number"
	    " ORDER BY rank LIMIT 16)) FROM"
	    " (SELECT company, id, name, number, n_entries AS n FROM queues"
	    " WHERE company != '' ORDER BY n_entries DESC, number LIMIT ?)"
	    " ORDER BY n DESC, number");
	struct store_length *into;
	int code;

	if (statement == NULL)
		return STORE_FAILED;
	db_bind_int(statement, 1, (int64_t)most);
	while ((code = db_step(db, statement)) == SQLITE_ROW) {
		into = &lengths->longest[lengths->n++];
		into->company = db_column(arena, statement, 0);
		into->id = db_column(arena, statement, 1);
		into->name = db_column(arena, statement, 2);
		into->n = sqlite3_column_int64(statement, 3);
		into->added = sqlite3_column_int64(statement, 4);
	}
	db_leave(statement);
	return code == SQLITE_DONE ? STORE_OK : STORE_FAILED;
}

enum store_result
store_sqlite_list_longest(struct store *base, struct arena *arena, size_t most,
    struct store_lengths *lengths)
{
	struct store_sqlite *store = sqlite_of(base);
	struct db *db = db_borrow_for_long(&store->pool);
	enum store_result result;

	if (db == NULL)
		return STORE_UNAVAILABLE;
	*lengths = (struct store_lengths){
	    .longest = arena_alloc_n(arena, most, sizeof(*lengths->longest))};
	result = count_all(db, lengths);
	if (result == STORE_OK)
		result = list(db, arena, most, lengths);
	db_give_back(&store->pool, db);
	return result;
}

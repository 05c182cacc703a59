#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/fresh.h"
#include "base/owner.h"
#include "store/sqlite/sqlite.h"
#include "store/sqlite/verbs.h"

static const char *
explain(struct arena *arena, const char *path)
{
	return arena_printf(arena, "%s: %s", path, strerror(errno));
}

/* Copy a database into a fresh file, on disk; path is for error messages. */
static const char *
copy(struct arena *arena, sqlite3 *from, const struct fresh *fresh,
    const char *path)
{
	sqlite3_backup *backup;
	const char *error = NULL;
	sqlite3 *to = NULL;
	int code;

	code = sqlite3_open_v2(fresh->path, &to, SQLITE_OPEN_READWRITE, NULL);
	if (code == SQLITE_OK) {
		backup = sqlite3_backup_init(to, "main", from, "main");
		/* a single step copies a snapshot, whatever is written */
		if (backup != NULL)
			sqlite3_backup_step(backup, -1);
		code = sqlite3_backup_finish(backup);
	}
	if (code == SQLITE_OK)
		code = sqlite3_exec(
		    to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
	if (code != SQLITE_OK)
		error = arena_printf(arena, "%s: %s", path, sqlite3_errmsg(to));
	sqlite3_close(to);
	if (error == NULL && fsync(fresh->fd) != 0)
		error = explain(arena, path);
	return error;
}

const char *
store_sqlite_backup(struct store *base, struct arena *arena, const char *path)
{
	struct store_sqlite *store = sqlite_of(base);
	const char *error;
	struct fresh fresh;
	struct db *db;

	error = fresh_open(&fresh, arena, path);
	if (error != NULL)
		return error;
	db = db_borrow(&store->pool);
	if (db != NULL) {
		error = copy(arena, db->handle, &fresh, path);
		db_give_back(&store->pool, db);
	} else {
		error = "the database was moved or replaced";
	}
	/* unlike rename(2), link(2) overwrites nothing */
	if (error == NULL && link(fresh.path, path) != 0)
		error = explain(arena, path);
	fresh_close(&fresh);
	return error == NULL ? fresh_sync_names(arena, path) : error;
}

/*
 * Checkpoint the old database and remove its log, which would be taken for the
 * new one's.  Returns SQLite's code.
 */
static int
settle(const char *path)
{
	sqlite3 *old = NULL;
	int code;

	code = sqlite3_open_v2(path, &old, SQLITE_OPEN_READWRITE, NULL);
	if (code == SQLITE_OK)
		code = sqlite3_exec(
		    old, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
	sqlite3_close(old);
	return code;
}

/* Replace the old file, if there is one, by the fresh one. */
static const char *
replace(struct arena *arena, const char *fresh, const char *path)
{
	const char *log = arena_printf(arena, "%s-wal", path);
	int code = access(path, F_OK) == 0 ? settle(path) : SQLITE_OK;

	/* the log of a damaged database is of no use */
	if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT) {
		unlink(log);
		unlink(arena_printf(arena, "%s-shm", path));
		code = SQLITE_OK;
	}
	if (code != SQLITE_OK)
		return arena_printf(
		    arena, "%s: %s", path, sqlite3_errstr(code));
	if (access(log, F_OK) == 0)
		return arena_printf(arena,
		    "%s: belongs to another database; move it away", log);
	if (rename(fresh, path) != 0)
		return explain(arena, path);
	return fresh_sync_names(arena, path);
}

static const char *
restore(struct arena *arena, const char *from, const char *path)
{
	const char *error;
	struct fresh fresh;
	struct db db;

	error = fresh_open(&fresh, arena, path);
	if (error != NULL)
		return error;
	if (db_open_to_read(&db, from)) {
		error = store_sqlite_look(arena, &db, from);
		if (error == NULL)
			error = copy(arena, db.handle, &fresh, path);
	} else {
		error = arena_printf(
		    arena, "%s: %s", from, sqlite3_errmsg(db.handle));
	}
	db_close(&db);
	if (error == NULL && !owner_give(fresh.fd, fresh.path))
		error = explain(arena, path);
	if (error == NULL)
		error = replace(arena, fresh.path, path);
	fresh_close(&fresh);
	return error;
}

const char *
store_sqlite_restore(
    struct arena *arena, const char *data, const char *from, bool force)
{
	const char *path = arena_printf(arena, "%s/lineup.db", data), *error;
	int lock = -1;

	error = store_sqlite_lock(arena, data, &lock);
	if (error == NULL && !force && access(path, F_OK) == 0)
		error = arena_printf(
		    arena, "%s: is there already; --force replaces it", path);
	if (error == NULL)
		error = restore(arena, from, path);
	if (lock >= 0)
		close(lock);
	return error;
}

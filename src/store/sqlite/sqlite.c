#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/gate.h"
#include "base/log.h"
#include "base/random.h"
#include "store/sqlite/place.h"
#include "store/sqlite/scroll_table.h"
#include "store/sqlite/sqlite.h"
#include "store/sqlite/verbs.h"

#define APPLICATION_ID "1818848869" /* "line" */

/* Each element upgrades the layout to the next version. */
static const char *const layouts[] = {
    "PRAGMA application_id = " APPLICATION_ID ";"
    "CREATE TABLE settings ("
    " name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE companies ("
    " id TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE users ("
    " id TEXT PRIMARY KEY, company TEXT NOT NULL, name TEXT NOT NULL,"
    " role TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE keys ("
    " key TEXT PRIMARY KEY, secret TEXT NOT NULL, user TEXT NOT NULL,"
    " label TEXT NOT NULL, created INTEGER NOT NULL) WITHOUT ROWID;"
    /* number grows in the order of creation; tags, system_tags and metadata
     * are concatenated texts, each with its NUL */
    "CREATE TABLE queues ("
    " number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
    " company TEXT NOT NULL, name TEXT NOT NULL, created INTEGER NOT NULL,"
    " last_update INTEGER, tags BLOB NOT NULL, system_tags BLOB NOT NULL,"
    " metadata BLOB NOT NULL, UNIQUE (company, name));"
    /* rank orders a queue's entries, with gaps */
    "CREATE TABLE entries ("
    " queue INTEGER NOT NULL, rank INTEGER NOT NULL, task TEXT NOT NULL,"
    " added INTEGER NOT NULL, PRIMARY KEY (queue, rank),"
    " UNIQUE (queue, task)) WITHOUT ROWID;",
    /* n_entries is the number of a queue's entries, added the sum of their
     * times, each minus the queue's created; a block counts the entries from
     * its rank up to the next block's; samples are for get_queue_metrics */
    "ALTER TABLE queues ADD COLUMN n_entries INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE queues ADD COLUMN added INTEGER NOT NULL DEFAULT 0;"
    "UPDATE queues SET (n_entries, added) ="
    " (SELECT count(*), coalesce(sum(entries.added - created), 0)"
    " FROM entries WHERE queue = number);"
    "CREATE TABLE blocks ("
    " queue INTEGER NOT NULL, rank INTEGER NOT NULL, n INTEGER NOT NULL,"
    " PRIMARY KEY (queue, rank)) WITHOUT ROWID;"
    "INSERT INTO blocks SELECT queue, min(rank), count(*) FROM"
    " (SELECT queue, rank, (row_number() OVER"
    " (PARTITION BY queue ORDER BY rank) - 1) / 1000 AS block FROM entries)"
    " GROUP BY queue, block;"
    "CREATE TABLE samples ("
    " queue INTEGER NOT NULL, second INTEGER NOT NULL, wait INTEGER NOT NULL,"
    " length INTEGER NOT NULL, last INTEGER NOT NULL,"
    " PRIMARY KEY (queue, second)) WITHOUT ROWID;"
    "CREATE INDEX samples_by_second ON samples (second);",
    "ALTER TABLE users ADD COLUMN disabled INTEGER NOT NULL DEFAULT 0;",
    /* few queues have system tags: an index finds them */
    "ALTER TABLE queues ADD COLUMN display_name TEXT;"
    "CREATE INDEX queues_with_system_tags ON queues (company)"
    " WHERE system_tags != x'';",
    /* one index keeps a queue from holding a task twice, and finds the queues
     * of a task */
    "ALTER TABLE entries RENAME TO entries_before;"
    "CREATE TABLE entries ("
    " queue INTEGER NOT NULL, rank INTEGER NOT NULL, task TEXT NOT NULL,"
    " added INTEGER NOT NULL, PRIMARY KEY (queue, rank)) WITHOUT ROWID;"
    "INSERT INTO entries SELECT * FROM entries_before;"
    "DROP TABLE entries_before;"
    "CREATE UNIQUE INDEX entries_by_task ON entries (task, queue);",
    /* the first number of a queue that got another one when it was cleared: it
     * orders queues, and samples keep it */
    ("CREATE TABLE places ("
     " number INTEGER PRIMARY KEY, place INTEGER NOT NULL);"),
};

#define LAYOUT ((int)(sizeof(layouts) / sizeof(*layouts)))

static bool
exec(struct db *db, const char *sql)
{
	return sqlite3_exec(db->handle, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* The version of the layout; 0 for an empty file, -1 if it can't be read. */
static int
read_layout(struct db *db)
{
	sqlite3_stmt *statement;
	int layout = -1;

	if (sqlite3_prepare_v2(db->handle, "PRAGMA user_version", -1,
		&statement, NULL) == SQLITE_OK &&
	    sqlite3_step(statement) == SQLITE_ROW)
		layout = sqlite3_column_int(statement, 0);
	sqlite3_finalize(statement);
	return layout;
}

/* Upgrade a layout; false if that failed, or if the layout is -1. */
static bool
upgrade(struct db *db, int layout)
{
	char id[RANDOM_ID_SIZE], sql[200];

	if (layout < 0)
		return false;
	for (; layout < LAYOUT; layout++) {
		if (!exec(db, layouts[layout]))
			return false;
		sqlite3_snprintf(
		    sizeof(sql), sql, "PRAGMA user_version = %d", layout + 1);
		if (!exec(db, sql))
			return false;
	}
	random_id(id);
	sqlite3_snprintf(sizeof(sql), sql,
	    "INSERT OR IGNORE INTO settings VALUES ('uid', '%s')", id);
	return exec(db, sql);
}

static const char *
refuse_newer(struct arena *arena, const char *path, int layout)
{
	return arena_printf(arena,
	    "%s: made by a newer lineup (layout %d; this one knows %d)", path,
	    layout, LAYOUT);
}

const char *
store_sqlite_look(struct arena *arena, struct db *db, const char *path)
{
	int layout = read_layout(db);
	int64_t id = 0;

	if (layout > LAYOUT)
		return refuse_newer(arena, path, layout);
	if (layout < 0)
		return arena_printf(
		    arena, "%s: %s", path, sqlite3_errmsg(db->handle));
	if (layout == 0 ||
	    db_read(db, "PRAGMA application_id", 0, NULL, &id) != STORE_OK ||
	    id != strtol(APPLICATION_ID, NULL, 10))
		return arena_printf(arena, "%s: not a lineup database", path);
	if (!db_has(db, "SELECT 1 FROM pragma_integrity_check"
			" WHERE integrity_check = 'ok'"))
		return arena_printf(arena, "%s: damaged", path);
	return NULL;
}

/* Upgrade the layout; another process may be doing the same. */
static const char *
migrate(struct arena *arena, struct db *db, const char *path)
{
	int layout = read_layout(db);
	bool done = false;

	if (layout > LAYOUT)
		return refuse_newer(arena, path, layout);
	if (layout == LAYOUT)
		return NULL;
	if (layout >= 0 && exec(db, "BEGIN IMMEDIATE")) {
		done = upgrade(db, read_layout(db)) && exec(db, "COMMIT");
		if (!done && !sqlite3_get_autocommit(db->handle))
			exec(db, "ROLLBACK");
	}
	return done ? NULL
		    : arena_printf(
			  arena, "%s: %s", path, sqlite3_errmsg(db->handle));
}

/* Open the writer, upgrade the layout, and open the readers. */
static const char *
open_connections(
    struct arena *arena, struct store_sqlite *store, const char *path)
{
	const char *error;
	size_t i;

	if (!db_writer_open(&store->writer, path,
		store->reserve.fd < 0 ? NULL : &store->reserve,
		store_sqlite_settle, store_sqlite_end_group, store))
		return arena_printf(arena, "%s: %s", path,
		    sqlite3_errmsg(store->writer.db.handle));
	if ((error = migrate(arena, &store->writer.db, path)) != NULL ||
	    db_pool_open(&store->pool, path))
		return error;
	for (i = 0; i < DB_READERS; i++)
		error = sqlite3_errmsg(store->pool.readers[i].db.handle);
	return arena_printf(arena, "%s: %s", path, error);
}

static void
close_store(struct store *base)
{
	struct store_sqlite *store = sqlite_of(base);

	store_sqlite_sweeper_stop(store);
	db_pool_close(&store->pool);
	db_writer_close(&store->writer);
	reserve_close(&store->reserve);
	scroll_table_free(store->scrolls);
	gate_free(store->long_writes);
	if (store->lock >= 0)
		close(store->lock);
	free(store);
}

static enum store_result
ping(struct store *base)
{
	struct store_sqlite *store = sqlite_of(base);
	struct db *db = db_borrow(&store->pool);
	bool fine;

	if (db == NULL)
		return STORE_UNAVAILABLE;
	fine = db_has(db, "SELECT 1 FROM settings WHERE name = 'uid'");
	db_give_back(&store->pool, db);
	return fine ? STORE_OK : STORE_UNAVAILABLE;
}

static enum store_result
open_scroll(struct store *base, const char *company, int64_t now,
    char id[RANDOM_ID_SIZE])
{
	scroll_table_open(sqlite_of(base)->scrolls, company, now, id);
	return STORE_OK;
}

static enum store_result
find_scroll(struct store *base, const char *company, const char *id,
    int64_t now, size_t *position)
{
	return scroll_table_find(
		   sqlite_of(base)->scrolls, company, id, now, position)
		   ? STORE_OK
		   : STORE_NOT_FOUND;
}

static enum store_result
move_scroll(
    struct store *base, const char *company, const char *id, size_t position)
{
	scroll_table_move(sqlite_of(base)->scrolls, company, id, position);
	return STORE_OK;
}

static const char *
read_uid(struct store *base, struct arena *arena)
{
	struct store_sqlite *store = sqlite_of(base);
	struct db *db = db_borrow(&store->pool);
	sqlite3_stmt *statement;
	const char *uid = "";

	if (db == NULL)
		return uid;
	statement =
	    db_prepare(db, "SELECT value FROM settings WHERE name = 'uid'");
	if (statement != NULL) {
		if (db_step(db, statement) == SQLITE_ROW)
			uid = db_column(arena, statement, 0);
		db_leave(statement);
	}
	db_give_back(&store->pool, db);
	return uid;
}

static bool
check(struct store *store, const struct store_checking *checking)
{
	return store_sqlite_check(store, checking->report, checking->context);
}

static const struct store_verbs verbs = {
    .close = close_store,
    .ping = ping,
    .uid = read_uid,
    .check = check,
};

static const struct store_queue_verbs queues = {
    .create = store_sqlite_create,
    .get_by_id = store_sqlite_get_by_id,
    .get_by_task_id = store_sqlite_get_by_task_id,
    .get_all = store_sqlite_get_all,
    .update = store_sqlite_update,
    .change_metadata = store_sqlite_change_metadata,
    .delete = store_sqlite_delete,
    .clear_queue = store_sqlite_clear_queue,
    .add_task = store_sqlite_add_task,
    .get_next_task = store_sqlite_get_next_task,
    .remove_task = store_sqlite_remove_task,
    .move_task = store_sqlite_move_task,
    .move_task_to_queue = store_sqlite_move_task_to_queue,
};

static const struct store_sample_verbs samples = {
    .sample_queues = store_sqlite_sample_queues,
    .list_samples = store_sqlite_list_samples,
};

static const struct store_scroll_verbs scrolls = {
    .open_scroll = open_scroll,
    .find_scroll = find_scroll,
    .move_scroll = move_scroll,
};

static const struct store_user_verbs users = {
    .authenticate = store_sqlite_authenticate,
    .find_user = store_sqlite_find_user,
    .find_key = store_sqlite_find_key,
    .add_company = store_sqlite_add_company,
    .list_companies = store_sqlite_list_companies,
    .add_user = store_sqlite_add_user,
    .remove_user = store_sqlite_remove_user,
    .disable_user = store_sqlite_disable_user,
    .list_users = store_sqlite_list_users,
    .add_key = store_sqlite_add_key,
    .list_keys = store_sqlite_list_keys,
    .revoke_key = store_sqlite_revoke_key,
};

static struct store_sqlite *
new_store(void)
{
	struct store_sqlite *store = arena_must(calloc(1, sizeof(*store)));

	store->store = (struct store){.verbs = &verbs,
	    .queues = &queues,
	    .samples = &samples,
	    .scrolls = &scrolls,
	    .users = &users};
	place_guard();
	store->lock = -1;
	store->reserve.fd = -1;
	store->scrolls = scroll_table_new();
	store->long_writes = gate_new(1, 1);
	return store;
}

const char *
store_sqlite_lock(struct arena *arena, const char *data, int *lock)
{
	const char *path = arena_printf(arena, "%s/lineup.lock", data);
	struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

	*lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
	if (*lock < 0)
		return arena_printf(arena, "%s: %s", path, strerror(errno));
	if (fcntl(*lock, F_SETLK, &whole) == 0)
		return NULL;
	return arena_printf(
	    arena, "%s: a server is working on this directory", data);
}

/* True if a server uses this directory; not for use in the server itself. */
static bool
is_served(struct arena *arena, const char *data)
{
	const char *path = arena_printf(arena, "%s/lineup.lock", data);
	struct flock whole = {.l_type = F_RDLCK, .l_whence = SEEK_SET};
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool served;

	if (fd < 0)
		return errno != ENOENT;
	served = fcntl(fd, F_GETLK, &whole) != 0 || whole.l_type != F_UNLCK;
	close(fd);
	return served;
}

/* Open the database of a directory; close the store if there is an error. */
static struct store *
open_store(struct arena *arena, struct store_sqlite *store, const char *data,
    const char **error)
{
	const char *path = arena_printf(arena, "%s/lineup.db", data);

	/* SQLite would fall back to reading only */
	if (*error == NULL && access(path, R_OK | W_OK) != 0)
		*error = arena_printf(arena, "%s: %s", path, strerror(errno));
	if (*error == NULL)
		*error = open_connections(arena, store, path);
	if (*error == NULL)
		return &store->store;
	store_close(&store->store);
	return NULL;
}

static const char *
keep_room(struct arena *arena, struct store_sqlite *store, const char *data,
    int64_t room)
{
	const char *path = arena_printf(arena, "%s/lineup.reserve", data);

	return room == 0 ? NULL
			 : reserve_open(&store->reserve, arena, path, room);
}

struct store *
store_sqlite_open(struct arena *arena, const char *data, int64_t retention,
    int64_t reserve, const char **error)
{
	struct store_sqlite *store = new_store();
	struct store *opened;

	store->samples.retention = retention;
	*error = store_sqlite_lock(arena, data, &store->lock);
	if (*error == NULL)
		*error = keep_room(arena, store, data, reserve);
	opened = open_store(arena, store, data, error);
	if (opened == NULL || store_sqlite_sweeper_start(store))
		return opened;
	*error = "cannot start a thread";
	store_close(opened);
	return NULL;
}

void
store_sqlite_limit_scrolls(struct store *store, int64_t each)
{
	scroll_table_limit(sqlite_of(store)->scrolls, (size_t)each);
}

struct store *
store_sqlite_open_beside(
    struct arena *arena, const char *data, const char **error)
{
	struct store_sqlite *store = new_store();

	*error = NULL;
	store->is_alone = !is_served(arena, data);
	return open_store(arena, store, data, error);
}

struct store *
store_sqlite_open_or_create(
    struct arena *arena, const char *data, const char **error)
{
	const char *path = arena_printf(arena, "%s/lineup.db", data);
	int fd;

	/* an empty file is an empty database; this one is private */
	fd = open(path, O_RDWR | O_CREAT, S_IRUSR | S_IWUSR);
	if (fd < 0) {
		*error = arena_printf(arena, "%s: %s", path, strerror(errno));
		return NULL;
	}
	close(fd);
	return store_sqlite_open_beside(arena, data, error);
}

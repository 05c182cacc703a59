#include <stdlib.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/random.h"
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
    /* tasks that this server keeps itself: what changes while they run, or is
     * searched, in columns; everything else in parts */
    ("CREATE TABLE projects ("
     " number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
     " company TEXT NOT NULL, name TEXT NOT NULL, description TEXT NOT NULL,"
     " user TEXT NOT NULL, destination TEXT, created INTEGER NOT NULL,"
     " last_update INTEGER NOT NULL, tags BLOB NOT NULL,"
     " system_tags BLOB NOT NULL, UNIQUE (company, name));"
     "CREATE TABLE tasks ("
     " number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
     " company TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL,"
     " user TEXT NOT NULL, comment TEXT, project TEXT, parent TEXT,"
     " status TEXT NOT NULL, enqueue_status TEXT,"
     " status_reason TEXT NOT NULL, status_message TEXT NOT NULL,"
     " last_changed_by TEXT, queue TEXT, last_worker TEXT,"
     " created INTEGER NOT NULL, started INTEGER, completed INTEGER,"
     " published INTEGER, status_changed INTEGER NOT NULL,"
     " last_update INTEGER NOT NULL, last_change INTEGER NOT NULL,"
     " last_worker_report INTEGER, popped INTEGER, active_duration INTEGER,"
     " last_iteration INTEGER);"
     "CREATE INDEX tasks_by_update ON tasks (company, last_update);"
     "CREATE INDEX tasks_by_project ON tasks (project)"
     " WHERE project IS NOT NULL;"
     "CREATE INDEX tasks_by_parent ON tasks (parent) WHERE parent IS NOT NULL;"
     "CREATE INDEX tasks_by_queue ON tasks (queue) WHERE queue IS NOT NULL;"
     "CREATE INDEX tasks_by_status ON tasks (company, status);"
     "CREATE TABLE task_parts ("
     " task INTEGER NOT NULL, part TEXT NOT NULL, json TEXT NOT NULL,"
     " PRIMARY KEY (task, part));"
     "CREATE TABLE task_tags ("
     " task INTEGER NOT NULL, is_system INTEGER NOT NULL,"
     " place INTEGER NOT NULL, tag TEXT NOT NULL,"
     " PRIMARY KEY (task, is_system, place)) WITHOUT ROWID;"
     "CREATE INDEX task_tags_by_tag ON task_tags (tag, is_system);"
     "CREATE TABLE task_metrics ("
     " task INTEGER NOT NULL, metric_hash TEXT NOT NULL,"
     " variant_hash TEXT NOT NULL, metric TEXT NOT NULL, variant TEXT NOT NULL,"
     " value REAL NOT NULL, min_value REAL NOT NULL, max_value REAL NOT NULL,"
     " iteration INTEGER NOT NULL, min_iteration INTEGER NOT NULL,"
     " max_iteration INTEGER NOT NULL, count INTEGER NOT NULL,"
     " PRIMARY KEY (task, metric_hash, variant_hash)) WITHOUT ROWID;"
     "CREATE INDEX task_metrics_by_value ON task_metrics"
     " (metric_hash, variant_hash, value);"
     "CREATE TABLE events ("
     " number INTEGER PRIMARY KEY AUTOINCREMENT, task INTEGER NOT NULL,"
     " type INTEGER NOT NULL, metric TEXT NOT NULL, variant TEXT NOT NULL,"
     " iteration INTEGER NOT NULL, time INTEGER NOT NULL, value REAL,"
     " body TEXT NOT NULL);"
     "CREATE INDEX events_by_time ON events (task, type, time, number);"
     /* a log line (type 0) never takes the place of another */
     "CREATE UNIQUE INDEX events_by_iteration ON events"
     " (task, type, metric, variant, iteration) WHERE type != 0;"
     "CREATE TABLE workers ("
     " company TEXT NOT NULL, user TEXT NOT NULL, name TEXT NOT NULL,"
     " ip TEXT, task TEXT, queue TEXT, queues BLOB NOT NULL,"
     " tags BLOB NOT NULL, system_tags BLOB NOT NULL,"
     " timeout INTEGER NOT NULL, registered INTEGER NOT NULL,"
     " active INTEGER NOT NULL, reported INTEGER NOT NULL,"
     " PRIMARY KEY (company, user, name)) WITHOUT ROWID;"),
    /* when an event was added, and its size, before the long body; the sizes of
     * all events of a task, and of all tasks (task 0) */
    ("ALTER TABLE events RENAME TO events_before;"
     "CREATE TABLE events ("
     " number INTEGER PRIMARY KEY AUTOINCREMENT, task INTEGER NOT NULL,"
     " type INTEGER NOT NULL, metric TEXT NOT NULL, variant TEXT NOT NULL,"
     " iteration INTEGER NOT NULL, time INTEGER NOT NULL, value REAL,"
     " added INTEGER NOT NULL, size INTEGER NOT NULL, body TEXT NOT NULL);"
     "INSERT INTO events SELECT number, task, type, metric, variant,"
     " iteration, time, value, strftime('%s', 'now') * 1000,"
     " 100 + length(CAST(metric || variant || body AS BLOB)), body"
     " FROM events_before;"
     "DROP TABLE events_before;"
     "CREATE INDEX events_by_time ON events (task, type, time, number);"
     "CREATE UNIQUE INDEX events_by_iteration ON events"
     " (task, type, metric, variant, iteration) WHERE type != 0;"
     "CREATE TABLE event_sizes ("
     " task INTEGER PRIMARY KEY, size INTEGER NOT NULL);"
     "CREATE INDEX event_sizes_by_size ON event_sizes (size);"
     "INSERT INTO event_sizes SELECT task, sum(size) FROM events"
     " GROUP BY task;"
     "INSERT INTO event_sizes SELECT 0, total(size) FROM event_sizes;"),
    "ALTER TABLE tasks ADD COLUMN popped_by TEXT;",
    /* who polls; and how many tasks came and went, as in model/flow.h, by the
     * queue's place */
    ("CREATE TABLE sightings ("
     " company TEXT NOT NULL, queue TEXT NOT NULL, user TEXT NOT NULL,"
     " address TEXT NOT NULL, worker TEXT NOT NULL, seen INTEGER NOT NULL,"
     " PRIMARY KEY (company, queue, user, address, worker)) WITHOUT ROWID;"
     "CREATE INDEX sightings_by_time ON sightings (seen);"
     "CREATE TABLE flows ("
     " minute INTEGER NOT NULL, queue INTEGER NOT NULL,"
     " kind INTEGER NOT NULL, n INTEGER NOT NULL,"
     " PRIMARY KEY (minute, queue, kind)) WITHOUT ROWID;"
     "CREATE INDEX places_by_place ON places (place);"),
    /* changes of entries; action is of enum store_action */
    ("CREATE TABLE history ("
     " number INTEGER PRIMARY KEY, at INTEGER NOT NULL,"
     " place INTEGER NOT NULL, target_place INTEGER,"
     " action INTEGER NOT NULL, before INTEGER NOT NULL,"
     " after INTEGER NOT NULL, company TEXT NOT NULL,"
     " queue TEXT NOT NULL, target TEXT, task TEXT, user TEXT, worker TEXT);"
     "CREATE INDEX history_by_place ON history (place);"
     "CREATE INDEX history_by_target ON history (target_place)"
     " WHERE target_place IS NOT NULL;"
     "CREATE INDEX history_by_task ON history (task);"),
    /* the value of the metadata that pauses a queue; NULL: there is none */
    "ALTER TABLE queues ADD COLUMN pause TEXT;",
    /* tasks are found by a hash, which takes less than their ids; no release
     * had the table before */
    ("DROP TABLE history;"
     "CREATE TABLE history ("
     " number INTEGER PRIMARY KEY, at INTEGER NOT NULL,"
     " place INTEGER NOT NULL, target_place INTEGER,"
     " action INTEGER NOT NULL, before INTEGER NOT NULL,"
     " after INTEGER NOT NULL, task_hash INTEGER, company TEXT NOT NULL,"
     " queue TEXT NOT NULL, target TEXT, task TEXT, user TEXT, worker TEXT);"
     "CREATE INDEX history_by_place ON history (place);"
     "CREATE INDEX history_by_target ON history (target_place)"
     " WHERE target_place IS NOT NULL;"
     "CREATE INDEX history_by_task ON history (task_hash)"
     " WHERE task_hash IS NOT NULL;"),
    /* indexes of history were dearer than what they belong to: see history.c;
     * no release had the table before */
    ("DROP TABLE history;"
     "CREATE TABLE history ("
     " number INTEGER PRIMARY KEY, at INTEGER NOT NULL,"
     " place INTEGER NOT NULL, target_place INTEGER,"
     " action INTEGER NOT NULL, before INTEGER NOT NULL,"
     " after INTEGER NOT NULL, company TEXT NOT NULL,"
     " queue TEXT NOT NULL, target TEXT, task TEXT, user TEXT, worker TEXT);"
     "CREATE TABLE history_segments ("
     " segment INTEGER PRIMARY KEY, keys BLOB NOT NULL);"),
    /* rows of several events: see packs.h; first_time is NULL if it is time */
    ("ALTER TABLE events ADD COLUMN n INTEGER NOT NULL DEFAULT 1;"
     "ALTER TABLE events ADD COLUMN first_time INTEGER;"
     "DROP INDEX events_by_time;"
     "CREATE INDEX events_by_time ON events"
     " (task, type, time, number, n, first_time);"),
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

const char *
store_sqlite_migrate(struct arena *arena, struct db *db, const char *path)
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

#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "store/sqlite/sqlite.h"
#include "store/sqlite/verbs.h"

#define MAX_TOLD 20 /* faults of a kind to report */

/* Queries for faults: each row is one, described by the text. */
static const struct {
	const char *sql;
	const char *text;
} rules[] = {
    {"SELECT queue || ' ' || task FROM entries"
     " WHERE queue NOT IN (SELECT number FROM queues)",
	"an entry without a queue"},
    /* a queue without a company is being added or removed, without counts */
    {"SELECT id FROM queues WHERE company != '' AND (n_entries, added) !="
     " (SELECT count(*), coalesce(sum(entries.added - created), 0)"
     " FROM entries WHERE queue = number)",
	"a queue with wrong counts of its entries"},
    {"SELECT queue FROM blocks AS one WHERE n != (SELECT count(*) FROM entries"
     " WHERE entries.queue = one.queue AND entries.rank >= one.rank"
     " AND entries.rank < coalesce((SELECT min(rank) FROM blocks AS next"
     " WHERE next.queue = one.queue AND next.rank > one.rank),"
     " 9223372036854775807))",
	"a block with a wrong count of entries, in queue"},
    {"SELECT id FROM queues WHERE company != '' AND n_entries !="
     " (SELECT total(n) FROM blocks WHERE queue = number)",
	"a queue with an entry in no block"},
    {"SELECT id FROM queues WHERE company != ''"
     " AND company NOT IN (SELECT id FROM companies)",
	"a queue without a company"},
    {"SELECT id FROM queues WHERE length(name) < 3",
	"a queue whose name is too short"},
    {"SELECT id FROM queues WHERE"
     " (length(tags) > 0 AND substr(tags, -1) != x'00') OR"
     " (length(system_tags) > 0 AND substr(system_tags, -1) != x'00') OR"
     " (length(metadata) > 0 AND substr(metadata, -1) != x'00')",
	"a queue whose tags or metadata are truncated"},
    {"SELECT id FROM users WHERE company NOT IN (SELECT id FROM companies)",
	"a user without a company"},
    {"SELECT key FROM keys WHERE user NOT IN (SELECT id FROM users)",
	"a key without a user"},
    {"SELECT id FROM tasks WHERE company NOT IN (SELECT id FROM companies)",
	"a task without a company"},
    {"SELECT task FROM task_parts WHERE task NOT IN (SELECT number FROM tasks)"
     " UNION ALL SELECT task FROM task_tags"
     " WHERE task NOT IN (SELECT number FROM tasks)"
     " UNION ALL SELECT task FROM task_metrics"
     " WHERE task NOT IN (SELECT number FROM tasks)",
	"a part, tag or metric without its task"},
    {"SELECT task || ' ' || part FROM task_parts WHERE NOT json_valid(json)",
	"a part of a task that can't be read"},
    {"SELECT task FROM events GROUP BY task HAVING sum(size) IS NOT"
     " (SELECT size FROM event_sizes WHERE event_sizes.task = events.task)"
     " UNION ALL SELECT task FROM event_sizes WHERE task != 0 AND size != 0"
     " AND task NOT IN (SELECT task FROM events)"
     " UNION ALL SELECT task FROM event_sizes WHERE task = 0 AND size !="
     " (SELECT total(size) FROM events)",
	"a wrong size of the events of a task, number"},
    {"SELECT 'settings' WHERE NOT EXISTS"
     " (SELECT 1 FROM settings WHERE name = 'uid')",
	"no uid"},
};

/* Report each row of a query; true if there is none. */
static bool
check(struct db *db, struct arena *arena, const char *sql, const char *text,
    store_report *report, void *context)
{
	sqlite3_stmt *row = db_prepare(db, sql);
	int code = SQLITE_ERROR;
	unsigned n = 0;

	while (row != NULL && n < MAX_TOLD &&
	       (code = db_step(db, row)) == SQLITE_ROW) {
		n++;
		report(context, arena_printf(arena, "%s: %s", text,
				    db_column(arena, row, 0)));
	}
	if (row != NULL)
		db_leave(row);
	if (code != SQLITE_DONE && n == 0)
		report(context, "the database can't be read");
	return code == SQLITE_DONE && n == 0;
}

bool
store_sqlite_check(struct store *base, store_report *report, void *context)
{
	struct store_sqlite *store = sqlite_of(base);
	struct db *db = db_borrow(&store->pool);
	struct arena *arena;
	bool fine;
	size_t i;

	if (db == NULL) {
		report(context, "the database was moved or replaced");
		return false;
	}
	arena = arena_new();
	fine = check(db, arena,
	    "SELECT * FROM pragma_integrity_check"
	    " WHERE integrity_check != 'ok'",
	    "the file", report, context);
	for (i = 0; i < sizeof(rules) / sizeof(*rules); i++)
		fine = check(db, arena, rules[i].sql, rules[i].text, report,
			   context) &&
		       fine;
	arena_free(arena);
	db_give_back(&store->pool, db);
	return fine;
}

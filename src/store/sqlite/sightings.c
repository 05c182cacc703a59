#include <sqlite3.h>

#include "base/arena.h"
#include "base/budget.h"
#include "store/sighting_table.h"
#include "store/sqlite/verbs.h"

#define FEW 256      /* sightings that share a commit */
#define MOST "16384" /* rows that are kept */

/* Sightings that are being written. */
struct work {
	size_t n;
	struct store_sighting items[FEW];
};

void
store_sqlite_note_sighting(
    struct store *base, const struct store_sighting *sighting)
{
	sighting_table_note(sqlite_of(base)->sightings, sighting);
}

#define COLUMNS                                                                \
	"SELECT queue, user, address, worker, seen, company FROM sightings"    \
	" WHERE "

/* Read what this process or another has written. */
static enum store_result
learn(struct store_sqlite *store, struct db *db, struct arena *arena,
    const char *company, const char *queue, int64_t since)
{
	struct store_sighting sighting;
	sqlite3_stmt *row =
	    company == NULL
		? db_prepare(db, COLUMNS "(?2 IS NULL OR"
					 " queue = ?2)"
					 " AND seen >= ?3")
		: db_prepare(db, COLUMNS "company = ?1 AND (?2 IS NULL OR"
					 " queue = ?2) AND seen >= ?3");
	int code;

	if (row == NULL)
		return STORE_FAILED;
	if (company != NULL)
		db_bind_text(row, 1, company);
	if (queue != NULL)
		db_bind_text(row, 2, queue);
	db_bind_int(row, 3, since);
	while ((code = db_step(db, row)) == SQLITE_ROW) {
		sighting.queue = db_column(arena, row, 0);
		sighting.user = db_column(arena, row, 1);
		sighting.address = db_column(arena, row, 2);
		sighting.worker = db_column(arena, row, 3);
		sighting.seen = sqlite3_column_int64(row, 4);
		sighting.company = db_column(arena, row, 5);
		sighting_table_learn(store->sightings, &sighting);
	}
	db_leave(row);
	return code == SQLITE_DONE ? STORE_OK : STORE_FAILED;
}

enum store_result
store_sqlite_list_sightings(struct store *base, struct arena *arena,
    const char *company, const char *queue, int64_t since, size_t *n,
    struct store_sighting **sightings)
{
	struct store_sqlite *store = sqlite_of(base);
	struct arena *rows = arena_new();
	struct db *db = db_borrow(&store->pool);
	enum store_result result = STORE_UNAVAILABLE;

	if (db != NULL) {
		result = learn(store, db, rows, company, queue, since);
		db_give_back(&store->pool, db);
	}
	arena_free(rows);
	return result == STORE_OK ? sighting_table_list(store->sightings, arena,
					company, queue, since, n, sightings)
				  : result;
}

static enum store_result
write_one(struct db *db, const struct store_sighting *sighting)
{
	sqlite3_stmt *into = db_prepare(
	    db, "INSERT OR REPLACE INTO sightings VALUES (?, ?, ?, ?, ?, ?)");

	if (into == NULL)
		return STORE_FAILED;
	db_bind_text(into, 1, sighting->company);
	db_bind_text(into, 2, sighting->queue);
	db_bind_text(into, 3, sighting->user);
	db_bind_text(into, 4, sighting->address);
	db_bind_text(into, 5, sighting->worker);
	db_bind_int(into, 6, sighting->seen);
	return db_finish(db, into);
}

/* Write sightings, and delete the oldest beyond those that are kept. */
static enum store_result
write_some(struct db *db, void *arguments)
{
	const struct work *work = arguments;
	enum store_result result = STORE_OK;
	size_t i;

	for (i = 0; i < work->n && result == STORE_OK; i++)
		result = write_one(db, &work->items[i]);
	return result == STORE_OK ? db_change(db,
					"DELETE FROM sightings WHERE seen <"
					" (SELECT seen FROM sightings ORDER BY"
					" seen DESC LIMIT 1 OFFSET " MOST ")",
					0, NULL)
				  : result;
}

void
store_sqlite_write_sightings(struct store_sqlite *store)
{
	struct arena *arena = arena_new();
	enum store_result result = STORE_OK;
	struct work work;

	while (result == STORE_OK &&
	       (work.n = sighting_table_take(
		    store->sightings, arena, FEW, work.items)) > 0) {
		result = db_submit(&store->writer, DB_GROWS, write_some, &work);
		arena_reset(arena);
	}
	arena_free(arena);
}

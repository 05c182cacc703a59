#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/budget.h"
#include "base/gate.h"
#include "store/sqlite/records.h"
#include "store/sqlite/verbs.h"

#define LONG 65536        /* bytes */
#define LONGEST_WAIT 1000 /* ms */
#define TRIES 3

/* A change of metadata. */
struct change {
	struct store_sqlite *store;
	const char *company;
	const char *queue;
	const struct store_metadata_changes *changes;
	/* if it is long: */
	int64_t number;
	struct queue before; /* as read */
	struct store_metadata after;
	bool is_late; /* somebody changed it after it was read */
};

static enum store_result
write_metadata(
    struct db *db, int64_t number, const struct store_metadata *metadata)
{
	sqlite3_stmt *statement = db_prepare(db,
	    "UPDATE queues SET metadata = ?2, pause = ?3 WHERE number = ?1");

	if (statement == NULL)
		return STORE_FAILED;
	db_bind_int(statement, 1, number);
	store_sqlite_bind_metadata(statement, 2, metadata);
	store_sqlite_bind_text(
	    statement, 3, pause_find(metadata->n, metadata->items));
	return db_finish(db, statement);
}

/* Note what a change has done to a pause. */
static enum store_result
note_pause(struct db *db, const struct change *change,
    const struct queue *before, const struct store_metadata *after)
{
	return store_sqlite_note_pause(change->store, db,
	    &(struct store_sqlite_pause){.company = change->company,
		.queue = change->queue,
		.before = pause_find(before->n_metadata, before->metadata),
		.after = pause_find(after->n, after->items),
		.who = change->changes->who,
		.now = change->changes->now});
}

/* Change metadata that is short, all in one write. */
static enum store_result
change_few(struct db *db, void *arguments)
{
	const struct change *change = arguments;
	struct arena *arena = arena_new();
	struct store_metadata metadata;
	enum store_result result;
	struct queue queue;
	int64_t number;

	result = store_sqlite_read_queue(db, arena, change->company,
	    change->queue, QUEUE_METADATA, &number, &queue);
	if (result == STORE_OK)
		result = store_merge_metadata(
		    arena, &queue, change->changes, &metadata);
	if (result == STORE_OK)
		result = write_metadata(db, number, &metadata);
	if (result == STORE_OK)
		result = note_pause(db, change, &queue, &metadata);
	arena_free(arena);
	return result;
}

/* Write metadata that is long, if it is still as it was read. */
static enum store_result
replace(struct db *db, void *arguments)
{
	struct change *change = arguments;
	enum store_result result;
	sqlite3_stmt *statement;

	statement = db_prepare(db, "UPDATE queues SET metadata = ?3, pause = ?4"
				   " WHERE number = ?1 AND company != ''"
				   " AND metadata = ?2");
	if (statement == NULL)
		return STORE_FAILED;
	db_bind_int(statement, 1, change->number);
	store_sqlite_bind_metadata(statement, 2,
	    &(struct store_metadata){
		change->before.n_metadata, change->before.metadata});
	store_sqlite_bind_metadata(statement, 3, &change->after);
	store_sqlite_bind_text(
	    statement, 4, pause_find(change->after.n, change->after.items));
	result = db_finish(db, statement);
	change->is_late =
	    result == STORE_OK && sqlite3_changes(db->handle) == 0;
	return result == STORE_OK && !change->is_late
		   ? note_pause(db, change, &change->before, &change->after)
		   : result;
}

static bool
are_same(const struct queue_metadata *a, const struct queue_metadata *b)
{
	return strcmp(a->name, b->name) == 0 && strcmp(a->key, b->key) == 0 &&
	       strcmp(a->type, b->type) == 0 && strcmp(a->value, b->value) == 0;
}

static enum store_result
read_before(struct change *change, struct arena *arena)
{
	struct db_pool *pool = &change->store->pool;
	struct db *db = db_borrow(pool);
	enum store_result result;

	if (db == NULL)
		return STORE_UNAVAILABLE;
	result = store_sqlite_read_queue(db, arena, change->company,
	    change->queue, QUEUE_METADATA, &change->number, &change->before);
	db_give_back(pool, db);
	return result;
}

/* True if nothing has to be written. */
static bool
is_same(const struct change *change)
{
	size_t i;

	if (change->after.n != change->before.n_metadata)
		return false;
	for (i = 0; i < change->after.n; i++) {
		if (!are_same(
			&change->after.items[i], &change->before.metadata[i]))
			return false;
	}
	return true;
}

/* Merge metadata that is long outside of the write, while others may write. */
static enum store_result
change_many(struct change *change, struct arena *arena)
{
	enum store_result result;

	result = read_before(change, arena);
	if (result == STORE_OK)
		result = store_merge_metadata(
		    arena, &change->before, change->changes, &change->after);
	if (result != STORE_OK || is_same(change))
		return result;
	return db_submit(&change->store->writer, DB_GROWS, replace, change);
}

/* Change long metadata one at a time, so that no commit has several. */
static enum store_result
change_in_turn(struct change *change)
{
	enum store_result result = STORE_UNAVAILABLE;
	struct arena *arena;
	int n = 0;

	if (!gate_wait(change->store->long_writes, "", 1, LONGEST_WAIT))
		return result;
	arena = arena_new();
	do {
		change->is_late = false;
		result = change_many(change, arena);
		arena_reset(arena);
	} while (result == STORE_OK && change->is_late && ++n < TRIES);
	if (result == STORE_OK && change->is_late)
		result = db_submit(
		    &change->store->writer, DB_GROWS, change_few, change);
	gate_leave(change->store->long_writes, "", 1);
	arena_free(arena);
	return result;
}

/* Check whether a queue's metadata is long. */
static enum store_result
look(const struct change *change, bool *is_long)
{
	struct db *db = db_borrow(&change->store->pool);
	enum store_result result = STORE_FAILED;
	sqlite3_stmt *row;

	if (db == NULL)
		return STORE_UNAVAILABLE;
	row = db_prepare(db, "SELECT length(metadata) FROM queues"
			     " WHERE id = ? AND company = ?");
	if (row != NULL) {
		db_bind_text(row, 1, change->queue);
		db_bind_text(row, 2, change->company);
		result = db_found(db_step(db, row));
		*is_long =
		    result == STORE_OK && sqlite3_column_int64(row, 0) > LONG;
		db_leave(row);
	}
	db_give_back(&change->store->pool, db);
	return result;
}

enum store_result
store_sqlite_change_metadata(struct store *store, const char *company,
    const char *queue, const struct store_metadata_changes *changes)
{
	struct change change = {.store = sqlite_of(store),
	    .company = company,
	    .queue = queue,
	    .changes = changes};
	enum store_result result;
	bool is_long = false;

	result = look(&change, &is_long);
	if (result != STORE_OK)
		return result;
	if (!is_long)
		return db_submit(
		    &change.store->writer, DB_GROWS, change_few, &change);
	return budget_admit(changes->budget) ? change_in_turn(&change)
					     : STORE_COSTLY;
}

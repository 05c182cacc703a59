#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "store/sqlite/records.h"
#include "store/sqlite/verbs.h"

/* The arguments of a write; each uses the members that it needs. */
struct work {
	struct store *store;
	const char *company;
	const char *id;
	bool force;
	const struct queue *queue;
	const struct store_changes *changes;
	bool has_rest; /* a removed queue has entries to be swept */
};

static enum store_result
submit(struct store *base, enum db_growth growth, db_write *write,
    struct work *work)
{
	struct store_sqlite *store = sqlite_of(base);

	return db_submit(&store->writer, growth, write, work);
}

static enum store_result
insert_queue(struct db *db, void *arguments)
{
	const struct queue *queue = ((struct work *)arguments)->queue;
	struct store_sqlite_state state = {.created = queue->created};
	enum store_result result;

	result = store_sqlite_insert_row(db, queue);
	if (result != STORE_OK || queue->n_entries == 0)
		return result;
	state.number = sqlite3_last_insert_rowid(db->handle);
	result =
	    store_sqlite_append(db, &state, queue->n_entries, queue->entries);
	if (result == STORE_OK)
		result =
		    store_sqlite_write_state(db, &state, queue->last_update);
	return result;
}

enum store_result
store_sqlite_create(struct store *store, const struct queue *queue)
{
	struct work work = {.queue = queue};

	if (queue->n_entries > STORE_SQLITE_FEW)
		return store_sqlite_add_long(sqlite_of(store), queue);
	return submit(store, DB_GROWS, insert_queue, &work);
}

/* Write the members that change. */
static enum store_result
update_row(struct db *db, int64_t number, const struct store_changes *changes)
{
	sqlite3_stmt *statement = db_prepare(db,
	    "UPDATE queues SET name = coalesce(?2, name),"
	    " tags = coalesce(?3, tags),"
	    " system_tags = coalesce(?4, system_tags),"
	    " metadata = coalesce(?5, metadata),"
	    " pause = iif(?5 IS NULL, pause, ?7),"
	    " display_name = coalesce(?6, display_name) WHERE number = ?1");

	if (statement == NULL)
		return STORE_FAILED;
	db_bind_int(statement, 1, number);
	if (changes->name != NULL)
		db_bind_text(statement, 2, changes->name);
	if (changes->tags != NULL)
		store_sqlite_bind_texts(
		    statement, 3, changes->tags->n, changes->tags->items);
	if (changes->system_tags != NULL)
		store_sqlite_bind_texts(statement, 4, changes->system_tags->n,
		    changes->system_tags->items);
	if (changes->metadata != NULL) {
		store_sqlite_bind_metadata(statement, 5, changes->metadata);
		store_sqlite_bind_text(statement, 7,
		    pause_find(changes->metadata->n, changes->metadata->items));
	}
	if (changes->display_name != NULL)
		db_bind_text(statement, 6, changes->display_name);
	return db_finish(db, statement);
}

/* Note what replacing the metadata has done to a pause. */
static enum store_result
note_pause(struct db *db, const struct work *work, const char *before)
{
	const struct store_changes *changes = work->changes;

	return store_sqlite_note_pause(sqlite_of(work->store), db,
	    &(struct store_sqlite_pause){.company = work->company,
		.queue = work->id,
		.before = before,
		.after =
		    pause_find(changes->metadata->n, changes->metadata->items),
		.who = changes->who,
		.now = changes->now});
}

static enum store_result
change_queue(struct db *db, void *arguments)
{
	const struct work *work = arguments;
	struct arena *arena = arena_new();
	struct queue queue = {0};
	enum store_result result;
	int64_t number;

	result = store_sqlite_read_queue(
	    db, arena, work->company, work->id, QUEUE_PAUSE, &number, &queue);
	if (result == STORE_OK)
		result = update_row(db, number, work->changes);
	if (result == STORE_OK && work->changes->metadata != NULL)
		result = note_pause(db, work, queue.pause);
	arena_free(arena);
	return result;
}

enum store_result
store_sqlite_update(struct store *store, const char *company, const char *id,
    const struct store_changes *changes)
{
	struct work work = {
	    .store = store, .company = company, .id = id, .changes = changes};

	return submit(store, DB_GROWS, change_queue, &work);
}

/* Delete a queue with its entries, or hide it if they are many. */
static enum store_result
delete_all(struct db *db, const struct store_sqlite_state *state)
{
	enum store_result result;

	if (state->n > STORE_SQLITE_FEW)
		return store_sqlite_hide(db, state->number);
	result = db_change(
	    db, "DELETE FROM entries WHERE queue = ?", 1, &state->number);
	if (result == STORE_OK)
		result = db_change(db, "DELETE FROM blocks WHERE queue = ?", 1,
		    &state->number);
	return result == STORE_OK ? store_sqlite_delete_row(db, state->number)
				  : result;
}

static enum store_result
delete_queue(struct db *db, void *arguments)
{
	struct work *work = arguments;
	struct store_sqlite_state state = {0};
	enum store_result result;

	result = store_sqlite_settle(db, work->store);
	if (result == STORE_OK)
		result = store_sqlite_read_state(
		    db, work->company, work->id, &state);
	if (result != STORE_OK)
		return result;
	if (state.n > 0 && !work->force)
		return STORE_NOT_EMPTY;
	work->has_rest = state.n > STORE_SQLITE_FEW;
	return delete_all(db, &state);
}

/* Have some tasks forget a queue that has gone; STORE_EMPTY if none is left. */
static enum store_result
forget_queue(struct db *db, void *arguments)
{
	const struct work *work = arguments;
	sqlite3_stmt *statement = db_prepare(db,
	    "UPDATE tasks SET queue = NULL WHERE number IN"
	    " (SELECT number FROM tasks WHERE company = ?1 AND queue = ?2"
	    " LIMIT ?3)");
	enum store_result result;

	if (statement == NULL)
		return STORE_FAILED;
	db_bind_text(statement, 1, work->company);
	db_bind_text(statement, 2, work->id);
	db_bind_int(statement, 3, STORE_SQLITE_FEW);
	result = db_finish(db, statement);
	return result == STORE_OK && sqlite3_changes(db->handle) == 0
		   ? STORE_EMPTY
		   : result;
}

enum store_result
store_sqlite_delete(
    struct store *store, const char *company, const char *id, bool force)
{
	struct work work = {
	    .store = store, .company = company, .id = id, .force = force};
	enum store_result result;

	result = submit(store, DB_STAYS, delete_queue, &work);
	if (result != STORE_OK)
		return result;
	if (work.has_rest)
		store_sqlite_sweep(sqlite_of(store));
	while (submit(store, DB_STAYS, forget_queue, &work) == STORE_OK)
		;
	return result;
}

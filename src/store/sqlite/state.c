#include <string.h>

#include <sqlite3.h>

#include "store/sqlite/verbs.h"

enum store_result
store_sqlite_read_state(struct db *db, const char *company, const char *queue,
    struct store_sqlite_state *state)
{
	sqlite3_stmt *row =
	    db_prepare(db, "SELECT number, created, n_entries, added,"
			   " " STORE_SQLITE_PLACE
			   ", pause FROM queues WHERE id = ? AND company = ?");
	int code;

	if (row == NULL)
		return STORE_FAILED;
	db_bind_text(row, 1, queue);
	db_bind_text(row, 2, company);
	if ((code = db_step(db, row)) == SQLITE_ROW) {
		state->number = sqlite3_column_int64(row, 0);
		state->created = sqlite3_column_int64(row, 1);
		state->n = sqlite3_column_int64(row, 2);
		state->added = sqlite3_column_int64(row, 3);
		state->place = sqlite3_column_int64(row, 4);
		state->pause =
		    pause_scope((const char *)sqlite3_column_text(row, 5));
	}
	db_leave(row);
	return db_found(code);
}

enum store_result
store_sqlite_write_state(
    struct db *db, struct store_sqlite_state *state, int64_t now)
{
	enum store_result result = store_sqlite_block_write(db, state);

	if (result != STORE_OK)
		return result;
	return db_change(db,
	    "UPDATE queues SET last_update = ?2, n_entries = ?3, added = ?4"
	    " WHERE number = ?1",
	    4, (int64_t[]){state->number, now, state->n, state->added});
}

enum store_result
store_sqlite_hold_state(struct db *db, struct store_sqlite *store,
    const char *company, const char *queue, struct store_sqlite_held **held)
{
	struct store_sqlite_states *states = &store->states;
	enum store_result result;
	size_t i;

	for (i = 0; i < states->n; i++) {
		*held = &states->items[i];
		if (strcmp((*held)->queue, queue) == 0 &&
		    strcmp((*held)->company, company) == 0)
			return STORE_OK;
	}
	*held = &states->items[i];
	**held = (struct store_sqlite_held){.company = company, .queue = queue};
	result = store_sqlite_read_state(db, company, queue, &(*held)->state);
	states->n += result == STORE_OK;
	return result;
}

enum store_result
store_sqlite_settle(struct db *db, void *context)
{
	struct store_sqlite_states *states =
	    &((struct store_sqlite *)context)->states;
	enum store_result result = STORE_OK;
	struct store_sqlite_held *held;
	size_t i;

	for (i = 0; i < states->n && result == STORE_OK; i++) {
		held = &states->items[i];
		if (held->has_changed)
			result = store_sqlite_write_state(
			    db, &held->state, held->now);
	}
	states->n = 0;
	return result;
}

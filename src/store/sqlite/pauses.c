#include <string.h>

#include <sqlite3.h>

#include "store/sqlite/verbs.h"

enum store_result
store_sqlite_check_pause(struct db *db, const struct store_sqlite_state *state,
    const struct store_actor *who)
{
	const struct pause_poller poller = store_poller(who);
	enum store_result result;
	sqlite3_stmt *row;

	if (state->pause != PAUSE_SOME)
		return state->pause == PAUSE_NOBODY ? STORE_OK : STORE_EMPTY;
	row = db_prepare(db, "SELECT pause FROM queues WHERE number = ?");
	if (row == NULL)
		return STORE_FAILED;
	db_bind_int(row, 1, state->number);
	result = db_found(db_step(db, row));
	if (result == STORE_OK &&
	    pause_holds((const char *)sqlite3_column_text(row, 0), &poller))
		result = STORE_EMPTY;
	db_leave(row);
	return result;
}

static bool
are_same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

enum store_result
store_sqlite_note_pause(struct store_sqlite *store, struct db *db,
    const struct store_sqlite_pause *pause)
{
	struct store_sqlite_state state = {0};
	enum store_action action;
	enum store_result result;

	if (are_same(pause->before, pause->after))
		return STORE_OK;
	/* states that this group has read have the pause as it was */
	result = store_sqlite_settle(db, store);
	if (result != STORE_OK ||
	    !store_pause_action(pause->before, pause->after, &action))
		return result;
	result =
	    store_sqlite_read_state(db, pause->company, pause->queue, &state);
	if (result == STORE_OK)
		store_sqlite_note_change(store,
		    &(struct store_sqlite_change){.company = pause->company,
			.queue = pause->queue,
			.place = state.place,
			.action = action,
			.who = pause->who,
			.now = pause->now,
			.before = -1,
			.after = -1});
	return result;
}

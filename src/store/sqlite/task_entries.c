#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "store/sqlite/records.h"
#include "store/sqlite/verbs.h"

/* The ids of the company's queues that hold a task. */
static enum store_result
list_queues(struct db *db, struct arena *arena, const char *company,
    const char *task, size_t *n, const char ***queues)
{
	sqlite3_stmt *row = db_prepare(db,
	    "SELECT queues.id FROM entries JOIN queues ON number = queue"
	    " WHERE task = ? AND company = ?");
	size_t room = 0;
	int code;

	*n = 0;
	*queues = NULL;
	if (row == NULL)
		return STORE_FAILED;
	db_bind_text(row, 1, task);
	db_bind_text(row, 2, company);
	while ((code = db_step(db, row)) == SQLITE_ROW) {
		*queues =
		    arena_grow(arena, *queues, *n, &room, sizeof(**queues));
		(*queues)[(*n)++] = db_column(arena, row, 0);
	}
	db_leave(row);
	return code == SQLITE_DONE ? STORE_OK : STORE_FAILED;
}

/* Delete a task's entry, if it is in the queue. */
static enum store_result
leave_queue(struct db *db, struct store_sqlite *store, const char *company,
    const char *queue, const char *task, const struct store_actor *who,
    int64_t now)
{
	struct store_sqlite_state state = {0};
	enum store_result result;
	int64_t rank, added, before;

	result = store_sqlite_read_state(db, company, queue, &state);
	if (result == STORE_OK)
		result = store_sqlite_find_entry(
		    db, state.number, task, &rank, &added);
	if (result != STORE_OK)
		return result == STORE_NOT_FOUND ? STORE_OK : result;
	before = store_sqlite_place_before(store, db, state.number, rank);
	result = store_sqlite_take_out(db, &state, rank, added);
	if (result == STORE_OK)
		result = store_sqlite_write_state(db, &state, now);
	if (result == STORE_OK) {
		store_sqlite_sample(store, &state, now);
		store_sqlite_count(store, &state, now, FLOW_REMOVED, 1);
		store_sqlite_note_change(
		    store, &(struct store_sqlite_change){.company = company,
			       .queue = queue,
			       .place = state.place,
			       .task = task,
			       .action = STORE_REMOVED,
			       .who = who,
			       .now = now,
			       .before = before,
			       .after = -1});
	}
	return result;
}

enum store_result
store_sqlite_leave_queues(struct db *db, struct store_sqlite *store,
    const char *company, const char *task, const char *only, const char *except,
    const struct store_actor *who, int64_t now)
{
	struct arena *arena;
	enum store_result result;
	const char **queues;
	size_t i, n;

	if (only != NULL)
		return leave_queue(db, store, company, only, task, who, now);
	arena = arena_new();
	result = list_queues(db, arena, company, task, &n, &queues);
	for (i = 0; i < n && result == STORE_OK; i++) {
		if (except == NULL || strcmp(queues[i], except) != 0)
			result = leave_queue(
			    db, store, company, queues[i], task, who, now);
	}
	arena_free(arena);
	return result;
}

enum store_result
store_sqlite_join_queue(struct db *db, struct store_sqlite *store,
    const char *company, const char *queue, const struct queue_entry *entry,
    const struct store_actor *who)
{
	struct store_sqlite_state state = {0};
	enum store_result result;
	int64_t rank, added;

	result = store_sqlite_read_state(db, company, queue, &state);
	if (result != STORE_OK)
		return result;
	result = store_sqlite_find_entry(
	    db, state.number, entry->task, &rank, &added);
	if (result != STORE_NOT_FOUND)
		return result == STORE_OK ? STORE_DUPLICATE : result;
	result = store_sqlite_append(db, &state, 1, entry);
	if (result == STORE_OK)
		result = store_sqlite_write_state(db, &state, entry->added);
	if (result == STORE_OK) {
		store_sqlite_sample(store, &state, entry->added);
		store_sqlite_count(store, &state, entry->added, FLOW_ADDED, 1);
		store_sqlite_note_change(
		    store, &(struct store_sqlite_change){.company = company,
			       .queue = queue,
			       .place = state.place,
			       .task = entry->task,
			       .action = STORE_ADDED,
			       .who = who,
			       .now = entry->added,
			       .before = -1,
			       .after = state.n - 1});
	}
	return result;
}

#include <sqlite3.h>

#include "base/arena.h"
#include "base/budget.h"
#include "base/timefmt.h"
#include "store/sqlite/records.h"
#include "store/sqlite/verbs.h"

#define TASK_LEAST 3 /* bytes of a task in an answer, apart from its id */
#define TASK_SIZE 32 /* bytes of a task in memory, likewise */

/* A queue that is being cleared, and the tasks found in it. */
struct clearing {
	struct store_sqlite *store;
	struct arena *arena;
	const struct store_leaving *leaving;
	bool wants_tasks;
	size_t n; /* entries */
	const char **tasks;
	int64_t rest; /* queue number of entries to be swept; 0: none */
};

/* Read the tasks of a queue, in their order. */
static enum store_result
read_tasks(struct db *db, struct clearing *clearing, int64_t number)
{
	sqlite3_stmt *row = db_prepare(
	    db, "SELECT task FROM entries WHERE queue = ? ORDER BY rank");
	size_t room = 0;
	int code;

	clearing->n = 0;
	clearing->tasks = NULL;
	if (row == NULL)
		return STORE_FAILED;
	db_bind_int(row, 1, number);
	while ((code = db_step(db, row)) == SQLITE_ROW) {
		clearing->tasks = arena_grow(clearing->arena, clearing->tasks,
		    clearing->n, &room, sizeof(*clearing->tasks));
		clearing->tasks[clearing->n++] =
		    db_column(clearing->arena, row, 0);
	}
	db_leave(row);
	return code == SQLITE_DONE ? STORE_OK : STORE_FAILED;
}

/*
 * Pay in advance for an answer with all tasks of a queue, as the call can't be
 * refused once they are gone.
 */
static enum store_result
pay(struct db *db, const struct clearing *clearing)
{
	struct budget *budget = arena_budget(clearing->arena);
	struct store_sqlite_state state = {0};
	enum store_result result;
	int64_t n_bytes = 0;

	result = store_sqlite_read_state(
	    db, clearing->leaving->company, clearing->leaving->queue, &state);
	if (result == STORE_OK && state.n == 0)
		return STORE_EMPTY;
	if (result == STORE_OK)
		result = db_read(db,
		    "SELECT total(length(CAST(task AS BLOB))) FROM entries"
		    " WHERE queue = ?",
		    1, &state.number, &n_bytes);
	if (result != STORE_OK)
		return result;
	return budget_answer(
		   budget, (uint64_t)(n_bytes + state.n * TASK_LEAST)) &&
		       budget_hold(budget, (uint64_t)state.n * TASK_SIZE)
		   ? STORE_OK
		   : STORE_COSTLY;
}

static enum store_result
set_empty(struct db *db, int64_t number)
{
	return db_change(db,
	    "UPDATE queues SET n_entries = 0, added = 0 WHERE number = ?", 1,
	    &number);
}

/* Delete the entries of a short queue. */
static enum store_result
delete_entries(struct db *db, struct clearing *clearing, int64_t number)
{
	enum store_result result = STORE_OK;

	if (clearing->wants_tasks)
		result = read_tasks(db, clearing, number);
	if (result == STORE_OK)
		result = db_change(
		    db, "DELETE FROM entries WHERE queue = ?", 1, &number);
	if (result == STORE_OK)
		result = db_change(
		    db, "DELETE FROM blocks WHERE queue = ?", 1, &number);
	return result == STORE_OK ? set_empty(db, number) : result;
}

static enum store_result
renumber(struct db *db, int64_t from, int64_t to)
{
	return db_change(db, "UPDATE queues SET number = ?2 WHERE number = ?1",
	    2, (int64_t[]){from, to});
}

/* Note the place of a queue that now has another number. */
static enum store_result
keep_place(
    struct db *db, const struct store_sqlite_state *state, int64_t number)
{
	enum store_result result = db_change(
	    db, "DELETE FROM places WHERE number = ?", 1, &state->number);

	if (result != STORE_OK)
		return result;
	return db_change(db, "INSERT INTO places VALUES (?, ?)", 2,
	    (int64_t[]){number, state->place});
}

/* Give a queue a new number, and its old one and the entries to a new row. */
static enum store_result
exchange(struct db *db, const struct store_sqlite_state *state)
{
	enum store_result result;
	int64_t number;

	result = db_change(db,
	    "INSERT INTO queues (id, company, name, created, tags,"
	    " system_tags, metadata) VALUES ('', '', '', 0, x'', x'', x'')",
	    0, NULL);
	number = sqlite3_last_insert_rowid(db->handle);
	if (result == STORE_OK)
		result = renumber(db, number, -number);
	if (result == STORE_OK)
		result = renumber(db, state->number, number);
	if (result == STORE_OK)
		result = renumber(db, -number, state->number);
	if (result == STORE_OK)
		result = set_empty(db, number);
	return result == STORE_OK ? keep_place(db, state, number) : result;
}

/*
 * Leave the entries of a long queue to the sweeper, like those of a removed
 * queue; a last_update keeps it off until they have been read, if needed.
 */
static enum store_result
leave_entries(struct db *db, struct clearing *clearing,
    const struct store_sqlite_state *state)
{
	enum store_result result = exchange(db, state);

	clearing->rest = state->number;
	if (result == STORE_OK)
		result = store_sqlite_hide(db, state->number);
	if (result == STORE_OK && clearing->wants_tasks)
		result = db_change(db,
		    "UPDATE queues SET last_update = ?2 WHERE number = ?1", 2,
		    (int64_t[]){state->number, timefmt_now()});
	return result;
}

static enum store_result
clear_queue(struct db *db, void *arguments)
{
	struct clearing *clearing = arguments;
	const struct store_leaving *leaving = clearing->leaving;
	struct store_sqlite *store = clearing->store;
	struct store_sqlite_state state = {0};
	enum store_result result = store_sqlite_settle(db, store);

	clearing->rest = 0;
	if (result == STORE_OK)
		result = store_sqlite_read_state(
		    db, leaving->company, leaving->queue, &state);
	if (result == STORE_OK && state.n == 0)
		return STORE_EMPTY;
	if (result == STORE_OK)
		result = state.n > STORE_SQLITE_FEW
			     ? leave_entries(db, clearing, &state)
			     : delete_entries(db, clearing, state.number);
	if (result == STORE_OK)
		store_sqlite_count(
		    store, &state, leaving->now, FLOW_REMOVED, state.n);
	if (result == STORE_OK)
		store_sqlite_note_change(store,
		    &(struct store_sqlite_change){.company = leaving->company,
			.queue = leaving->queue,
			.place = state.place,
			.action = STORE_CLEARED,
			.who = &(struct store_actor){.user = leaving->user},
			.now = leaving->now,
			.before = state.n,
			.after = 0});
	state.n = state.added = 0;
	if (result == STORE_OK)
		store_sqlite_sample(store, &state, leaving->now);
	return result == STORE_OK ? store_sqlite_revert_some(db, leaving)
				  : result;
}

/* Revert some of the tasks of a long queue; STORE_EMPTY if none are left. */
static enum store_result
revert_some(struct db *db, void *arguments)
{
	const struct clearing *clearing = arguments;
	enum store_result result =
	    store_sqlite_revert_some(db, clearing->leaving);

	if (result == STORE_OK && sqlite3_changes(db->handle) == 0)
		return STORE_EMPTY;
	return result;
}

/* Run read_tasks() or pay() with a reader. */
static enum store_result
borrow(struct clearing *clearing, bool for_tasks)
{
	struct db_pool *pool = &clearing->store->pool;
	struct db *db = db_borrow_for_long(pool);
	enum store_result result;

	if (db == NULL)
		return STORE_UNAVAILABLE;
	result = for_tasks ? read_tasks(db, clearing, clearing->rest)
			   : pay(db, clearing);
	db_give_back(pool, db);
	return result;
}

static enum store_result
let_go(struct db *db, void *arguments)
{
	return db_change(db,
	    "UPDATE queues SET last_update = NULL WHERE number = ?", 1,
	    &((const struct clearing *)arguments)->rest);
}

/* Read the entries that were left, if needed, and have them swept. */
static enum store_result
finish(struct clearing *clearing)
{
	struct db_writer *writer = &clearing->store->writer;
	enum store_result result = STORE_OK;

	while (db_submit(writer, DB_STAYS, revert_some, clearing) == STORE_OK)
		;
	if (clearing->wants_tasks) {
		result = borrow(clearing, true);
		db_submit(writer, DB_STAYS, let_go, clearing);
	}
	store_sqlite_sweep(clearing->store);
	return result == STORE_UNAVAILABLE ? STORE_FAILED : result;
}

enum store_result
store_sqlite_clear_queue(struct store *base, struct arena *arena,
    const struct store_leaving *leaving, size_t *n, const char ***tasks)
{
	struct clearing clearing = {.store = sqlite_of(base),
	    .arena = arena,
	    .leaving = leaving,
	    .wants_tasks = tasks != NULL};
	enum store_result result = STORE_OK;

	if (tasks != NULL)
		result = borrow(&clearing, false);
	if (result == STORE_OK)
		result = db_submit(
		    &clearing.store->writer, DB_STAYS, clear_queue, &clearing);
	if (result == STORE_OK && clearing.rest != 0)
		result = finish(&clearing);
	if (result == STORE_OK && tasks != NULL) {
		*n = clearing.n;
		*tasks = clearing.tasks;
	}
	return result;
}

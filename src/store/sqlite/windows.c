#include <sqlite3.h>

#include "base/arena.h"
#include "base/budget.h"
#include "store/sqlite/verbs.h"

#define ENTRY_SIZE 100   /* bytes of an entry in an answer, at least */
#define HOLDER_NS 100000 /* to find a position */
#define HOLDER_SIZE 200  /* bytes of a holder in memory and an answer */

/* Read entries from a rank on. */
static enum store_result
read_entries(struct db *db, struct arena *arena, int64_t number, int64_t rank,
    size_t n, struct store_window *window)
{
	sqlite3_stmt *row = db_prepare(db,
	    "SELECT task, added FROM entries WHERE queue = ? AND rank >= ?"
	    " ORDER BY rank LIMIT ?");
	int code = SQLITE_ROW;

	if (row == NULL)
		return STORE_FAILED;
	window->entries = arena_alloc_n(arena, n, sizeof(*window->entries));
	db_bind_int(row, 1, number);
	db_bind_int(row, 2, rank);
	db_bind_int(row, 3, (int64_t)n);
	while (window->n < n && (code = db_step(db, row)) == SQLITE_ROW) {
		window->entries[window->n].task = db_column(arena, row, 0);
		window->entries[window->n++].added =
		    sqlite3_column_int64(row, 1);
	}
	db_leave(row);
	return code == SQLITE_ROW || code == SQLITE_DONE ? STORE_OK
							 : STORE_FAILED;
}

/* Read a window, in a transaction. */
static enum store_result
read_window(struct db *db, struct arena *arena, const char *company,
    const char *queue, int64_t from, size_t n, struct store_window *window)
{
	struct store_sqlite_state state = {0};
	enum store_result result;
	int64_t rank;

	result = store_sqlite_read_state(db, company, queue, &state);
	if (result != STORE_OK)
		return result;
	*window = (struct store_window){.length = (size_t)state.n};
	if (from >= state.n)
		return STORE_OK;
	if (n > (size_t)(state.n - from))
		n = (size_t)(state.n - from);
	if (!budget_answer(arena_budget(arena), n * ENTRY_SIZE))
		return STORE_COSTLY;
	result = store_sqlite_block_rank(db, state.number, from, &rank);
	return result == STORE_OK
		   ? read_entries(db, arena, state.number, rank, n, window)
		   : result;
}

enum store_result
store_sqlite_list_entries(struct store *base, struct arena *arena,
    const char *company, const char *queue, int64_t from, size_t n,
    struct store_window *window)
{
	struct db_pool *pool = &sqlite_of(base)->pool;
	struct db *db = db_borrow(pool);
	enum store_result result = STORE_FAILED;

	if (db == NULL)
		return STORE_UNAVAILABLE;
	if (db_run(db, "BEGIN")) {
		result =
		    read_window(db, arena, company, queue, from, n, window);
		db_run(db, "COMMIT");
	}
	db_give_back(pool, db);
	return result;
}

/* Holders that are being found. */
struct search {
	struct arena *arena;
	size_t n;
	size_t room;
	struct store_holder *holders;
};

/* Add the holder in a row. */
static enum store_result
add_holder(struct db *db, sqlite3_stmt *row, struct search *search)
{
	struct budget *budget = arena_budget(search->arena);
	struct store_holder *holder;

	if (!budget_pay(budget, HOLDER_NS) ||
	    !budget_answer(budget, HOLDER_SIZE))
		return STORE_COSTLY;
	search->holders = arena_grow(search->arena, search->holders, search->n,
	    &search->room, sizeof(*search->holders));
	holder = &search->holders[search->n++];
	*holder = (struct store_holder){.id = db_column(search->arena, row, 2),
	    .name = db_column(search->arena, row, 3),
	    .length = sqlite3_column_int64(row, 4),
	    .added = sqlite3_column_int64(row, 5)};
	return store_sqlite_block_find(db, sqlite3_column_int64(row, 0),
	    sqlite3_column_int64(row, 1), &holder->position);
}

/* Find the queues that hold a task, in a transaction. */
static enum store_result
find_holders(
    struct db *db, const char *company, const char *task, struct search *search)
{
	sqlite3_stmt *row = db_prepare(db,
	    "SELECT number, rank, queues.id, name, n_entries, entries.added"
	    " FROM entries JOIN queues ON number = queue"
	    " WHERE task = ? AND company = ?");
	enum store_result result = STORE_OK;
	int code = SQLITE_DONE;

	if (row == NULL)
		return STORE_FAILED;
	db_bind_text(row, 1, task);
	db_bind_text(row, 2, company);
	while (result == STORE_OK && (code = db_step(db, row)) == SQLITE_ROW)
		result = add_holder(db, row, search);
	db_leave(row);
	return result == STORE_OK && code != SQLITE_DONE ? STORE_FAILED
							 : result;
}

enum store_result
store_sqlite_find_holders(struct store *base, struct arena *arena,
    const char *company, const char *task, size_t *n,
    struct store_holder **holders)
{
	struct db_pool *pool = &sqlite_of(base)->pool;
	struct search search = {.arena = arena};
	struct db *db = db_borrow(pool);
	enum store_result result = STORE_FAILED;

	if (db == NULL)
		return STORE_UNAVAILABLE;
	if (db_run(db, "BEGIN")) {
		if (budget_begin(arena_budget(arena), BUDGET_GO_ON))
			result = find_holders(db, company, task, &search);
		else
			result = STORE_COSTLY;
		budget_end(arena_budget(arena));
		db_run(db, "COMMIT");
	}
	db_give_back(pool, db);
	*n = search.n;
	*holders = search.holders;
	return result;
}

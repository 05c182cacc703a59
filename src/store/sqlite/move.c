#include <sqlite3.h>

#include "base/timefmt.h"
#include "store/sqlite/verbs.h"

/* A move within a queue. */
struct move {
	struct store *store;
	const char *company;
	const char *queue;
	const char *task;
	int64_t by;
	const struct store_actor *who;
	int64_t *position;
	/* read in the transaction: */
	int64_t number; /* its number */
	int64_t place;  /* of its samples */
	int64_t n;      /* entries */
	int64_t rank;
	int64_t from; /* index */
	int64_t to;   /* index */
};

static enum store_result
find_entry(struct db *db, struct move *move)
{
	sqlite3_stmt *row = db_prepare(db,
	    "SELECT queues.number, n_entries, rank, " STORE_SQLITE_PLACE
	    " FROM queues JOIN entries"
	    " ON entries.queue = queues.number"
	    " WHERE id = ? AND company = ? AND task = ?");
	enum store_result result;

	if (row == NULL)
		return STORE_FAILED;
	db_bind_text(row, 1, move->queue);
	db_bind_text(row, 2, move->company);
	db_bind_text(row, 3, move->task);
	result = db_found(db_step(db, row));
	if (result == STORE_OK) {
		move->number = sqlite3_column_int64(row, 0);
		move->n = sqlite3_column_int64(row, 1);
		move->rank = sqlite3_column_int64(row, 2);
		move->place = sqlite3_column_int64(row, 3);
	}
	db_leave(row);
	return result == STORE_NOT_FOUND ? STORE_NO_TASK : result;
}

/* Find the old index and the new one. */
static enum store_result
find_places(struct db *db, struct move *move)
{
	enum store_result result;

	result =
	    store_sqlite_block_find(db, move->number, move->rank, &move->from);
	if (result != STORE_OK)
		return result;
	if (move->by < -move->from)
		move->to = 0;
	else if (move->by > move->n - 1 - move->from)
		move->to = move->n - 1;
	else
		move->to = move->from + move->by;
	return STORE_OK;
}

/* Find the ranks around the new place: INT64_MIN, INT64_MAX at the ends. */
static enum store_result
find_neighbours(
    struct db *db, const struct move *move, int64_t *low, int64_t *high)
{
	int64_t before = move->to > move->from ? move->to : move->to - 1;
	enum store_result result = STORE_OK;

	*low = INT64_MIN;
	*high = INT64_MAX;
	if (before >= 0)
		result = store_sqlite_block_rank(db, move->number, before, low);
	if (result == STORE_OK && before + 1 < move->n)
		result =
		    store_sqlite_block_rank(db, move->number, before + 1, high);
	return result;
}

/* Choose a free rank for the new place; make room if there is none. */
static enum store_result
choose_rank(struct db *db, struct move *move, int64_t *rank)
{
	enum store_result result;
	int64_t low, high;

	result = find_neighbours(db, move, &low, &high);
	if (result == STORE_OK && low != INT64_MIN && high - low < 2) {
		result = store_sqlite_block_spread(db, move->number, low);
		if (result == STORE_OK)
			result = find_entry(db, move);
		if (result == STORE_OK)
			result = find_neighbours(db, move, &low, &high);
	}
	if (result != STORE_OK)
		return result;
	if (low == INT64_MIN)
		*rank = high - STORE_SQLITE_RANK_GAP;
	else if (high == INT64_MAX)
		*rank = low + STORE_SQLITE_RANK_GAP;
	else
		*rank = low + (high - low) / 2;
	return STORE_OK;
}

static enum store_result
move_task(struct db *db, void *arguments)
{
	struct move *move = arguments;
	struct store_sqlite_state state = {0};
	enum store_result result;
	int64_t rank;

	if ((result = store_sqlite_settle(db, move->store)) != STORE_OK ||
	    (result = find_entry(db, move)) != STORE_OK ||
	    (result = find_places(db, move)) != STORE_OK)
		return result;
	*move->position = move->to;
	if (move->to == move->from)
		return STORE_OK;
	store_sqlite_note_change(sqlite_of(move->store),
	    &(struct store_sqlite_change){.company = move->company,
		.queue = move->queue,
		.place = move->place,
		.task = move->task,
		.action = STORE_MOVED,
		.who = move->who,
		.now = timefmt_now(),
		.before = move->from,
		.after = move->to});
	state.number = move->number;
	if ((result = choose_rank(db, move, &rank)) != STORE_OK ||
	    (result = store_sqlite_block_remove(db, &state, move->rank)) !=
		STORE_OK ||
	    (result = store_sqlite_set_rank(
		 db, move->number, move->rank, rank)) != STORE_OK ||
	    (result = store_sqlite_block_add(db, &state, rank)) != STORE_OK)
		return result;
	return store_sqlite_block_write(db, &state);
}

enum store_result
store_sqlite_move_task(struct store *store, const char *company,
    const char *queue, const char *task, int64_t by,
    const struct store_actor *who, int64_t *position)
{
	struct move move = {.store = store,
	    .company = company,
	    .queue = queue,
	    .task = task,
	    .by = by,
	    .who = who,
	    .position = position};

	return db_submit(&sqlite_of(store)->writer, DB_STAYS, move_task, &move);
}

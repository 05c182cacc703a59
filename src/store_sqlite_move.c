#include <sqlite3.h>

#include "store_sqlite_verbs.h"

/* A move on its way. */
struct move {
	const char *company;
	const char *id;
	const char *task;
	int64_t by;
	int64_t *position;
	/* found out in the transaction */
	int64_t queue; /* its number */
	int64_t rank;
	int64_t from; /* index */
	int64_t to;   /* index */
	int64_t n;    /* entries */
};

/* Read the only column of a query's first row; its parameters are numbers. */
static enum store_result
read_number(
    struct db *db, const char *sql, int64_t a, int64_t b, int64_t *number)
{
	sqlite3_stmt *row = db_prepare(db, sql);
	enum store_result result;

	if (row == NULL)
		return STORE_FAILED;
	db_bind_int(row, 1, a);
	db_bind_int(row, 2, b);
	result = db_found(db_step(db, row));
	if (result == STORE_OK)
		*number = sqlite3_column_int64(row, 0);
	db_leave(row);
	return result;
}

static enum store_result
find_entry(struct db *db, struct move *move)
{
	sqlite3_stmt *row =
	    db_prepare(db, "SELECT number, rank FROM queues JOIN entries"
			   " ON entries.queue = number"
			   " WHERE id = ? AND company = ? AND task = ?");
	enum store_result result;

	if (row == NULL)
		return STORE_FAILED;
	db_bind_text(row, 1, move->id);
	db_bind_text(row, 2, move->company);
	db_bind_text(row, 3, move->task);
	result = db_found(db_step(db, row));
	if (result == STORE_OK) {
		move->queue = sqlite3_column_int64(row, 0);
		move->rank = sqlite3_column_int64(row, 1);
	}
	db_leave(row);
	return result == STORE_NOT_FOUND ? STORE_NO_TASK : result;
}

/* Find out the indexes from which and to which it goes. */
static enum store_result
find_places(struct db *db, struct move *move)
{
	enum store_result result;

	result = read_number(db,
	    "SELECT count(*) FROM entries WHERE queue = ? AND rank < ?",
	    move->queue, move->rank, &move->from);
	if (result == STORE_OK)
		result = read_number(db,
		    "SELECT count(*) FROM entries WHERE queue = ?1 AND ?2",
		    move->queue, true, &move->n);
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

static enum store_result
rank_at(struct db *db, int64_t queue, int64_t index, int64_t *rank)
{
	return read_number(db,
	    "SELECT rank FROM entries WHERE queue = ? ORDER BY rank"
	    " LIMIT 1 OFFSET ?",
	    queue, index, rank);
}

/* A rank for the new place; STORE_EMPTY if there is no room between two. */
static enum store_result
choose_rank(struct db *db, const struct move *move, int64_t *rank)
{
	int64_t before = move->to > move->from ? move->to : move->to - 1;
	enum store_result result;
	int64_t low, high;

	if (move->to == 0 || move->to == move->n - 1) {
		result = rank_at(db, move->queue, move->to, &low);
		*rank = move->to == 0 ? low - STORE_SQLITE_RANK_GAP
				      : low + STORE_SQLITE_RANK_GAP;
		return result;
	}
	if ((result = rank_at(db, move->queue, before, &low)) != STORE_OK ||
	    (result = rank_at(db, move->queue, before + 1, &high)) != STORE_OK)
		return result;
	*rank = low + (high - low) / 2;
	return *rank == low ? STORE_EMPTY : STORE_OK;
}

static enum store_result
set_rank(struct db *db, int64_t queue, int64_t from, int64_t to)
{
	sqlite3_stmt *statement = db_prepare(
	    db, "UPDATE entries SET rank = ?3 WHERE queue = ?1 AND rank = ?2");
	enum store_result result;

	if (statement == NULL)
		return STORE_FAILED;
	db_bind_int(statement, 1, queue);
	db_bind_int(statement, 2, from);
	db_bind_int(statement, 3, to);
	result = db_written(db_step(db, statement));
	db_leave(statement);
	return result;
}

/* Give every entry a new rank, above all that there are, with full gaps. */
static enum store_result
renumber(struct db *db, struct move *move)
{
	enum store_result result;
	int64_t i, rank, last;

	result = rank_at(db, move->queue, move->n - 1, &last);
	for (i = 0; i < move->n && result == STORE_OK; i++) {
		result = rank_at(db, move->queue, 0, &rank);
		last += STORE_SQLITE_RANK_GAP;
		if (result == STORE_OK)
			result = set_rank(db, move->queue, rank, last);
		if (rank == move->rank)
			move->rank = last;
	}
	return result;
}

static enum store_result
move_entry(struct db *db, void *arguments)
{
	struct move *move = arguments;
	enum store_result result;
	int64_t rank;

	if ((result = find_entry(db, move)) != STORE_OK ||
	    (result = find_places(db, move)) != STORE_OK)
		return result;
	*move->position = move->to;
	if (move->to == move->from)
		return STORE_OK;
	result = choose_rank(db, move, &rank);
	if (result == STORE_EMPTY) {
		if ((result = renumber(db, move)) != STORE_OK)
			return result;
		result = choose_rank(db, move, &rank);
	}
	return result == STORE_OK ? set_rank(db, move->queue, move->rank, rank)
				  : result;
}

enum store_result
store_sqlite_queue_move(struct store *store, const char *company,
    const char *id, const char *task, int64_t by, int64_t *position)
{
	struct move move = {.company = company,
	    .id = id,
	    .task = task,
	    .by = by,
	    .position = position};

	return db_submit(
	    &((struct store_sqlite *)store)->writer, move_entry, &move);
}

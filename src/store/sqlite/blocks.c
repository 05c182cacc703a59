#include <sqlite3.h>

#include "base/arena.h"
#include "store/sqlite/verbs.h"

#define BLOCK 1000 /* entries in a block, at most */
#define TEXT_OF(number) #number
#define AS_TEXT(number) TEXT_OF(number)
#define LEAST_GAP 1024 /* between ranks after spreading */

/* The rank at which the block begins that holds rank ?2. */
#define HOLDER "(SELECT max(rank) FROM blocks WHERE queue = ?1 AND rank <= ?2)"

/* The rank at which the next block begins. */
#define NEXT                                                                   \
	"coalesce((SELECT min(rank) FROM blocks WHERE queue = ?1"              \
	" AND rank > ?2), 9223372036854775807)"

static bool
has_changed(struct db *db)
{
	return sqlite3_changes(db->handle) > 0;
}

/* Find the block that holds a rank. */
static enum store_result
find_holder(struct db *db, int64_t number, int64_t rank,
    struct store_sqlite_block *block)
{
	sqlite3_stmt *row =
	    db_prepare(db, "SELECT rank, n, " NEXT " FROM blocks"
			   " WHERE queue = ?1 AND rank <= ?2"
			   " ORDER BY rank DESC LIMIT 1");
	enum store_result result;

	if (row == NULL)
		return STORE_FAILED;
	db_bind_int(row, 1, number);
	db_bind_int(row, 2, rank);
	result = db_found(db_step(db, row));
	if (result == STORE_OK)
		*block = (struct store_sqlite_block){.is_known = true,
		    .rank = sqlite3_column_int64(row, 0),
		    .n = sqlite3_column_int64(row, 1),
		    .end = sqlite3_column_int64(row, 2)};
	db_leave(row);
	return result;
}

/* A block without entries is none. */
static enum store_result
write_count(
    struct db *db, int64_t number, const struct store_sqlite_block *block)
{
	if (block->n == 0)
		return db_change(db,
		    "DELETE FROM blocks WHERE queue = ?1 AND rank = ?2", 2,
		    (int64_t[]){number, block->rank});
	return db_change(db,
	    "UPDATE blocks SET n = ?3 WHERE queue = ?1 AND rank = ?2", 3,
	    (int64_t[]){number, block->rank, block->n});
}

/*
 * Split a full block at a new entry: the entries after it make a new block,
 * with the new entry itself unless that is the first of the old block.
 */
static enum store_result
split(struct db *db, int64_t number, int64_t block, int64_t rank)
{
	enum store_result result = STORE_OK;
	int64_t n;

	if (rank == block)
		result = db_read(db,
		    "SELECT min(rank) FROM entries"
		    " WHERE queue = ?1 AND rank > ?2",
		    2, (int64_t[]){number, block}, &rank);
	if (result == STORE_OK)
		result = db_read(db,
		    "SELECT count(*) FROM entries"
		    " WHERE queue = ?1 AND rank >= ?2 AND rank < " NEXT,
		    2, (int64_t[]){number, rank}, &n);
	if (result == STORE_OK)
		result = db_change(db,
		    "UPDATE blocks SET n = n + 1 - ?3"
		    " WHERE queue = ?1 AND rank = ?2",
		    3, (int64_t[]){number, block, n});
	if (result == STORE_OK)
		result = db_change(db, "INSERT INTO blocks VALUES (?1, ?2, ?3)",
		    3, (int64_t[]){number, rank, n});
	return result;
}

/* Count an entry that was added before the first block. */
static enum store_result
add_in_front(struct db *db, const int64_t *place)
{
	enum store_result result;

	result = db_change(db,
	    "UPDATE blocks SET rank = ?2, n = n + 1 WHERE queue = ?1 AND rank ="
	    " (SELECT min(rank) FROM blocks WHERE queue = ?1)"
	    " AND n < " AS_TEXT(BLOCK),
	    2, place);
	if (result != STORE_OK || has_changed(db))
		return result;
	return db_change(db, "INSERT INTO blocks VALUES (?1, ?2, 1)", 2, place);
}

/* Write the count of a block, if it changed, and forget it. */
static enum store_result
let_go(struct db *db, int64_t number, struct store_sqlite_block *block)
{
	enum store_result result = STORE_OK;

	if (block->has_changed)
		result = write_count(db, number, block);
	*block = (struct store_sqlite_block){0};
	return result;
}

static bool
holds(const struct store_sqlite_block *block, int64_t rank)
{
	return block->is_known && rank >= block->rank && rank < block->end;
}

static bool
is_empty(const struct store_sqlite_block *block)
{
	return block->is_known && block->n == 0;
}

/*
 * Get the block of a state that holds a rank; or read it into a given one.  A
 * known block that has become empty is part of the one before it, so none stays
 * known then.
 */
static enum store_result
get_holder(struct db *db, struct store_sqlite_state *state, int64_t rank,
    struct store_sqlite_block **block)
{
	enum store_result result;

	if (holds(&state->front, rank))
		*block = &state->front;
	else if (holds(&state->back, rank))
		*block = &state->back;
	if (holds(*block, rank))
		return STORE_OK;
	result = is_empty(&state->front) || is_empty(&state->back)
		     ? store_sqlite_block_write(db, state)
		     : let_go(db, state->number, *block);
	return result == STORE_OK ? find_holder(db, state->number, rank, *block)
				  : result;
}

enum store_result
store_sqlite_block_add(
    struct db *db, struct store_sqlite_state *state, int64_t rank)
{
	struct store_sqlite_block *block = &state->back;
	enum store_result found = get_holder(db, state, rank, &block), result;
	int64_t full = block->rank;

	if (found == STORE_OK && block->n < BLOCK) {
		block->n++;
		block->has_changed = true;
		return STORE_OK;
	}
	if (found != STORE_OK && found != STORE_NOT_FOUND)
		return found;
	result = store_sqlite_block_write(db, state);
	if (result != STORE_OK)
		return result;
	return found == STORE_OK
		   ? split(db, state->number, full, rank)
		   : add_in_front(db, (int64_t[]){state->number, rank});
}

enum store_result
store_sqlite_block_remove(
    struct db *db, struct store_sqlite_state *state, int64_t rank)
{
	struct store_sqlite_block *block = &state->front;
	enum store_result result = get_holder(db, state, rank, &block);

	if (result == STORE_OK) {
		block->n--;
		block->has_changed = true;
	}
	return result;
}

enum store_result
store_sqlite_block_write(struct db *db, struct store_sqlite_state *state)
{
	enum store_result result = let_go(db, state->number, &state->front);

	return result == STORE_OK ? let_go(db, state->number, &state->back)
				  : result;
}

enum store_result
store_sqlite_block_find(
    struct db *db, int64_t number, int64_t rank, int64_t *index)
{
	return db_read(db,
	    "SELECT (SELECT total(n) FROM blocks WHERE queue = ?1"
	    " AND rank < " HOLDER ")"
	    " + (SELECT count(*) FROM entries WHERE queue = ?1"
	    " AND rank >= " HOLDER " AND rank < ?2)",
	    2, (int64_t[]){number, rank}, index);
}

/*
 * Find the block that holds an index in the queue, and convert *index to one
 * within the block.
 */
static enum store_result
find_block(struct db *db, int64_t number, int64_t *index, int64_t *block)
{
	sqlite3_stmt *row = db_prepare(
	    db, "SELECT rank, n FROM blocks WHERE queue = ? ORDER BY rank");
	int code;

	if (row == NULL)
		return STORE_FAILED;
	db_bind_int(row, 1, number);
	while ((code = db_step(db, row)) == SQLITE_ROW &&
	       *index >= sqlite3_column_int64(row, 1))
		*index -= sqlite3_column_int64(row, 1);
	if (code == SQLITE_ROW)
		*block = sqlite3_column_int64(row, 0);
	db_leave(row);
	return db_found(code);
}

enum store_result
store_sqlite_block_rank(
    struct db *db, int64_t number, int64_t index, int64_t *rank)
{
	enum store_result result;
	int64_t block = 0;

	result = find_block(db, number, &index, &block);
	if (result != STORE_OK)
		return result;
	return db_read(db,
	    "SELECT rank FROM entries WHERE queue = ?1 AND rank >= ?2"
	    " ORDER BY rank LIMIT 1 OFFSET ?3",
	    3, (int64_t[]){number, block, index}, rank);
}

/* Entries whose ranks are to be spread: those from begin up to end. */
struct spread {
	struct arena *arena;
	int64_t number;
	int64_t begin;
	int64_t end;
	size_t n;
	int64_t *ranks;
	int64_t gap; /* between two new ranks */
};

/* Let the range end after so many blocks, or at the end of the queue. */
static enum store_result
take_blocks(struct db *db, struct spread *spread, int64_t n_blocks)
{
	enum store_result result;

	result = db_read(db,
	    "SELECT rank FROM blocks WHERE queue = ?1 AND rank > ?2"
	    " ORDER BY rank LIMIT 1 OFFSET ?3 - 1",
	    3, (int64_t[]){spread->number, spread->begin, n_blocks},
	    &spread->end);
	if (result != STORE_NOT_FOUND)
		return result;
	spread->end = INT64_MAX;
	return STORE_OK;
}

static enum store_result
read_ranks(struct db *db, struct spread *spread)
{
	const int64_t range[] = {spread->number, spread->begin, spread->end};
	enum store_result result;
	sqlite3_stmt *row;
	uint64_t room;
	int64_t n;
	size_t i;

	result = db_read(db,
	    "SELECT count(*) FROM entries"
	    " WHERE queue = ?1 AND rank >= ?2 AND rank < ?3",
	    3, range, &n);
	if (result != STORE_OK)
		return result;
	row = db_prepare(db,
	    "SELECT rank FROM entries"
	    " WHERE queue = ?1 AND rank >= ?2 AND rank < ?3 ORDER BY rank");
	if (row == NULL)
		return STORE_FAILED;
	spread->n = (size_t)n;
	spread->ranks =
	    arena_alloc_n(spread->arena, spread->n, sizeof(*spread->ranks));
	for (i = 0; i < 3; i++)
		db_bind_int(row, (int)i + 1, range[i]);
	for (i = 0; i < spread->n && db_step(db, row) == SQLITE_ROW; i++)
		spread->ranks[i] = sqlite3_column_int64(row, 0);
	db_leave(row);
	room = (uint64_t)spread->end - (uint64_t)spread->begin;
	room /= spread->n + 1;
	spread->gap = room < STORE_SQLITE_RANK_GAP ? (int64_t)room
						   : STORE_SQLITE_RANK_GAP;
	return i == spread->n ? STORE_OK : STORE_FAILED;
}

enum store_result
store_sqlite_find_entry(struct db *db, int64_t number, const char *task,
    int64_t *rank, int64_t *added)
{
	sqlite3_stmt *row = db_prepare(db, "SELECT rank, added FROM entries"
					   " WHERE queue = ? AND task = ?");
	enum store_result result;

	if (row == NULL)
		return STORE_FAILED;
	db_bind_int(row, 1, number);
	db_bind_text(row, 2, task);
	result = db_found(db_step(db, row));
	if (result == STORE_OK) {
		*rank = sqlite3_column_int64(row, 0);
		*added = sqlite3_column_int64(row, 1);
	}
	db_leave(row);
	return result;
}

enum store_result
store_sqlite_set_rank(struct db *db, int64_t number, int64_t from, int64_t to)
{
	return db_change(db,
	    "UPDATE entries SET rank = ?3 WHERE queue = ?1 AND rank = ?2", 3,
	    (int64_t[]){number, from, to});
}

/* Set the new ranks, by way of ranks that no entry has, to avoid conflicts. */
static enum store_result
set_ranks(struct db *db, const struct spread *spread)
{
	enum store_result result = STORE_OK;
	int64_t i, n = (int64_t)spread->n;

	for (i = 0; i < n && result == STORE_OK; i++)
		result = store_sqlite_set_rank(
		    db, spread->number, spread->ranks[i], INT64_MIN + i);
	for (i = 0; i < n && result == STORE_OK; i++)
		result = store_sqlite_set_rank(db, spread->number,
		    INT64_MIN + i, spread->begin + i * spread->gap);
	return result;
}

/* Replace the blocks of the range by new ones. */
static enum store_result
count_anew(struct db *db, const struct spread *spread)
{
	int64_t i, left, n = (int64_t)spread->n;
	enum store_result result;

	result = db_change(db,
	    "DELETE FROM blocks"
	    " WHERE queue = ?1 AND rank >= ?2 AND rank < ?3",
	    3, (int64_t[]){spread->number, spread->begin, spread->end});
	for (i = 0; i < n && result == STORE_OK; i += BLOCK) {
		left = n - i < BLOCK ? n - i : BLOCK;
		result = db_change(db, "INSERT INTO blocks VALUES (?, ?, ?)", 3,
		    (int64_t[]){
			spread->number, spread->begin + i * spread->gap, left});
	}
	return result;
}

/* Take more blocks until the gap between their entries is large enough. */
static enum store_result
find_room(struct db *db, struct spread *spread)
{
	enum store_result result;
	int64_t n_blocks;

	for (n_blocks = 1;; n_blocks *= 2) {
		if ((result = take_blocks(db, spread, n_blocks)) != STORE_OK ||
		    (result = read_ranks(db, spread)) != STORE_OK ||
		    spread->gap >= LEAST_GAP)
			return result;
	}
}

enum store_result
store_sqlite_block_spread(struct db *db, int64_t number, int64_t rank)
{
	struct spread spread = {.arena = arena_new(), .number = number};
	enum store_result result;

	result = db_read(
	    db, "SELECT " HOLDER, 2, (int64_t[]){number, rank}, &spread.begin);
	if (result == STORE_OK)
		result = find_room(db, &spread);
	if (result == STORE_OK)
		result = set_ranks(db, &spread);
	if (result == STORE_OK)
		result = count_anew(db, &spread);
	arena_free(spread.arena);
	return result;
}

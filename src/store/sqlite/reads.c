#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/budget.h"
#include "store/sqlite/reads.h"
#include "store/sqlite/records.h"
#include "store/sqlite/verbs.h"

/*
 * Columns that are not needed (?1 has the parts that are) are not read: they
 * may be long, and then so is the way to the columns after them.
 */
#define COLUMNS                                                                \
	"number, id, name, company, created, last_update,"                     \
	" iif(?1 & 1, tags, NULL), iif(?1 & 2, system_tags, NULL),"            \
	" iif(?1 & 4, metadata, NULL), iif(?1 & 24, n_entries, 0),"            \
	" iif(?1 & 32, display_name, NULL), " STORE_SQLITE_PLACE               \
	", iif(?1 & 64, pause, NULL)"

#define FEW_ENTRIES 1000 /* reading more is slow */
#define ROW_NS 2000      /* to read a row, apart from its texts */
#define ENTRY_NS 500     /* to read an entry */
/* Bytes of a candidate, in an array that doubles, and a copy of its queue. */
#define ROW_SIZE (2 * sizeof(struct store_sqlite_row) + sizeof(struct queue))
#define ENTRY_SIZE 88  /* bytes of an entry in memory */
#define ENTRY_LEAST 49 /* bytes of an entry in an answer, at least */

/* The number of entries to read. */
static size_t
count_entries(const struct store_sqlite_reading *reading,
    const struct store_sqlite_row *row)
{
	return reading->need.parts & QUEUE_ENTRIES
		   ? queue_count(reading->need.max_entries, row->n_entries)
		   : 0;
}

/* Pay for a row and its entries; false: the budget is used up. */
static bool
pay(const struct store_sqlite_reading *reading,
    const struct store_sqlite_row *row)
{
	struct budget *budget = arena_budget(reading->arena);
	size_t n = count_entries(reading, row);

	if (reading->for_answer)
		return budget_answer(budget, row->n_bytes + n * ENTRY_LEAST) &&
		       budget_hold(budget, n * (ENTRY_SIZE - ENTRY_LEAST));
	return budget_pay(budget, ROW_NS + row->n_bytes + n * ENTRY_NS) &&
	       budget_hold(budget, ROW_SIZE + row->n_bytes + n * ENTRY_SIZE);
}

const char **
store_sqlite_column_texts(
    struct arena *arena, sqlite3_stmt *row, int column, size_t *n)
{
	const char *packed = sqlite3_column_blob(row, column), *at;
	size_t size = (size_t)sqlite3_column_bytes(row, column), i;
	const char **texts;

	*n = 0;
	for (i = 0; i < size; i++)
		*n += packed[i] == '\0';
	texts = arena_alloc_n(arena, *n, sizeof(*texts));
	at = arena_strndup(arena, size == 0 ? "" : packed, size);
	for (i = 0; i < *n; i++) {
		texts[i] = at;
		at += strlen(at) + 1;
	}
	return texts;
}

static void
column_metadata(
    struct arena *arena, sqlite3_stmt *row, int column, struct queue *queue)
{
	struct queue_metadata *items;
	const char **texts;
	size_t i, n;

	texts = store_sqlite_column_texts(arena, row, column, &n);
	queue->n_metadata = n / 4;
	items = arena_alloc_n(arena, n / 4, sizeof(*items));
	for (i = 0; i < n / 4; i++) {
		items[i].name = texts[4 * i];
		items[i].key = texts[4 * i + 1];
		items[i].type = texts[4 * i + 2];
		items[i].value = texts[4 * i + 3];
	}
	queue->metadata = items;
}

static void
read_row(struct arena *arena, sqlite3_stmt *from, unsigned parts,
    struct store_sqlite_row *row)
{
	struct queue *queue = &row->queue;

	*row =
	    (struct store_sqlite_row){.number = sqlite3_column_int64(from, 0),
		.place = sqlite3_column_int64(from, 11),
		.n_entries = (size_t)sqlite3_column_int64(from, 9),
		.n_bytes = (size_t)sqlite3_column_bytes(from, 6) +
			   (size_t)sqlite3_column_bytes(from, 7) +
			   (size_t)sqlite3_column_bytes(from, 8) +
			   (size_t)sqlite3_column_bytes(from, 10) +
			   (size_t)sqlite3_column_bytes(from, 12)};
	queue->id = db_column(arena, from, 1);
	queue->name = db_column(arena, from, 2);
	queue->company = db_column(arena, from, 3);
	queue->created = sqlite3_column_int64(from, 4);
	queue->last_update = sqlite3_column_type(from, 5) == SQLITE_NULL
				 ? QUEUE_NEVER
				 : sqlite3_column_int64(from, 5);
	if (parts & QUEUE_TAGS)
		queue->tags =
		    store_sqlite_column_texts(arena, from, 6, &queue->n_tags);
	if (parts & QUEUE_SYSTEM_TAGS)
		queue->system_tags = store_sqlite_column_texts(
		    arena, from, 7, &queue->n_system_tags);
	if (parts & QUEUE_METADATA)
		column_metadata(arena, from, 8, queue);
	if (parts & QUEUE_LENGTH)
		queue->length = row->n_entries;
	if (sqlite3_column_type(from, 10) != SQLITE_NULL)
		queue->display_name = db_column(arena, from, 10);
	queue->pause = store_sqlite_text_or_null(arena, from, 12);
}

/* Read the row that a statement finds. */
static enum store_result
step_to_row(const struct store_sqlite_reading *reading, sqlite3_stmt *from,
    struct store_sqlite_row *row)
{
	enum store_result result = db_found(db_step(reading->db, from));

	if (result == STORE_OK)
		read_row(reading->arena, from, reading->need.parts, row);
	db_leave(from);
	return result;
}

/* Hidden queues have no company. */
enum store_result
store_sqlite_row_find(const struct store_sqlite_reading *reading,
    const char *id, struct store_sqlite_row *row)
{
	sqlite3_stmt *from = db_prepare(reading->db,
	    "SELECT " COLUMNS " FROM queues WHERE id = ?2 AND company = ?3"
	    " AND company != ''");

	if (from == NULL)
		return STORE_FAILED;
	db_bind_int(from, 1, reading->need.parts);
	db_bind_text(from, 2, id);
	db_bind_text(from, 3, reading->company);
	return step_to_row(reading, from, row);
}

enum store_result
store_sqlite_row_read(const struct store_sqlite_reading *reading,
    int64_t number, struct store_sqlite_row *row)
{
	sqlite3_stmt *from = db_prepare(
	    reading->db, "SELECT " COLUMNS " FROM queues WHERE number = ?2");

	if (from == NULL)
		return STORE_FAILED;
	db_bind_int(from, 1, reading->need.parts);
	db_bind_int(from, 2, number);
	return step_to_row(reading, from, row);
}

/* The statement for a queue's entries, from the front or from the back. */
static sqlite3_stmt *
prepare_entries(struct db *db, bool from_back)
{
	return from_back ? db_prepare(db,
			       "SELECT task, added FROM entries WHERE queue = ?"
			       " ORDER BY rank DESC")
			 : db_prepare(db,
			       "SELECT task, added FROM entries WHERE queue = ?"
			       " ORDER BY rank");
}

/* Read a queue's entries, in the transaction that has read their number. */
static enum store_result
read_entries(
    const struct store_sqlite_reading *reading, struct store_sqlite_row *row)
{
	bool from_back = reading->need.max_entries < 0;
	size_t i, n = count_entries(reading, row);
	struct arena *arena = reading->arena;
	struct queue_entry *entries, *entry;
	sqlite3_stmt *from;

	if ((from = prepare_entries(reading->db, from_back)) == NULL)
		return STORE_FAILED;
	entries = arena_alloc_n(arena, n, sizeof(*entries));
	db_bind_int(from, 1, row->number);
	for (i = 0; i < n && db_step(reading->db, from) == SQLITE_ROW; i++) {
		entry = &entries[from_back ? n - 1 - i : i];
		entry->task = db_column(arena, from, 0);
		entry->added = sqlite3_column_int64(from, 1);
	}
	db_leave(from);
	row->queue.n_entries = i;
	row->queue.entries = entries;
	return i == n ? STORE_OK : STORE_FAILED;
}

enum store_result
store_sqlite_read_queue(struct db *db, struct arena *arena, const char *company,
    const char *id, unsigned parts, int64_t *number, struct queue *queue)
{
	const struct store_sqlite_reading reading = {
	    db, arena, company, {.parts = parts}, true};
	enum store_result result;
	struct store_sqlite_row row = {0};

	result = store_sqlite_row_find(&reading, id, &row);
	if (result != STORE_OK)
		return result;
	*queue = row.queue;
	*number = row.number;
	return STORE_OK;
}

enum store_result
store_sqlite_row_complete(
    const struct store_sqlite_reading *reading, struct store_sqlite_row *row)
{
	if (!pay(reading, row))
		return STORE_COSTLY;
	return reading->need.parts & QUEUE_ENTRIES ? read_entries(reading, row)
						   : STORE_OK;
}

/* Read a queue; if it has many entries, only set *is_long (unless NULL). */
static enum store_result
find(const struct store_sqlite_reading *reading, const char *id,
    struct queue *queue, bool *is_long)
{
	enum store_result result;
	struct store_sqlite_row row = {0};

	result = store_sqlite_row_find(reading, id, &row);
	if (result != STORE_OK)
		return result;
	if (is_long != NULL && count_entries(reading, &row) > FEW_ENTRIES) {
		*is_long = true;
		return STORE_OK;
	}
	result = store_sqlite_row_complete(reading, &row);
	*queue = row.queue;
	return result;
}

enum store_result
store_sqlite_get_by_id(struct store *base, struct arena *arena,
    const char *company, const char *id, struct queue_need need,
    struct queue *queue)
{
	struct db_pool *pool = &sqlite_of(base)->pool;
	struct store_sqlite_reading reading = {
	    db_borrow(pool), arena, company, need, true};
	enum store_result result = STORE_FAILED;
	bool is_long = false;

	if (reading.db == NULL)
		return STORE_UNAVAILABLE;
	if (db_run(reading.db, "BEGIN")) {
		result = find(&reading, id, queue, &is_long);
		db_run(reading.db, "COMMIT");
	}
	db_give_back(pool, reading.db);
	if (!is_long)
		return result;
	if ((reading.db = db_borrow_for_long(pool)) == NULL)
		return STORE_UNAVAILABLE;
	result = STORE_FAILED;
	if (db_run(reading.db, "BEGIN")) {
		result = find(&reading, id, queue, NULL);
		db_run(reading.db, "COMMIT");
	}
	db_give_back(pool, reading.db);
	return result;
}

/* The number of the queue that holds a task. */
static enum store_result
find_holder(
    struct db *db, const char *company, const char *task, int64_t *number)
{
	sqlite3_stmt *from = db_prepare(db,
	    "SELECT number FROM entries JOIN queues ON number = queue"
	    " WHERE task = ? AND company = ? LIMIT 1");
	enum store_result result;

	if (from == NULL)
		return STORE_FAILED;
	db_bind_text(from, 1, task);
	db_bind_text(from, 2, company);
	result = db_found(db_step(db, from));
	if (result == STORE_OK)
		*number = sqlite3_column_int64(from, 0);
	db_leave(from);
	return result;
}

enum store_result
store_sqlite_get_by_task_id(struct store *base, struct arena *arena,
    const char *company, const char *task, struct queue_need need,
    struct queue *queue)
{
	struct db_pool *pool = &sqlite_of(base)->pool;
	const struct store_sqlite_reading reading = {
	    db_borrow(pool), arena, company, need, true};
	struct store_sqlite_row row = {0};
	enum store_result result = STORE_FAILED;
	int64_t number;

	if (reading.db == NULL)
		return STORE_UNAVAILABLE;
	if (db_run(reading.db, "BEGIN")) {
		result = find_holder(reading.db, company, task, &number);
		if (result == STORE_OK)
			result = store_sqlite_row_read(&reading, number, &row);
		if (result == STORE_OK)
			result = store_sqlite_row_complete(&reading, &row);
		db_run(reading.db, "COMMIT");
	}
	db_give_back(pool, reading.db);
	if (result == STORE_OK)
		*queue = row.queue;
	return result;
}

#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/budget.h"
#include "model/filter.h"
#include "store/sqlite/verbs.h"

/* Of what nobody asked for (?1), nothing is read: it may be long, and what
 * stands behind it in its row costs as much. */
#define COLUMNS                                                                \
	"number, id, name, company, created, last_update,"                     \
	" iif(?1 & 1, tags, NULL), iif(?1 & 1, system_tags, NULL),"            \
	" iif(?1 & 2, metadata, NULL), iif(?1 & 12, n_entries, 0)"

#define FEW_IDS 16       /* whose queues are read at once */
#define FEW_ENTRIES 1000 /* that don't take long */
#define ROW_NS 2000      /* that a row takes, apart from its texts */
#define ENTRY_NS 500     /* that an entry takes */
#define ENTRY_SIZE 88    /* bytes of one in memory */
#define ENTRY_LEAST 49   /* bytes of one in an answer */

/* What is read, and how it is paid for. */
struct reading {
	struct db *db;
	struct arena *arena;
	const char *company;
	unsigned parts;
	bool for_answer; /* all of it is shown; else it is looked at first */
};

/* A queue's row, with the number that its entries go by, and how many. */
struct row {
	int64_t number;
	size_t n_entries;
	size_t n_bytes; /* of its lists */
	struct queue queue;
};

/* Pay for a row and its entries; false: it is too much. */
static bool
pay(const struct reading *reading, const struct row *row)
{
	struct budget *budget = arena_budget(reading->arena);
	size_t n = reading->parts & QUEUE_ENTRIES ? row->n_entries : 0;

	if (reading->for_answer)
		return budget_answer(budget, row->n_bytes + n * ENTRY_LEAST) &&
		       budget_hold(budget, n * (ENTRY_SIZE - ENTRY_LEAST));
	return budget_pay(budget, ROW_NS + row->n_bytes + n * ENTRY_NS) &&
	       budget_hold(
		   budget, sizeof(*row) + row->n_bytes + n * ENTRY_SIZE);
}

/* The texts of a column; those after the last NUL are not looked at. */
static const char **
column_texts(struct arena *arena, sqlite3_stmt *row, int column, size_t *n)
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

	texts = column_texts(arena, row, column, &n);
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
read_row(
    struct arena *arena, sqlite3_stmt *from, unsigned parts, struct row *row)
{
	struct queue *queue = &row->queue;

	*row = (struct row){.number = sqlite3_column_int64(from, 0),
	    .n_entries = (size_t)sqlite3_column_int64(from, 9),
	    .n_bytes = (size_t)sqlite3_column_bytes(from, 6) +
		       (size_t)sqlite3_column_bytes(from, 7) +
		       (size_t)sqlite3_column_bytes(from, 8)};
	queue->id = db_column(arena, from, 1);
	queue->name = db_column(arena, from, 2);
	queue->company = db_column(arena, from, 3);
	queue->created = sqlite3_column_int64(from, 4);
	queue->last_update = sqlite3_column_type(from, 5) == SQLITE_NULL
				 ? QUEUE_NEVER
				 : sqlite3_column_int64(from, 5);
	if (parts & QUEUE_TAGS) {
		queue->tags = column_texts(arena, from, 6, &queue->n_tags);
		queue->system_tags =
		    column_texts(arena, from, 7, &queue->n_system_tags);
	}
	if (parts & QUEUE_METADATA)
		column_metadata(arena, from, 8, queue);
	if (parts & QUEUE_LENGTH)
		queue->n_entries = row->n_entries;
}

/* Read the row that a statement finds. */
static enum store_result
step_to_row(const struct reading *reading, sqlite3_stmt *from, struct row *row)
{
	enum store_result result = db_found(db_step(reading->db, from));

	if (result == STORE_OK)
		read_row(reading->arena, from, reading->parts, row);
	db_leave(from);
	return result;
}

/* Read one queue without its entries. */
static enum store_result
read_queue(const struct reading *reading, const char *id, struct row *row)
{
	sqlite3_stmt *from = db_prepare(reading->db,
	    "SELECT " COLUMNS " FROM queues WHERE id = ?2 AND company = ?3");

	if (from == NULL)
		return STORE_FAILED;
	db_bind_int(from, 1, reading->parts);
	db_bind_text(from, 2, id);
	db_bind_text(from, 3, reading->company);
	return step_to_row(reading, from, row);
}

static enum store_result
read_number(const struct reading *reading, int64_t number, struct row *row)
{
	sqlite3_stmt *from = db_prepare(
	    reading->db, "SELECT " COLUMNS " FROM queues WHERE number = ?2");

	if (from == NULL)
		return STORE_FAILED;
	db_bind_int(from, 1, reading->parts);
	db_bind_int(from, 2, number);
	return step_to_row(reading, from, row);
}

/* Read a queue's entries; the transaction keeps count and rows together. */
static enum store_result
read_entries(const struct reading *reading, struct row *row)
{
	struct arena *arena = reading->arena;
	struct queue_entry *entries;
	size_t i, n = row->n_entries;
	sqlite3_stmt *from;

	from = db_prepare(reading->db,
	    "SELECT task, added FROM entries WHERE queue = ? ORDER BY rank");
	if (from == NULL)
		return STORE_FAILED;
	entries = arena_alloc_n(arena, n, sizeof(*entries));
	db_bind_int(from, 1, row->number);
	for (i = 0; i < n && db_step(reading->db, from) == SQLITE_ROW; i++) {
		entries[i].task = db_column(arena, from, 0);
		entries[i].added = sqlite3_column_int64(from, 1);
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
	const struct reading reading = {db, arena, company, parts, true};
	enum store_result result;
	struct row row = {0};

	result = read_queue(&reading, id, &row);
	if (result != STORE_OK)
		return result;
	*queue = row.queue;
	*number = row.number;
	return STORE_OK;
}

/* Pay for a row, and read the entries that are asked for. */
static enum store_result
complete(const struct reading *reading, struct row *row)
{
	if (!pay(reading, row))
		return STORE_COSTLY;
	return reading->parts & QUEUE_ENTRIES ? read_entries(reading, row)
					      : STORE_OK;
}

/* Find a queue; *is_long, and nothing else, if its entries are many. */
static enum store_result
find(const struct reading *reading, const char *id, struct queue *queue,
    bool *is_long)
{
	enum store_result result;
	struct row row = {0};

	result = read_queue(reading, id, &row);
	if (result != STORE_OK)
		return result;
	if (is_long != NULL && (reading->parts & QUEUE_ENTRIES) &&
	    row.n_entries > FEW_ENTRIES) {
		*is_long = true;
		return STORE_OK;
	}
	result = complete(reading, &row);
	*queue = row.queue;
	return result;
}

enum store_result
store_sqlite_queue_find(struct store *base, struct arena *arena,
    const char *company, const char *id, unsigned parts, struct queue *queue)
{
	struct db_pool *pool = &((struct store_sqlite *)base)->pool;
	struct reading reading = {db_borrow(pool), arena, company, parts, true};
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

/* Rows as they are gathered. */
struct rows {
	size_t n;
	size_t room;
	struct row *items;
};

/* Complete a row, and add it. */
static enum store_result
add_row(const struct reading *reading, struct row *row, struct rows *rows)
{
	enum store_result result = complete(reading, row);

	if (result != STORE_OK)
		return result;
	rows->items = arena_grow(reading->arena, rows->items, rows->n,
	    &rows->room, sizeof(*rows->items));
	rows->items[rows->n++] = *row;
	return STORE_OK;
}

static int
compare_numbers(const void *a, const void *b)
{
	int64_t left = ((const struct row *)a)->number;
	int64_t right = ((const struct row *)b)->number;

	return (left > right) - (left < right);
}

static enum store_result
gather_ids(const struct reading *reading, size_t n, const char *const *ids,
    struct rows *rows)
{
	enum store_result result;
	struct row row = {0};
	size_t i;

	for (i = 0; i < n; i++) {
		result = read_queue(reading, ids[i], &row);
		if (result == STORE_OK)
			result = add_row(reading, &row, rows);
		if (result != STORE_OK && result != STORE_NOT_FOUND)
			return result;
	}
	if (rows->n > 1)
		qsort(rows->items, rows->n, sizeof(row), compare_numbers);
	return STORE_OK;
}

/* The numbers of a company's queues; sorted without what else they have. */
static enum store_result
read_numbers(const struct reading *reading, size_t skip, size_t limit,
    size_t *n, int64_t **numbers)
{
	sqlite3_stmt *from = db_prepare(reading->db,
	    "SELECT number FROM queues WHERE company = ? ORDER BY number"
	    " LIMIT ? OFFSET ?");
	size_t room = 0;
	int code;

	*n = 0;
	*numbers = NULL;
	if (from == NULL)
		return STORE_FAILED;
	db_bind_text(from, 1, reading->company);
	db_bind_int(from, 2, limit > INT64_MAX ? -1 : (int64_t)limit);
	db_bind_int(from, 3, skip > INT64_MAX ? INT64_MAX : (int64_t)skip);
	while ((code = db_step(reading->db, from)) == SQLITE_ROW) {
		*numbers = arena_grow(
		    reading->arena, *numbers, *n, &room, sizeof(**numbers));
		(*numbers)[(*n)++] = sqlite3_column_int64(from, 0);
	}
	db_leave(from);
	return code == SQLITE_DONE ? STORE_OK : STORE_FAILED;
}

static enum store_result
gather_all(
    const struct reading *reading, size_t skip, size_t limit, struct rows *rows)
{
	enum store_result result;
	struct row row = {0};
	int64_t *numbers;
	size_t i, n;

	result = read_numbers(reading, skip, limit, &n, &numbers);
	for (i = 0; i < n && result == STORE_OK; i++) {
		result = read_number(reading, numbers[i], &row);
		if (result == STORE_OK)
			result = add_row(reading, &row, rows);
	}
	return result;
}

/* A list on its way. */
struct listing {
	struct db_pool *pool;
	struct arena *arena;
	const struct filter *filter;
	unsigned parts; /* that are shown */
	bool has_ids;   /* only these can match; */
	size_t n_ids;
	const char *const *ids;
	bool is_page; /* or it is a page of all, */
	size_t skip;
	size_t limit;
	bool is_direct; /* and all that is read is shown */
};

static enum store_result
gather(const struct listing *listing, const struct reading *reading,
    struct rows *rows)
{
	if (listing->has_ids)
		return gather_ids(reading, listing->n_ids, listing->ids, rows);
	if (listing->is_page)
		return gather_all(reading, listing->skip, listing->limit, rows);
	return gather_all(reading, 0, SIZE_MAX, rows);
}

/* Read the candidates, of one moment, with what has to be known of them. */
static enum store_result
read_candidates(const struct listing *listing, struct rows *rows)
{
	struct budget *budget = arena_budget(listing->arena);
	bool is_quick = listing->has_ids && listing->is_direct &&
			(listing->parts & QUEUE_ENTRIES) == 0;
	struct reading reading = {.arena = listing->arena,
	    .db = is_quick ? db_borrow(listing->pool)
			   : db_borrow_for_long(listing->pool),
	    .company = filter_company(listing->filter),
	    .parts = filter_needs(listing->filter),
	    .for_answer = listing->is_direct};
	enum store_result result = STORE_FAILED;

	if (reading.db == NULL)
		return STORE_UNAVAILABLE;
	if (listing->is_direct)
		reading.parts |= listing->parts;
	else
		budget_begin(budget, BUDGET_GO_ON);
	if (db_run(reading.db, "BEGIN")) {
		result = gather(listing, &reading, rows);
		db_run(reading.db, "COMMIT");
	}
	if (!listing->is_direct)
		budget_end(budget);
	db_give_back(listing->pool, reading.db);
	return result;
}

/* Read those that are left of them, all that is shown. */
static enum store_result
read_chosen(const struct listing *listing, size_t *n, struct queue *queues)
{
	struct reading reading = {.arena = listing->arena,
	    .db = db_borrow_for_long(listing->pool),
	    .company = filter_company(listing->filter),
	    .parts = filter_needs(listing->filter) | listing->parts,
	    .for_answer = true};
	enum store_result result = STORE_OK;
	struct rows rows = {0};
	struct row row = {0};
	size_t i;

	if (reading.db == NULL)
		return STORE_UNAVAILABLE;
	if (!db_run(reading.db, "BEGIN"))
		result = STORE_FAILED;
	for (i = 0; i < *n && result == STORE_OK; i++) {
		result = read_queue(&reading, queues[i].id, &row);
		if (result == STORE_OK)
			result = add_row(&reading, &row, &rows);
		else if (result == STORE_NOT_FOUND)
			result = STORE_OK;
	}
	db_run(reading.db, "COMMIT");
	db_give_back(listing->pool, reading.db);
	for (i = 0; i < rows.n; i++)
		queues[i] = rows.items[i].queue;
	*n = rows.n;
	return result;
}

/*
 * Filter and sort what is known of all, while nobody waits for the reader; then
 * read what is to be shown.  It may have changed by then: what is shown is of
 * one moment, and matches.
 */
static enum store_result
list(const struct listing *listing, size_t *n, struct queue **queues)
{
	const struct filter *filter = listing->filter;
	enum store_result result;
	struct rows rows = {0};
	const char *error;
	size_t i;

	if ((result = read_candidates(listing, &rows)) != STORE_OK)
		return result;
	*queues = arena_alloc_n(listing->arena, rows.n, sizeof(**queues));
	for (i = 0; i < rows.n; i++)
		(*queues)[i] = rows.items[i].queue;
	*n = rows.n;
	if (listing->is_page)
		return STORE_OK;
	*n = filter_apply(filter, rows.n, *queues, &error);
	if (error != NULL)
		return STORE_BAD_FILTER;
	if (listing->is_direct || *n == 0 ||
	    (listing->parts & ~filter_needs(filter)) == 0)
		return STORE_OK;
	if ((result = read_chosen(listing, n, *queues)) != STORE_OK)
		return result;
	*n = filter_apply_again(filter, *n, *queues, &error);
	return error == NULL ? STORE_OK : STORE_BAD_FILTER;
}

enum store_result
store_sqlite_queue_list(struct store *base, struct arena *arena,
    const struct filter *filter, unsigned parts, size_t *n,
    struct queue **queues)
{
	struct listing listing = {.pool = &((struct store_sqlite *)base)->pool,
	    .arena = arena,
	    .filter = filter,
	    .parts = parts};

	listing.has_ids = filter_ids(filter, &listing.n_ids, &listing.ids);
	listing.is_page =
	    filter_page_alone(filter, &listing.skip, &listing.limit);
	listing.is_direct =
	    listing.is_page || (listing.has_ids && listing.n_ids <= FEW_IDS);
	return list(&listing, n, queues);
}

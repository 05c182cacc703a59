#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "model/filter.h"
#include "store/sqlite/verbs.h"

#define COLUMNS                                                                \
	"number, id, name, company, created, last_update, tags, system_tags,"  \
	" metadata, n_entries"

/* A queue's row, with the number that its entries go by, and how many. */
struct row {
	int64_t number;
	size_t n_entries;
	struct queue queue;
};

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
	    .n_entries = (size_t)sqlite3_column_int64(from, 9)};
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

/* Read one queue without its entries. */
static enum store_result
read_queue(struct db *db, struct arena *arena, const char *company,
    const char *id, unsigned parts, struct row *row)
{
	sqlite3_stmt *from = db_prepare(
	    db, "SELECT " COLUMNS " FROM queues WHERE id = ? AND company = ?");
	int code;

	if (from == NULL)
		return STORE_FAILED;
	db_bind_text(from, 1, id);
	db_bind_text(from, 2, company);
	code = db_step(db, from);
	if (code == SQLITE_ROW)
		read_row(arena, from, parts, row);
	db_leave(from);
	return db_found(code);
}

/* Read a queue's entries; the transaction keeps count and rows together. */
static enum store_result
read_entries(struct db *db, struct arena *arena, struct row *row)
{
	struct queue_entry *entries;
	size_t i, n = row->n_entries;
	sqlite3_stmt *from;

	from = db_prepare(db,
	    "SELECT task, added FROM entries WHERE queue = ? ORDER BY rank");
	if (from == NULL)
		return STORE_FAILED;
	entries = arena_alloc_n(arena, n, sizeof(*entries));
	db_bind_int(from, 1, row->number);
	for (i = 0; i < n && db_step(db, from) == SQLITE_ROW; i++) {
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
	enum store_result result;
	struct row row = {0};

	result = read_queue(db, arena, company, id, parts, &row);
	if (result != STORE_OK)
		return result;
	*queue = row.queue;
	*number = row.number;
	return STORE_OK;
}

static enum store_result
find(struct db *db, struct arena *arena, const char *company, const char *id,
    unsigned parts, struct queue *queue)
{
	enum store_result result;
	struct row row = {0};

	result = read_queue(db, arena, company, id, parts, &row);
	if (result == STORE_OK && (parts & QUEUE_ENTRIES))
		result = read_entries(db, arena, &row);
	if (result == STORE_OK)
		*queue = row.queue;
	return result;
}

enum store_result
store_sqlite_queue_find(struct store *base, struct arena *arena,
    const char *company, const char *id, unsigned parts, struct queue *queue)
{
	struct store_sqlite *store = (struct store_sqlite *)base;
	struct db *db = db_borrow(&store->pool);
	enum store_result result = STORE_FAILED;

	if (db == NULL)
		return STORE_UNAVAILABLE;
	if (db_run(db, "BEGIN")) {
		result = find(db, arena, company, id, parts, queue);
		db_run(db, "COMMIT");
	}
	db_give_back(&store->pool, db);
	return result;
}

/* Rows as they are gathered. */
struct rows {
	struct arena *arena;
	size_t n;
	size_t room;
	struct row *items;
};

static struct row *
add_row(struct rows *rows)
{
	rows->items = arena_grow(rows->arena, rows->items, rows->n, &rows->room,
	    sizeof(*rows->items));
	return &rows->items[rows->n++];
}

static int
compare_numbers(const void *a, const void *b)
{
	int64_t left = ((const struct row *)a)->number;
	int64_t right = ((const struct row *)b)->number;

	return (left > right) - (left < right);
}

static enum store_result
gather_ids(struct db *db, const char *company, size_t n, const char *const *ids,
    unsigned parts, struct rows *rows)
{
	enum store_result result;
	struct row row = {0};
	size_t i;

	for (i = 0; i < n; i++) {
		result =
		    read_queue(db, rows->arena, company, ids[i], parts, &row);
		if (result == STORE_OK)
			*add_row(rows) = row;
		else if (result != STORE_NOT_FOUND)
			return result;
	}
	if (rows->n > 1)
		qsort(rows->items, rows->n, sizeof(row), compare_numbers);
	return STORE_OK;
}

static enum store_result
gather_all(
    struct db *db, const char *company, unsigned parts, struct rows *rows)
{
	sqlite3_stmt *from =
	    db_prepare(db, "SELECT " COLUMNS " FROM queues WHERE company = ?"
			   " ORDER BY number");
	int code;

	if (from == NULL)
		return STORE_FAILED;
	db_bind_text(from, 1, company);
	while ((code = db_step(db, from)) == SQLITE_ROW)
		read_row(rows->arena, from, parts, add_row(rows));
	db_leave(from);
	return code == SQLITE_DONE ? STORE_OK : STORE_FAILED;
}

static enum store_result
load_entries(struct db *db, struct rows *rows)
{
	enum store_result result = STORE_OK;
	size_t i;

	for (i = 0; i < rows->n && result == STORE_OK; i++)
		result = read_entries(db, rows->arena, &rows->items[i]);
	return result;
}

/* Load the entries of the queues that are left of the candidates. */
static enum store_result
complete(struct db *db, const char *company, const struct rows *rows, size_t n,
    struct queue *queues)
{
	enum store_result result = STORE_OK;
	struct row row = {0};
	size_t i;

	for (i = 0; i < n && result == STORE_OK; i++) {
		result =
		    read_queue(db, rows->arena, company, queues[i].id, 0, &row);
		if (result != STORE_OK)
			break;
		result = read_entries(db, rows->arena, &row);
		queues[i].n_entries = row.queue.n_entries;
		queues[i].entries = row.queue.entries;
	}
	return result;
}

static enum store_result
list(struct db *db, struct arena *arena, const struct filter *filter,
    unsigned parts, size_t *n, struct queue **queues)
{
	unsigned first = parts | filter_needs(filter);
	bool early = filter_needs(filter) & QUEUE_ENTRIES;
	const char *company = filter_company(filter), *error;
	struct rows rows = {.arena = arena};
	const char *const *ids;
	enum store_result result;
	size_t i, n_ids;

	if (filter_ids(filter, &n_ids, &ids))
		result = gather_ids(db, company, n_ids, ids, first, &rows);
	else
		result = gather_all(db, company, first, &rows);
	if (result == STORE_OK && early)
		result = load_entries(db, &rows);
	if (result != STORE_OK)
		return result;
	*queues = arena_alloc_n(arena, rows.n, sizeof(**queues));
	for (i = 0; i < rows.n; i++)
		(*queues)[i] = rows.items[i].queue;
	*n = filter_apply(filter, rows.n, *queues, &error);
	if (error != NULL)
		return STORE_BAD_FILTER;
	if ((parts & QUEUE_ENTRIES) && !early)
		return complete(db, company, &rows, *n, *queues);
	return STORE_OK;
}

enum store_result
store_sqlite_queue_list(struct store *base, struct arena *arena,
    const struct filter *filter, unsigned parts, size_t *n,
    struct queue **queues)
{
	struct store_sqlite *store = (struct store_sqlite *)base;
	struct db *db = db_borrow(&store->pool);
	enum store_result result = STORE_FAILED;

	if (db == NULL)
		return STORE_UNAVAILABLE;
	if (db_run(db, "BEGIN")) {
		result = list(db, arena, filter, parts, n, queues);
		db_run(db, "COMMIT");
	}
	db_give_back(&store->pool, db);
	return result;
}

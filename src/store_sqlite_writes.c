#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "arena.h"
#include "store_sqlite_verbs.h"

/* What a write is about; each uses the members that it needs. */
struct work {
	struct arena *arena;
	const char *company;
	const char *id;
	const char *task;
	int64_t now;
	bool force;
	const struct queue *queue;
	const struct store_changes *changes;
	struct queue_entry *entry;
};

/* Bind texts as they are stored: one after the other, each with its NUL. */
static void
bind_texts(
    sqlite3_stmt *statement, int n, size_t n_texts, const char *const *texts)
{
	size_t i, size = 0, at = 0, length;
	char *packed;

	for (i = 0; i < n_texts; i++)
		size += strlen(texts[i]) + 1;
	if ((packed = sqlite3_malloc64(size + 1)) == NULL)
		abort();
	for (i = 0; i < n_texts; i++) {
		length = strlen(texts[i]) + 1;
		memcpy(packed + at, texts[i], length);
		at += length;
	}
	sqlite3_bind_blob64(statement, n, packed, size, sqlite3_free);
}

static void
bind_metadata(sqlite3_stmt *statement, int n, size_t n_items,
    const struct queue_metadata *items)
{
	struct arena *arena = arena_new();
	const char **texts = arena_alloc_n(arena, 4 * n_items, sizeof(*texts));
	size_t i;

	for (i = 0; i < n_items; i++) {
		texts[4 * i] = items[i].name;
		texts[4 * i + 1] = items[i].key;
		texts[4 * i + 2] = items[i].type;
		texts[4 * i + 3] = items[i].value;
	}
	bind_texts(statement, n, 4 * n_items, texts);
	arena_free(arena);
}

static enum store_result
submit(struct store *base, db_write *write, struct work *work)
{
	struct store_sqlite *store = (struct store_sqlite *)base;

	return db_submit(&store->writer, write, work);
}

/* What the end of a write means: done, or broke a rule of uniqueness. */
static enum store_result
finish(struct db *db, sqlite3_stmt *statement)
{
	int code = db_step(db, statement);

	db_leave(statement);
	return db_written(code);
}

static enum store_result
insert_queue(struct db *db, void *arguments)
{
	const struct queue *queue = ((struct work *)arguments)->queue;
	sqlite3_stmt *into = db_prepare(db,
	    "INSERT INTO queues (id, name, company, created, last_update,"
	    " tags, system_tags, metadata) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");

	if (into == NULL)
		return STORE_FAILED;
	db_bind_text(into, 1, queue->id);
	db_bind_text(into, 2, queue->name);
	db_bind_text(into, 3, queue->company);
	db_bind_int(into, 4, queue->created);
	if (queue->last_update != QUEUE_NEVER)
		db_bind_int(into, 5, queue->last_update);
	bind_texts(into, 6, queue->n_tags, queue->tags);
	bind_texts(into, 7, queue->n_system_tags, queue->system_tags);
	bind_metadata(into, 8, queue->n_metadata, queue->metadata);
	return finish(db, into);
}

enum store_result
store_sqlite_queue_create(struct store *store, const struct queue *queue)
{
	struct work work = {.queue = queue};

	return submit(store, insert_queue, &work);
}

/* The number of a queue of the company. */
static enum store_result
find_number(struct db *db, const struct work *work, int64_t *number)
{
	sqlite3_stmt *row = db_prepare(
	    db, "SELECT number FROM queues WHERE id = ? AND company = ?");
	int code;

	if (row == NULL)
		return STORE_FAILED;
	db_bind_text(row, 1, work->id);
	db_bind_text(row, 2, work->company);
	if ((code = db_step(db, row)) == SQLITE_ROW)
		*number = sqlite3_column_int64(row, 0);
	db_leave(row);
	return db_found(code);
}

static enum store_result
change_queue(struct db *db, void *arguments)
{
	const struct work *work = arguments;
	const struct store_changes *changes = work->changes;
	enum store_result result;
	sqlite3_stmt *statement;
	int64_t number;

	if ((result = find_number(db, work, &number)) != STORE_OK)
		return result;
	statement = db_prepare(db,
	    "UPDATE queues SET name = coalesce(?2, name),"
	    " tags = coalesce(?3, tags),"
	    " system_tags = coalesce(?4, system_tags),"
	    " metadata = coalesce(?5, metadata) WHERE number = ?1");
	if (statement == NULL)
		return STORE_FAILED;
	db_bind_int(statement, 1, number);
	if (changes->name != NULL)
		db_bind_text(statement, 2, changes->name);
	if (changes->tags != NULL)
		bind_texts(
		    statement, 3, changes->tags->n, changes->tags->items);
	if (changes->system_tags != NULL)
		bind_texts(statement, 4, changes->system_tags->n,
		    changes->system_tags->items);
	if (changes->metadata != NULL)
		bind_metadata(statement, 5, changes->metadata->n,
		    changes->metadata->items);
	return finish(db, statement);
}

enum store_result
store_sqlite_queue_update(struct store *store, const char *company,
    const char *id, const struct store_changes *changes)
{
	struct work work = {.company = company, .id = id, .changes = changes};

	return submit(store, change_queue, &work);
}

struct metadata_work {
	const char *company;
	const char *id;
	const struct store_metadata_changes *changes;
};

static enum store_result
write_metadata(
    struct db *db, int64_t number, const struct store_metadata *metadata)
{
	sqlite3_stmt *statement =
	    db_prepare(db, "UPDATE queues SET metadata = ?2 WHERE number = ?1");

	if (statement == NULL)
		return STORE_FAILED;
	db_bind_int(statement, 1, number);
	bind_metadata(statement, 2, metadata->n, metadata->items);
	return finish(db, statement);
}

static enum store_result
change_metadata(struct db *db, void *arguments)
{
	const struct metadata_work *work = arguments;
	struct arena *arena = arena_new();
	struct store_metadata metadata;
	enum store_result result;
	struct queue queue;
	int64_t number;

	result = store_sqlite_read_queue(db, arena, work->company, work->id,
	    QUEUE_METADATA, &number, &queue);
	if (result == STORE_OK) {
		metadata = store_merge_metadata(arena, &queue, work->changes);
		result = write_metadata(db, number, &metadata);
	}
	arena_free(arena);
	return result;
}

enum store_result
store_sqlite_queue_change_metadata(struct store *store, const char *company,
    const char *id, const struct store_metadata_changes *changes)
{
	struct metadata_work work = {company, id, changes};

	return db_submit(
	    &((struct store_sqlite *)store)->writer, change_metadata, &work);
}

/* Run a statement whose only parameter is a queue's number. */
static enum store_result
run_on(struct db *db, const char *sql, int64_t number)
{
	sqlite3_stmt *statement = db_prepare(db, sql);

	if (statement == NULL)
		return STORE_FAILED;
	db_bind_int(statement, 1, number);
	return finish(db, statement);
}

/* STORE_EMPTY or STORE_NOT_EMPTY. */
static enum store_result
look_for_entries(struct db *db, int64_t number)
{
	sqlite3_stmt *row =
	    db_prepare(db, "SELECT 1 FROM entries WHERE queue = ? LIMIT 1");
	int code;

	if (row == NULL)
		return STORE_FAILED;
	db_bind_int(row, 1, number);
	code = db_step(db, row);
	db_leave(row);
	return code == SQLITE_ROW    ? STORE_NOT_EMPTY
	       : code == SQLITE_DONE ? STORE_EMPTY
				     : STORE_FAILED;
}

static enum store_result
delete_queue(struct db *db, void *arguments)
{
	const struct work *work = arguments;
	enum store_result result;
	int64_t number;

	if ((result = find_number(db, work, &number)) != STORE_OK)
		return result;
	result = look_for_entries(db, number);
	if (result == STORE_NOT_EMPTY && work->force)
		result =
		    run_on(db, "DELETE FROM entries WHERE queue = ?", number);
	if (result != STORE_OK && result != STORE_EMPTY)
		return result;
	return run_on(db, "DELETE FROM queues WHERE number = ?", number);
}

enum store_result
store_sqlite_queue_remove(
    struct store *store, const char *company, const char *id, bool force)
{
	struct work work = {.company = company, .id = id, .force = force};

	return submit(store, delete_queue, &work);
}

static enum store_result
touch(struct db *db, int64_t number, int64_t now)
{
	sqlite3_stmt *statement = db_prepare(
	    db, "UPDATE queues SET last_update = ?2 WHERE number = ?1");

	if (statement == NULL)
		return STORE_FAILED;
	db_bind_int(statement, 1, number);
	db_bind_int(statement, 2, now);
	return finish(db, statement);
}

static enum store_result
append_entry(struct db *db, void *arguments)
{
	const struct work *work = arguments;
	enum store_result result;
	sqlite3_stmt *into;
	int64_t number;

	if ((result = find_number(db, work, &number)) != STORE_OK)
		return result;
	into = db_prepare(db,
	    "INSERT INTO entries VALUES (?1, coalesce((SELECT rank FROM"
	    " entries WHERE queue = ?1 ORDER BY rank DESC LIMIT 1), 0)"
	    " + ?4, ?2, ?3)");
	if (into == NULL)
		return STORE_FAILED;
	db_bind_int(into, 1, number);
	db_bind_text(into, 2, work->entry->task);
	db_bind_int(into, 3, work->entry->added);
	db_bind_int(into, 4, STORE_SQLITE_RANK_GAP);
	if ((result = finish(db, into)) != STORE_OK)
		return result;
	return touch(db, number, work->entry->added);
}

enum store_result
store_sqlite_queue_push(struct store *store, const char *company,
    const char *id, const struct queue_entry *entry)
{
	struct queue_entry copy = *entry;
	struct work work = {.company = company, .id = id, .entry = &copy};

	return submit(store, append_entry, &work);
}

static enum store_result
pop_entry(struct db *db, void *arguments)
{
	const struct work *work = arguments;
	enum store_result result;
	sqlite3_stmt *row;
	int64_t number;
	int code;

	if ((result = find_number(db, work, &number)) != STORE_OK)
		return result;
	row = db_prepare(db,
	    "DELETE FROM entries WHERE queue = ?1 AND rank = (SELECT rank"
	    " FROM entries WHERE queue = ?1 ORDER BY rank LIMIT 1)"
	    " RETURNING task, added");
	if (row == NULL)
		return STORE_FAILED;
	db_bind_int(row, 1, number);
	if ((code = db_step(db, row)) == SQLITE_ROW) {
		work->entry->task = db_column(work->arena, row, 0);
		work->entry->added = sqlite3_column_int64(row, 1);
		/* the row is deleted by now, but the statement is not done */
		code = db_step(db, row);
		result = code == SQLITE_DONE ? STORE_OK : STORE_FAILED;
	} else {
		result = code == SQLITE_DONE ? STORE_EMPTY : STORE_FAILED;
	}
	db_leave(row);
	return result == STORE_OK ? touch(db, number, work->now) : result;
}

/* Look whether there is something to pop, which most polls are told not. */
static enum store_result
look(struct db *db, const char *company, const char *id)
{
	sqlite3_stmt *row = db_prepare(db,
	    "SELECT EXISTS (SELECT 1 FROM entries WHERE queue = number)"
	    " FROM queues WHERE id = ? AND company = ?");
	enum store_result result;

	if (row == NULL)
		return STORE_FAILED;
	db_bind_text(row, 1, id);
	db_bind_text(row, 2, company);
	result = db_found(db_step(db, row));
	if (result == STORE_OK)
		result =
		    sqlite3_column_int(row, 0) ? STORE_NOT_EMPTY : STORE_EMPTY;
	db_leave(row);
	return result;
}

enum store_result
store_sqlite_queue_pop(struct store *store, struct arena *arena,
    const char *company, const char *id, int64_t now, struct queue_entry *entry)
{
	struct work work = {.arena = arena,
	    .company = company,
	    .id = id,
	    .now = now,
	    .entry = entry};
	struct db_pool *pool = &((struct store_sqlite *)store)->pool;
	struct db *db = db_borrow(pool);
	enum store_result seen = look(db, company, id);

	db_give_back(pool, db);
	if (seen != STORE_NOT_EMPTY)
		return seen;
	return submit(store, pop_entry, &work);
}

static enum store_result
take_entry(struct db *db, void *arguments)
{
	const struct work *work = arguments;
	enum store_result result;
	sqlite3_stmt *statement;
	int64_t number;

	result = find_number(db, work, &number);
	if (result != STORE_OK)
		return result == STORE_NOT_FOUND ? STORE_NO_TASK : result;
	statement =
	    db_prepare(db, "DELETE FROM entries WHERE queue = ? AND task = ?");
	if (statement == NULL)
		return STORE_FAILED;
	db_bind_int(statement, 1, number);
	db_bind_text(statement, 2, work->task);
	if ((result = finish(db, statement)) != STORE_OK)
		return result;
	if (sqlite3_changes(db->handle) == 0)
		return STORE_NO_TASK;
	return touch(db, number, work->now);
}

enum store_result
store_sqlite_queue_take_out(struct store *store, const char *company,
    const char *id, const char *task, int64_t now)
{
	struct work work = {
	    .company = company, .id = id, .task = task, .now = now};

	return submit(store, take_entry, &work);
}

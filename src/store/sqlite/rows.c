#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "model/pause.h"
#include "store/sqlite/records.h"
#include "store/sqlite/verbs.h"

void
store_sqlite_bind_texts(
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

void
store_sqlite_bind_metadata(
    sqlite3_stmt *statement, int n, const struct store_metadata *metadata)
{
	struct arena *arena = arena_new();
	const struct queue_metadata *item = metadata->items;
	const char **texts =
	    arena_alloc_n(arena, 4 * metadata->n, sizeof(*texts));
	size_t i;

	for (i = 0; i < metadata->n; i++, item++) {
		texts[4 * i] = item->name;
		texts[4 * i + 1] = item->key;
		texts[4 * i + 2] = item->type;
		texts[4 * i + 3] = item->value;
	}
	store_sqlite_bind_texts(statement, n, 4 * metadata->n, texts);
	arena_free(arena);
}

enum store_result
store_sqlite_insert_row(struct db *db, const struct queue *queue)
{
	sqlite3_stmt *into = db_prepare(db,
	    "INSERT INTO queues (id, name, company, created, last_update,"
	    " tags, system_tags, metadata, display_name, pause)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

	if (into == NULL)
		return STORE_FAILED;
	db_bind_text(into, 1, queue->id);
	db_bind_text(into, 2, queue->name);
	db_bind_text(into, 3, queue->company);
	db_bind_int(into, 4, queue->created);
	if (queue->last_update != QUEUE_NEVER)
		db_bind_int(into, 5, queue->last_update);
	store_sqlite_bind_texts(into, 6, queue->n_tags, queue->tags);
	store_sqlite_bind_texts(
	    into, 7, queue->n_system_tags, queue->system_tags);
	store_sqlite_bind_metadata(into, 8,
	    &(struct store_metadata){queue->n_metadata, queue->metadata});
	if (queue->display_name != NULL)
		db_bind_text(into, 9, queue->display_name);
	store_sqlite_bind_text(
	    into, 10, pause_find(queue->n_metadata, queue->metadata));
	return db_finish(db, into);
}

enum store_result
store_sqlite_delete_row(struct db *db, int64_t number)
{
	enum store_result result =
	    db_change(db, "DELETE FROM places WHERE number = ?", 1, &number);

	return result == STORE_OK
		   ? db_change(
			 db, "DELETE FROM queues WHERE number = ?", 1, &number)
		   : result;
}

enum store_result
store_sqlite_hide(struct db *db, int64_t number)
{
	return db_change(db,
	    "UPDATE queues SET company = '', id = 'removed ' || number,"
	    " name = 'removed ' || number, last_update = NULL, tags = x'',"
	    " system_tags = x'', metadata = x'', display_name = NULL,"
	    " pause = NULL WHERE number = ?",
	    1, &number);
}

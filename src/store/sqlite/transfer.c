#include <sqlite3.h>

#include "store/sqlite/verbs.h"

/* A transfer on its way. */
struct transfer {
	struct store_sqlite *store;
	const char *company;
	const char *id;
	const char *target;
	const struct queue_entry *entry; /* as it will be */
	/* found out in the transaction */
	struct store_sqlite_state from;
	struct store_sqlite_state to;
	int64_t rank;
	int64_t added;
};

/* Where a queue holds the task, and since when. */
static enum store_result
find_entry(struct db *db, int64_t queue, const char *task, int64_t *rank,
    int64_t *added)
{
	sqlite3_stmt *row = db_prepare(db, "SELECT rank, added FROM entries"
					   " WHERE queue = ? AND task = ?");
	enum store_result result;

	if (row == NULL)
		return STORE_FAILED;
	db_bind_int(row, 1, queue);
	db_bind_text(row, 2, task);
	result = db_found(db_step(db, row));
	if (result == STORE_OK) {
		*rank = sqlite3_column_int64(row, 0);
		*added = sqlite3_column_int64(row, 1);
	}
	db_leave(row);
	return result;
}

/* Find both queues, and the task in the first. */
static enum store_result
read_states(struct db *db, struct transfer *transfer)
{
	const char *task = transfer->entry->task;
	enum store_result result;

	result = store_sqlite_read_state(
	    db, transfer->company, transfer->id, &transfer->from);
	if (result == STORE_OK)
		result = find_entry(db, transfer->from.number, task,
		    &transfer->rank, &transfer->added);
	if (result != STORE_OK)
		return result == STORE_NOT_FOUND ? STORE_NO_TASK : result;
	return store_sqlite_read_state(
	    db, transfer->company, transfer->target, &transfer->to);
}

/* See that the target has not got the task. */
static enum store_result
check_target(struct db *db, const struct transfer *transfer)
{
	int64_t rank, added;
	enum store_result result = find_entry(
	    db, transfer->to.number, transfer->entry->task, &rank, &added);

	if (result == STORE_OK)
		return STORE_DUPLICATE;
	return result == STORE_NOT_FOUND ? STORE_OK : result;
}

static enum store_result
take_out(struct db *db, struct transfer *transfer)
{
	struct store_sqlite_state *from = &transfer->from;
	enum store_result result;

	from->n--;
	from->added -= transfer->added - from->created;
	result =
	    db_change(db, "DELETE FROM entries WHERE queue = ?1 AND rank = ?2",
		2, (int64_t[]){from->number, transfer->rank});
	if (result == STORE_OK)
		result =
		    store_sqlite_block_remove(db, from->number, transfer->rank);
	return result == STORE_OK
		   ? store_sqlite_write_state(db, from, transfer->entry->added)
		   : result;
}

static enum store_result
put_in(struct db *db, struct transfer *transfer)
{
	enum store_result result;

	result = store_sqlite_append(db, &transfer->to, 1, transfer->entry);
	return result == STORE_OK ? store_sqlite_write_state(db, &transfer->to,
					transfer->entry->added)
				  : result;
}

/* Nothing is changed before all is known to be fine. */
static enum store_result
transfer_entry(struct db *db, void *arguments)
{
	struct transfer *transfer = arguments;
	enum store_result result;

	transfer->from = transfer->to = (struct store_sqlite_state){0};
	if ((result = read_states(db, transfer)) != STORE_OK ||
	    (result = check_target(db, transfer)) != STORE_OK ||
	    (result = store_sqlite_settle(db, transfer->store)) != STORE_OK ||
	    (result = read_states(db, transfer)) != STORE_OK ||
	    (result = take_out(db, transfer)) != STORE_OK ||
	    (result = put_in(db, transfer)) != STORE_OK)
		return result;
	store_sqlite_sample(
	    transfer->store, &transfer->from, transfer->entry->added);
	store_sqlite_sample(
	    transfer->store, &transfer->to, transfer->entry->added);
	return STORE_OK;
}

enum store_result
store_sqlite_queue_transfer(struct store *base, const char *company,
    const char *id, const char *target, const struct queue_entry *entry)
{
	struct store_sqlite *store = (struct store_sqlite *)base;
	struct transfer transfer = {.store = store,
	    .company = company,
	    .id = id,
	    .target = target,
	    .entry = entry};

	return db_submit(&store->writer, DB_STAYS, transfer_entry, &transfer);
}

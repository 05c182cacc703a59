#include <sqlite3.h>

#include "store/sqlite/verbs.h"

/* A move to another queue. */
struct move {
	struct store_sqlite *store;
	const char *company;
	const char *queue;
	const char *target;
	const struct queue_entry *entry; /* in the target */
	const struct store_actor *who;
	/* read in the transaction: */
	struct store_sqlite_state from;
	struct store_sqlite_state to;
	int64_t rank;
	int64_t added;
};

/* Read the states of both queues, and find the task in the first. */
static enum store_result
read_states(struct db *db, struct move *move)
{
	const char *task = move->entry->task;
	enum store_result result;

	result = store_sqlite_read_state(
	    db, move->company, move->queue, &move->from);
	if (result == STORE_OK)
		result = store_sqlite_find_entry(
		    db, move->from.number, task, &move->rank, &move->added);
	if (result != STORE_OK)
		return result == STORE_NOT_FOUND ? STORE_NO_TASK : result;
	return store_sqlite_read_state(
	    db, move->company, move->target, &move->to);
}

/* STORE_DUPLICATE if the target holds the task. */
static enum store_result
check_target(struct db *db, const struct move *move)
{
	int64_t rank, added;
	enum store_result result = store_sqlite_find_entry(
	    db, move->to.number, move->entry->task, &rank, &added);

	if (result == STORE_OK)
		return STORE_DUPLICATE;
	return result == STORE_NOT_FOUND ? STORE_OK : result;
}

static enum store_result
take_out(struct db *db, struct move *move)
{
	struct store_sqlite_state *from = &move->from;
	enum store_result result =
	    store_sqlite_take_out(db, from, move->rank, move->added);

	return result == STORE_OK
		   ? store_sqlite_write_state(db, from, move->entry->added)
		   : result;
}

static enum store_result
put_in(struct db *db, struct move *move)
{
	enum store_result result;

	result = store_sqlite_append(db, &move->to, 1, move->entry);
	return result == STORE_OK
		   ? store_sqlite_write_state(db, &move->to, move->entry->added)
		   : result;
}

/*
 * Check everything first, so that a refusal has written nothing.  Settling
 * writes the deferred states, so they are read again.
 */
static enum store_result
move_entry(struct db *db, void *arguments)
{
	struct move *move = arguments;
	enum store_result result;

	move->from = move->to = (struct store_sqlite_state){0};
	if ((result = read_states(db, move)) != STORE_OK ||
	    (result = check_target(db, move)) != STORE_OK ||
	    (result = store_sqlite_settle(db, move->store)) != STORE_OK ||
	    (result = read_states(db, move)) != STORE_OK ||
	    (result = take_out(db, move)) != STORE_OK ||
	    (result = put_in(db, move)) != STORE_OK)
		return result;
	store_sqlite_sample(move->store, &move->from, move->entry->added);
	store_sqlite_sample(move->store, &move->to, move->entry->added);
	store_sqlite_count(
	    move->store, &move->from, move->entry->added, FLOW_REMOVED, 1);
	store_sqlite_count(
	    move->store, &move->to, move->entry->added, FLOW_ADDED, 1);
	store_sqlite_note_change(
	    move->store, &(struct store_sqlite_change){.company = move->company,
			     .queue = move->queue,
			     .place = move->from.place,
			     .target = move->target,
			     .target_place = move->to.place,
			     .task = move->entry->task,
			     .action = STORE_MOVED,
			     .who = move->who,
			     .now = move->entry->added,
			     .before = -1,
			     .after = move->to.n - 1});
	return STORE_OK;
}

enum store_result
store_sqlite_move_task_to_queue(struct store *base, const char *company,
    const char *queue, const char *target, const struct queue_entry *entry,
    const struct store_actor *who)
{
	struct store_sqlite *store = sqlite_of(base);
	struct move move = {.store = store,
	    .company = company,
	    .queue = queue,
	    .target = target,
	    .entry = entry,
	    .who = who};

	return db_submit(&store->writer, DB_STAYS, move_entry, &move);
}

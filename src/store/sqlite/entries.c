#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/digest.h"
#include "store/sqlite/records.h"
#include "store/sqlite/verbs.h"

/* The arguments of a write; each uses the members that it needs. */
struct work {
	struct store_sqlite *store;
	struct arena *arena;
	const char *company;
	const char *queue;
	uint32_t hash; /* of the id */
	const char *task;
	bool pops;
	const struct store_actor *who;
	int64_t now;
	struct queue_entry *entry;
	bool sets_queue; /* of the task */
};

/*
 * Does the queue hold tasks to be had?  Only a guess: another process may have
 * written, and queues with the same hash share it.
 */
static atomic_bool *
guess(const struct work *work)
{
	return &work->store->has_tasks[work->hash % STORE_SQLITE_GUESSES];
}

static enum store_result
hold_state(
    struct db *db, const struct work *work, struct store_sqlite_held **held)
{
	return store_sqlite_hold_state(
	    db, work->store, work->company, work->queue, held);
}

static enum store_action
action_of(int kind)
{
	if (kind == FLOW_ADDED)
		return STORE_ADDED;
	return kind == FLOW_REMOVED ? STORE_REMOVED : STORE_POPPED;
}

/* Note the new state, a sample of it and the kind of the change.  After that, a
 * write must not fail. */
static void
finish(const struct work *work, struct store_sqlite_held *held,
    const struct store_sqlite_state *state, int kind, int64_t before)
{
	held->state = *state;
	held->now = work->now;
	held->has_changed = true;
	store_sqlite_sample(work->store, state, work->now);
	store_sqlite_count(work->store, state, work->now, kind, 1);
	store_sqlite_note_change(
	    work->store, &(struct store_sqlite_change){.company = work->company,
			     .queue = work->queue,
			     .place = state->place,
			     .task = work->entry->task,
			     .action = action_of(kind),
			     .who = work->who,
			     .now = work->now,
			     .before = before,
			     .after = kind == FLOW_ADDED ? state->n - 1 : -1});
	atomic_store(guess(work), state->n > 0);
}

static enum store_result
insert(struct db *db, int64_t number, int64_t rank,
    const struct queue_entry *entry)
{
	sqlite3_stmt *into =
	    db_prepare(db, "INSERT INTO entries VALUES (?, ?, ?, ?)");

	if (into == NULL)
		return STORE_FAILED;
	db_bind_int(into, 1, number);
	db_bind_int(into, 2, rank);
	db_bind_text(into, 3, entry->task);
	db_bind_int(into, 4, entry->added);
	return db_finish(db, into);
}

enum store_result
store_sqlite_append(struct db *db, struct store_sqlite_state *state, size_t n,
    const struct queue_entry *entries)
{
	enum store_result result = STORE_OK;
	size_t i;

	if (!state->knows_last)
		result = db_read(db,
		    "SELECT rank FROM entries WHERE queue = ?"
		    " ORDER BY rank DESC LIMIT 1",
		    1, &state->number, &state->last);
	if (result == STORE_NOT_FOUND)
		result = STORE_OK;
	state->knows_last = true;
	for (i = 0; i < n && result == STORE_OK; i++) {
		state->last += STORE_SQLITE_RANK_GAP;
		result = insert(db, state->number, state->last, &entries[i]);
		if (result == STORE_OK)
			result = store_sqlite_block_add(db, state, state->last);
		state->n++;
		state->added += entries[i].added - state->created;
	}
	return result;
}

enum store_result
store_sqlite_take_out(struct db *db, struct store_sqlite_state *state,
    int64_t rank, int64_t added)
{
	enum store_result result =
	    db_change(db, "DELETE FROM entries WHERE queue = ?1 AND rank = ?2",
		2, (int64_t[]){state->number, rank});

	state->n--;
	state->added -= added - state->created;
	return result == STORE_OK ? store_sqlite_block_remove(db, state, rank)
				  : result;
}

static enum store_result
add_task(struct db *db, void *arguments)
{
	const struct work *work = arguments;
	struct store_sqlite_state state;
	struct store_sqlite_held *held;
	enum store_result result;

	if ((result = hold_state(db, work, &held)) != STORE_OK)
		return result;
	state = held->state;
	result = store_sqlite_append(db, &state, 1, work->entry);
	if (result == STORE_OK && work->sets_queue)
		result = store_sqlite_set_task_queue(
		    db, work->company, work->entry->task, work->queue);
	if (result == STORE_OK)
		finish(work, held, &state, FLOW_ADDED, -1);
	return result;
}

enum store_result
store_sqlite_add_task(struct store *base, const char *company,
    const char *queue, const struct queue_entry *entry,
    const struct store_actor *who, bool sets_queue)
{
	struct store_sqlite *store = sqlite_of(base);
	struct queue_entry copy = *entry;
	struct work work = {.store = store,
	    .company = company,
	    .queue = queue,
	    .hash = digest_hash(queue),
	    .who = who,
	    .now = entry->added,
	    .entry = &copy,
	    .sets_queue = sets_queue};

	return db_submit(&store->writer, DB_GROWS, add_task, &work);
}

/* Delete the entry that a statement finds: its rank, added and, maybe, task;
 * *before is its position. */
static enum store_result
delete_entry(struct db *db, sqlite3_stmt *row, const struct work *work,
    struct store_sqlite_state *state, int64_t *before)
{
	int code = db_step(db, row);
	enum store_result result = STORE_OK;
	int64_t rank;

	if (code != SQLITE_ROW) {
		db_leave(row);
		return db_found(code);
	}
	rank = sqlite3_column_int64(row, 0);
	work->entry->added = sqlite3_column_int64(row, 1);
	work->entry->task =
	    work->task != NULL ? work->task : db_column(work->arena, row, 2);
	db_leave(row);
	if (work->pops)
		*before = 0;
	else if ((result = store_sqlite_block_write(db, state)) == STORE_OK)
		*before = store_sqlite_place_before(
		    work->store, db, state->number, rank);
	return result == STORE_OK
		   ? store_sqlite_take_out(db, state, rank, work->entry->added)
		   : result;
}

static enum store_result
note_pop(struct db *db, const struct work *work)
{
	return store_sqlite_note_pop(db, work->company, work->entry->task,
	    work->who == NULL ? NULL : work->who->user, work->now);
}

/*
 * Take out the entry that a statement finds by queue and, if one is given,
 * task.  STORE_NO_TASK: it finds none.
 */
static enum store_result
take_task(struct db *db, const struct work *work, const char *sql)
{
	struct store_sqlite_state state;
	struct store_sqlite_held *held;
	enum store_result result;
	sqlite3_stmt *row;
	int64_t before = -1;

	if ((result = hold_state(db, work, &held)) != STORE_OK)
		return result;
	state = held->state;
	if (work->pops)
		result = store_sqlite_check_pause(db, &state, work->who);
	if (result == STORE_EMPTY)
		atomic_store(guess(work), false);
	if (result != STORE_OK)
		return result;
	if ((row = db_prepare(db, sql)) == NULL)
		return STORE_FAILED;
	db_bind_int(row, 1, state.number);
	if (work->task != NULL)
		db_bind_text(row, 2, work->task);
	result = delete_entry(db, row, work, &state, &before);
	if (result == STORE_OK && work->pops)
		result = note_pop(db, work);
	if (result == STORE_OK)
		finish(work, held, &state,
		    work->pops ? flow_wait(work->now - work->entry->added)
			       : FLOW_REMOVED,
		    before);
	return result == STORE_NOT_FOUND ? STORE_NO_TASK : result;
}

static enum store_result
get_next_task(struct db *db, void *arguments)
{
	const struct work *work = arguments;
	enum store_result result = take_task(db, work,
	    "SELECT rank, added, task FROM entries WHERE queue = ?"
	    " ORDER BY rank LIMIT 1");

	return result == STORE_NO_TASK ? STORE_EMPTY : result;
}

static enum store_result
get_this_task(struct db *db, void *arguments)
{
	return take_task(db, arguments,
	    "SELECT rank, added FROM (SELECT rank, added, task FROM entries"
	    " WHERE queue = ? ORDER BY rank LIMIT 1) WHERE task = ?");
}

static bool
are_same(const struct db_stamp *a, const struct db_stamp *b)
{
	return memcmp(a, b, sizeof(*a)) == 0;
}

/* Note that there is nothing for anybody in a queue while the database has this
 * stamp. */
static void
remember(struct store_sqlite_empty *empty, const struct work *work,
    const struct db_stamp *stamp)
{
	size_t n_company = strlen(work->company) + 1,
	       n_queue = strlen(work->queue) + 1;

	if (n_company > STORE_SQLITE_KEY || n_queue > STORE_SQLITE_KEY)
		return;
	empty->stamp = *stamp;
	memcpy(empty->company, work->company, n_company);
	memcpy(empty->queue, work->queue, n_queue);
}

/* look() with a reader. */
static enum store_result
look_by(struct db *db, const struct work *work)
{
	struct store_sqlite_empty *empty = &work->store->empties[db_number(
	    &work->store->pool, db)][work->hash % STORE_SQLITE_EMPTIES];
	struct store_sqlite_state state = {0};
	struct db_stamp before, after;
	bool has_stamp = db_stamp(db, &before);
	enum store_result result;

	if (has_stamp && are_same(&before, &empty->stamp) &&
	    strcmp(work->queue, empty->queue) == 0 &&
	    strcmp(work->company, empty->company) == 0)
		return STORE_EMPTY;
	result =
	    store_sqlite_read_state(db, work->company, work->queue, &state);
	if (result == STORE_OK && state.n > 0) {
		result = store_sqlite_check_pause(db, &state, work->who);
		if (result != STORE_EMPTY || state.pause != PAUSE_EVERYBODY)
			return result;
	}
	if (result != STORE_OK && result != STORE_EMPTY)
		return result;
	if (has_stamp && db_stamp(db, &after) && are_same(&before, &after))
		remember(empty, work, &before);
	return STORE_EMPTY;
}

/*
 * Check whether there is a task: STORE_OK, STORE_EMPTY or an error.  Agents
 * poll queues that are empty or paused, so one found so is not read again until
 * something has been committed.
 */
static enum store_result
look(const struct work *work)
{
	struct db_pool *pool = &work->store->pool;
	struct db *db = db_borrow(pool);
	enum store_result result;

	if (db == NULL)
		return STORE_UNAVAILABLE;
	result = look_by(db, work);
	db_give_back(pool, db);
	return result;
}

enum store_result
store_sqlite_get_next_task(struct store *base, struct arena *arena,
    const char *company, const char *queue, const char *task,
    const struct store_actor *who, int64_t now, struct queue_entry *entry)
{
	struct store_sqlite *store = sqlite_of(base);
	struct work work = {.store = store,
	    .arena = arena,
	    .company = company,
	    .queue = queue,
	    .hash = digest_hash(queue),
	    .task = task,
	    .pops = true,
	    .who = who,
	    .now = now,
	    .entry = entry};
	enum store_result result;

	if (task != NULL)
		return db_submit(
		    &store->writer, DB_STAYS, get_this_task, &work);
	/* Most polls find nothing, and write nothing. */
	if (!atomic_load(guess(&work)) && (result = look(&work)) != STORE_OK)
		return result;
	return db_submit(&store->writer, DB_STAYS, get_next_task, &work);
}

static enum store_result
remove_task(struct db *db, void *arguments)
{
	enum store_result result = take_task(db, arguments,
	    "SELECT rank, added FROM entries WHERE queue = ? AND task = ?");

	return result == STORE_NOT_FOUND ? STORE_NO_TASK : result;
}

enum store_result
store_sqlite_remove_task(struct store *base, const char *company,
    const char *queue, const char *task, int64_t now,
    const struct store_actor *who, size_t *removed)
{
	struct store_sqlite *store = sqlite_of(base);
	enum store_result result;
	struct queue_entry entry;
	struct work work = {.store = store,
	    .company = company,
	    .queue = queue,
	    .hash = digest_hash(queue),
	    .who = who,
	    .task = task,
	    .now = now,
	    .entry = &entry};

	result = db_submit(&store->writer, DB_STAYS, remove_task, &work);
	if (result == STORE_OK)
		*removed = 1;
	return result;
}

#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/budget.h"
#include "base/digest.h"
#include "base/log.h"
#include "store/sqlite/records.h"
#include "store/sqlite/verbs.h"

#define MOST 1000000    /* changes */
#define PRUNE_EACH 64   /* changes, to look for old ones */
#define LONGEST 255     /* bytes of a worker's name */
#define CHANGE_SIZE 250 /* bytes of a change in an answer */

/* A change of the group; its texts are in the arena. */
struct noted {
	struct store_sqlite_change change; /* but not who */
	const char *user;
	const char *worker;
};

/* The changes of a group, which are written at its end, in its commit. */
struct store_sqlite_history {
	int64_t retention; /* ms; 0: nothing is noted */
	struct arena *arena;
	size_t n;
	size_t room;
	struct noted *items;
};

struct store_sqlite_history *
store_sqlite_history_new(void)
{
	struct store_sqlite_history *history =
	    arena_must(calloc(1, sizeof(*history)));

	history->arena = arena_new();
	return history;
}

void
store_sqlite_history_free(struct store_sqlite_history *history)
{
	if (history == NULL)
		return;
	arena_free(history->arena);
	free(history);
}

void
store_sqlite_keep_history(struct store *store, int64_t retention)
{
	sqlite_of(store)->history->retention = retention;
}

static bool
is_noting(const struct store_sqlite *store)
{
	/* what the reserve gives is for the calls themselves */
	return store->history->retention != 0 &&
	       reserve_is_whole(&store->reserve);
}

int64_t
store_sqlite_place_before(
    struct store_sqlite *store, struct db *db, int64_t number, int64_t rank)
{
	int64_t index;

	return is_noting(store) && store_sqlite_block_find(
				       db, number, rank, &index) == STORE_OK
		   ? index
		   : -1;
}

/* A text in the arena; many are the same as that of the change before. */
static const char *
keep(struct arena *arena, const char *text, const char *before)
{
	if (text == NULL || (before != NULL && strcmp(text, before) == 0))
		return text == NULL ? NULL : before;
	return arena_strdup(arena, text);
}

static const char *
name_of(const struct store_actor *who)
{
	return who == NULL || who->worker == NULL ||
		       strlen(who->worker) > LONGEST
		   ? NULL
		   : who->worker;
}

void
store_sqlite_note_change(
    struct store_sqlite *store, const struct store_sqlite_change *change)
{
	struct store_sqlite_history *history = store->history;
	struct arena *arena = history->arena;
	struct noted none = {0}, *before = &none, *noted;

	if (!is_noting(store))
		return;
	history->items = arena_grow(arena, history->items, history->n,
	    &history->room, sizeof(*history->items));
	if (history->n > 0)
		before = &history->items[history->n - 1];
	noted = &history->items[history->n++];
	*noted = (struct noted){.change = *change};
	noted->change.company =
	    keep(arena, change->company, before->change.company);
	noted->change.queue = keep(arena, change->queue, before->change.queue);
	noted->change.target =
	    keep(arena, change->target, before->change.target);
	noted->change.task = keep(arena, change->task, NULL);
	noted->user = keep(arena,
	    change->who == NULL ? NULL : change->who->user, before->user);
	noted->worker = keep(arena, name_of(change->who), before->worker);
}

static enum store_result
insert(struct db *db, const struct noted *noted)
{
	const struct store_sqlite_change *change = &noted->change;
	sqlite3_stmt *into = db_prepare(db,
	    "INSERT INTO history (at, company, place, target_place, action,"
	    " before, after, queue, target, task, task_hash, user, worker)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

	if (into == NULL)
		return STORE_FAILED;
	db_bind_int(into, 1, change->now);
	db_bind_text(into, 2, change->company);
	db_bind_int(into, 3, change->place);
	if (change->target != NULL)
		db_bind_int(into, 4, change->target_place);
	db_bind_int(into, 5, change->action);
	db_bind_int(into, 6, change->before);
	db_bind_int(into, 7, change->after);
	db_bind_text(into, 8, change->queue);
	store_sqlite_bind_text(into, 9, change->target);
	store_sqlite_bind_text(into, 10, change->task);
	if (change->task != NULL)
		db_bind_int(into, 11, digest_hash(change->task));
	store_sqlite_bind_text(into, 12, noted->user);
	store_sqlite_bind_text(into, 13, noted->worker);
	return db_finish(db, into);
}

/* Now and then, delete more old changes than were written since. */
static enum store_result
prune(struct db *db, int64_t n_written, int64_t oldest)
{
	int64_t last = sqlite3_last_insert_rowid(db->handle);

	if (last / PRUNE_EACH == (last - n_written) / PRUNE_EACH)
		return STORE_OK;
	return db_change(db,
	    "DELETE FROM history WHERE number IN (SELECT number FROM history"
	    " ORDER BY number LIMIT ?3) AND (number <= ?1 OR at < ?2)",
	    3, (int64_t[]){last - MOST, oldest, 2 * (PRUNE_EACH + n_written)});
}

static enum store_result
write_changes(struct db *db, const struct store_sqlite_history *history)
{
	enum store_result result = STORE_OK;
	int64_t now = 0;
	size_t i;

	for (i = 0; i < history->n && result == STORE_OK; i++) {
		if (history->items[i].change.now > now)
			now = history->items[i].change.now;
		result = insert(db, &history->items[i]);
	}
	return result == STORE_OK
		   ? prune(db, (int64_t)history->n, now - history->retention)
		   : result;
}

void
store_sqlite_end_history(struct db *db, struct store_sqlite *store, bool kept)
{
	struct store_sqlite_history *history = store->history;

	if (history->n == 0)
		return;
	if (kept && write_changes(db, history) != STORE_OK)
		log_warning("history: %zu changes are lost", history->n);
	arena_reset(history->arena);
	history->items = NULL;
	history->n = history->room = 0;
}

static struct store_change
read_change(struct arena *arena, sqlite3_stmt *row)
{
	return (struct store_change){.at = sqlite3_column_int64(row, 0),
	    .action = (enum store_action)sqlite3_column_int(row, 1),
	    .before = sqlite3_column_int64(row, 2),
	    .after = sqlite3_column_int64(row, 3),
	    .queue = db_column(arena, row, 4),
	    .target = store_sqlite_text_or_null(arena, row, 5),
	    .task = store_sqlite_text_or_null(arena, row, 6),
	    .who = {.user = store_sqlite_text_or_null(arena, row, 7),
		.worker = store_sqlite_text_or_null(arena, row, 8)}};
}

#define COLUMNS                                                                \
	"SELECT at, action, before, after, queue, target, task, user, worker"  \
	" FROM history WHERE "

/* The statement that finds changes of a task, or of a queue. */
static sqlite3_stmt *
prepare(struct db *db, const char *company, const char *queue, const char *task)
{
	struct store_sqlite_state state = {0};
	sqlite3_stmt *row;

	if (queue == NULL) {
		row = db_prepare(db, COLUMNS "task_hash = ?4 AND task = ?2"
					     " AND company = ?3"
					     " ORDER BY number DESC LIMIT ?1");
		if (row == NULL)
			return NULL;
		db_bind_text(row, 2, task);
		db_bind_text(row, 3, company);
		db_bind_int(row, 4, digest_hash(task));
		return row;
	}
	store_sqlite_read_state(db, company, queue, &state);
	row = db_prepare(db,
	    COLUMNS "number IN (SELECT * FROM (SELECT number FROM history"
		    " WHERE place = ?2 ORDER BY number DESC LIMIT ?1)"
		    " UNION SELECT * FROM (SELECT number FROM history"
		    " WHERE target_place = ?2 ORDER BY number DESC LIMIT ?1))"
		    " ORDER BY number DESC LIMIT ?1");
	if (row != NULL)
		db_bind_int(row, 2, state.place);
	return row;
}

static enum store_result
read_all(struct db *db, sqlite3_stmt *row, struct arena *arena, size_t most,
    size_t *n, struct store_change *changes)
{
	int code = SQLITE_DONE;

	if (row == NULL)
		return STORE_FAILED;
	db_bind_int(row, 1, (int64_t)most);
	while (*n < most && (code = db_step(db, row)) == SQLITE_ROW)
		changes[(*n)++] = read_change(arena, row);
	db_leave(row);
	return code == SQLITE_ROW || code == SQLITE_DONE ? STORE_OK
							 : STORE_FAILED;
}

enum store_result
store_sqlite_list_history(struct store *base, struct arena *arena,
    const char *company, const char *queue, const char *task, size_t most,
    size_t *n, struct store_change **changes)
{
	struct db_pool *pool = &sqlite_of(base)->pool;
	enum store_result result;
	struct db *db;

	if (!budget_answer(arena_budget(arena), most * CHANGE_SIZE))
		return STORE_COSTLY;
	if ((db = db_borrow(pool)) == NULL)
		return STORE_UNAVAILABLE;
	*n = 0;
	*changes = arena_alloc_n(arena, most, sizeof(**changes));
	result = read_all(
	    db, prepare(db, company, queue, task), arena, most, n, *changes);
	db_give_back(pool, db);
	return result;
}

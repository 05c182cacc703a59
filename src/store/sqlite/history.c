/*
 * The history of changes.  It grows by a row for each of them, so an index by
 * task, whose every entry falls on another page, would write more than the
 * change itself.  Instead, each SEGMENT of rows that is complete gets a list of
 * the keys that occur in it, sorted; who looks for a key reads the lists from
 * the newest on, and the rows of those segments that have it.  Rows of the
 * segment that is not complete are read as they are.
 */

#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/budget.h"
#include "base/digest.h"
#include "base/log.h"
#include "store/sqlite/records.h"
#include "store/sqlite/verbs.h"

#define MOST 1000000    /* changes */
#define PRUNE_EACH 64   /* changes, to look for old ones */
#define SEGMENT 1024    /* changes: number / SEGMENT is that of a segment */
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
	free(history->items);
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

/* The items outlive their group: to allocate them anew costs more than a write.
 */
static void
make_room(struct store_sqlite_history *history)
{
	if (history->n < history->room)
		return;
	history->room = 2 * history->room + DB_MAX_GROUP;
	history->items = arena_must(
	    realloc(history->items, history->room * sizeof(*history->items)));
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
	make_room(history);
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
	    " before, after, queue, target, task, user, worker)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

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
	store_sqlite_bind_text(into, 11, noted->user);
	store_sqlite_bind_text(into, 12, noted->worker);
	return db_finish(db, into);
}

/* What a change is found by: the place of a queue, or a task; the same on every
 * machine.  Others may have the same key. */
static uint32_t
key_of(int64_t place, const char *task)
{
	return htonl(task == NULL ? (uint32_t)place : digest_hash(task));
}

static int
compare_keys(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(uint32_t));
}

/* Read the keys of a segment, sorted, each once. */
static enum store_result
read_keys(struct db *db, int64_t segment, size_t *n, uint32_t *keys)
{
	sqlite3_stmt *row = db_prepare(db,
	    "SELECT place, target_place, task FROM history"
	    " WHERE number >= ?1 * ?2 AND number < (?1 + 1) * ?2");
	int64_t place, last = -1; /* most are the same as before */
	size_t i, n_read = 0;
	int code;

	*n = 0;
	if (row == NULL)
		return STORE_FAILED;
	db_bind_int(row, 1, segment);
	db_bind_int(row, 2, SEGMENT);
	while ((code = db_step(db, row)) == SQLITE_ROW) {
		place = sqlite3_column_int64(row, 0);
		if (place != last)
			keys[n_read++] = key_of(place, NULL);
		last = place;
		if (sqlite3_column_type(row, 1) != SQLITE_NULL)
			keys[n_read++] =
			    key_of(sqlite3_column_int64(row, 1), NULL);
		if (sqlite3_column_type(row, 2) != SQLITE_NULL)
			keys[n_read++] = key_of(
			    0, (const char *)sqlite3_column_text(row, 2));
	}
	db_leave(row);
	qsort(keys, n_read, sizeof(*keys), compare_keys);
	for (i = 0; i < n_read; i++)
		if (i == 0 || keys[i] != keys[*n - 1])
			keys[(*n)++] = keys[i];
	return code == SQLITE_DONE ? STORE_OK : STORE_FAILED;
}

static enum store_result
close_segment(struct db *db, int64_t segment)
{
	uint32_t keys[3 * SEGMENT];
	sqlite3_stmt *into;
	size_t n;

	if (read_keys(db, segment, &n, keys) != STORE_OK ||
	    (into = db_prepare(
		 db, "INSERT INTO history_segments VALUES (?, ?)")) == NULL)
		return STORE_FAILED;
	db_bind_int(into, 1, segment);
	sqlite3_bind_blob64(into, 2, keys, n * sizeof(*keys), SQLITE_STATIC);
	return db_finish(db, into);
}

/* The first segment that is not closed. */
static enum store_result
find_open_segment(struct db *db, int64_t *segment)
{
	return db_read(db,
	    "SELECT coalesce((SELECT max(segment) + 1 FROM history_segments),"
	    " (SELECT min(number) FROM history) / ?, 0)",
	    1, (int64_t[]){SEGMENT}, segment);
}

/* Close the segments that are complete since n changes were written. */
static enum store_result
close_segments(struct db *db, int64_t last, int64_t n_written)
{
	int64_t next = last + 1, segment;
	enum store_result result;

	if (next / SEGMENT == (next - n_written) / SEGMENT)
		return STORE_OK;
	result = find_open_segment(db, &segment);
	for (; segment < next / SEGMENT && result == STORE_OK; segment++)
		result = close_segment(db, segment);
	return result;
}

/*
 * Now and then, delete changes that are old, or too many: more of them than
 * were written since.  Too many are a segment, as whole pages cost less.
 */
static enum store_result
prune(struct db *db, int64_t last, int64_t n_written, int64_t oldest)
{
	enum store_result result;
	int64_t is_due;

	if (last / PRUNE_EACH == (last - n_written) / PRUNE_EACH)
		return STORE_OK;
	result = db_read(db,
	    "SELECT min(number) <= ?1 OR min(at) < ?2 FROM (SELECT number, at"
	    " FROM history ORDER BY number LIMIT ?3)",
	    3, (int64_t[]){last - MOST - SEGMENT, oldest, PRUNE_EACH}, &is_due);
	if (result != STORE_OK || !is_due)
		return result;
	result = db_change(db,
	    "DELETE FROM history WHERE number <= (SELECT max(number) FROM"
	    " (SELECT number FROM history ORDER BY number LIMIT ?3))"
	    " AND (number <= ?1 OR at < ?2)",
	    3, (int64_t[]){last - MOST, oldest, 2 * (SEGMENT + n_written)});
	return result != STORE_OK
		   ? result
		   : db_change(db,
			 "DELETE FROM history_segments WHERE segment <"
			 " (SELECT min(number) FROM history) / ?",
			 1, (int64_t[]){SEGMENT});
}

static enum store_result
write_changes(struct db *db, const struct store_sqlite_history *history)
{
	enum store_result result = STORE_OK;
	int64_t n = (int64_t)history->n, now = 0, last;
	size_t i;

	for (i = 0; i < history->n && result == STORE_OK; i++) {
		if (history->items[i].change.now > now)
			now = history->items[i].change.now;
		result = insert(db, &history->items[i]);
	}
	last = sqlite3_last_insert_rowid(db->handle);
	if (result == STORE_OK)
		result = close_segments(db, last, n);
	if (result == STORE_OK)
		result = prune(db, last, n, now - history->retention);
	return result;
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
	history->n = 0;
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

/* What is looked for, and what was found. */
struct search {
	const char *company;
	const char *task; /* or NULL: what a queue has */
	int64_t place;    /* of the queue */
	struct arena *arena;
	size_t most;
	size_t n;
	struct store_change *changes;
};

#define COLUMNS                                                                \
	"SELECT at, action, before, after, queue, target, task, user, worker"  \
	" FROM history WHERE number >= ?1 AND number < ?2 AND "
#define NEWEST " ORDER BY number DESC LIMIT ?3"

/* Find changes with numbers from one to before another, the newest first. */
static enum store_result
find_between(struct db *db, struct search *search, int64_t from, int64_t to)
{
	sqlite3_stmt *row = db_prepare(
	    db, search->task == NULL
		    ? COLUMNS "(place = ?4 OR target_place = ?4)" NEWEST
		    : COLUMNS "task = ?4 AND company = ?5" NEWEST);
	int code;

	if (row == NULL)
		return STORE_FAILED;
	db_bind_int(row, 1, from);
	db_bind_int(row, 2, to);
	db_bind_int(row, 3, (int64_t)(search->most - search->n));
	if (search->task == NULL) {
		db_bind_int(row, 4, search->place);
	} else {
		db_bind_text(row, 4, search->task);
		db_bind_text(row, 5, search->company);
	}
	while ((code = db_step(db, row)) == SQLITE_ROW)
		search->changes[search->n++] = read_change(search->arena, row);
	db_leave(row);
	return code == SQLITE_DONE ? STORE_OK : STORE_FAILED;
}

/* Find changes in the segments before one. */
static enum store_result
find_in_segments(struct db *db, struct search *search, int64_t before)
{
	uint32_t key = key_of(search->place, search->task);
	enum store_result result = STORE_OK;
	int code = SQLITE_DONE;
	int64_t segment;
	sqlite3_stmt *row;

	row = db_prepare(db, "SELECT segment, keys FROM history_segments"
			     " WHERE segment < ? ORDER BY segment DESC");
	if (row == NULL)
		return STORE_FAILED;
	db_bind_int(row, 1, before);
	while (result == STORE_OK && search->n < search->most &&
	       (code = db_step(db, row)) == SQLITE_ROW) {
		const void *keys = sqlite3_column_blob(row, 1);
		size_t size = (size_t)sqlite3_column_bytes(row, 1);

		segment = sqlite3_column_int64(row, 0);
		if (size > 0 && bsearch(&key, keys, size / sizeof(key),
				    sizeof(key), compare_keys) != NULL)
			result = find_between(db, search, segment * SEGMENT,
			    (segment + 1) * SEGMENT);
	}
	db_leave(row);
	return code == SQLITE_ROW || code == SQLITE_DONE ? result
							 : STORE_FAILED;
}

static enum store_result
find_changes(struct db *db, struct search *search, const char *queue)
{
	struct store_sqlite_state state = {0};
	enum store_result result;
	int64_t open;

	if (queue != NULL) {
		result =
		    store_sqlite_read_state(db, search->company, queue, &state);
		if (result != STORE_OK)
			return result == STORE_NOT_FOUND ? STORE_OK : result;
		search->place = state.place;
	}
	result = find_open_segment(db, &open);
	if (result == STORE_OK)
		result = find_between(db, search, open * SEGMENT, INT64_MAX);
	return result == STORE_OK ? find_in_segments(db, search, open) : result;
}

enum store_result
store_sqlite_list_history(struct store *base, struct arena *arena,
    const char *company, const char *queue, const char *task, size_t most,
    size_t *n, struct store_change **changes)
{
	struct db_pool *pool = &sqlite_of(base)->pool;
	struct search search = {
	    .company = company, .task = task, .arena = arena, .most = most};
	enum store_result result;
	struct db *db;

	if (!budget_answer(arena_budget(arena), most * CHANGE_SIZE))
		return STORE_COSTLY;
	if ((db = db_borrow(pool)) == NULL)
		return STORE_UNAVAILABLE;
	search.changes = arena_alloc_n(arena, most, sizeof(*search.changes));
	result = find_changes(db, &search, queue);
	db_give_back(pool, db);
	*n = search.n;
	*changes = search.changes;
	return result;
}

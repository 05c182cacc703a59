#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/budget.h"
#include "base/log.h"
#include "base/steady.h"
#include "store/sqlite/verbs.h"

#define LONGEST_WAIT 5000 /* ms that counts wait to be written */
#define ROW_NS 500        /* to read a count */
#define FLOW_SIZE 500     /* bytes of a flow in memory and an answer */

/* Count in what is added to the group's counts already, or else anew. */
void
store_sqlite_count(struct store_sqlite *store,
    const struct store_sqlite_state *state, int64_t now, int kind, int64_t n)
{
	struct store_sqlite_flows *flows = &store->flows;
	const struct store_sqlite_count count = {
	    .minute = flow_minute(now), .queue = state->place, .kind = kind};
	struct store_sqlite_count *item;
	size_t i;

	for (i = 0; i < flows->n; i++) {
		item = &flows->items[i];
		if (item->queue == count.queue && item->kind == kind &&
		    item->minute == count.minute)
			break;
	}
	if (i == STORE_SQLITE_COUNTS)
		return; /* no write changes so many queues but by intent */
	if (i == flows->n)
		flows->items[flows->n++] = count;
	flows->items[i].n += n;
}

/* Once a minute, delete some old counts: more than were written since. */
static enum store_result
prune(struct db *db, struct store_sqlite_flows *flows, int64_t minute)
{
	int64_t n;

	if (flows->pruned == minute)
		return STORE_OK;
	n = 2 * flows->n_written + 100;
	flows->pruned = minute;
	flows->n_written = 0;
	return db_change(db,
	    "DELETE FROM flows WHERE (minute, queue, kind) IN"
	    " (SELECT minute, queue, kind FROM flows WHERE minute < ?"
	    " ORDER BY minute LIMIT ?)",
	    2, (int64_t[]){minute - FLOW_HOUR, n});
}

/* The slot of a count, which may be empty. */
static struct store_sqlite_count *
find_waiting(
    struct store_sqlite_flows *flows, const struct store_sqlite_count *count)
{
	size_t at = (size_t)(count->queue * 64 + count->kind + count->minute) %
		    STORE_SQLITE_WAITING;
	struct store_sqlite_count *slot = &flows->waiting[at];

	while (slot->n != 0 &&
	       (slot->queue != count->queue || slot->kind != count->kind ||
		   slot->minute != count->minute)) {
		at = (at + 1) % STORE_SQLITE_WAITING;
		slot = &flows->waiting[at];
	}
	return slot;
}

/* Have the counts of a group wait. */
static void
keep(struct store_sqlite_flows *flows)
{
	struct store_sqlite_count *slot;
	size_t i;

	for (i = 0; i < flows->n; i++) {
		slot = find_waiting(flows, &flows->items[i]);
		if (slot->n != 0) {
			slot->n += flows->items[i].n;
			continue;
		}
		*slot = flows->items[i];
		if (atomic_fetch_add(&flows->n_waiting, 1) == 0)
			flows->begun = steady_now();
	}
}

static enum store_result
write_waiting(struct db *db, struct store_sqlite_flows *flows)
{
	const struct store_sqlite_count *slot = flows->waiting;
	enum store_result result = STORE_OK;
	int64_t minute = 0;
	size_t i;

	for (i = 0; i < STORE_SQLITE_WAITING && result == STORE_OK;
	     i++, slot++) {
		if (slot->n == 0)
			continue;
		if (slot->minute > minute)
			minute = slot->minute;
		flows->n_written++;
		result = db_change(db,
		    "INSERT INTO flows VALUES (?1, ?2, ?3, ?4)"
		    " ON CONFLICT DO UPDATE SET n = n + ?4",
		    4,
		    (int64_t[]){
			slot->minute, slot->queue, slot->kind, slot->n});
	}
	return result == STORE_OK ? prune(db, flows, minute) : result;
}

/*
 * Write what waits, in a write of some group.  If the group is not kept after
 * all, these counts are lost.
 */
static void
write_out(struct db *db, struct store_sqlite_flows *flows)
{
	if (db_run(db, "SAVEPOINT flows")) {
		if (write_waiting(db, flows) != STORE_OK) {
			log_warning("counts of %zu kinds are lost",
			    atomic_load(&flows->n_waiting));
			db_run(db, "ROLLBACK TO flows");
		}
		db_run(db, "RELEASE flows");
	}
	memset(flows->waiting, 0, sizeof(flows->waiting));
	atomic_store(&flows->n_waiting, 0);
}

void
store_sqlite_end_counts(
    struct db *db, struct store_sqlite_flows *flows, bool kept)
{
	size_t n;

	if (kept)
		keep(flows);
	flows->n = 0;
	n = atomic_load(&flows->n_waiting);
	if (kept && n > 0 &&
	    (n > STORE_SQLITE_WAITING / 2 ||
		steady_now() >= flows->begun + LONGEST_WAIT))
		write_out(db, flows);
}

static enum store_result
flush(struct db *db, void *arguments)
{
	struct store_sqlite_flows *flows = arguments;

	if (atomic_load(&flows->n_waiting) > 0)
		write_out(db, flows);
	return STORE_OK;
}

void
store_sqlite_flush_counts(struct store_sqlite *store)
{
	if (atomic_load(&store->flows.n_waiting) > 0)
		db_submit(&store->writer, DB_GROWS, flush, &store->flows);
}

/* Flows that are being read. */
struct reading {
	struct arena *arena;
	int64_t now;
	int64_t place; /* of the last flow */
	size_t n;
	size_t room;
	struct store_flow *flows;
};

/* The flow to which a row belongs; rows are ordered by queue. */
static struct store_flow *
flow_of(struct reading *reading, sqlite3_stmt *row)
{
	int64_t place = sqlite3_column_int64(row, 0);

	if (reading->n > 0 && reading->place == place)
		return &reading->flows[reading->n - 1];
	if (!budget_hold(arena_budget(reading->arena), FLOW_SIZE))
		return NULL;
	reading->place = place;
	reading->flows = arena_grow(reading->arena, reading->flows, reading->n,
	    &reading->room, sizeof(*reading->flows));
	reading->flows[reading->n].queue = db_column(reading->arena, row, 1);
	return &reading->flows[reading->n++];
}

static enum store_result
read_rows(struct db *db, sqlite3_stmt *row, struct reading *reading)
{
	struct budget *budget = arena_budget(reading->arena);
	struct store_flow *flow;
	int code;

	while ((code = db_step(db, row)) == SQLITE_ROW) {
		flow = flow_of(reading, row);
		if (flow == NULL || !budget_pay(budget, ROW_NS))
			return STORE_COSTLY;
		flow_add(&flow->flow, reading->now,
		    sqlite3_column_int64(row, 2), sqlite3_column_int(row, 3),
		    sqlite3_column_int64(row, 4));
	}
	return code == SQLITE_DONE ? STORE_OK : STORE_FAILED;
}

/* Each minute is looked up by itself: its counts are ordered by queue. */
static sqlite3_stmt *
prepare_one(struct db *db, int64_t place, const char *queue, int64_t minute)
{
	sqlite3_stmt *row = db_prepare(db,
	    "WITH RECURSIVE minutes (at) AS (VALUES (?1) UNION ALL"
	    " SELECT at + 1 FROM minutes WHERE at < ?1 + 61)"
	    " SELECT ?2, ?3, minute, kind, n FROM minutes CROSS JOIN flows"
	    " ON minute = at AND queue = ?2");

	if (row == NULL)
		return NULL;
	db_bind_int(row, 1, minute);
	db_bind_int(row, 2, place);
	db_bind_text(row, 3, queue);
	return row;
}

static sqlite3_stmt *
prepare_all(struct db *db, const char *company, int64_t minute)
{
	sqlite3_stmt *row = db_prepare(db,
	    "SELECT queue, id, minute, kind, n FROM flows CROSS JOIN queues"
	    " ON number = coalesce((SELECT places.number FROM places"
	    " WHERE places.place = queue), queue)"
	    " WHERE minute >= ?2 AND company = ?1 ORDER BY queue");

	if (row == NULL)
		return NULL;
	db_bind_text(row, 1, company);
	db_bind_int(row, 2, minute);
	return row;
}

static enum store_result
read_flows(struct db *db, const char *company, const char *queue,
    struct reading *reading)
{
	int64_t minute = flow_minute(reading->now) - FLOW_HOUR;
	struct store_sqlite_state state = {0};
	enum store_result result = STORE_OK;
	sqlite3_stmt *row;

	if (queue != NULL)
		result = store_sqlite_read_state(db, company, queue, &state);
	if (result != STORE_OK)
		return result == STORE_NOT_FOUND ? STORE_OK : result;
	row = queue == NULL ? prepare_all(db, company, minute)
			    : prepare_one(db, state.place, queue, minute);
	if (row == NULL)
		return STORE_FAILED;
	result = STORE_COSTLY;
	if (budget_begin(arena_budget(reading->arena), BUDGET_GO_ON))
		result = read_rows(db, row, reading);
	budget_end(arena_budget(reading->arena));
	db_leave(row);
	return result;
}

enum store_result
store_sqlite_list_flows(struct store *base, struct arena *arena,
    const char *company, const char *queue, int64_t now, size_t *n,
    struct store_flow **flows)
{
	struct db_pool *pool = &sqlite_of(base)->pool;
	struct reading reading = {.arena = arena, .now = now};
	enum store_result result;
	struct db *db;

	store_sqlite_flush_counts(sqlite_of(base));
	db = queue == NULL ? db_borrow_for_long(pool) : db_borrow(pool);
	if (db == NULL)
		return STORE_UNAVAILABLE;
	result = read_flows(db, company, queue, &reading);
	db_give_back(pool, db);
	*n = reading.n;
	*flows = reading.flows;
	return result;
}


#include <sqlite3.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/log.h"
#include "model/series.h"
#include "store/sqlite/verbs.h"

static struct queue_sample
look_at(const struct store_sqlite_state *state, int64_t now)
{
	return queue_sample_at(
	    now, state->n, state->added + state->n * state->created);
}

void
store_sqlite_sample(struct store_sqlite *store,
    const struct store_sqlite_state *state, int64_t now)
{
	struct store_sqlite_samples *samples = &store->samples;
	struct queue_sample sample = look_at(state, now);
	struct queue_sample *old;
	size_t i;

	for (i = 0; i < samples->n; i++) {
		old = &samples->items[i].sample;
		if (samples->items[i].queue != state->place ||
		    old->second != sample.second)
			continue;
		if (series_is_greater(&sample, old))
			*old = sample;
		old->last = sample.last;
		return;
	}
	if (samples->n == STORE_SQLITE_SAMPLES)
		return; /* a task has left very many queues at once */
	samples->items[samples->n].queue = state->place;
	samples->items[samples->n++].sample = sample;
}

static enum store_result
write_sample(struct db *db, int64_t queue, const struct queue_sample *sample)
{
	return db_change(db,
	    "INSERT INTO samples VALUES (?1, ?2, ?3, ?4, ?5)"
	    " ON CONFLICT DO UPDATE SET last = ?5, (wait, length) ="
	    " (SELECT iif(keep, wait, ?3), iif(keep, length, ?4) FROM"
	    " (SELECT (wait * ?4, length) >= (?3 * length, ?4) AS keep))",
	    5,
	    (int64_t[]){queue, sample->second, sample->wait, sample->length,
		sample->last});
}

static enum store_result
write_samples(struct db *db, const struct store_sqlite_samples *samples)
{
	enum store_result result = STORE_OK;
	size_t i;

	for (i = 0; i < samples->n && result == STORE_OK; i++)
		result = write_sample(
		    db, samples->items[i].queue, &samples->items[i].sample);
	return result;
}

/* Once a second, delete some old samples: twice as many as were written. */
static enum store_result
prune(struct db *db, struct store_sqlite_samples *samples)
{
	int64_t second = samples->items[0].sample.second, n;

	samples->n_written += (int64_t)samples->n;
	if (samples->retention == 0 || samples->pruned == second)
		return STORE_OK;
	n = 2 * samples->n_written;
	samples->pruned = second;
	samples->n_written = 0;
	return db_change(db,
	    "DELETE FROM samples WHERE (queue, second) IN"
	    " (SELECT queue, second FROM samples WHERE second < ?"
	    " ORDER BY second LIMIT ?)",
	    2, (int64_t[]){second - samples->retention, n});
}

void
store_sqlite_end_group(struct db *db, void *context, bool kept)
{
	struct store_sqlite *store = context;
	struct store_sqlite_samples *samples = &store->samples;

	/* without a savepoint, which takes 64 KiB: samples don't depend on each
	 * other */
	if (kept && samples->n > 0 &&
	    (write_samples(db, samples) != STORE_OK ||
		prune(db, samples) != STORE_OK)) {
		log_warning(
		    "metrics: some of %zu samples are lost", samples->n);
		/* SQLite may have rolled the group back */
		kept = !sqlite3_get_autocommit(db->handle);
	}
	store_sqlite_end_counts(db, &store->flows, kept);
	store_sqlite_end_history(db, store, kept);
	samples->n = 0;
	store->states.n = 0;
}

/* The caller's function for the samples, and whether it wants more. */
struct taker {
	struct arena *arena;
	const struct store_sample_range *range;
	store_take_sample *take;
	void *context;
	bool has_enough;
};

/* Pass on the queue's state now, if it was asked for. */
static void
take_look(
    struct taker *taker, const struct store_sqlite_state *state, const char *id)
{
	struct queue_sample sample;

	if (taker->has_enough || taker->range->now == 0)
		return;
	sample = look_at(state, taker->range->now);
	sample.is_now = true;
	taker->has_enough = !taker->take(taker->context, id, &sample);
}

/* Pass on the samples of one queue. */
static enum store_result
read_samples(struct db *db, struct taker *taker, int64_t place, const char *id)
{
	struct queue_sample sample = {0};
	sqlite3_stmt *row;
	int code = SQLITE_DONE;

	row = db_prepare(db,
	    "SELECT second, wait, length, last FROM samples"
	    " WHERE queue = ? AND second BETWEEN ? AND ? ORDER BY second");
	if (row == NULL)
		return STORE_FAILED;
	db_bind_int(row, 1, place);
	db_bind_int(row, 2, taker->range->from);
	db_bind_int(row, 3, taker->range->to);
	taker->has_enough = !taker->take(taker->context, id, NULL);
	while (!taker->has_enough && (code = db_step(db, row)) == SQLITE_ROW) {
		sample.second = sqlite3_column_int64(row, 0);
		sample.wait = sqlite3_column_int64(row, 1);
		sample.length = sqlite3_column_int64(row, 2);
		sample.last = sqlite3_column_int64(row, 3);
		taker->has_enough = !taker->take(taker->context, id, &sample);
	}
	db_leave(row);
	return taker->has_enough || code == SQLITE_DONE ? STORE_OK
							: STORE_FAILED;
}

/* Read the samples of the queues named in the range, each queue once. */
static enum store_result
read_named(struct db *db, struct taker *taker)
{
	const struct store_strings *named = &taker->range->ids;
	size_t i, n = named->n;
	const char **ids = text_sort_unique(taker->arena, &n, named->items);
	enum store_result result = STORE_OK;
	struct store_sqlite_state state = {0};

	for (i = 0; i < n && !taker->has_enough; i++) {
		result = store_sqlite_read_state(
		    db, taker->range->company, ids[i], &state);
		if (result == STORE_OK)
			result = read_samples(db, taker, state.place, ids[i]);
		if (result == STORE_OK)
			take_look(taker, &state, ids[i]);
		else if (result != STORE_NOT_FOUND)
			return result;
	}
	return STORE_OK;
}

enum store_result
store_sqlite_list_samples(struct store *store, struct arena *arena,
    const struct store_sample_range *range, store_take_sample *take,
    void *context)
{
	struct taker taker = {
	    .arena = arena, .range = range, .take = take, .context = context};
	struct db_pool *pool = &sqlite_of(store)->pool;
	struct db *db = db_borrow_for_long(pool);
	enum store_result result = STORE_FAILED;

	if (db == NULL)
		return STORE_UNAVAILABLE;
	if (db_run(db, "BEGIN")) {
		result = read_named(db, &taker);
		db_run(db, "COMMIT");
	}
	db_give_back(pool, db);
	return result;
}

/* Queues whose present state is to be recorded. */
struct looks {
	struct store *store;
	const char *company;
	const struct store_strings *ids;
	int64_t now;
};

static enum store_result
keep_looks(struct db *db, void *arguments)
{
	const struct looks *looks = arguments;
	enum store_result result = store_sqlite_settle(db, looks->store);
	struct store_sqlite_state state = {0};
	struct queue_sample sample;
	size_t i;

	for (i = 0; i < looks->ids->n && result == STORE_OK; i++) {
		result = store_sqlite_read_state(
		    db, looks->company, looks->ids->items[i], &state);
		sample = look_at(&state, looks->now);
		if (result == STORE_OK)
			result = write_sample(db, state.place, &sample);
		else if (result == STORE_NOT_FOUND)
			result = STORE_OK;
	}
	return result;
}

void
store_sqlite_sample_queues(struct store *store, const char *company,
    const struct store_strings *ids, int64_t now)
{
	struct looks looks = {
	    .store = store, .company = company, .ids = ids, .now = now};

	if (db_submit(&sqlite_of(store)->writer, DB_GROWS, keep_looks,
		&looks) != STORE_OK)
		log_warning("metrics: %zu samples are lost", ids->n);
}

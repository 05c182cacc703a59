#include <signal.h>

#include <sqlite3.h>

#include "base/steady.h"
#include "base/timefmt.h"
#include "store/sqlite/records.h"
#include "store/sqlite/sqlite.h"
#include "store/sqlite/verbs.h"

#define CHUNK "64"    /* entries between two looks at the clock */
#define RETRY 10000   /* ms after a failure */
#define AGAIN 3600000 /* ms; events may be too old by then */
#define WATCH 60000   /* most ms between two looks at the tasks that run */
#define WRITE 10000   /* ms between two writes of sightings */

/* ms without a step after which an unfinished addition is swept */
#define LIFETIME 60000

/* Delete some entries of a hidden queue; *is_done if none are left. */
static enum store_result
delete_entries(struct db *db, int64_t number, bool *is_done)
{
	enum store_result result;

	result = db_change(db,
	    "DELETE FROM entries WHERE queue = ?1 AND rank <= coalesce("
	    "(SELECT rank FROM entries WHERE queue = ?1 ORDER BY rank"
	    " LIMIT 1 OFFSET " CHUNK " - 1), 9223372036854775807)",
	    1, &number);
	*is_done = sqlite3_changes(db->handle) == 0;
	return result;
}

/* One step.  STORE_NOT_FOUND: nothing is left to sweep. */
static enum store_result
sweep(struct db *db, void *arguments)
{
	struct store_sqlite_step *step = arguments;
	int64_t dead = timefmt_now() - LIFETIME, number;
	enum store_result result;
	bool is_done = false;

	store_sqlite_step_begin(step);
	result = db_read(db,
	    "SELECT number FROM queues WHERE company = ''"
	    " AND (last_update IS NULL OR last_update < ?)",
	    1, &dead, &number);
	if (result == STORE_OK)
		result = db_change(
		    db, "DELETE FROM blocks WHERE queue = ?", 1, &number);
	while (
	    result == STORE_OK && !is_done && store_sqlite_step_goes_on(step))
		result = delete_entries(db, number, &is_done);
	if (result == STORE_OK && is_done)
		result = store_sqlite_delete_row(db, number);
	return result;
}

/* Sweep and prune until nothing is left, something fails, or the thread has to
 * stop. */
static enum store_result
sweep_all(struct store_sqlite *store)
{
	struct store_sqlite_step step = {.is_alone = store->is_alone};
	enum store_result result;

	while ((result = db_submit(&store->writer, DB_STAYS, sweep, &step)) ==
		   STORE_OK &&
	       !atomic_load(&store->sweeper.is_stopping))
		store_sqlite_step_pause(&step);
	return result == STORE_NOT_FOUND ? store_sqlite_prune_events(store)
					 : result;
}

/* Sweep; gives the time to do so again. */
static int64_t
sweep_now(struct store_sqlite *store)
{
	enum store_result result = sweep_all(store);

	return steady_now() + (result == STORE_OK ? AGAIN : RETRY);
}

/*
 * Look at the tasks that run; gives the time to do so again: there are at least
 * ten looks in a silence.
 */
static int64_t
watch_now(struct store_sqlite *store, int64_t silence)
{
	int64_t period = silence * 100;

	if (silence == 0)
		return INT64_MAX;
	store_sqlite_stop_silent(store, silence);
	return steady_now() + (period < WATCH ? period : WATCH);
}

static int64_t
write_now(struct store_sqlite *store)
{
	store_sqlite_write_sightings(store);
	store_sqlite_flush_counts(store);
	return steady_now() + WRITE;
}

/* What has to be done first, by the member that says when. */
static int64_t *
find_first(struct store_sqlite_sweeper *sweeper)
{
	int64_t *first = &sweeper->sweep_at;

	if (sweeper->watch_at < *first)
		first = &sweeper->watch_at;
	if (sweeper->write_at < *first)
		first = &sweeper->write_at;
	return first;
}

/* Do one thing whose time has come, without the mutex; or wait for one. */
static void
work_once(struct store_sqlite *store)
{
	struct store_sqlite_sweeper *sweeper = &store->sweeper;
	int64_t silence = sweeper->silence, again;
	int64_t *at = find_first(sweeper);

	if (steady_now() < *at) {
		steady_wait(&sweeper->changed, &sweeper->mutex, *at);
		return;
	}
	*at = INT64_MAX;
	pthread_mutex_unlock(&sweeper->mutex);
	if (at == &sweeper->sweep_at)
		again = sweep_now(store);
	else if (at == &sweeper->watch_at)
		again = watch_now(store, silence);
	else
		again = write_now(store);
	pthread_mutex_lock(&sweeper->mutex);
	if (again < *at) /* it may be wanted sooner by now */
		*at = again;
}

static void *
work(void *argument)
{
	struct store_sqlite *store = argument;
	struct store_sqlite_sweeper *sweeper = &store->sweeper;

	pthread_mutex_lock(&sweeper->mutex);
	while (!atomic_load(&sweeper->is_stopping))
		work_once(store);
	pthread_mutex_unlock(&sweeper->mutex);
	return NULL;
}

bool
store_sqlite_sweeper_start(struct store_sqlite *store)
{
	struct store_sqlite_sweeper *sweeper = &store->sweeper;
	sigset_t all, before;

	pthread_mutex_init(&sweeper->mutex, NULL);
	steady_init(&sweeper->changed);
	sweeper->sweep_at = 0;
	sweeper->watch_at = INT64_MAX;
	sweeper->write_at = steady_now() + WRITE;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	sweeper->is_running = true; /* the thread reads it */
	if (pthread_create(&sweeper->thread, NULL, work, store) != 0)
		sweeper->is_running = false;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return sweeper->is_running;
}

void
store_sqlite_sweeper_stop(struct store_sqlite *store)
{
	struct store_sqlite_sweeper *sweeper = &store->sweeper;

	if (!sweeper->is_running)
		return;
	pthread_mutex_lock(&sweeper->mutex);
	atomic_store(&sweeper->is_stopping, true);
	pthread_cond_signal(&sweeper->changed);
	pthread_mutex_unlock(&sweeper->mutex);
	pthread_join(sweeper->thread, NULL);
	store_sqlite_write_sightings(store);
	pthread_cond_destroy(&sweeper->changed);
	pthread_mutex_destroy(&sweeper->mutex);
}

void
store_sqlite_sweep(struct store_sqlite *store)
{
	struct store_sqlite_sweeper *sweeper = &store->sweeper;

	if (!sweeper->is_running) {
		sweep_all(store);
		return;
	}
	pthread_mutex_lock(&sweeper->mutex);
	sweeper->sweep_at = 0;
	pthread_cond_signal(&sweeper->changed);
	pthread_mutex_unlock(&sweeper->mutex);
}

void
store_sqlite_watch_tasks(struct store *base, int64_t seconds)
{
	struct store_sqlite_sweeper *sweeper = &sqlite_of(base)->sweeper;

	pthread_mutex_lock(&sweeper->mutex);
	sweeper->silence = seconds;
	sweeper->watch_at = 0;
	pthread_cond_signal(&sweeper->changed);
	pthread_mutex_unlock(&sweeper->mutex);
}

void
store_sqlite_limit_events(
    struct store *base, const struct store_sqlite_event_limits *limits)
{
	struct store_sqlite *store = sqlite_of(base);

	pthread_mutex_lock(&store->sweeper.mutex);
	store->events = *limits;
	pthread_mutex_unlock(&store->sweeper.mutex);
	store_sqlite_sweep(store);
}

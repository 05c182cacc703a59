#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/steady.h"
#include "store/mongo/verbs.h"

#define EVERY 10000  /* ms */
#define KEPT_EVERY 3 /* rounds: this one reads all queues */

struct store_mongo_chores {
	struct store_mongo *store;
	pthread_t thread;
	atomic_bool stop;
	pthread_mutex_t mutex; /* for the members below */
	pthread_cond_t woken;
	bool is_wanted;
};

/* Wait until it is time, or until woken. */
static void
rest(struct store_mongo_chores *chores)
{
	int64_t until = steady_now() + EVERY;

	pthread_mutex_lock(&chores->mutex);
	while (!chores->is_wanted && !atomic_load(&chores->stop) &&
	       steady_wait(&chores->woken, &chores->mutex, until))
		continue;
	chores->is_wanted = false;
	pthread_mutex_unlock(&chores->mutex);
}

static void *
run(void *context)
{
	struct store_mongo_chores *chores = context;
	struct store_mongo *store = chores->store;
	unsigned n = 0;

	for (;;) {
		rest(chores);
		if (atomic_load(&chores->stop))
			return NULL;
		if (mongo_is_away(store->mongo))
			continue;
		store_mongo_finish_moves(store);
		if (n++ % KEPT_EVERY == 0)
			store_mongo_finish_kept(store);
		store_mongo_revert_waiting(store, &chores->stop);
	}
}

struct store_mongo_chores *
store_mongo_chores_new(struct store_mongo *store)
{
	struct store_mongo_chores *chores =
	    arena_must(calloc(1, sizeof(*chores)));

	chores->store = store;
	pthread_mutex_init(&chores->mutex, NULL);
	steady_init(&chores->woken);
	if (pthread_create(&chores->thread, NULL, run, chores) != 0)
		arena_must(NULL);
	return chores;
}

void
store_mongo_chores_free(struct store_mongo_chores *chores)
{
	if (chores == NULL)
		return;
	atomic_store(&chores->stop, true);
	store_mongo_chores_wake(chores);
	pthread_join(chores->thread, NULL);
	pthread_cond_destroy(&chores->woken);
	pthread_mutex_destroy(&chores->mutex);
	free(chores);
}

void
store_mongo_chores_wake(struct store_mongo_chores *chores)
{
	if (chores == NULL)
		return;
	pthread_mutex_lock(&chores->mutex);
	chores->is_wanted = true;
	pthread_cond_signal(&chores->woken);
	pthread_mutex_unlock(&chores->mutex);
}

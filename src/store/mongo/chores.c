#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/steady.h"
#include "store/mongo/verbs.h"

#define EVERY 10000 /* ms */

struct store_mongo_chores {
	struct store_mongo *store;
	const struct store_mongo_chore *items;
	size_t n;
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
	unsigned round;
	size_t i;

	for (round = 0;; round++) {
		rest(chores);
		if (atomic_load(&chores->stop))
			return NULL;
		for (i = 0; i < chores->n && !mongo_is_away(store->mongo); i++)
			if (round % chores->items[i].every == 0)
				chores->items[i].run(store, &chores->stop);
	}
}

struct store_mongo_chores *
store_mongo_chores_new(
    struct store_mongo *store, size_t n, const struct store_mongo_chore *items)
{
	struct store_mongo_chores *chores =
	    arena_must(calloc(1, sizeof(*chores)));

	chores->store = store;
	chores->n = n;
	chores->items = items;
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

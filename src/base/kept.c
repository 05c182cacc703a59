#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/kept.h"
#include "base/steady.h"

#define PATIENCE 1000 /* ms to wait for another thread to make it */

/* A value in an arena, freed with its last user. */
struct shared {
	atomic_uint n_users;
	struct arena *arena;
	const char *key;
	int64_t until; /* by steady_now() */
	const void *value;
};

struct kept {
	pthread_mutex_t mutex;
	pthread_cond_t was_made;
	bool is_being_made;
	struct shared *shared; /* NULL: there is none */
};

struct kept *
kept_new(void)
{
	struct kept *kept = arena_must(calloc(1, sizeof(*kept)));

	pthread_mutex_init(&kept->mutex, NULL);
	steady_init(&kept->was_made);
	return kept;
}

static void
release(void *object)
{
	struct shared *shared = object;

	if (shared == NULL || atomic_fetch_sub(&shared->n_users, 1) > 1)
		return;
	arena_free(shared->arena);
	free(shared);
}

void
kept_free(struct kept *kept)
{
	if (kept == NULL)
		return;
	release(kept->shared);
	pthread_cond_destroy(&kept->was_made);
	pthread_mutex_destroy(&kept->mutex);
	free(kept);
}

/* Make it; NULL if that fails. */
static struct shared *
make_shared(const char *key, int64_t ms, kept_make *make, void *context)
{
	struct shared *shared = arena_must(calloc(1, sizeof(*shared)));

	shared->n_users = 1;
	shared->arena = arena_new();
	shared->key = arena_strdup(shared->arena, key);
	shared->value = make(context, shared->arena);
	shared->until = steady_now() + ms;
	if (shared->value != NULL)
		return shared;
	release(shared);
	return NULL;
}

static bool
is_for(const struct shared *shared, const char *key)
{
	return shared != NULL && strcmp(shared->key, key) == 0;
}

/*
 * Find a value that can be given: a fresh one or, while another thread makes it
 * anew, the one before; wait for the first one.  NULL: it has to be made, by
 * this thread, or *is_late is set: waiting took too long.
 */
static struct shared *
find(struct kept *kept, const char *key, bool *is_late)
{
	int64_t until = steady_now() + PATIENCE;

	*is_late = false;
	for (;;) {
		if (is_for(kept->shared, key) &&
		    (kept->is_being_made || steady_now() < kept->shared->until))
			return kept->shared;
		if (!kept->is_being_made)
			return NULL;
		*is_late = !steady_wait(&kept->was_made, &kept->mutex, until);
		if (*is_late)
			return NULL;
	}
}

/* Make it without the mutex, and let others have it, too. */
static struct shared *
make_for_all(struct kept *kept, const char *key, int64_t ms, kept_make *make,
    void *context)
{
	struct shared *shared;

	kept->is_being_made = true;
	pthread_mutex_unlock(&kept->mutex);
	shared = make_shared(key, ms, make, context);
	pthread_mutex_lock(&kept->mutex);
	kept->is_being_made = false;
	if (shared != NULL) {
		release(kept->shared);
		kept->shared = shared;
	}
	pthread_cond_broadcast(&kept->was_made);
	return shared;
}

enum kept_result
kept_get(struct kept *kept, struct arena *arena, const char *key, int64_t ms,
    kept_make *make, void *context, const void **value)
{
	struct shared *shared;
	bool is_late;

	pthread_mutex_lock(&kept->mutex);
	shared = find(kept, key, &is_late);
	if (shared == NULL && !is_late)
		shared = make_for_all(kept, key, ms, make, context);
	if (shared != NULL)
		atomic_fetch_add(&shared->n_users, 1);
	pthread_mutex_unlock(&kept->mutex);
	if (shared == NULL)
		return is_late ? KEPT_LATE : KEPT_FAILED;
	arena_defer(arena, release, shared);
	*value = shared->value;
	return KEPT_OK;
}

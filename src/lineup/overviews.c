#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "api/call.h"
#include "base/arena.h"
#include "base/digest.h"
#include "base/steady.h"
#include "lineup/overview.h"
#include "lineup/overviews.h"

#define KEPT 2000     /* ms */
#define PATIENCE 1000 /* ms to wait for another call to read it */
#define COMPANIES 16  /* whose overviews are kept; others take their place */

/* An overview in an arena, freed with its last user. */
struct shared {
	atomic_uint n_users;
	struct arena *arena;
	const char *company;
	int64_t until; /* by steady_now() */
	struct overview overview;
};

struct overviews {
	struct place {
		pthread_mutex_t mutex;
		pthread_cond_t was_read;
		bool is_being_read;
		struct shared *shared; /* NULL: there is none */
	} places[COMPANIES];
};

struct overviews *
overviews_new(void)
{
	struct overviews *overviews = arena_must(calloc(1, sizeof(*overviews)));
	size_t i;

	for (i = 0; i < COMPANIES; i++) {
		pthread_mutex_init(&overviews->places[i].mutex, NULL);
		steady_init(&overviews->places[i].was_read);
	}
	return overviews;
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
overviews_free(struct overviews *overviews)
{
	size_t i;

	if (overviews == NULL)
		return;
	for (i = 0; i < COMPANIES; i++) {
		release(overviews->places[i].shared);
		pthread_cond_destroy(&overviews->places[i].was_read);
		pthread_mutex_destroy(&overviews->places[i].mutex);
	}
	free(overviews);
}

/* Read an overview at the cost of a call; NULL, and *result, if that fails. */
static struct shared *
read_anew(struct call *call, enum store_result *result)
{
	struct shared *shared = arena_must(calloc(1, sizeof(*shared)));

	shared->n_users = 1;
	shared->arena = arena_new();
	arena_set_budget(shared->arena, call->budget, NULL);
	shared->company = arena_strdup(shared->arena, call->who.company);
	*result = overview_read(call->store, shared->arena, shared->company,
	    call->now, &shared->overview);
	arena_set_budget(shared->arena, NULL, NULL);
	shared->until = steady_now() + KEPT;
	if (*result == STORE_OK)
		return shared;
	release(shared);
	return NULL;
}

static bool
is_of(const struct shared *shared, const char *company)
{
	return shared != NULL && strcmp(shared->company, company) == 0;
}

/*
 * Find an overview that can be shown: a fresh one or, while another call reads
 * it anew, the one before; wait for the first one.  NULL: it has to be read, by
 * this call, or *is_late is set: waiting took too long.
 */
static struct shared *
find_shared(struct place *place, const char *company, bool *is_late)
{
	int64_t until = steady_now() + PATIENCE;

	*is_late = false;
	for (;;) {
		if (is_of(place->shared, company) &&
		    (place->is_being_read ||
			steady_now() < place->shared->until))
			return place->shared;
		if (!place->is_being_read)
			return NULL;
		*is_late = !steady_wait(&place->was_read, &place->mutex, until);
		if (*is_late)
			return NULL;
	}
}

/* Read it without the mutex, and let others have it, too. */
static struct shared *
read_for_all(struct place *place, struct call *call, enum store_result *result)
{
	struct shared *shared;

	place->is_being_read = true;
	pthread_mutex_unlock(&place->mutex);
	shared = read_anew(call, result);
	pthread_mutex_lock(&place->mutex);
	place->is_being_read = false;
	if (shared != NULL) {
		release(place->shared);
		place->shared = shared;
	}
	pthread_cond_broadcast(&place->was_read);
	return shared;
}

enum store_result
overviews_get(struct overviews *overviews, struct call *call,
    const struct overview **overview)
{
	struct place *place =
	    &overviews->places[digest_hash(call->who.company) % COMPANIES];
	enum store_result result = STORE_OK;
	struct shared *shared;
	bool is_late;

	pthread_mutex_lock(&place->mutex);
	shared = find_shared(place, call->who.company, &is_late);
	if (shared == NULL && is_late)
		result = STORE_UNAVAILABLE;
	else if (shared == NULL)
		shared = read_for_all(place, call, &result);
	if (shared != NULL)
		atomic_fetch_add(&shared->n_users, 1);
	pthread_mutex_unlock(&place->mutex);
	if (result != STORE_OK)
		return result;
	arena_defer(call->arena, release, shared);
	*overview = &shared->overview;
	return STORE_OK;
}

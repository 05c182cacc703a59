#include <pthread.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/gate.h"
#include "base/steady.h"

#define MOST_GUESTS 1024 /* as many threads as there can be */

/* The places that a user has. */
struct guest {
	uint32_t user; /* a hash; users with the same one share their places */
	uint32_t n;    /* 0: the row is free */
};

struct gate {
	pthread_mutex_t mutex;
	pthread_cond_t given_back;
	uint32_t places;
	uint32_t each;
	uint32_t n_taken;
	uint32_t n_guests;
	struct guest guests[];
};

struct gate *
gate_new(uint32_t places, uint32_t each)
{
	uint32_t n = places < MOST_GUESTS ? places : MOST_GUESTS;
	struct gate *gate =
	    arena_must(calloc(1, sizeof(*gate) + n * sizeof(*gate->guests)));

	pthread_mutex_init(&gate->mutex, NULL);
	steady_init(&gate->given_back);
	gate->places = places;
	gate->each = each;
	gate->n_guests = n;
	return gate;
}

void
gate_free(struct gate *gate)
{
	if (gate == NULL)
		return;
	pthread_cond_destroy(&gate->given_back);
	pthread_mutex_destroy(&gate->mutex);
	free(gate);
}

/* The row of a user, or else a free one; NULL if there is neither. */
static struct guest *
find_guest(struct gate *gate, const char *user)
{
	uint32_t hash = digest_hash(user), i;
	struct guest *found = NULL;

	for (i = 0; i < gate->n_guests; i++) {
		if (gate->guests[i].n > 0 && gate->guests[i].user == hash)
			return &gate->guests[i];
		if (gate->guests[i].n == 0 && found == NULL)
			found = &gate->guests[i];
	}
	if (found != NULL)
		found->user = hash;
	return found;
}

/* Take places, if they are there. */
static bool
take(struct gate *gate, const char *user, uint32_t n)
{
	struct guest *guest = find_guest(gate, user);

	if (guest == NULL || n > gate->places - gate->n_taken ||
	    n > gate->each - guest->n)
		return false;
	guest->n += n;
	gate->n_taken += n;
	return true;
}

bool
gate_enter(struct gate *gate, const char *user, uint32_t n)
{
	bool enters;

	pthread_mutex_lock(&gate->mutex);
	enters = take(gate, user, n);
	pthread_mutex_unlock(&gate->mutex);
	return enters;
}

bool
gate_wait(struct gate *gate, const char *user, uint32_t n, int64_t ms)
{
	int64_t until = steady_now() + ms;
	bool enters, in_time = true;

	pthread_mutex_lock(&gate->mutex);
	while (!(enters = take(gate, user, n)) && in_time)
		in_time = steady_wait(&gate->given_back, &gate->mutex, until);
	pthread_mutex_unlock(&gate->mutex);
	return enters;
}

void
gate_leave(struct gate *gate, const char *user, uint32_t n)
{
	struct guest *guest;

	if (n == 0)
		return;
	pthread_mutex_lock(&gate->mutex);
	guest = find_guest(gate, user);
	if (guest != NULL) {
		guest->n -= n;
		gate->n_taken -= n;
		pthread_cond_broadcast(&gate->given_back);
	}
	pthread_mutex_unlock(&gate->mutex);
}

#ifndef STORE_SIGHTINGS_H
#define STORE_SIGHTINGS_H

/*
 * The verbs of sightings: who polls a queue.  They are kept in memory, so that
 * a poll of an empty queue costs no more for them, and written every ten
 * seconds for other processes to see.
 */

#include "store/store.h"

/* Where polls come from: the same agent is one sighting, whenever it polls. */
struct store_sighting {
	const char *company; /* id */
	const char *queue;   /* id */
	const char *user;    /* id */
	const char *address; /* of the client; "": unknown */
	const char *worker;  /* as the agent calls itself; "": unknown */
	int64_t seen;        /* ms since 1970; the last poll */
};

/*
 * Note a poll.  Agents whose names are longer than any that is in use are not
 * noted; nor are, with more than thousands of agents, those that polled long
 * ago.
 */
typedef void store_note_sighting_fn(
    struct store *store, const struct store_sighting *sighting);

/*
 * List who has polled a queue (NULL: any) of a company (NULL: any) since a time
 * (ms since 1970), in no order, as far back as that is known: an hour at least.
 */
typedef enum store_result store_list_sightings_fn(struct store *store,
    struct arena *arena, const char *company, const char *queue, int64_t since,
    size_t *n, struct store_sighting **sightings);

struct store_sighting_verbs {
	store_note_sighting_fn *note_sighting;
	store_list_sightings_fn *list_sightings;
};

store_note_sighting_fn store_note_sighting;
store_list_sightings_fn store_list_sightings;

#endif

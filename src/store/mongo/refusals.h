#ifndef STORE_MONGO_REFUSALS_H
#define STORE_MONGO_REFUSALS_H

/*
 * The log of what a server, which is there, has refused to do: each reason
 * once, and as long as it is the same, a count a minute.  For many threads.
 */

#include <pthread.h>
#include <stdint.h>

#include "store/mongo/tally.h"

struct refusals {
	pthread_mutex_t mutex;
	struct tally tally;
	uint32_t code; /* of the reason */
};

/* None so far; the end logs what was counted last. */
void refusals_init(struct refusals *refusals);
void refusals_fini(struct refusals *refusals);

/* A command was refused; why ends in the code. */
void refusals_add(struct refusals *refusals, const char *command, uint32_t code,
    const char *why);

#endif

#ifndef STORE_MONGO_REFUSALS_H
#define STORE_MONGO_REFUSALS_H

/*
 * Logs the commands that a server has refused: a new reason at once, then as
 * long as it is the same, a count each minute.  Any thread may use it.
 */

#include <pthread.h>
#include <stdint.h>

#include "store/mongo/tally.h"

struct refusals {
	pthread_mutex_t mutex;
	struct tally tally;
	uint32_t code; /* of the reason */
};

/* Begin with none; refusals_fini() logs the last count. */
void refusals_init(struct refusals *refusals);
void refusals_fini(struct refusals *refusals);

/* Add a refused command, with the error's code and text. */
void refusals_add(struct refusals *refusals, const char *command, uint32_t code,
    const char *why);

#endif

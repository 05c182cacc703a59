#ifndef STORE_MONGO_TALLY_H
#define STORE_MONGO_TALLY_H

/*
 * Counts repeated events for the log, so that they aren't logged one by one:
 * the first at once, then their number each minute.  The caller locks it.
 */

#include <stdint.h>

struct tally {
	uint64_t n;     /* not logged yet */
	int64_t logged; /* by the steady clock; 0: never */
};

/* Count n more, maybe 0.  Returns the number to log now, or 0. */
uint64_t tally_add(struct tally *tally, uint64_t n);

/* Start over.  Returns the number not logged yet. */
uint64_t tally_reset(struct tally *tally);

#endif

#ifndef STORE_MONGO_TALLY_H
#define STORE_MONGO_TALLY_H

/*
 * A count of what happens again and again, so that all of it is logged, but not
 * one by one: the first at once, then a count a minute.  Not for many threads.
 */

#include <stdint.h>

struct tally {
	uint64_t n;     /* not logged yet */
	int64_t logged; /* by the steady clock; 0: never */
};

/* Count n more, perhaps none; how many are to be logged now, or 0. */
uint64_t tally_add(struct tally *tally, uint64_t n);

/* Begin anew; how many were not logged. */
uint64_t tally_reset(struct tally *tally);

#endif

#ifndef STORE_CHECK_H
#define STORE_CHECK_H

/* Looking for what is wrong in a store. */

#include <stdbool.h>

struct store;

/* Told of each fault that store_check() finds. */
typedef void store_report(void *context, const char *text);

struct store_checking {
	bool repair; /* mend what can be; only where tasks are known */
	int wait;    /* s between two looks: what is seen at both is wrong */
	store_report *report;
	void *context;
};

/*
 * Check what must hold in a store.  True if all is well, or is so again now.
 * Calls go on meanwhile.
 */
bool store_check(struct store *store, const struct store_checking *checking);

#endif

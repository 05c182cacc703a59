#ifndef TESTS_STORE_FAILING_H
#define TESTS_STORE_FAILING_H

/*
 * A store that fails on purpose, whichever verb of queues or users is called.
 */

#include "store/store.h"

/* A store of which every verb returns this result and does nothing else. */
struct store *store_failing_new(enum store_result result);

#endif

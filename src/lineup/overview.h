#ifndef LINEUP_OVERVIEW_H
#define LINEUP_OVERVIEW_H

/* What goes on in all queues of a company; for the API and "lineup top". */

#include "generated/lineup.h"
#include "store/store.h"

#define OVERVIEW_RECENT 60000 /* ms: who polled since then is shown */

struct overview {
	int64_t counter; /* differs if anything does but times of polls */
	size_t n;
	struct lineup_queue_overview *queues; /* in order of creation */
};

/* Read it at a time now (ms since 1970); all is in the arena. */
enum store_result overview_read(struct store *store, struct arena *arena,
    const char *company, int64_t now, struct overview *overview);

#endif

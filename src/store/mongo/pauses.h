#ifndef STORE_MONGO_PAUSES_H
#define STORE_MONGO_PAUSES_H

/* Inside the store in MongoDB: pauses of queues (model/pause.h). */

#include "store/mongo/verbs.h"

/* An expression for whether a queue has this pause, {value: ...}; NULL: none.
 */
bson_t *store_mongo_write_open(const char *pause);

/* Select only a queue with this pause; NULL: without one. */
void store_mongo_require_pause(bson_t *selector, const char *pause);

/* A change of metadata that concerns a queue's pause. */
struct store_mongo_pausing {
	const char *company;
	const char *queue;
	const char *after;             /* NULL: none is left */
	const struct store_actor *who; /* or NULL */
	int64_t now;
};

/* As mongo_update(); notes what that did to the pause. */
enum store_result store_mongo_update_pause(struct store_mongo *store,
    const bson_t *selector, const bson_t *change,
    const struct store_mongo_pausing *pausing);

#endif

#include <bson/bson.h>

#include "base/timefmt.h"
#include "store/mongo/verbs.h"

bool
store_mongo_defer(struct store_mongo *store,
    const struct store_mongo_leaving *leaving, int64_t wait)
{
	int64_t claimed =
	    wait == 0 ? 0 : timefmt_now() - STORE_MONGO_CLAIMED + wait;
	enum store_result result;
	bson_t *document;

	if (leaving->why.queue == NULL)
		return false;
	document = BCON_NEW("_id", BCON_UTF8(leaving->id), "company",
	    BCON_UTF8(leaving->why.company), "queue",
	    BCON_UTF8(leaving->why.queue), "reason",
	    BCON_UTF8(leaving->why.reason), "at",
	    BCON_DATE_TIME(leaving->why.now), "claimed",
	    BCON_DATE_TIME(claimed));
	if (leaving->why.user != NULL)
		BSON_APPEND_UTF8(document, "user", leaving->why.user);
	store_mongo_put_texts(
	    document, "tasks", leaving->tasks.n, leaving->tasks.items);
	result = mongo_insert(store->mongo, MONGO_LEAVINGS, document);
	bson_destroy(document);
	if (wait == 0)
		store_mongo_chores_wake(store->chores);
	return result == STORE_OK || result == STORE_DUPLICATE;
}

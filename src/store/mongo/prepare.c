#include <stdatomic.h>

#include <bson/bson.h>

#include "base/gate.h"
#include "base/log.h"
#include "store/mongo/verbs.h"

#define OLDEST 9     /* wire version: MongoDB 4.4 */
#define ANYONE ""    /* who passes the gate */
#define LONGEST 1000 /* ms that a call waits for another thread to prepare */

struct index {
	enum mongo_collection where;
	const char *keys[3];
	bool is_unique;
	bool expires;
};

static enum store_result
make_index(struct mongo *mongo, const struct index *index)
{
	bson_t keys = BSON_INITIALIZER;
	enum store_result result;
	size_t i;

	for (i = 0; i < 3 && index->keys[i] != NULL; i++)
		BSON_APPEND_INT32(&keys, index->keys[i], 1);
	result = mongo_index(
	    mongo, index->where, &keys, index->is_unique, index->expires);
	bson_destroy(&keys);
	return result;
}

/* Make the index that the original makes too, and our own. */
static enum store_result
make_indexes(struct store_mongo *store)
{
	const struct index indexes[] = {
	    {MONGO_QUEUES, {"name", "company"}, true, false},
	    {MONGO_SAMPLES, {"company", "queue", "second"}, false, false},
	    {MONGO_SAMPLES, {"expires"}, false, true},
	    {MONGO_SCROLLS, {"expires"}, false, true},
	    {MONGO_HISTORY, {"company", "queues", "at"}, false, false},
	    {MONGO_HISTORY, {"company", "task", "at"}, false, false},
	    {MONGO_HISTORY, {"expires"}, false, true},
	    {MONGO_FLOWS, {"company", "queue", "minute"}, false, false},
	    {MONGO_FLOWS, {"expires"}, false, true},
	    {MONGO_SIGHTINGS, {"company", "queue"}, false, false},
	    {MONGO_SIGHTINGS, {"expires"}, false, true},
	};
	enum store_result result = STORE_OK;
	size_t i;

	for (i = 0;
	     i < sizeof(indexes) / sizeof(*indexes) && result == STORE_OK; i++)
		result = make_index(store->mongo, &indexes[i]);
	return result;
}

enum store_result
store_mongo_check_version(struct store_mongo *store, const char **error)
{
	int version;
	enum store_result result = mongo_wire_version(store->mongo, &version);

	if (result != STORE_OK || version >= OLDEST)
		return result;
	*error = "store: MongoDB 4.4 or newer is required; the server is older";
	return STORE_FAILED;
}

/* Check that the server is new enough, then make the indexes. */
static enum store_result
prepare(struct store_mongo *store)
{
	enum store_result result = STORE_OK;
	const char *error = "";

	if (!store->is_beside)
		result = store_mongo_check_version(store, &error);
	if (result == STORE_FAILED && !store->is_said_old)
		log_error("%s", error);
	store->is_said_old = result == STORE_FAILED;
	if (result == STORE_OK)
		result = make_indexes(store);
	return result == STORE_OK || result == STORE_DENIED ? result
							    : STORE_UNAVAILABLE;
}

/* Read auth.user once, so that a missing permission is logged at the start. */
static void
look_for_users(struct store_mongo *store)
{
	bson_t nobody;

	store_mongo_select_id(&nobody, "");
	mongo_has(store->mongo, MONGO_USERS, &nobody);
	bson_destroy(&nobody);
}

/* Wait for the thread that is preparing; STORE_OK if it succeeds. */
static enum store_result
wait_for_another(struct store_mongo *store)
{
	if (!mongo_is_away(store->mongo) &&
	    gate_wait(store->preparing, ANYONE, 1, LONGEST))
		gate_leave(store->preparing, ANYONE, 1);
	if (atomic_load(&store->is_prepared))
		return STORE_OK;
	mongo_note_refusal(store->mongo);
	return STORE_UNAVAILABLE;
}

enum store_result
store_mongo_prepare(struct store_mongo *store)
{
	enum store_result result;

	if (atomic_load(&store->is_prepared))
		return STORE_OK;
	if (!gate_enter(store->preparing, ANYONE, 1))
		return wait_for_another(store);
	result = atomic_load(&store->is_prepared) ? STORE_OK : prepare(store);
	if (result == STORE_OK)
		atomic_store(&store->is_prepared, true);
	if (result == STORE_OK && !store->is_beside)
		look_for_users(store);
	gate_leave(store->preparing, ANYONE, 1);
	return result;
}

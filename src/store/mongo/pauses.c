#include <string.h>

#include <bson/bson.h>

#include "base/arena.h"
#include "store/mongo/pauses.h"
#include "store/mongo/verbs.h"

bson_t *
store_mongo_write_open(const char *pause)
{
	if (pause == NULL)
		return BCON_NEW("value", "{", "$ne", "[", "{", "$type",
		    "$" STORE_MONGO_PAUSE, "}", "object", "]", "}");
	return BCON_NEW("value", "{", "$eq", "[",
	    "$" STORE_MONGO_PAUSE ".value", STORE_MONGO_LITERAL(pause), "]",
	    "}");
}

void
store_mongo_require_pause(bson_t *selector, const char *pause)
{
	bson_t none;

	if (pause != NULL) {
		BSON_APPEND_UTF8(selector, STORE_MONGO_PAUSE ".value", pause);
		return;
	}
	BSON_APPEND_DOCUMENT_BEGIN(selector, STORE_MONGO_PAUSE, &none);
	BSON_APPEND_BOOL(&none, "$exists", false);
	bson_append_document_end(selector, &none);
}

static void
note(struct store_mongo *store, const struct store_mongo_pausing *pausing,
    const char *before)
{
	struct store_change change = {.at = pausing->now,
	    .queue = pausing->queue,
	    .before = -1,
	    .after = -1};

	if (!store_pause_action(before, pausing->after, &change.action))
		return;
	if (pausing->who != NULL)
		change.who = *pausing->who;
	store_mongo_note_change(store, pausing->company, &change);
}

enum store_result
store_mongo_update_pause(struct store_mongo *store, const bson_t *selector,
    const bson_t *change, const struct store_mongo_pausing *pausing)
{
	bson_t *fields = BCON_NEW(STORE_MONGO_PAUSE, BCON_INT32(1));
	const struct mongo_change command = {.where = MONGO_QUEUES,
	    .selector = selector,
	    .change = change,
	    .fields = fields};
	struct arena *arena = arena_new();
	enum store_result result;
	bson_t answer;

	result = mongo_modify(store->mongo, &command, &answer);
	if (result == STORE_OK)
		note(store, pausing, store_mongo_read_pause(arena, &answer));
	bson_destroy(&answer);
	bson_destroy(fields);
	arena_free(arena);
	return result;
}

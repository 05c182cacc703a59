#include <bson/bson.h>

#include "store/mongo/verbs.h"

/*
 * A pipeline that has the server count entries and add up their times, for
 * queues by their ids, in the order of ids.
 */
static bson_t *
write_looks(const char *company, const struct store_strings *ids)
{
	bson_t selector, *pipeline;

	store_mongo_select_some(&selector, "_id", company, ids);
	pipeline = BCON_NEW("0", "{", "$match", BCON_DOCUMENT(&selector), "}",
	    "1", "{", "$project", "{", "entries", "{", "$cond", "[", "{",
	    "$isArray", "$entries", "}", "$entries.added", "[", "]", "]", "}",
	    "n", "{", "$cond", "[", "{", "$isArray", "$entries", "}", "{",
	    "$size", "$entries", "}", BCON_INT32(0), "]", "}", "}", "}", "2",
	    "{", "$project", "{", "n", BCON_INT32(1), "added", "{", "$sum", "{",
	    "$map", "{", "input", "$entries", "in", "{", "$convert", "{",
	    "input", "$$this", "to", "long", "onError", BCON_INT32(0), "onNull",
	    BCON_INT32(0), "}", "}", "}", "}", "}", "}", "}", "3", "{", "$sort",
	    "{", "_id", BCON_INT32(1), "}", "}");
	bson_destroy(&selector);
	return pipeline;
}

enum store_result
store_mongo_look(struct store_mongo *store, const char *company,
    const struct store_strings *ids, mongo_take *take, void *context)
{
	bson_t *pipeline = write_looks(company, ids);
	enum store_result result = mongo_aggregate(
	    store->mongo, MONGO_QUEUES, pipeline, take, context);

	bson_destroy(pipeline);
	return result;
}

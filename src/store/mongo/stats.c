#include <bson/bson.h>

#include "base/arena.h"
#include "store/mongo/verbs.h"

void
store_mongo_measure(struct store *base, struct store_stats *stats)
{
	struct mongo *mongo = mongo_of(base)->mongo;

	*stats = (struct store_stats){.n = 3,
	    .figures = {
		{"lineup_store_commands", true,
		    "Commands sent to MongoDB, each a round trip.",
		    (double)mongo_count(mongo)},
		{"lineup_store_away", false,
		    "1 while MongoDB is away and all calls are refused.",
		    mongo_is_away(mongo)},
		{"lineup_store_refused_calls", true,
		    "Calls refused because MongoDB was away or too slow.",
		    (double)mongo_n_refused(mongo)},
	    }};
}

/* The queues that are read. */
struct reading {
	struct arena *arena;
	size_t most;
	struct store_lengths *lengths;
};

/*
 * A pipeline that counts entries, in one document that also has the longest
 * queues.
 */
static bson_t *
write_pipeline(size_t most)
{
	return BCON_NEW("0", "{", "$project", "{", "company", BCON_INT32(1),
	    "name", BCON_INT32(1), "n", "{", "$cond", "[", "{", "$isArray",
	    "$entries", "}", "{", "$size", "$entries", "}", BCON_INT32(0), "]",
	    "}", "added", "{", "$cond", "[", "{", "$isArray", "$entries", "}",
	    "{", "$min", "{", "$slice", "[", "$entries.added", BCON_INT32(16),
	    "]", "}", "}", BCON_NULL, "]", "}", "}", "}", "1", "{", "$facet",
	    "{", "all", "[", "{", "$group", "{", "_id", BCON_NULL, "queues",
	    "{", "$sum", BCON_INT32(1), "}", "entries", "{", "$sum", "$n", "}",
	    "}", "}", "]", "longest", "[", "{", "$sort", "{", "n",
	    BCON_INT32(-1), "_id", BCON_INT32(1), "}", "}", "{", "$limit",
	    BCON_INT64((int64_t)most), "}", "]", "}", "}");
}

static int64_t
number_of(bson_iter_t *document, const char *name)
{
	bson_iter_t member = *document, found;

	return bson_iter_recurse(document, &member) &&
		       bson_iter_find_descendant(&member, name, &found)
		   ? bson_iter_as_int64(&found)
		   : 0;
}

static const char *
text_of(struct arena *arena, bson_iter_t *document, const char *name)
{
	bson_iter_t member;

	return bson_iter_recurse(document, &member) &&
		       bson_iter_find(&member, name) &&
		       BSON_ITER_HOLDS_UTF8(&member)
		   ? arena_strdup(arena, bson_iter_utf8(&member, NULL))
		   : "";
}

static void
read_length(
    struct arena *arena, bson_iter_t *document, struct store_length *into)
{
	bson_iter_t member;

	into->company = text_of(arena, document, "company");
	into->id = text_of(arena, document, "_id");
	into->name = text_of(arena, document, "name");
	into->n = number_of(document, "n");
	if (bson_iter_recurse(document, &member) &&
	    bson_iter_find(&member, "added") &&
	    BSON_ITER_HOLDS_DATE_TIME(&member))
		into->added = bson_iter_date_time(&member);
}

/* Read the document that the pipeline makes. */
static bool
take(void *context, const bson_t *document)
{
	struct reading *reading = context;
	struct store_lengths *lengths = reading->lengths;
	bson_iter_t iter, item;

	if (bson_iter_init_find(&iter, document, "all") &&
	    bson_iter_recurse(&iter, &item) && bson_iter_next(&item)) {
		lengths->n_queues = number_of(&item, "queues");
		lengths->n_entries = number_of(&item, "entries");
	}
	if (!bson_iter_init_find(&iter, document, "longest") ||
	    !bson_iter_recurse(&iter, &item))
		return true;
	while (lengths->n < reading->most && bson_iter_next(&item))
		read_length(
		    reading->arena, &item, &lengths->longest[lengths->n++]);
	return true;
}

enum store_result
store_mongo_list_longest(struct store *base, struct arena *arena, size_t most,
    struct store_lengths *lengths)
{
	struct reading reading = {arena, most, lengths};
	bson_t *pipeline = write_pipeline(most);
	enum store_result result;

	*lengths = (struct store_lengths){
	    .longest = arena_alloc_n(arena, most, sizeof(*lengths->longest))};
	result = mongo_aggregate(
	    mongo_of(base)->mongo, MONGO_QUEUES, pipeline, take, &reading);
	bson_destroy(pipeline);
	return result;
}

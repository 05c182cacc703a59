#include <string.h>

#include <bson/bson.h>

#include "base/arena.h"
#include "model/series.h"
#include "store/mongo/verbs.h"

/* A walk over queues and their samples, both by id. */
struct walk {
	struct arena *arena;
	store_take_sample *take;
	void *context;
	size_t n;
	size_t room;
	const char **ids;
	size_t at;       /* the queue that was announced last, plus 1 */
	bool has_sample; /* of it, not handed on yet */
	struct queue_sample sample;
	bool has_enough;
};

static bool
note_id(void *context, const bson_t *document)
{
	struct walk *walk = context;
	const char *id = mongo_text(walk->arena, document, "_id");

	walk->ids = arena_grow(
	    walk->arena, walk->ids, walk->n, &walk->room, sizeof(id));
	walk->ids[walk->n++] = id == NULL ? "" : id;
	return true;
}

/* Hand on the sample at hand. */
static void
hand_on(struct walk *walk)
{
	if (walk->has_sample && !walk->has_enough)
		walk->has_enough = !walk->take(
		    walk->context, walk->ids[walk->at - 1], &walk->sample);
	walk->has_sample = false;
}

/* Announce the queues up to an id, or all; true if that one is among them. */
static bool
advance(struct walk *walk, const char *id)
{
	int order = -1;

	if (walk->at > 0 && id != NULL &&
	    strcmp(walk->ids[walk->at - 1], id) == 0)
		return true;
	hand_on(walk);
	while (walk->at < walk->n && !walk->has_enough) {
		order = id == NULL ? -1 : strcmp(walk->ids[walk->at], id);
		if (order > 0)
			return false;
		walk->has_enough =
		    !walk->take(walk->context, walk->ids[walk->at++], NULL);
		if (order == 0)
			return true;
	}
	return false;
}

/* The samples of one second may be in several documents. */
static bool
walk_on(void *context, const bson_t *document)
{
	struct walk *walk = context;
	struct queue_sample sample = {
	    .second = mongo_int(document, "second", 0),
	    .wait = mongo_int(document, "wait", 0),
	    .length = mongo_int(document, "length", 0),
	    .last = mongo_int(document, "last", 0)};
	const char *id = mongo_text(walk->arena, document, "queue");

	if (id == NULL || !advance(walk, id))
		return !walk->has_enough;
	if (walk->has_sample && walk->sample.second != sample.second)
		hand_on(walk);
	if (!walk->has_sample || series_is_greater(&sample, &walk->sample))
		walk->sample = sample;
	walk->sample.last = sample.last;
	walk->has_sample = true;
	return !walk->has_enough;
}

/* {company: ..., <name>: {$in: ids}}; without ids, all of the company. */
static void
select_some(
    bson_t *selector, const char *name, const struct store_sample_range *range)
{
	bson_t in;

	bson_init(selector);
	BSON_APPEND_UTF8(selector, "company", range->company);
	if (range->ids.n == 0)
		return;
	BSON_APPEND_DOCUMENT_BEGIN(selector, name, &in);
	store_mongo_put_texts(&in, "$in", range->ids.n, range->ids.items);
	bson_append_document_end(selector, &in);
}

/* The ids of the queues, in their order. */
static enum store_result
find_queues(struct store_mongo *store, const struct store_sample_range *range,
    struct walk *walk)
{
	static const char *const id[] = {"_id"};
	bson_t selector, options = BSON_INITIALIZER;
	enum store_result result;

	select_some(&selector, "_id", range);
	store_mongo_put_ones(&options, "projection", 1, id);
	store_mongo_put_ones(&options, "sort", 1, id);
	result = mongo_find(
	    store->mongo, MONGO_QUEUES, &selector, &options, note_id, walk);
	bson_destroy(&selector);
	bson_destroy(&options);
	return result;
}

static enum store_result
find_samples(struct store_mongo *store, const struct store_sample_range *range,
    struct walk *walk)
{
	static const char *const order[] = {"queue", "second", "_id"};
	bson_t selector, options = BSON_INITIALIZER, child;
	enum store_result result;

	select_some(&selector, "queue", range);
	BSON_APPEND_DOCUMENT_BEGIN(&selector, "second", &child);
	BSON_APPEND_INT64(&child, "$gte", range->from);
	BSON_APPEND_INT64(&child, "$lte", range->to);
	bson_append_document_end(&selector, &child);
	store_mongo_put_ones(&options, "sort", 3, order);
	result = mongo_find(
	    store->mongo, MONGO_SAMPLES, &selector, &options, walk_on, walk);
	bson_destroy(&selector);
	bson_destroy(&options);
	return result;
}

enum store_result
store_mongo_list_samples(struct store *base, struct arena *arena,
    const struct store_sample_range *range, store_take_sample *take,
    void *context)
{
	struct store_mongo *store = (struct store_mongo *)base;
	struct walk walk = {.arena = arena, .take = take, .context = context};
	enum store_result result;

	store_mongo_flush_samples(store->samples);
	result = find_queues(store, range, &walk);
	if (result == STORE_OK)
		result = find_samples(store, range, &walk);
	if (result == STORE_OK)
		advance(&walk, NULL);
	return result;
}

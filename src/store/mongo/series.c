#include <string.h>

#include <bson/bson.h>

#include "base/arena.h"
#include "model/series.h"
#include "store/mongo/verbs.h"

/* The present state of a queue. */
struct look {
	const char *id;
	int64_t n;     /* entries */
	int64_t added; /* the sum of their times */
};

/* A walk over queues and their samples, both by id. */
struct walk {
	struct arena *arena;
	int64_t now; /* ms since 1970; 0: present states are not wanted */
	store_take_sample *take;
	void *context;
	size_t n;
	size_t room;
	struct look *queues;
	size_t at;        /* index of the last announced queue, plus 1 */
	bool is_in_queue; /* its samples are not complete yet */
	bool has_sample;  /* of it, not passed on yet */
	struct queue_sample sample;
	bool has_enough;
};

static bool
note_queue(void *context, const bson_t *document)
{
	struct walk *walk = context;
	struct look look = {.id = mongo_text(walk->arena, document, "_id"),
	    .n = mongo_int(document, "n", 0),
	    .added = mongo_int(document, "added", 0)};

	if (look.id == NULL)
		return true;
	walk->queues = arena_grow(
	    walk->arena, walk->queues, walk->n, &walk->room, sizeof(look));
	walk->queues[walk->n++] = look;
	return true;
}

static void
hand(struct walk *walk, const struct queue_sample *sample)
{
	if (!walk->has_enough)
		walk->has_enough = !walk->take(
		    walk->context, walk->queues[walk->at - 1].id, sample);
}

/* Pass on the pending sample. */
static void
hand_on(struct walk *walk)
{
	if (walk->has_sample)
		hand(walk, &walk->sample);
	walk->has_sample = false;
}

/* Leave the current queue. */
static void
leave(struct walk *walk)
{
	const struct look *look = &walk->queues[walk->at - 1];
	struct queue_sample now;

	hand_on(walk);
	if (walk->now == 0)
		return;
	now = queue_sample_at(walk->now, look->n, look->added);
	now.is_now = true;
	hand(walk, &now);
}

/* Leave the current queue, and announce the next; false: there is none. */
static bool
go_on(struct walk *walk)
{
	if (walk->is_in_queue)
		leave(walk);
	walk->is_in_queue = walk->at < walk->n && !walk->has_enough;
	if (!walk->is_in_queue)
		return false;
	walk->at++;
	hand(walk, NULL);
	return true;
}

/* Go on to this queue; false: it is not in the list. */
static bool
go_to(struct walk *walk, const char *id)
{
	while (walk->at < walk->n &&
	       strcmp(walk->queues[walk->at].id, id) <= 0 && go_on(walk))
		continue;
	return walk->is_in_queue &&
	       strcmp(walk->queues[walk->at - 1].id, id) == 0;
}

/* Take a sample; several documents may be of the same second. */
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

	if (id == NULL || !go_to(walk, id))
		return !walk->has_enough;
	if (walk->has_sample && walk->sample.second != sample.second)
		hand_on(walk);
	if (!walk->has_sample || series_is_greater(&sample, &walk->sample))
		walk->sample = sample;
	walk->sample.last = sample.last;
	walk->has_sample = true;
	return !walk->has_enough;
}

/* Read the ids of the queues that exist, in order. */
static enum store_result
find_queues(struct store_mongo *store, const struct store_sample_range *range,
    struct walk *walk)
{
	static const char *const id[] = {"_id"};
	bson_t selector, options = BSON_INITIALIZER;
	enum store_result result;

	store_mongo_select_some(&selector, "_id", range->company, &range->ids);
	store_mongo_put_ones(&options, "projection", 1, id);
	store_mongo_put_ones(&options, "sort", 1, id);
	result = mongo_find(
	    store->mongo, MONGO_QUEUES, &selector, &options, note_queue, walk);
	bson_destroy(&selector);
	bson_destroy(&options);
	return result;
}

/* The same, with their present states if wanted and if the server can. */
static enum store_result
look_at_queues(struct store_mongo *store,
    const struct store_sample_range *range, struct walk *walk)
{
	if (range->now != 0 && store_mongo_look(store, range->company,
				   &range->ids, note_queue, walk) == STORE_OK) {
		walk->now = range->now;
		return STORE_OK;
	}
	walk->n = 0;
	return find_queues(store, range, walk);
}

static enum store_result
find_samples(struct store_mongo *store, const struct store_sample_range *range,
    struct walk *walk)
{
	static const char *const order[] = {"queue", "second", "_id"};
	bson_t selector, options = BSON_INITIALIZER, child;
	enum store_result result;

	store_mongo_select_some(
	    &selector, "queue", range->company, &range->ids);
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
	struct store_mongo *store = mongo_of(base);
	struct walk walk = {.arena = arena, .take = take, .context = context};
	enum store_result result;

	store_mongo_flush_samples(store->samples);
	result = look_at_queues(store, range, &walk);
	if (result == STORE_OK)
		result = find_samples(store, range, &walk);
	while (result == STORE_OK && go_on(&walk))
		continue;
	return result;
}

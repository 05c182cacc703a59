#include <string.h>

#include <bson/bson.h>

#include "base/arena.h"
#include "model/text_set.h"
#include "model/metadata_path.h"
#include "store/mongo/pauses.h"
#include "store/mongo/verbs.h"

#define TRIES 200 /* while others keep changing the same metadata */

/*
 * Items are set and unset one by one, as the original does, so that unknown
 * members of other items stay.  The array of a very old document is rewritten
 * as a map.
 */

/* Select a queue whose metadata is a map; $type also looks into an array. */
static void
select_map(bson_t *selector, const char *company, const char *id)
{
	bson_t is, is_not;

	store_mongo_select(selector, company, id);
	BSON_APPEND_DOCUMENT_BEGIN(selector, "metadata", &is);
	BSON_APPEND_INT32(&is, "$type", BSON_TYPE_DOCUMENT);
	BSON_APPEND_DOCUMENT_BEGIN(&is, "$not", &is_not);
	BSON_APPEND_INT32(&is_not, "$type", BSON_TYPE_ARRAY);
	bson_append_document_end(&is, &is_not);
	bson_append_document_end(selector, &is);
}

static const char *
path_of(struct arena *arena, const char *name)
{
	return arena_printf(
	    arena, "metadata.%s", metadata_path_escape(arena, name));
}

/* The items to set, each name once: the last one counts. */
static struct store_metadata
pieces_of(struct arena *arena, const struct store_metadata_changes *changes)
{
	struct store_metadata_changes all = *changes;
	const struct queue nothing = {0};
	struct store_metadata pieces;

	all.most = all.most_bytes = 0;
	all.budget = NULL; /* the size of a request is limited already */
	return store_merge_metadata(arena, &nothing, &all, &pieces) == STORE_OK
		   ? pieces
		   : (struct store_metadata){0};
}

/* {$set: {"metadata.<name>": item, ...}, $unset: {"metadata.<name>": 1, ...}}
 */
static void
write_pieces(struct arena *arena, const struct store_metadata *pieces,
    const struct store_metadata_changes *changes, bson_t *change)
{
	struct text_set *names =
	    text_set_new(arena, pieces->n + changes->remove.n, false);
	bson_t set = BSON_INITIALIZER, unset = BSON_INITIALIZER;
	const char *name;
	size_t i, n;

	for (i = 0; i < pieces->n; i++) {
		text_set_add(names, pieces->items[i].name);
		store_mongo_put_piece(&set,
		    path_of(arena, pieces->items[i].name), &pieces->items[i]);
	}
	for (i = 0; i < changes->remove.n; i++) {
		name = changes->remove.items[i];
		n = text_set_count(names);
		if (*name != '\0' && text_set_add(names, name) == n)
			BSON_APPEND_INT32(&unset, path_of(arena, name), 1);
	}
	if (!bson_empty(&set))
		BSON_APPEND_DOCUMENT(change, "$set", &set);
	if (!bson_empty(&unset))
		BSON_APPEND_DOCUMENT(change, "$unset", &unset);
	bson_destroy(&set);
	bson_destroy(&unset);
}

/* {$set: {metadata: {...}}} */
static void
write_all(
    struct arena *arena, const struct store_metadata *metadata, bson_t *change)
{
	bson_t set;

	BSON_APPEND_DOCUMENT_BEGIN(change, "$set", &set);
	store_mongo_put_metadata(arena, &set, "metadata", metadata);
	bson_append_document_end(change, &set);
}

/* Select the queue only if its metadata is still as it was read. */
static void
select_metadata(bson_t *selector, const bson_t *document)
{
	bson_iter_t iter;

	if (bson_iter_init_find(&iter, document, "metadata"))
		bson_append_iter(selector, "metadata", -1, &iter);
	else
		BSON_APPEND_NULL(selector, "metadata");
}

/* True if a change concerns the queue's pause. */
static bool
concerns_pause(const struct store_metadata_changes *changes)
{
	size_t i;

	if (changes->replace ||
	    pause_find(changes->set.n, changes->set.items) != NULL)
		return true;
	for (i = 0; i < changes->remove.n; i++) {
		if (strcmp(changes->remove.items[i], PAUSE_KEY) == 0)
			return true;
	}
	return false;
}

/* Run the change that was written, as what it concerns asks for. */
static enum store_result
run_change(struct store_mongo *store, const bson_t *selector,
    const bson_t *change, const struct store_metadata_changes *changes,
    struct store_mongo_pausing *pausing)
{
	if (!concerns_pause(changes))
		return mongo_update(
		    store->mongo, MONGO_QUEUES, selector, change);
	pausing->who = changes->who;
	pausing->now = changes->now;
	return store_mongo_update_pause(store, selector, change, pausing);
}

/* A change of metadata that is not a map yet, if it is still as it was read. */
struct rewrite {
	struct arena *arena;
	const struct store_metadata_changes *changes;
	struct store_mongo_pausing pausing;
	enum store_result merged; /* STORE_NOT_FOUND: there is no such queue */
	bson_t selector;
	bson_t change;
};

static bool
plan_rewrite(void *context, const bson_t *document)
{
	struct rewrite *rewrite = context;
	struct store_metadata merged;
	struct queue queue;

	store_mongo_read_queue(rewrite->arena, document, &queue);
	rewrite->merged = store_merge_metadata(
	    rewrite->arena, &queue, rewrite->changes, &merged);
	if (rewrite->merged != STORE_OK)
		return false;
	rewrite->pausing.after = pause_find(merged.n, merged.items);
	select_metadata(&rewrite->selector, document);
	write_all(rewrite->arena, &merged, &rewrite->change);
	return false;
}

/* One try; *is_late: somebody else has changed the metadata. */
static enum store_result
rewrite_once(struct store_mongo *store, const bson_t *selector,
    struct rewrite *rewrite, bool *is_late)
{
	static const char *const metadata[] = {"metadata"};
	bson_t options = BSON_INITIALIZER;
	enum store_result result;

	*is_late = false;
	rewrite->merged = STORE_NOT_FOUND;
	store_mongo_put_ones(&options, "projection", 1, metadata);
	result = mongo_find(store->mongo, MONGO_QUEUES, selector, &options,
	    plan_rewrite, rewrite);
	bson_destroy(&options);
	if (result != STORE_OK)
		return result;
	if (rewrite->merged != STORE_OK)
		return rewrite->merged;
	result = run_change(store, &rewrite->selector, &rewrite->change,
	    rewrite->changes, &rewrite->pausing);
	*is_late = result == STORE_NOT_FOUND;
	return *is_late ? STORE_UNAVAILABLE : result;
}

/* Read, merge, compare and set; try again if others were faster. */
static enum store_result
rewrite(struct store_mongo *store, struct arena *arena, const char *company,
    const char *id, const struct store_metadata_changes *changes)
{
	struct rewrite rewrite = {.arena = arena,
	    .changes = changes,
	    .pausing = {.company = company, .queue = id}};
	enum store_result result;
	bson_t selector;
	bool is_late;
	int n = 0;

	store_mongo_select(&selector, company, id);
	do {
		bson_copy_to(&selector, &rewrite.selector);
		bson_init(&rewrite.change);
		result = rewrite_once(store, &selector, &rewrite, &is_late);
		bson_destroy(&rewrite.selector);
		bson_destroy(&rewrite.change);
	} while (is_late && ++n < TRIES);
	bson_destroy(&selector);
	return result;
}

enum store_result
store_mongo_change_metadata(struct store *base, const char *company,
    const char *id, const struct store_metadata_changes *changes)
{
	struct store_mongo *store = mongo_of(base);
	bson_t selector, change = BSON_INITIALIZER;
	struct store_mongo_pausing pausing = {.company = company, .queue = id};
	struct arena *arena = arena_new();
	struct store_metadata pieces = pieces_of(arena, changes);
	enum store_result result;

	pausing.after = pause_find(pieces.n, pieces.items);
	if (changes->replace) {
		store_mongo_select(&selector, company, id);
		write_all(arena, &pieces, &change);
	} else {
		select_map(&selector, company, id);
		write_pieces(arena, &pieces, changes, &change);
	}
	if (bson_empty(&change))
		result = store_mongo_if_there(store, company, id, STORE_OK);
	else
		result =
		    run_change(store, &selector, &change, changes, &pausing);
	if (result == STORE_NOT_FOUND && !changes->replace)
		result = rewrite(store, arena, company, id, changes);
	bson_destroy(&selector);
	bson_destroy(&change);
	arena_free(arena);
	return result;
}

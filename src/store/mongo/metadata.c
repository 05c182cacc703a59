#include <string.h>

#include <bson/bson.h>

#include "base/arena.h"
#include "model/metadata_path.h"
#include "store/mongo/verbs.h"

#define TRIES 200 /* of a change to what others change, too */

/*
 * Pieces of a map are set and unset one by one, as the original does, so that
 * what is unknown in the others stays.  What is no map, of very old documents,
 * becomes one.
 */

/* Select a queue whose metadata are a map; an array may hold documents. */
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

static bool
has(const bson_t *document, const char *name)
{
	bson_iter_t iter;

	return bson_iter_init_find(&iter, document, name);
}

/* The pieces that are set, each once: of one name, the last. */
static struct store_metadata
pieces_of(struct arena *arena, const struct store_metadata_changes *changes)
{
	const struct queue nothing = {0};

	return store_merge_metadata(arena, &nothing, changes);
}

/* {$set: {"metadata.<name>": item, ...}, $unset: {"metadata.<name>": 1, ...}}
 */
static void
write_pieces(struct arena *arena, const struct store_metadata_changes *changes,
    bson_t *change)
{
	struct store_metadata pieces = pieces_of(arena, changes);
	bson_t set = BSON_INITIALIZER, unset = BSON_INITIALIZER;
	const char *path;
	size_t i;

	for (i = 0; i < pieces.n; i++)
		store_mongo_put_piece(&set,
		    path_of(arena, pieces.items[i].name), &pieces.items[i]);
	for (i = 0; i < changes->remove.n; i++) {
		path = path_of(arena, changes->remove.items[i]);
		if (*changes->remove.items[i] != '\0' && !has(&set, path) &&
		    !has(&unset, path))
			BSON_APPEND_INT32(&unset, path, 1);
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

/* Select a queue only while its metadata are what was read. */
static void
select_metadata(bson_t *selector, const bson_t *document)
{
	bson_iter_t iter;

	if (bson_iter_init_find(&iter, document, "metadata"))
		bson_append_iter(selector, "metadata", -1, &iter);
	else
		BSON_APPEND_NULL(selector, "metadata");
}

/* A change of metadata that are no map yet, for as long as they are these. */
struct rewrite {
	struct arena *arena;
	const struct store_metadata_changes *changes;
	bson_t selector;
	bson_t change; /* empty: there is no such queue */
};

static bool
plan_rewrite(void *context, const bson_t *document)
{
	struct rewrite *rewrite = context;
	struct store_metadata merged;
	struct queue queue;

	store_mongo_read_queue(rewrite->arena, document, &queue);
	merged = store_merge_metadata(rewrite->arena, &queue, rewrite->changes);
	select_metadata(&rewrite->selector, document);
	write_all(rewrite->arena, &merged, &rewrite->change);
	return false;
}

/* One try; *is_late is true if somebody else was faster. */
static enum store_result
rewrite_once(struct store_mongo *store, const bson_t *selector,
    struct rewrite *rewrite, bool *is_late)
{
	static const char *const metadata[] = {"metadata"};
	bson_t options = BSON_INITIALIZER;
	enum store_result result;

	*is_late = false;
	store_mongo_put_ones(&options, "projection", 1, metadata);
	result = mongo_find(store->mongo, MONGO_QUEUES, selector, &options,
	    plan_rewrite, rewrite);
	bson_destroy(&options);
	if (result != STORE_OK)
		return result;
	if (bson_empty(&rewrite->change))
		return STORE_NOT_FOUND;
	result = mongo_update(
	    store->mongo, MONGO_QUEUES, &rewrite->selector, &rewrite->change);
	*is_late = result == STORE_NOT_FOUND;
	return *is_late ? STORE_UNAVAILABLE : result;
}

/* Read and compare, again as long as others are faster. */
static enum store_result
rewrite(struct store_mongo *store, struct arena *arena, const char *company,
    const char *id, const struct store_metadata_changes *changes)
{
	struct rewrite rewrite = {.arena = arena, .changes = changes};
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
	struct store_mongo *store = (struct store_mongo *)base;
	bson_t selector, change = BSON_INITIALIZER;
	struct arena *arena = arena_new();
	struct store_metadata pieces;
	enum store_result result;

	if (changes->replace) {
		pieces = pieces_of(arena, changes);
		store_mongo_select(&selector, company, id);
		write_all(arena, &pieces, &change);
	} else {
		select_map(&selector, company, id);
		write_pieces(arena, changes, &change);
	}
	if (bson_empty(&change))
		result = store_mongo_if_there(store, company, id, STORE_OK);
	else
		result = mongo_update(
		    store->mongo, MONGO_QUEUES, &selector, &change);
	if (result == STORE_NOT_FOUND && !changes->replace)
		result = rewrite(store, arena, company, id, changes);
	bson_destroy(&selector);
	bson_destroy(&change);
	arena_free(arena);
	return result;
}

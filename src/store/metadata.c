#include <string.h>

#include "base/arena.h"
#include "base/budget.h"
#include "model/text_set.h"
#include "store/queues.h"

#define MERGE_NS 80 /* to merge an item, apart from the length of its name */

/* Metadata that is being merged. */
struct merging {
	struct budget *budget;
	struct text_set *names;
	struct queue_metadata *items; /* by their numbers in names */
	size_t bytes;
};

static size_t
size_of(const struct queue_metadata *item)
{
	return strlen(item->name) + strlen(item->key) + strlen(item->type) +
	       strlen(item->value);
}

/* Set an item, replacing one of the same name; false: too costly. */
static bool
put(struct merging *merging, const struct queue_metadata *item)
{
	size_t n = text_set_count(merging->names);
	size_t i = text_set_add(merging->names, item->name);

	if (i < n)
		merging->bytes -= size_of(&merging->items[i]);
	merging->items[i] = *item;
	merging->bytes += size_of(item);
	return budget_pay(merging->budget, MERGE_NS + strlen(item->name));
}

/* Set the queue's items that stay; *bytes is the size of all that it has. */
static bool
put_own(struct arena *arena, struct merging *merging, const struct queue *queue,
    const struct store_metadata_changes *changes, size_t *bytes)
{
	const struct store_strings *remove = &changes->remove;
	struct text_set *removed = text_set_new(arena, remove->n, false);
	const struct queue_metadata *item = queue->metadata;
	size_t i;

	for (i = 0; i < remove->n; i++) {
		text_set_add(removed, remove->items[i]);
		if (!budget_pay(merging->budget, MERGE_NS))
			return false;
	}
	for (i = 0; i < queue->n_metadata; i++, item++) {
		*bytes += size_of(item);
		if (!changes->replace &&
			    text_set_find(removed, item->name) == TEXT_SET_NONE
			? !put(merging, item)
			: !budget_pay(merging->budget, MERGE_NS))
			return false;
	}
	return true;
}

static bool
is_too_much(size_t now, size_t before, size_t most)
{
	return most != 0 && now > most && now > before;
}

static enum store_result
merge(struct arena *arena, const struct queue *queue,
    const struct store_metadata_changes *changes, struct merging *merging)
{
	size_t i, bytes = 0, n = queue->n_metadata;

	if (!put_own(arena, merging, queue, changes, &bytes))
		return STORE_COSTLY;
	for (i = 0; i < changes->set.n; i++) {
		if (!put(merging, &changes->set.items[i]))
			return STORE_COSTLY;
	}
	return is_too_much(text_set_count(merging->names), n, changes->most) ||
		       is_too_much(merging->bytes, bytes, changes->most_bytes)
		   ? STORE_FULL
		   : STORE_OK;
}

enum store_result
store_merge_metadata(struct arena *arena, const struct queue *queue,
    const struct store_metadata_changes *changes, struct store_metadata *merged)
{
	size_t n = queue->n_metadata + changes->set.n;
	struct merging merging = {.budget = changes->budget,
	    .names = text_set_new(arena, n, false),
	    .items = arena_alloc_n(arena, n, sizeof(*merging.items))};
	enum store_result result;

	budget_begin(changes->budget, BUDGET_GO_ON);
	result = merge(arena, queue, changes, &merging);
	budget_end(changes->budget);
	*merged = (struct store_metadata){
	    .n = text_set_count(merging.names), .items = merging.items};
	return result;
}

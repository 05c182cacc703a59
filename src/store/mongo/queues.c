#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <bson/bson.h>

#include "base/arena.h"
#include "base/budget.h"
#include "model/filter.h"
#include "model/queue_rules.h"
#include "store/mongo/pauses.h"
#include "store/mongo/verbs.h"

#define FEW_ENTRIES 16 /* few enough to read before filtering */

enum store_result
store_mongo_holds(struct store_mongo *store, const char *company,
    const char *queue, const char *task)
{
	enum store_result result;
	bson_t selector;

	store_mongo_select(&selector, company, queue);
	BSON_APPEND_UTF8(&selector, "entries.task", task);
	result = mongo_has(store->mongo, MONGO_QUEUES, &selector);
	bson_destroy(&selector);
	return result;
}

enum store_result
store_mongo_if_there(struct store_mongo *store, const char *company,
    const char *id, enum store_result there)
{
	enum store_result result;
	bson_t selector;

	store_mongo_select(&selector, company, id);
	result = mongo_has(store->mongo, MONGO_QUEUES, &selector);
	bson_destroy(&selector);
	return result == STORE_OK ? there : result;
}

/* Members in the original's order (doc/original.md, "Documents in MongoDB"). */
static void
write_queue(struct arena *arena, const struct queue *queue, bson_t *document)
{
	struct store_metadata metadata = {queue->n_metadata, queue->metadata};
	bson_t entries;
	size_t i;

	BSON_APPEND_UTF8(document, "_id", queue->id);
	BSON_APPEND_UTF8(document, "name", queue->name);
	if (queue->display_name != NULL)
		BSON_APPEND_UTF8(document, "display_name", queue->display_name);
	BSON_APPEND_UTF8(document, "company", queue->company);
	BSON_APPEND_DATE_TIME(document, "created", queue->created);
	store_mongo_put_texts(document, "tags", queue->n_tags, queue->tags);
	store_mongo_put_texts(
	    document, "system_tags", queue->n_system_tags, queue->system_tags);
	BSON_APPEND_ARRAY_BEGIN(document, "entries", &entries);
	for (i = 0; i < queue->n_entries; i++)
		store_mongo_put_entry(&entries, arena_printf(arena, "%zu", i),
		    &queue->entries[i]);
	bson_append_array_end(document, &entries);
	if (queue->last_update != QUEUE_NEVER)
		BSON_APPEND_DATE_TIME(
		    document, "last_update", queue->last_update);
	store_mongo_put_metadata(arena, document, "metadata", &metadata);
}

enum store_result
store_mongo_create(struct store *base, const struct queue *queue)
{
	struct store_mongo *store = mongo_of(base);
	bson_t document = BSON_INITIALIZER;
	struct arena *arena = arena_new();
	enum store_result result = STORE_DUPLICATE;

	if (queue_rules_find_double(arena, queue) == NULL) {
		write_queue(arena, queue, &document);
		result = store_mongo_prepare(store);
		if (result == STORE_OK)
			result =
			    mongo_insert(store->mongo, MONGO_QUEUES, &document);
	}
	bson_destroy(&document);
	arena_free(arena);
	return result;
}

/* {$slice: n}, with n limited to what an int32 and a document can hold. */
static void
append_slice(bson_t *fields, int64_t n)
{
	bson_t slice;

	if (n > STORE_MONGO_FARTHEST)
		n = STORE_MONGO_FARTHEST;
	if (n < -STORE_MONGO_FARTHEST)
		n = -STORE_MONGO_FARTHEST;
	BSON_APPEND_DOCUMENT_BEGIN(fields, "entries", &slice);
	BSON_APPEND_INT32(&slice, "$slice", (int32_t)n);
	bson_append_document_end(fields, &slice);
}

/* {$cond: [{$isArray: "$entries"}, {$size: "$entries"}, 0]} */
static void
append_length(bson_t *fields)
{
	bson_t length, choice, condition, size;

	BSON_APPEND_DOCUMENT_BEGIN(fields, "length", &length);
	BSON_APPEND_ARRAY_BEGIN(&length, "$cond", &choice);
	BSON_APPEND_DOCUMENT_BEGIN(&choice, "0", &condition);
	BSON_APPEND_UTF8(&condition, "$isArray", "$entries");
	bson_append_document_end(&choice, &condition);
	BSON_APPEND_DOCUMENT_BEGIN(&choice, "1", &size);
	BSON_APPEND_UTF8(&size, "$size", "$entries");
	bson_append_document_end(&choice, &size);
	BSON_APPEND_INT32(&choice, "2", 0);
	bson_append_array_end(&length, &choice);
	bson_append_document_end(fields, &length);
}

/* The fields to read; the server counts and cuts entries: they may be many. */
static void
append_projection(bson_t *options, struct queue_need need)
{
	static const struct {
		unsigned part; /* 0: always */
		const char *name;
	} members[] = {{0, "name"}, {QUEUE_DISPLAY_NAME, "display_name"},
	    {0, "company"}, {0, "created"}, {QUEUE_TAGS, "tags"},
	    {QUEUE_SYSTEM_TAGS, "system_tags"}, {0, "last_update"},
	    {QUEUE_METADATA, "metadata"}, {0, "resources"}};
	bson_t fields;
	size_t i;

	BSON_APPEND_DOCUMENT_BEGIN(options, "projection", &fields);
	for (i = 0; i < sizeof(members) / sizeof(*members); i++) {
		if (members[i].part == 0 || (need.parts & members[i].part))
			BSON_APPEND_INT32(&fields, members[i].name, 1);
	}
	if ((need.parts & QUEUE_PAUSE) && !(need.parts & QUEUE_METADATA))
		BSON_APPEND_INT32(&fields, STORE_MONGO_PAUSE, 1);
	if ((need.parts & QUEUE_ENTRIES) && need.max_entries == 0)
		BSON_APPEND_INT32(&fields, "entries", 1);
	else if (need.parts & QUEUE_ENTRIES)
		append_slice(&fields, need.max_entries);
	if (need.parts & QUEUE_LENGTH)
		append_length(&fields);
	bson_append_document_end(options, &fields);
}

static bool
gather(void *context, const bson_t *document)
{
	struct store_mongo_list *all = context;
	struct queue *queue =
	    store_mongo_add_item(all, document, sizeof(*queue));

	if (queue == NULL)
		return false;
	store_mongo_read_queue(all->arena, document, queue);
	return true;
}

static enum store_result
gather_selected(struct store_mongo *store, const bson_t *selector,
    struct queue_need need, struct store_mongo_list *all)
{
	bson_t options = BSON_INITIALIZER;
	enum store_result result;

	append_projection(&options, need);
	result = store_mongo_read_list(
	    store->mongo, MONGO_QUEUES, selector, &options, gather, all);
	bson_destroy(&options);
	return result;
}

/* Read the first queue that is selected. */
static enum store_result
find_selected(struct store_mongo *store, struct arena *arena,
    const bson_t *selector, struct queue_need need, struct queue *queue)
{
	struct store_mongo_list all = {.arena = arena};
	enum store_result result = gather_selected(store, selector, need, &all);

	if (result == STORE_OK && all.n == 0)
		return STORE_NOT_FOUND;
	if (result == STORE_OK)
		*queue = *(struct queue *)all.items;
	return result;
}

enum store_result
store_mongo_get_by_id(struct store *base, struct arena *arena,
    const char *company, const char *id, struct queue_need need,
    struct queue *queue)
{
	enum store_result result;
	bson_t selector;

	store_mongo_select(&selector, company, id);
	result = find_selected(mongo_of(base), arena, &selector, need, queue);
	bson_destroy(&selector);
	return result;
}

/*
 * The server scans all entries of the company, some 7 million a second: with an
 * index, adding and popping would cost twice as much.
 */
enum store_result
store_mongo_get_by_task_id(struct store *base, struct arena *arena,
    const char *company, const char *task, struct queue_need need,
    struct queue *queue)
{
	bson_t selector = BSON_INITIALIZER;
	enum store_result result;

	if (!budget_admit(arena_budget(arena)))
		return STORE_COSTLY;
	BSON_APPEND_UTF8(&selector, "company", company);
	BSON_APPEND_UTF8(&selector, "entries.task", task);
	result = find_selected(mongo_of(base), arena, &selector, need, queue);
	bson_destroy(&selector);
	return result;
}

static void
append_ids(bson_t *selector, size_t n, const char *const *ids)
{
	bson_t in;

	BSON_APPEND_DOCUMENT_BEGIN(selector, "_id", &in);
	store_mongo_put_texts(&in, "$in", n, ids);
	bson_append_document_end(selector, &in);
}

static int
compare_ids(const void *a, const void *b)
{
	return strcmp(
	    ((const struct queue *)a)->id, ((const struct queue *)b)->id);
}

/*
 * Load the entries of the queues that are left after filtering.  Queues that
 * were deleted in between are left out.
 */
static enum store_result
complete(struct store_mongo *store, struct arena *arena, struct queue_need need,
    size_t *n, struct queue *queues)
{
	const char **ids = arena_alloc_n(arena, *n, sizeof(*ids));
	struct store_mongo_list all = {.arena = arena};
	bson_t selector = BSON_INITIALIZER;
	enum store_result result;
	struct queue *found;
	size_t i, n_left = 0;

	for (i = 0; i < *n; i++)
		ids[i] = queues[i].id;
	append_ids(&selector, *n, ids);
	result = gather_selected(store, &selector, need, &all);
	bson_destroy(&selector);
	if (all.n > 1)
		qsort(all.items, all.n, sizeof(*found), compare_ids);
	for (i = 0; i < *n; i++) {
		found = all.n == 0 ? NULL
				   : bsearch(&queues[i], all.items, all.n,
					 sizeof(*found), compare_ids);
		if (found == NULL)
			continue;
		queues[n_left] = queues[i];
		queues[n_left].length = found->length;
		queues[n_left].n_entries = found->n_entries;
		queues[n_left++].entries = found->entries;
	}
	*n = n_left;
	return result;
}

/* By time; those of the same time as the server returned them. */
static int
compare_times(const void *a, const void *b)
{
	const struct queue *left = *(const struct queue *const *)a;
	const struct queue *right = *(const struct queue *const *)b;

	if (left->created != right->created)
		return left->created > right->created ? 1 : -1;
	return (left > right) - (left < right);
}

/* Sort queues by creation, as the server promises no order. */
static struct queue *
sort_queues(struct arena *arena, size_t n, const struct queue *queues)
{
	const struct queue **order = arena_alloc_n(arena, n, sizeof(*order));
	struct queue *sorted = arena_alloc_n(arena, n, sizeof(*sorted));
	size_t i;

	for (i = 0; i < n; i++)
		order[i] = &queues[i];
	if (n > 1)
		qsort(order, n, sizeof(*order), compare_times);
	for (i = 0; i < n; i++)
		sorted[i] = *order[i];
	return sorted;
}

/* The parts to read only after filtering: entries, unless they are few. */
static unsigned
read_late(struct queue_need need)
{
	if ((need.parts & QUEUE_ENTRIES) == 0 ||
	    queue_count(need.max_entries, SIZE_MAX) <= FEW_ENTRIES)
		return 0;
	return need.parts & (QUEUE_ENTRIES | QUEUE_LENGTH);
}

enum store_result
store_mongo_get_all(struct store *base, struct arena *arena,
    const struct filter *filter, struct queue_need need, size_t *n,
    struct queue **queues)
{
	struct store_mongo *store = mongo_of(base);
	struct queue_need first = {.parts = need.parts | filter_needs(filter)};
	struct queue_need late = {.max_entries = need.max_entries};
	struct store_mongo_list all = {.arena = arena};
	bson_t selector = BSON_INITIALIZER;
	enum store_result result;
	const char *const *ids;
	const char *error;
	size_t i, n_ids;

	BSON_APPEND_UTF8(&selector, "company", filter_company(filter));
	if (filter_ids(filter, &n_ids, &ids))
		append_ids(&selector, n_ids, ids);
	if ((filter_needs(filter) & QUEUE_ENTRIES) == 0) {
		first.max_entries = need.max_entries;
		late.parts = read_late(need);
		first.parts &= ~late.parts;
	}
	result = gather_selected(store, &selector, first, &all);
	bson_destroy(&selector);
	if (result != STORE_OK)
		return result;
	*queues = sort_queues(arena, all.n, all.items);
	*n = filter_apply(filter, all.n, *queues, &error);
	if (error != NULL)
		return STORE_BAD_FILTER;
	if (late.parts != 0 && *n > 0)
		return complete(store, arena, late, n, *queues);
	for (i = 0; i < *n; i++)
		queue_cut(&(*queues)[i], need.max_entries);
	return STORE_OK;
}

/* Write the change that sets what is given; false: nothing is. */
static bool
write_changes(
    struct arena *arena, const struct store_changes *changes, bson_t *change)
{
	bson_t set;
	bool some;

	BSON_APPEND_DOCUMENT_BEGIN(change, "$set", &set);
	if (changes->name != NULL)
		BSON_APPEND_UTF8(&set, "name", changes->name);
	if (changes->display_name != NULL)
		BSON_APPEND_UTF8(&set, "display_name", changes->display_name);
	if (changes->tags != NULL)
		store_mongo_put_texts(
		    &set, "tags", changes->tags->n, changes->tags->items);
	if (changes->system_tags != NULL)
		store_mongo_put_texts(&set, "system_tags",
		    changes->system_tags->n, changes->system_tags->items);
	if (changes->metadata != NULL)
		store_mongo_put_metadata(
		    arena, &set, "metadata", changes->metadata);
	some = !bson_empty(&set);
	bson_append_document_end(change, &set);
	return some;
}

/* Run the change that write_changes() has written. */
static enum store_result
run_changes(struct store_mongo *store, const bson_t *selector,
    const bson_t *change, const struct store_changes *changes,
    struct store_mongo_pausing *pausing)
{
	if (changes->metadata == NULL)
		return mongo_update(
		    store->mongo, MONGO_QUEUES, selector, change);
	pausing->after =
	    pause_find(changes->metadata->n, changes->metadata->items);
	pausing->who = changes->who;
	pausing->now = changes->now;
	return store_mongo_update_pause(store, selector, change, pausing);
}

enum store_result
store_mongo_update(struct store *base, const char *company, const char *id,
    const struct store_changes *changes)
{
	struct store_mongo *store = mongo_of(base);
	bson_t selector, change = BSON_INITIALIZER;
	struct store_mongo_pausing pausing = {.company = company, .queue = id};
	struct arena *arena = arena_new();
	enum store_result result;

	store_mongo_select(&selector, company, id);
	result = write_changes(arena, changes, &change)
		     ? run_changes(store, &selector, &change, changes, &pausing)
		     : mongo_has(store->mongo, MONGO_QUEUES, &selector);
	bson_destroy(&selector);
	bson_destroy(&change);
	arena_free(arena);
	return result;
}

static void
append_absence(bson_t *selector, const char *name)
{
	bson_t none;

	BSON_APPEND_DOCUMENT_BEGIN(selector, name, &none);
	BSON_APPEND_BOOL(&none, "$exists", false);
	bson_append_document_end(selector, &none);
}

/* Delete an empty queue; unless is_finished, only if it keeps no tasks. */
static enum store_result
delete_empty(struct store_mongo *store, const char *company, const char *id,
    bool is_finished)
{
	enum store_result result;
	bson_t selector;

	store_mongo_select(&selector, company, id);
	append_absence(&selector, "entries.0");
	append_absence(&selector, STORE_MONGO_TRACES);
	if (!is_finished)
		append_absence(&selector, STORE_MONGO_KEPT);
	result = mongo_delete(store->mongo, MONGO_QUEUES, &selector);
	bson_destroy(&selector);
	return result;
}

/* Find out why it was not deleted; if it keeps tasks, revert them and retry. */
static enum store_result
delete_finished(struct store_mongo *store, const char *company, const char *id)
{
	struct store_mongo_leaving leaving;
	struct arena *arena = arena_new();
	struct store_strings found;
	enum store_result result;
	int64_t n;

	result = store_mongo_find_kept(store, arena, company, id, &n, &leaving);
	if (result == STORE_OK && (n > 0 || leaving.id == NULL)) {
		result = STORE_NOT_EMPTY;
	} else if (result == STORE_OK) {
		store_mongo_finish(store, arena, &leaving, &found);
		result = delete_empty(store, company, id, true);
		if (result == STORE_NOT_FOUND)
			result = store_mongo_if_there(
			    store, company, id, STORE_NOT_EMPTY);
	}
	arena_free(arena);
	return result;
}

enum store_result
store_mongo_delete(
    struct store *base, const char *company, const char *id, bool force)
{
	struct store_mongo *store = mongo_of(base);
	enum store_result result;
	bson_t selector;

	if (!force) {
		result = delete_empty(store, company, id, false);
		return result == STORE_NOT_FOUND
			   ? delete_finished(store, company, id)
			   : result;
	}
	store_mongo_select(&selector, company, id);
	result = mongo_delete(store->mongo, MONGO_QUEUES, &selector);
	bson_destroy(&selector);
	return result;
}

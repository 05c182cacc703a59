#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "model/filter.h"
#include "store/sqlite/scroll_table.h"
#include "tests/store/mem.h"
#include "tests/store/mem_rows.h"

struct memory *
store_mem_enter(struct store *store)
{
	struct memory *memory = (struct memory *)store;

	pthread_mutex_lock(&memory->mutex);
	return memory;
}

enum store_result
store_mem_leave(struct memory *memory, enum store_result result)
{
	pthread_mutex_unlock(&memory->mutex);
	return result;
}

static void
close_memory(struct store *store)
{
	struct memory *memory = (struct memory *)store;

	arena_free(memory->arena);
	scroll_table_free(memory->scrolls);
	pthread_mutex_destroy(&memory->mutex);
	free(memory);
}

static enum store_result
ping(struct store *store)
{
	(void)store;
	return STORE_OK;
}

static const char *
uid(struct store *store, struct arena *arena)
{
	(void)store;
	(void)arena;
	return "";
}

static const char **
copy_texts(struct arena *arena, size_t n, const char *const *texts)
{
	const char **copy = arena_alloc_n(arena, n, sizeof(*copy));
	size_t i;

	for (i = 0; i < n; i++)
		copy[i] = arena_strdup(arena, texts[i]);
	return copy;
}

static struct queue_metadata *
copy_metadata(struct arena *arena, size_t n, const struct queue_metadata *items)
{
	struct queue_metadata *copy = arena_alloc_n(arena, n, sizeof(*copy));
	size_t i;

	for (i = 0; i < n; i++) {
		copy[i].name = arena_strdup(arena, items[i].name);
		copy[i].key = arena_strdup(arena, items[i].key);
		copy[i].type = arena_strdup(arena, items[i].type);
		copy[i].value = arena_strdup(arena, items[i].value);
	}
	return copy;
}

static struct queue_entry *
copy_entries(struct arena *arena, size_t n, const struct queue_entry *entries)
{
	struct queue_entry *copy = arena_alloc_n(arena, n, sizeof(*copy));
	size_t i;

	for (i = 0; i < n; i++) {
		copy[i].task = arena_strdup(arena, entries[i].task);
		copy[i].added = entries[i].added;
	}
	return copy;
}

static struct queue
copy_queue(struct arena *arena, const struct queue *queue, unsigned parts)
{
	struct queue copy = *queue;

	copy.id = arena_strdup(arena, queue->id);
	copy.name = arena_strdup(arena, queue->name);
	copy.display_name = NULL;
	if ((parts & QUEUE_DISPLAY_NAME) && queue->display_name != NULL)
		copy.display_name = arena_strdup(arena, queue->display_name);
	copy.company = arena_strdup(arena, queue->company);
	copy.length = parts & QUEUE_LENGTH ? queue->n_entries : 0;
	if ((parts & QUEUE_TAGS) == 0)
		copy.n_tags = 0;
	if ((parts & QUEUE_SYSTEM_TAGS) == 0)
		copy.n_system_tags = 0;
	if ((parts & QUEUE_ENTRIES) == 0)
		copy.n_entries = 0;
	if ((parts & QUEUE_METADATA) == 0)
		copy.n_metadata = 0;
	copy.tags = copy_texts(arena, copy.n_tags, queue->tags);
	copy.system_tags =
	    copy_texts(arena, copy.n_system_tags, queue->system_tags);
	copy.entries = copy_entries(arena, copy.n_entries, queue->entries);
	copy.metadata = copy_metadata(arena, copy.n_metadata, queue->metadata);
	return copy;
}

struct queue *
store_mem_seek(struct memory *memory, const char *company, const char *id)
{
	size_t i;

	for (i = 0; i < memory->n_queues; i++) {
		if (strcmp(memory->queues[i].id, id) == 0 &&
		    strcmp(memory->queues[i].company, company) == 0)
			return &memory->queues[i];
	}
	return NULL;
}

static bool
is_taken(struct memory *memory, const char *company, const char *name,
    const struct queue *but)
{
	size_t i;

	for (i = 0; i < memory->n_queues; i++) {
		if (&memory->queues[i] != but &&
		    strcmp(memory->queues[i].name, name) == 0 &&
		    strcmp(memory->queues[i].company, company) == 0)
			return true;
	}
	return false;
}

static enum store_result
create(struct store *store, const struct queue *queue)
{
	struct memory *memory = store_mem_enter(store);

	if (is_taken(memory, queue->company, queue->name, NULL))
		return store_mem_leave(memory, STORE_DUPLICATE);
	if (memory->n_queues == MAX_ROWS)
		return store_mem_leave(memory, STORE_FAILED);
	memory->queues[memory->n_queues++] =
	    copy_queue(memory->arena, queue, QUEUE_ALL);
	return store_mem_leave(memory, STORE_OK);
}

static enum store_result
find(struct store *store, struct arena *arena, const char *company,
    const char *id, struct queue_need need, struct queue *queue)
{
	struct memory *memory = store_mem_enter(store);
	struct queue *found = store_mem_seek(memory, company, id);

	if (found == NULL)
		return store_mem_leave(memory, STORE_NOT_FOUND);
	*queue = copy_queue(arena, found, need.parts);
	queue_cut(queue, need.max_entries);
	return store_mem_leave(memory, STORE_OK);
}

static enum store_result
find_by_task(struct store *store, struct arena *arena, const char *company,
    const char *task, struct queue_need need, struct queue *queue)
{
	struct memory *memory = store_mem_enter(store);
	struct queue *found;
	size_t i;

	for (i = 0; i < memory->n_queues; i++) {
		found = &memory->queues[i];
		if (strcmp(found->company, company) != 0 ||
		    store_mem_place_of(found, task) == found->n_entries)
			continue;
		*queue = copy_queue(arena, found, need.parts);
		queue_cut(queue, need.max_entries);
		return store_mem_leave(memory, STORE_OK);
	}
	return store_mem_leave(memory, STORE_NOT_FOUND);
}

static enum store_result
list(struct store *store, struct arena *arena, const struct filter *filter,
    struct queue_need need, size_t *n, struct queue **queues)
{
	struct memory *memory = store_mem_enter(store);
	const char *company = filter_company(filter), *error;
	struct queue *found =
	    arena_alloc_n(arena, memory->n_queues, sizeof(*found));
	size_t i, n_found = 0;

	need.parts |= filter_needs(filter);
	for (i = 0; i < memory->n_queues; i++) {
		if (strcmp(memory->queues[i].company, company) == 0)
			found[n_found++] =
			    copy_queue(arena, &memory->queues[i], need.parts);
	}
	*n = filter_apply(filter, n_found, found, &error);
	for (i = 0; i < *n; i++)
		queue_cut(&found[i], need.max_entries);
	*queues = found;
	return store_mem_leave(
	    memory, error == NULL ? STORE_OK : STORE_BAD_FILTER);
}

static enum store_result
update(struct store *store, const char *company, const char *id,
    const struct store_changes *changes)
{
	struct memory *memory = store_mem_enter(store);
	struct queue *queue = store_mem_seek(memory, company, id);
	struct arena *arena = memory->arena;

	if (queue == NULL)
		return store_mem_leave(memory, STORE_NOT_FOUND);
	if (changes->name != NULL &&
	    is_taken(memory, company, changes->name, queue))
		return store_mem_leave(memory, STORE_DUPLICATE);
	if (changes->name != NULL)
		queue->name = arena_strdup(arena, changes->name);
	if (changes->display_name != NULL)
		queue->display_name =
		    arena_strdup(arena, changes->display_name);
	if (changes->tags != NULL) {
		queue->n_tags = changes->tags->n;
		queue->tags =
		    copy_texts(arena, changes->tags->n, changes->tags->items);
	}
	if (changes->system_tags != NULL) {
		queue->n_system_tags = changes->system_tags->n;
		queue->system_tags = copy_texts(arena, changes->system_tags->n,
		    changes->system_tags->items);
	}
	if (changes->metadata != NULL) {
		queue->n_metadata = changes->metadata->n;
		queue->metadata = copy_metadata(
		    arena, changes->metadata->n, changes->metadata->items);
	}
	return store_mem_leave(memory, STORE_OK);
}

static enum store_result
change_metadata(struct store *store, const char *company, const char *id,
    const struct store_metadata_changes *changes)
{
	struct memory *memory = store_mem_enter(store);
	struct queue *queue = store_mem_seek(memory, company, id);
	struct store_metadata merged;
	enum store_result result;

	if (queue == NULL)
		return store_mem_leave(memory, STORE_NOT_FOUND);
	result = store_merge_metadata(memory->arena, queue, changes, &merged);
	if (result != STORE_OK)
		return store_mem_leave(memory, result);
	queue->n_metadata = merged.n;
	queue->metadata = copy_metadata(memory->arena, merged.n, merged.items);
	return store_mem_leave(memory, STORE_OK);
}

static enum store_result
remove_queue(
    struct store *store, const char *company, const char *id, bool force)
{
	struct memory *memory = store_mem_enter(store);
	struct queue *queue = store_mem_seek(memory, company, id);
	size_t after;

	if (queue == NULL)
		return store_mem_leave(memory, STORE_NOT_FOUND);
	if (queue->n_entries > 0 && !force)
		return store_mem_leave(memory, STORE_NOT_EMPTY);
	after = memory->n_queues - (size_t)(queue - memory->queues) - 1;
	memmove(queue, queue + 1, after * sizeof(*queue));
	memory->n_queues--;
	return store_mem_leave(memory, STORE_OK);
}

static enum store_result
open_scroll(struct store *base, const char *company, int64_t now,
    char id[IDENT_ID_SIZE])
{
	scroll_table_open(((struct memory *)base)->scrolls, company, now, id);
	return STORE_OK;
}

static enum store_result
find_scroll(struct store *base, const char *company, const char *id,
    int64_t now, size_t *position)
{
	return scroll_table_find(
		   ((struct memory *)base)->scrolls, company, id, now, position)
		   ? STORE_OK
		   : STORE_NOT_FOUND;
}

static enum store_result
move_scroll(
    struct store *base, const char *company, const char *id, size_t position)
{
	scroll_table_move(
	    ((struct memory *)base)->scrolls, company, id, position);
	return STORE_OK;
}

struct store *
store_mem_new(void)
{
	static const struct store_ops ops = {
	    .close = close_memory,
	    .ping = ping,
	    .uid = uid,
	    .create = create,
	    .find = find,
	    .find_by_task = find_by_task,
	    .list = list,
	    .update = update,
	    .change_metadata = change_metadata,
	    .remove = remove_queue,
	    .clear = store_mem_clear,
	    .push = store_mem_push,
	    .pop = store_mem_pop,
	    .pop_task = store_mem_pop_task,
	    .take_out = store_mem_take_out,
	    .move = store_mem_move,
	    .transfer = store_mem_transfer,
	    .sample = store_mem_sample_all,
	    .list_samples = store_mem_list_samples,
	    .open_scroll = open_scroll,
	    .find_scroll = find_scroll,
	    .move_scroll = move_scroll,
	    .authenticate = store_mem_authenticate,
	    .find_user = store_mem_find_user,
	    .find_key = store_mem_find_key,
	    .add_company = store_mem_add_company,
	    .list_companies = store_mem_list_companies,
	    .add_user = store_mem_add_user,
	    .remove_user = store_mem_remove_user,
	    .disable_user = store_mem_disable_user,
	    .list_users = store_mem_list_users,
	    .add_key = store_mem_add_key,
	    .list_keys = store_mem_list_keys,
	    .revoke_key = store_mem_revoke_key,
	};
	struct memory *memory = calloc(1, sizeof(*memory));

	if (memory == NULL)
		abort();
	memory->store.ops = &ops;
	memory->arena = arena_new();
	memory->scrolls = scroll_table_new();
	pthread_mutex_init(&memory->mutex, NULL);
	return &memory->store;
}

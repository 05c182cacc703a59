#include <string.h>

#include "base/arena.h"
#include "tests/store/mem_rows.h"

size_t
store_mem_place_of(const struct queue *queue, const char *task)
{
	size_t i;

	for (i = 0; i < queue->n_entries; i++) {
		if (strcmp(queue->entries[i].task, task) == 0)
			break;
	}
	return i;
}

static void
drop_entry(struct queue *queue, size_t place, int64_t now)
{
	queue->n_entries--;
	memmove(queue->entries + place, queue->entries + place + 1,
	    (queue->n_entries - place) * sizeof(*queue->entries));
	queue->last_update = now;
}

static enum store_result
append(
    struct memory *memory, struct queue *queue, const struct queue_entry *entry)
{
	struct queue_entry *entries;

	if (queue == NULL)
		return STORE_NOT_FOUND;
	if (store_mem_place_of(queue, entry->task) < queue->n_entries)
		return STORE_DUPLICATE;
	entries = arena_alloc_n(
	    memory->arena, queue->n_entries + 1, sizeof(*entries));
	if (queue->n_entries > 0)
		memcpy(entries, queue->entries,
		    queue->n_entries * sizeof(*entries));
	entries[queue->n_entries].task =
	    arena_strdup(memory->arena, entry->task);
	entries[queue->n_entries].added = entry->added;
	queue->entries = entries;
	queue->n_entries++;
	queue->last_update = entry->added;
	store_mem_sample(memory, queue, entry->added);
	return STORE_OK;
}

/* What tells of tasks lives as long as the store. */
enum store_result
store_mem_clear(struct store *store, struct arena *arena,
    const struct store_leaving *leaving, size_t *n, const char ***tasks)
{
	struct memory *memory = store_mem_enter(store);
	struct queue *queue =
	    store_mem_seek(memory, leaving->company, leaving->queue);
	const char **items;
	size_t i;

	(void)arena;
	if (queue == NULL)
		return store_mem_leave(memory, STORE_NOT_FOUND);
	if (queue->n_entries == 0)
		return store_mem_leave(memory, STORE_EMPTY);
	items = arena_alloc_n(memory->arena, queue->n_entries, sizeof(*items));
	for (i = 0; i < queue->n_entries; i++)
		items[i] = queue->entries[i].task;
	if (tasks != NULL) {
		*n = queue->n_entries;
		*tasks = items;
	}
	queue->n_entries = 0;
	store_mem_sample(memory, queue, leaving->now);
	return store_mem_leave(memory, STORE_OK);
}

enum store_result
store_mem_push(struct store *store, const char *company, const char *id,
    const struct queue_entry *entry)
{
	struct memory *memory = store_mem_enter(store);

	return store_mem_leave(
	    memory, append(memory, store_mem_seek(memory, company, id), entry));
}

enum store_result
store_mem_pop(struct store *store, struct arena *arena, const char *company,
    const char *id, int64_t now, struct queue_entry *entry)
{
	struct memory *memory = store_mem_enter(store);
	struct queue *queue = store_mem_seek(memory, company, id);

	if (queue == NULL)
		return store_mem_leave(memory, STORE_NOT_FOUND);
	if (queue->n_entries == 0)
		return store_mem_leave(memory, STORE_EMPTY);
	entry->task = arena_strdup(arena, queue->entries[0].task);
	entry->added = queue->entries[0].added;
	drop_entry(queue, 0, now);
	store_mem_sample(memory, queue, now);
	return store_mem_leave(memory, STORE_OK);
}

enum store_result
store_mem_pop_task(struct store *store, struct arena *arena,
    const char *company, const char *id, const char *task, int64_t now,
    struct queue_entry *entry)
{
	struct memory *memory = store_mem_enter(store);
	struct queue *queue = store_mem_seek(memory, company, id);
	size_t place = queue == NULL ? 0 : store_mem_place_of(queue, task);

	if (queue == NULL)
		return store_mem_leave(memory, STORE_NOT_FOUND);
	if (place > 0 || queue->n_entries == 0)
		return store_mem_leave(memory, STORE_NO_TASK);
	entry->task = arena_strdup(arena, task);
	entry->added = queue->entries[0].added;
	drop_entry(queue, 0, now);
	store_mem_sample(memory, queue, now);
	return store_mem_leave(memory, STORE_OK);
}

enum store_result
store_mem_take_out(struct store *store, const char *company, const char *id,
    const char *task, int64_t now)
{
	struct memory *memory = store_mem_enter(store);
	struct queue *queue = store_mem_seek(memory, company, id);
	size_t place;

	if (queue == NULL ||
	    (place = store_mem_place_of(queue, task)) == queue->n_entries)
		return store_mem_leave(memory, STORE_NO_TASK);
	drop_entry(queue, place, now);
	store_mem_sample(memory, queue, now);
	return store_mem_leave(memory, STORE_OK);
}

enum store_result
store_mem_move(struct store *store, const char *company, const char *id,
    const char *task, int64_t by, int64_t *position)
{
	struct memory *memory = store_mem_enter(store);
	struct queue *queue = store_mem_seek(memory, company, id);
	struct queue_entry entry;
	int64_t from, to;

	if (queue == NULL || (from = (int64_t)store_mem_place_of(
				  queue, task)) == (int64_t)queue->n_entries)
		return store_mem_leave(memory, STORE_NO_TASK);
	to = by < -from ? 0
	     : by > (int64_t)queue->n_entries - 1 - from
		 ? (int64_t)queue->n_entries - 1
		 : from + by;
	entry = queue->entries[from];
	for (; from < to; from++)
		queue->entries[from] = queue->entries[from + 1];
	for (; from > to; from--)
		queue->entries[from] = queue->entries[from - 1];
	queue->entries[to] = entry;
	*position = to;
	return store_mem_leave(memory, STORE_OK);
}

enum store_result
store_mem_transfer(struct store *store, const char *company, const char *id,
    const char *target, const struct queue_entry *entry)
{
	struct memory *memory = store_mem_enter(store);
	struct queue *queue = store_mem_seek(memory, company, id);
	enum store_result result;
	size_t place;

	if (queue == NULL || (place = store_mem_place_of(queue, entry->task)) ==
				 queue->n_entries)
		return store_mem_leave(memory, STORE_NO_TASK);
	result = append(memory, store_mem_seek(memory, company, target), entry);
	if (result == STORE_OK) {
		drop_entry(queue, place, entry->added);
		store_mem_sample(memory, queue, entry->added);
	}
	return store_mem_leave(memory, result);
}

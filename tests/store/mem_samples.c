#include <stdlib.h>
#include <string.h>

#include "model/series.h"
#include "tests/store/mem_rows.h"

/* A queue's row for a second, a new one if need be: rows are in the order of
 * time. */
static struct queue_sample *
find_row(struct memory *memory, const char *queue, int64_t second)
{
	struct sample *end = memory->samples + memory->n_samples, *row;

	for (row = memory->samples; row < end; row++) {
		if (row->sample.second > second)
			break;
		if (row->sample.second == second &&
		    strcmp(row->queue, queue) == 0)
			return &row->sample;
	}
	if (memory->n_samples == MAX_ROWS)
		abort();
	memmove(row + 1, row, (size_t)(end - row) * sizeof(*row));
	memory->n_samples++;
	*row = (struct sample){.queue = queue, .sample = {.second = second}};
	return &row->sample;
}

static struct queue_sample
look_at(const struct queue *queue, int64_t now)
{
	int64_t added = 0;
	size_t i;

	for (i = 0; i < queue->n_entries; i++)
		added += queue->entries[i].added;
	return queue_sample_at(now, (int64_t)queue->n_entries, added);
}

void
store_mem_sample(struct memory *memory, const struct queue *queue, int64_t now)
{
	struct queue_sample sample = look_at(queue, now);
	struct queue_sample *row = find_row(memory, queue->id, sample.second);

	if (series_is_greater(&sample, row))
		*row = sample;
	row->last = sample.last;
}

static bool
is_wanted(const struct store_sample_range *range, const struct queue *queue)
{
	size_t i;

	if (strcmp(queue->company, range->company) != 0)
		return false;
	for (i = 0; i < range->ids.n; i++) {
		if (strcmp(queue->id, range->ids.items[i]) == 0)
			return true;
	}
	return false;
}

/* The queue of the least id that is wanted, after one; or NULL. */
static const struct queue *
next_queue(const struct memory *memory, const struct store_sample_range *range,
    const struct queue *after)
{
	const struct queue *queue, *next = NULL;

	for (queue = memory->queues; queue < memory->queues + memory->n_queues;
	     queue++) {
		if (is_wanted(range, queue) &&
		    (after == NULL || strcmp(queue->id, after->id) > 0) &&
		    (next == NULL || strcmp(queue->id, next->id) < 0))
			next = queue;
	}
	return next;
}

/* Hand on a queue's samples. */
static bool
hand_on(const struct memory *memory, const struct store_sample_range *range,
    const struct queue *queue, store_take_sample *take, void *context)
{
	struct queue_sample now = look_at(queue, range->now);
	const struct sample *row;
	size_t i;

	if (!take(context, queue->id, NULL))
		return false;
	for (i = 0; i < memory->n_samples; i++) {
		row = &memory->samples[i];
		if (strcmp(row->queue, queue->id) == 0 &&
		    row->sample.second >= range->from &&
		    row->sample.second <= range->to &&
		    !take(context, queue->id, &row->sample))
			return false;
	}
	now.is_now = true;
	return range->now == 0 || take(context, queue->id, &now);
}

void
store_mem_sample_all(struct store *store, const char *company,
    const struct store_strings *ids, int64_t now)
{
	struct memory *memory = store_mem_enter(store);
	const struct queue *queue;
	size_t i;

	for (i = 0; i < ids->n; i++) {
		queue = store_mem_seek(memory, company, ids->items[i]);
		if (queue != NULL)
			store_mem_sample(memory, queue, now);
	}
	store_mem_leave(memory, STORE_OK);
}

enum store_result
store_mem_list_samples(struct store *store, struct arena *arena,
    const struct store_sample_range *range, store_take_sample *take,
    void *context)
{
	struct memory *memory = store_mem_enter(store);
	const struct queue *queue = NULL;

	(void)arena;
	while ((queue = next_queue(memory, range, queue)) != NULL &&
	       hand_on(memory, range, queue, take, context))
		;
	return store_mem_leave(memory, STORE_OK);
}

#include "model/queue.h"

size_t
queue_count(int64_t max_entries, size_t n)
{
	/* unsigned, as -INT64_MIN would overflow */
	uint64_t most =
	    max_entries < 0 ? 0 - (uint64_t)max_entries : (uint64_t)max_entries;

	return most == 0 || most > n ? n : (size_t)most;
}

void
queue_cut(struct queue *queue, int64_t max_entries)
{
	size_t n = queue_count(max_entries, queue->n_entries);

	if (max_entries < 0 && n < queue->n_entries)
		queue->entries += queue->n_entries - n;
	queue->n_entries = n;
}

struct queue_sample
queue_sample_at(int64_t now, int64_t n, int64_t added)
{
	int64_t wait = n * now - added;

	/* the clock may have been set back */
	return (struct queue_sample){.second = now / 1000,
	    .wait = wait > 0 ? wait : 0,
	    .length = n,
	    .last = n};
}

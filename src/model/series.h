#ifndef MODEL_SERIES_H
#define MODEL_SERIES_H

/*
 * Samples of queues as series of points, one for each interval of time
 * (doc/original.md, "Metrics"): of each queue, or of all together.
 *
 * A queue that became empty gets a point (0, 0) in the next interval, so that
 * charts fall to zero; nothing is recorded while it stays empty.  A queue that
 * is empty now gets a point for that, unless its samples show it already or it
 * has none.
 *
 * The budget of the arena pays for samples and points.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct series_set;
struct queue_sample;

struct series_query {
	int64_t from;     /* ms since 1970; intervals that end before it are
			   * left out */
	int64_t to;       /* ms since 1970; no point (0, 0) is added after it */
	int64_t interval; /* seconds, 1 at least */
};

struct series_point {
	int64_t time; /* the interval's beginning, ms since 1970 */
	double wait;  /* mean in seconds, the greatest of the interval */
	int64_t length;
};

struct series {
	const char *queue;
	size_t n;
	struct series_point *points;
};

/* Make an empty set; the query is copied. */
struct series_set *series_new(
    struct arena *arena, const struct series_query *query);

/*
 * Add a sample, as store_list_samples() gives them; NULL begins the next queue.
 * False: it costs too much.
 */
bool series_add(struct series_set *set, const char *queue,
    const struct queue_sample *sample);

/* True if a's mean wait is the greater one, or its queue the longer of two. */
bool series_is_greater(
    const struct queue_sample *a, const struct queue_sample *b);

/*
 * Make a series for each queue that has points, ordered by their first points;
 * returns their number.  Void, as is the total, once the budget is used up.
 */
size_t series_each(struct series_set *set, struct series **series);

/*
 * Make one series of all queues: lengths are added up, waits are means over all
 * tasks; a queue without a point counts with its last one.
 */
void series_total(struct series_set *set, struct series *series);

#endif

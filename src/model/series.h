#ifndef MODEL_SERIES_H
#define MODEL_SERIES_H

/*
 * Samples of queues as series of points, one for each interval of time
 * (doc/original.md, "Metrics"): of each queue, or of all together.
 *
 * A queue that became empty gets a point (0, 0) in the next interval, so that
 * charts fall to zero; nothing is recorded while it stays empty.  That a queue
 * is empty now is shown unless it is known already, or nothing else is known.
 *
 * The budget of the arena pays for samples and for points.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct series_set;
struct queue_sample;

struct series_query {
	int64_t from;     /* ms since 1970: no interval that ends before it */
	int64_t to;       /* ms since 1970: no point (0, 0) is added after it */
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

/* Begin an answer; the query is copied. */
struct series_set *series_new(
    struct arena *arena, const struct series_query *query);

/*
 * Add a sample, as store_list_samples() hands them out, or announce a queue by
 * NULL.  False: it costs too much.
 */
bool series_add(struct series_set *set, const char *queue,
    const struct queue_sample *sample);

/* True if a's mean wait is the greater one, or its queue the longer of two. */
bool series_is_greater(
    const struct queue_sample *a, const struct queue_sample *b);

/*
 * The series of each queue that has points, by the first of them; and the
 * number of series.  Void, as is the total, once the budget is at an end.
 */
size_t series_each(struct series_set *set, struct series **series);

/*
 * One series of all queues together: lengths are added, waits are means over
 * all tasks; a queue without a point counts as it was last.
 */
void series_total(struct series_set *set, struct series *series);

#endif

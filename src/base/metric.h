#ifndef BASE_METRIC_H
#define BASE_METRIC_H

/* Histograms of durations, which any thread may add to without a lock. */

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

/* The most bounds of a histogram. */
#define METRIC_BOUNDS 16

/* Upper bounds, in microseconds, in ascending order. */
struct metric_bounds {
	size_t n;
	int64_t us[METRIC_BOUNDS];
};

/* Of calls and commits: 0.5 ms to 10 s. */
extern const struct metric_bounds metric_short;

/* Of waiting in queues: 1 s to two weeks. */
extern const struct metric_bounds metric_long;

struct metric_histogram {
	const struct metric_bounds *bounds;
	_Atomic uint64_t counts[METRIC_BOUNDS + 1]; /* the last: above all */
	_Atomic uint64_t sum;                       /* microseconds */
};

/* Begin an empty histogram. */
void metric_init(
    struct metric_histogram *histogram, const struct metric_bounds *bounds);

/* Add a duration in microseconds; one below 0 counts as 0. */
void metric_add(struct metric_histogram *histogram, int64_t us);

#endif

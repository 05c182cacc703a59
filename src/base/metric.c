#include <string.h>

#include "base/metric.h"

#define MS INT64_C(1000)
#define S (1000 * MS)
#define HOUR (3600 * S)

const struct metric_bounds metric_short = {
    14, {MS / 2, MS, 5 * MS / 2, 5 * MS, 10 * MS, 25 * MS, 50 * MS, 100 * MS,
	    250 * MS, 500 * MS, S, 5 * S / 2, 5 * S, 10 * S}};

const struct metric_bounds metric_long = {
    14, {S, 5 * S, 15 * S, 60 * S, 300 * S, 900 * S, HOUR / 2, HOUR, 3 * HOUR,
	    6 * HOUR, 12 * HOUR, 24 * HOUR, 72 * HOUR, 336 * HOUR}};

void
metric_init(
    struct metric_histogram *histogram, const struct metric_bounds *bounds)
{
	memset(histogram, 0, sizeof(*histogram));
	histogram->bounds = bounds;
}

void
metric_add(struct metric_histogram *histogram, int64_t us)
{
	size_t i = 0;

	if (us < 0)
		us = 0;
	while (i < histogram->bounds->n && us > histogram->bounds->us[i])
		i++;
	atomic_fetch_add_explicit(
	    &histogram->counts[i], 1, memory_order_relaxed);
	atomic_fetch_add_explicit(
	    &histogram->sum, (uint64_t)us, memory_order_relaxed);
}

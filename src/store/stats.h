#ifndef STORE_STATS_H
#define STORE_STATS_H

/* The verbs of metrics about the store itself, for operators. */

#include "store/store.h"

struct metric_histogram;

/* A number that a store measures of itself. */
struct store_figure {
	const char *name; /* of its metric, without "_total" */
	bool is_total;    /* it only grows, until the process ends */
	const char *help; /* one line */
	double value;
};

#define STORE_FIGURES 8

struct store_stats {
	size_t n;
	struct store_figure figures[STORE_FIGURES];
	struct metric_histogram *commits; /* their durations; NULL: unknown */
};

/* A queue, of any company. */
struct store_length {
	const char *company;
	const char *id;
	const char *name;
	int64_t n;     /* entries */
	int64_t added; /* ms since 1970, the least of its first 16 entries; 0:
			* it has none */
};

struct store_lengths {
	int64_t n_queues; /* of all companies */
	int64_t n_entries;
	size_t n;
	struct store_length *longest; /* first */
};

/* Measure; the store need not answer. */
typedef void store_measure_fn(struct store *store, struct store_stats *stats);

/* Count all queues and their entries, and list those, at most `most`, that have
 * the most entries.  It reads all queues once. */
typedef enum store_result store_list_longest_fn(struct store *store,
    struct arena *arena, size_t most, struct store_lengths *lengths);

struct store_stat_verbs {
	store_measure_fn *measure;
	store_list_longest_fn *list_longest;
};

store_measure_fn store_measure;
store_list_longest_fn store_list_longest;

#endif

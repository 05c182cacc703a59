#ifndef STORE_SAMPLES_H
#define STORE_SAMPLES_H

/* The verbs of samples: how many tasks waited in a queue, and how long. */

#include "model/queue.h"
#include "store/store.h"

#define STORE_MOST_LOOKS 100

/* Which samples of a company's queues to read. */
struct store_sample_range {
	const char *company;
	struct store_strings ids; /* of queues */
	int64_t from;             /* seconds since 1970, included */
	int64_t to;               /* included */
	int64_t now; /* ms since 1970: each of them is looked at, too, which are
		      * STORE_MOST_LOOKS at most; 0: they are not */
};

/*
 * Takes samples: queue by queue in the order of ids, each announced by a NULL,
 * and within it in the order of time; what it is like now comes last.  False:
 * no more, please.
 */
typedef bool store_take_sample(
    void *context, const char *queue, const struct queue_sample *sample);

/*
 * Keep what these queues, STORE_MOST_LOOKS at most, are like at a time as
 * samples.  What can't be kept is logged.
 */
typedef void store_sample_queues_fn(struct store *store, const char *company,
    const struct store_strings *ids, int64_t now);

/*
 * Read the samples of queues: what verbs that change entries left behind, one
 * for each queue and second: the one with the greatest mean wait, and the
 * longest of those.  A sample that can't be kept is logged and fails nobody;
 * old ones are forgotten.  Ids of no queue don't matter.
 */
typedef enum store_result store_list_samples_fn(struct store *store,
    struct arena *arena, const struct store_sample_range *range,
    store_take_sample *take, void *context);

struct store_sample_verbs {
	store_sample_queues_fn *sample_queues;
	store_list_samples_fn *list_samples;
};

store_sample_queues_fn store_sample_queues;
store_list_samples_fn store_list_samples;

#endif

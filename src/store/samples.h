#ifndef STORE_SAMPLES_H
#define STORE_SAMPLES_H

/* The verbs of samples: how many tasks wait in a queue, and for how long. */

#include "model/queue.h"
#include "store/store.h"

#define STORE_MOST_LOOKS 100

/* Which samples of a company's queues to read. */
struct store_sample_range {
	const char *company;
	struct store_strings ids; /* of queues */
	int64_t from;             /* seconds since 1970, included */
	int64_t to;               /* included */
	int64_t now; /* ms since 1970: add each queue's state now, of at most
		      * STORE_MOST_LOOKS; 0: don't */
};

/*
 * Called with each sample: queue by queue in the order of ids, and within a
 * queue in the order of time, the state now last.  Before a queue's samples, it
 * is called with NULL.  False: stop.
 */
typedef bool store_take_sample(
    void *context, const char *queue, const struct queue_sample *sample);

/*
 * Record the state of these queues, at most STORE_MOST_LOOKS, as samples of the
 * time now (ms since 1970).  A failure is only logged.
 */
typedef void store_sample_queues_fn(struct store *store, const char *company,
    const struct store_strings *ids, int64_t now);

/*
 * Read the samples of queues.  Verbs that change entries record them; of each
 * queue and second one is kept, that with the greatest mean wait and, of equal
 * ones, the greatest length.  If recording fails, that is logged, but the verb
 * succeeds.  Samples past the retention time are deleted.  Unknown ids are
 * ignored.
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

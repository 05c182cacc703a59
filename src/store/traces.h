#ifndef STORE_TRACES_H
#define STORE_TRACES_H

/*
 * The verbs of traces: what a task's record says of its way through queues, in
 * a store that knows tasks, its own or another server's.
 */

#include "store/store.h"

/* NULL or 0: unknown, or never. */
struct store_trace {
	const char *id;
	const char *name;
	const char *user; /* id; whose it is */
	const char *status;
	const char *queue;     /* id; that it is to be run from, or was */
	const char *worker;    /* that ran it last */
	const char *popped_by; /* id of a user */
	int64_t popped;        /* ms since 1970, here and below */
	int64_t started;
	int64_t status_changed;
};

/* Find the trace of a task.  STORE_NO_TASK: nothing is known of it. */
typedef enum store_result store_find_trace_fn(struct store *store,
    struct arena *arena, const char *company, const char *task,
    struct store_trace *trace);

/*
 * List tasks that were taken out of their queue to be run before a time (ms
 * since 1970), and have not been started since; those popped first come first,
 * and no more than most.  Where it isn't known when a task was popped, the time
 * counts at which it was queued, and whether any queue holds it.
 */
typedef enum store_result store_list_orphans_fn(struct store *store,
    struct arena *arena, const char *company, int64_t before, size_t most,
    size_t *n, struct store_trace **traces);

struct store_trace_verbs {
	store_find_trace_fn *find_trace;
	store_list_orphans_fn *list_orphans;
};

store_find_trace_fn store_find_trace;
store_list_orphans_fn store_list_orphans;

#endif

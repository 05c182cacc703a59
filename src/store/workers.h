#ifndef STORE_WORKERS_H
#define STORE_WORKERS_H

/* The verbs of workers, in a store that knows them; in others, there are none.
 */

#include "store/store.h"

/* A worker that serves queues; NULL is not known. */
struct store_worker {
	const char *name; /* its id */
	const char *key;  /* what it is kept by */
	const char *ip;
	const char *task; /* id of the one that it works on */
	const char *task_name;
	struct store_strings queues; /* ids */
};

/* The workers of a company that are alive, in no order. */
typedef enum store_result store_list_workers_fn(struct store *store,
    struct arena *arena, const char *company, size_t *n,
    struct store_worker **workers);

struct store_worker_verbs {
	store_list_workers_fn *list_workers;
};

store_list_workers_fn store_list_workers;

#endif

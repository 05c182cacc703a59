#ifndef STORE_WORKERS_H
#define STORE_WORKERS_H

/* The verbs of workers.  A store that does not know workers lists none. */

#include "store/store.h"

/* A worker that serves queues; NULL: unknown. */
struct store_worker {
	const char *name; /* its id */
	const char *key;  /* of its record in the store */
	const char *ip;
	const char *task; /* id of the one that it is running */
	const char *task_name;
	struct store_strings queues; /* ids */
};

/* The live workers of a company, in no order. */
typedef enum store_result store_list_workers_fn(struct store *store,
    struct arena *arena, const char *company, size_t *n,
    struct store_worker **workers);

struct store_worker_verbs {
	store_list_workers_fn *list_workers;
};

store_list_workers_fn store_list_workers;

#endif

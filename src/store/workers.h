#ifndef STORE_WORKERS_H
#define STORE_WORKERS_H

/*
 * The verbs of workers.  A store that does not know workers lists none; one
 * that a ClearML server shares only lists them.
 */

#include "store/store.h"

/* A worker that serves queues; NULL or 0: unknown. */
struct store_worker {
	const char *name; /* its id */
	const char *key;  /* of its record in the store */
	const char *ip;
	const char *task; /* id of the one that it is running */
	const char *task_name;
	struct store_strings queues; /* ids */
	/* only in a store that keeps tasks itself: */
	const char *company; /* id */
	const char *user;    /* id of whose it is */
	const char *user_name;
	const char *queue;   /* id; where the task came from */
	const char *project; /* id; of the task */
	const char *project_name;
	bool has_iteration;
	int64_t iteration; /* of the task */
	bool has_duration;
	int64_t duration; /* s that the task has run */
	struct store_strings tags;
	struct store_strings system_tags;
	int64_t timeout;    /* s of silence, then it is forgotten */
	int64_t registered; /* ms since 1970, here and below */
	int64_t active;     /* when it was heard of last */
	int64_t reported;   /* 0: never */
};

/* The live workers of a company, in no order. */
typedef enum store_result store_list_workers_fn(struct store *store,
    struct arena *arena, const char *company, size_t *n,
    struct store_worker **workers);

/*
 * Note that a worker (company, user, name, ip, queues, tags, timeout and
 * registered are given) is there; what was known of it is forgotten.
 * STORE_NOT_FOUND: a queue is not there; *missing lists those, in the arena.
 */
typedef enum store_result store_register_worker_fn(struct store *store,
    struct arena *arena, const struct store_worker *worker,
    struct store_strings *missing);

/*
 * Note what a worker does: ip, tags, queue, task, and the time active; queues
 * are kept if there are none.  One that is not known is registered.  If nothing
 * but the time has changed, that may get to the disk up to 30 s later.
 * STORE_NO_TASK: the company has no such task; the rest is noted all the same.
 */
typedef enum store_result store_report_worker_fn(
    struct store *store, const struct store_worker *worker);

/* Forget a worker, whether it is known or not. */
typedef enum store_result store_unregister_worker_fn(struct store *store,
    const char *company, const char *user, const char *name);

struct store_worker_verbs {
	store_list_workers_fn *list_workers;
	/* NULL in a store that a ClearML server shares: */
	store_register_worker_fn *register_worker;
	store_report_worker_fn *report_worker;
	store_unregister_worker_fn *unregister_worker;
};

store_list_workers_fn store_list_workers;
store_register_worker_fn store_register_worker;
store_report_worker_fn store_report_worker;
store_unregister_worker_fn store_unregister_worker;

#endif

#ifndef STORE_ENTRIES_H
#define STORE_ENTRIES_H

/* The verbs that look into queues without reading all of their entries. */

#include "model/queue.h"
#include "store/store.h"

/* Some of a queue's entries, in their order. */
struct store_window {
	size_t length; /* of the whole queue */
	size_t n;
	struct queue_entry *entries;
};

/* A queue that holds a task. */
struct store_holder {
	const char *id;
	const char *name;
	int64_t position; /* of the task, from 0 */
	int64_t length;   /* of the queue */
	int64_t added;    /* ms since 1970; when the task was added */
};

/*
 * Read up to n entries of a queue, from a position (from 0) on; none if the
 * queue is shorter.
 */
typedef enum store_result store_list_entries_fn(struct store *store,
    struct arena *arena, const char *company, const char *queue, int64_t from,
    size_t n, struct store_window *window);

/* Find all queues of a company that hold a task, in no order; maybe none. */
typedef enum store_result store_find_holders_fn(struct store *store,
    struct arena *arena, const char *company, const char *task, size_t *n,
    struct store_holder **holders);

struct store_entry_verbs {
	store_list_entries_fn *list_entries;
	store_find_holders_fn *find_holders;
};

store_list_entries_fn store_list_entries;
store_find_holders_fn store_find_holders;

#endif

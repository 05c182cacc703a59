#ifndef STORE_TASKS_H
#define STORE_TASKS_H

/*
 * The verbs of tasks, in a store that knows tasks, its own or another server's:
 * their names, and what calls on queues change in them.  In other stores,
 * nothing is found, and nothing happens.
 */

#include "store/queues.h"

/* A task, as the server that runs tasks knows it; NULL: unknown. */
struct store_task {
	const char *id;
	const char *name;
	const char *company; /* id */
	const char *user;    /* id */
};

/*
 * Find the tasks with these ids, of one company or (NULL) of any, in no order.
 * Unknown ids are left out.
 */
typedef enum store_result store_find_tasks_fn(struct store *store,
    struct arena *arena, const char *company, const struct store_strings *ids,
    size_t *n, struct store_task **tasks);

/*
 * The next ones update a task after a change of a queue.  That is done already,
 * so a failure is only logged.  Tasks of other companies stay as they are.
 *
 * After a move to this queue: note that the task is to be run from there, or
 * from the queue that it has been moved to since.
 */
typedef void store_follow_task_fn(struct store *store, const char *company,
    const char *task, const char *queue);

/* After a pop: if the task was stopped, set its status back to queued. */
typedef void store_requeue_task_fn(
    struct store *store, const char *company, const char *task);

/*
 * After the task was taken out of the queue: if it was to be run from there,
 * restore the status that it had before it was queued.
 */
typedef void store_revert_task_fn(
    struct store *store, const struct store_leaving *leaving, const char *task);

struct store_task_verbs {
	store_find_tasks_fn *find_tasks;
	store_follow_task_fn *follow_task;
	store_requeue_task_fn *requeue_task;
	store_revert_task_fn *revert_task;
};

store_find_tasks_fn store_find_tasks;
store_follow_task_fn store_follow_task;
store_requeue_task_fn store_requeue_task;
store_revert_task_fn store_revert_task;

/* True if the store knows tasks. */
bool store_knows_tasks(const struct store *store);

/*
 * Delete a queue with its entries.  In a store that knows tasks, they are
 * reverted: the queue is cleared first, repeatedly if tasks are added
 * meanwhile.
 */
enum store_result store_delete_with_tasks(
    struct store *store, const struct store_leaving *leaving);

#endif

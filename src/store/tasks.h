#ifndef STORE_TASKS_H
#define STORE_TASKS_H

/*
 * The verbs of tasks, in a store that knows them: what they are called, and
 * what calls on queues mean to them.  A store that keeps queues alone has none;
 * then nothing is found, and nothing happens.
 */

#include "store/queues.h"

/* A task, as the server that runs tasks knows it; NULL is not known. */
struct store_task {
	const char *id;
	const char *name;
	const char *company; /* id */
	const char *user;    /* id */
};

/*
 * What is known of the tasks of these ids, of one company or (NULL) of any, in
 * no order.
 */
typedef enum store_result store_find_tasks_fn(struct store *store,
    struct arena *arena, const char *company, const struct store_strings *ids,
    size_t *n, struct store_task **tasks);

/*
 * What follows for a task from what was done to a queue.  That is done, so
 * these never fail a call: what can't be changed is logged.  Tasks of other
 * companies stay as they are.
 *
 * The task is to be run from this queue.
 */
typedef void store_set_task_queue_fn(struct store *store, const char *company,
    const char *task, const char *queue);

/*
 * The task was moved to this queue: it is to be run from there, or from where
 * it has been moved to meanwhile.
 */
typedef void store_follow_task_fn(struct store *store, const char *company,
    const char *task, const char *queue);

/* The task was popped: if it was stopped meanwhile, it is queued again. */
typedef void store_requeue_task_fn(
    struct store *store, const char *company, const char *task);

/*
 * The task was taken out of the queue: if it was to be run from there, it has
 * the status that it had before it was queued.
 */
typedef void store_revert_task_fn(
    struct store *store, const struct store_leaving *leaving, const char *task);

struct store_task_verbs {
	store_find_tasks_fn *find_tasks;
	store_set_task_queue_fn *set_task_queue;
	store_follow_task_fn *follow_task;
	store_requeue_task_fn *requeue_task;
	store_revert_task_fn *revert_task;
};

store_find_tasks_fn store_find_tasks;
store_set_task_queue_fn store_set_task_queue;
store_follow_task_fn store_follow_task;
store_requeue_task_fn store_requeue_task;
store_revert_task_fn store_revert_task;

/* False if the store keeps queues alone. */
bool store_knows_tasks(const struct store *store);

/*
 * Delete a queue by force, with what this means to its tasks: in a store that
 * knows them, it is emptied first, again if need be.
 */
enum store_result store_delete_with_tasks(
    struct store *store, const struct store_leaving *leaving);

#endif

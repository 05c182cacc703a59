#ifndef STORE_TASKS_H
#define STORE_TASKS_H

/*
 * What calls on queues mean to tasks, in a store that knows tasks; in others,
 * they mean nothing.
 */

#include <stddef.h>
#include <stdint.h>

#include "store/store.h"

/*
 * Tasks that leave a queue though nobody runs them: where the store knows of
 * them, they become again what they were before they were queued.
 */
struct store_leaving {
	const char *company;
	const char *queue;  /* id */
	const char *reason; /* for people */
	const char *user;   /* id of who takes them out; NULL: nobody known */
	int64_t now;
};

/*
 * What follows for a task from what was done to a queue: it fails nobody, as
 * that is done.  What can't be changed is logged.  Tasks of other companies
 * stay as they are; a store that keeps queues alone does nothing.
 *
 * The task is to be run from this queue.
 */
void store_set_task_queue(struct store *store, const char *company,
    const char *task, const char *queue);

/* The task was popped: if it was stopped meanwhile, it is queued again. */
void store_requeue_task(
    struct store *store, const char *company, const char *task);

/*
 * The task was taken out of the queue: if it was to be run from there, it has
 * the status that it had before it was queued.
 */
void store_revert_task(
    struct store *store, const struct store_leaving *leaving, const char *task);

/*
 * Take all entries out; last_update stays.  Where the store knows tasks, they
 * are reverted (store_revert_task()).  *tasks are the ids of those that were,
 * or of all, in no order; if tasks is NULL, nobody asks.
 * STORE_EMPTY: there are none.  STORE_COSTLY: too many for an answer.
 */
enum store_result store_clear(struct store *store, struct arena *arena,
    const struct store_leaving *leaving, size_t *n, const char ***tasks);

/*
 * Remove a queue by force, with what this means to its tasks: in a store that
 * knows them, it is emptied first, again if need be.
 */
enum store_result store_remove_with_tasks(
    struct store *store, const struct store_leaving *leaving);

#endif

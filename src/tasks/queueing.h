#ifndef TASKS_QUEUEING_H
#define TASKS_QUEUEING_H

/* Putting tasks into queues and taking them out, one or many in a call. */

#include <stdbool.h>

#include "store/records.h"

struct call;
struct call_result;
struct queue;
struct tasks_changed_fields;

/* A queue that tasks are put into. */
struct tasks_queue {
	const char *id;
	const struct queue *fresh; /* it, if it is not there yet, or NULL */
};

/*
 * Find the queue that a request names by its id or name (NULL: not given); one
 * of an unknown name is created with its first task.  Without either, it is the
 * default one.  Returns NULL, or the refusal.
 */
const struct call_result *tasks_queueing_find(struct call *call, const char *id,
    const char *name, struct tasks_queue *queue)
    __attribute__((warn_unused_result));

/*
 * Put a task into a queue, which then is there; change is what tasks_change()
 * made.
 */
const struct call_result *tasks_queueing_add(struct call *call,
    const char *task, struct tasks_queue *queue, bool sets_queue,
    struct store_task_change *change, struct tasks_changed_fields *fields)
    __attribute__((warn_unused_result));

/* The status that a request names, or TASK_UNKNOWN if it is not given. */
const struct call_result *tasks_queueing_status(
    struct call *call, const char *given, enum task_status *status)
    __attribute__((warn_unused_result));

/* Take a task out; *updated is false if its status stays. */
const struct call_result *tasks_queueing_remove(struct call *call,
    const char *task, bool all_queues, struct store_task_change *change,
    bool *updated, struct tasks_changed_fields *fields)
    __attribute__((warn_unused_result));

/* True if a live worker serves a queue. */
bool tasks_queueing_is_watched(struct call *call, const char *queue);

#endif

#ifndef QUEUES_REFUSALS_H
#define QUEUES_REFUSALS_H

/* Refusals that several actions share (doc/original.md, "Texts of errors"). */

#include "store/store.h"

struct call;
struct call_result;

/* 400/701: the company has no such queue. */
const struct call_result *queues_no_queue(struct call *call, const char *queue)
    __attribute__((warn_unused_result));

/* 400/703: the company has no such queue, or the queue no such task. */
const struct call_result *queues_no_task(struct call *call, const char *queue,
    const char *task) __attribute__((warn_unused_result));

/* The refusal if a store did not add a task, by the store's result. */
const struct call_result *queues_not_added(struct call *call, const char *queue,
    const char *task, enum store_result added)
    __attribute__((warn_unused_result));

/* 400/12: a path into metadata has more than three parts. */
const struct call_result *queues_too_deep(struct call *call, const char *path)
    __attribute__((warn_unused_result));

/* 400/12: the name of a metadata item is empty. */
const struct call_result *queues_empty_key(struct call *call)
    __attribute__((warn_unused_result));

/* 400/12: a list must not be empty. */
const struct call_result *queues_empty_list(
    struct call *call, const char *field) __attribute__((warn_unused_result));

/* 400/12: a queue can't have so many metadata items, or so many bytes. */
const struct call_result *queues_too_much_metadata(struct call *call)
    __attribute__((warn_unused_result));

#endif

#ifndef QUEUES_REFUSALS_H
#define QUEUES_REFUSALS_H

/* Refusals that several actions share (doc/original.md, "Texts of errors"). */

#include "store/store.h"

struct call;
struct call_result;
struct filter;

/* 400/701: the company has no such queue. */
const struct call_result *queues_no_queue(struct call *call, const char *queue)
    __attribute__((warn_unused_result));

/* 400/703: the company has no such queue, or the queue no such task. */
const struct call_result *queues_no_task(struct call *call, const char *queue,
    const char *task) __attribute__((warn_unused_result));

/* What a task that a store did not add to a queue is answered with. */
const struct call_result *queues_not_added(struct call *call, const char *queue,
    const char *task, enum store_result pushed)
    __attribute__((warn_unused_result));

/* 400/14: queues have no such field, which is named by its last part. */
const struct call_result *queues_no_field(struct call *call, const char *field)
    __attribute__((warn_unused_result));

/* 400/12: a path into metadata has more than three parts. */
const struct call_result *queues_too_deep(struct call *call, const char *path)
    __attribute__((warn_unused_result));

/* 400/12: the name of a piece of metadata is empty. */
const struct call_result *queues_empty_key(struct call *call)
    __attribute__((warn_unused_result));

/* 400/12: a list that must hold something is empty. */
const struct call_result *queues_empty_list(
    struct call *call, const char *field) __attribute__((warn_unused_result));

/* 400/12: a list may have no more than so many items, and has n. */
const struct call_result *queues_check_count(
    struct call *call, const char *field, size_t n, size_t most)
    __attribute__((warn_unused_result));

/* 400/12: a queue can't have that many pieces of metadata, or such long ones.
 */
const struct call_result *queues_too_much_metadata(struct call *call)
    __attribute__((warn_unused_result));

/* What a list that a store did not give for a filter is answered with. */
const struct call_result *queues_no_list(
    struct call *call, const struct filter *filter, enum store_result listed)
    __attribute__((warn_unused_result));

#endif

#ifndef TASKS_SELECT_H
#define TASKS_SELECT_H

/* Lists of tasks: what requests ask for. */

#include <stddef.h>

struct call;
struct call_result;
struct task;
struct tasks_get_all_req;
struct tasks_task;

/*
 * List the tasks that a request selects, and choose the fields that it wants to
 * be shown.  Returns NULL, or the refusal.  *scroll is the id to go on with, or
 * NULL.
 */
const struct call_result *tasks_select(struct call *call,
    const struct tasks_get_all_req *request, size_t *n,
    struct tasks_task **answer, const char **scroll)
    __attribute__((warn_unused_result));

#endif

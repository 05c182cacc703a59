#ifndef TASKS_CHANGE_H
#define TASKS_CHANGE_H

/* Changes of a task's status, as several actions make them. */

#include "store/records.h"

struct call;
struct call_result;
struct tasks_changed_fields;

/* A change by the caller, now; reason and message may be NULL. */
struct store_task_change tasks_change(struct call *call,
    enum task_status status, bool force, const char *reason,
    const char *message);

/*
 * Change the status of a task.  Returns NULL, and *fields shows what was
 * changed, or the refusal.
 */
const struct call_result *tasks_change_status(struct call *call,
    const char *task, struct store_task_change *change,
    struct tasks_changed_fields *fields) __attribute__((warn_unused_result));

#endif

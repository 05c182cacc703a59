#ifndef TASKS_REFUSALS_H
#define TASKS_REFUSALS_H

/* Refusals that several actions share. */

#include "model/task_status.h"
#include "store/store.h"

struct call;
struct call_result;
struct criteria;

/* 400/101: the company has no such task, which was to be changed. */
const struct call_result *tasks_no_task(struct call *call, const char *task)
    __attribute__((warn_unused_result));

/* 400/101: the company has no such task, which was to be shown. */
const struct call_result *tasks_not_there(struct call *call, const char *task)
    __attribute__((warn_unused_result));

/* 400/110: the task may not go from one status to another. */
const struct call_result *tasks_wrong_status(
    struct call *call, enum task_status from, enum task_status to)
    __attribute__((warn_unused_result));

/* 400/110: the task has a status in which it may not be changed. */
const struct call_result *tasks_not_editable(struct call *call,
    enum task_status was) __attribute__((warn_unused_result));

/* 400/401: the company has no such project. */
const struct call_result *tasks_no_project(
    struct call *call, const char *project) __attribute__((warn_unused_result));

/* 400/101: the company has no such task, which is to be a parent. */
const struct call_result *tasks_no_parent(struct call *call, const char *parent)
    __attribute__((warn_unused_result));

#endif

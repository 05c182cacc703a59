#ifndef TASKS_CONDITIONS_H
#define TASKS_CONDITIONS_H

/*
 * What requests for lists of tasks say about texts: values that fields must
 * have, and patterns.  (times.h has the rest.)
 */

struct call;
struct call_result;
struct criteria;
struct tasks_get_all_req;

/*
 * Add the conditions on texts to criteria.  Returns NULL, or the refusal: a
 * filter on a field that tasks can't be filtered by is 400/16.
 */
const struct call_result *tasks_conditions_add(struct call *call,
    const struct tasks_get_all_req *request, struct criteria *criteria)
    __attribute__((warn_unused_result));

#endif

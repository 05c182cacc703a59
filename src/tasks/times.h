#ifndef TASKS_TIMES_H
#define TASKS_TIMES_H

/* What requests for lists of tasks say about times and numbers. */

#include <stdbool.h>

struct call;
struct call_result;
struct criteria;
struct tasks_get_all_req;
struct tasks_multi_field_pattern_data;

/* Add these conditions to criteria.  Returns NULL, or the refusal. */
const struct call_result *tasks_times_add(struct call *call,
    const struct tasks_get_all_req *request, struct criteria *criteria)
    __attribute__((warn_unused_result));

/*
 * Add the times of "_all_" or "_any_" (the name), which each of the fields has
 * to comply with; for "_any_" (all is false) there may only be one.  Returns
 * NULL, or the refusal.
 */
const struct call_result *tasks_times_add_to_fields(struct call *call,
    const char *name, bool all,
    const struct tasks_multi_field_pattern_data *given,
    struct criteria *criteria) __attribute__((warn_unused_result));

#endif

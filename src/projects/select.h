#ifndef PROJECTS_SELECT_H
#define PROJECTS_SELECT_H

/* Lists of projects: what requests ask for. */

#include <stddef.h>

struct call;
struct call_result;
struct projects_get_all_req;
struct projects_projects_get_all_response_single;

/*
 * List the projects that a request selects, and choose the fields that it wants
 * to be shown.  Returns NULL, or the refusal.  *scroll is the id to go on with,
 * or NULL.
 */
const struct call_result *projects_select(struct call *call,
    const struct projects_get_all_req *request, size_t *n,
    struct projects_projects_get_all_response_single **answer,
    const char **scroll) __attribute__((warn_unused_result));

#endif

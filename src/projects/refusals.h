#ifndef PROJECTS_REFUSALS_H
#define PROJECTS_REFUSALS_H

/* Refusals that several actions share. */

struct call;
struct call_result;

/* 400/401: the company has no such project. */
const struct call_result *projects_no_project(
    struct call *call, const char *project) __attribute__((warn_unused_result));

/* Check a name; *name is as projects keep it. */
const struct call_result *projects_check_name(struct call *call,
    const char *given, const char **name) __attribute__((warn_unused_result));

/* 400/801: the company has another project of this name. */
const struct call_result *projects_name_taken(
    struct call *call, const char *name) __attribute__((warn_unused_result));

#endif

#ifndef STORE_PROJECTS_H
#define STORE_PROJECTS_H

/* The verbs of projects, in a store that keeps tasks itself. */

#include "model/project.h"
#include "store/store.h"

struct criteria;

/*
 * Add a project, and those that it is within if they are not there.
 * STORE_DUPLICATE: the company has one of this name.
 */
typedef enum store_result store_create_project_fn(
    struct store *store, const struct project *project);

/* Read a project.  STORE_NOT_FOUND: the company has no such project. */
typedef enum store_result store_get_project_fn(struct store *store,
    struct arena *arena, const char *company, const char *id,
    struct project *project);

/*
 * List the projects that criteria select, as they order and page them.
 * STORE_BAD_FILTER: a pattern cost too much.
 */
typedef enum store_result store_list_projects_fn(struct store *store,
    struct arena *arena, const struct criteria *criteria, size_t *n,
    struct project **projects);

/* What to change in a project; NULL leaves a member as it is. */
struct store_project_edit {
	const char *name;
	const char *description;
	const char *destination;
	const struct store_strings *tags;
	const struct store_strings *system_tags;
	int64_t now; /* ms since 1970 */
};

/*
 * Change a project; with a new name, the projects within it get new ones, too.
 * STORE_NOT_FOUND: the company has no such project.  STORE_DUPLICATE: it has
 * another one of this name.  STORE_WRONG_STATUS: of that name, it would be
 * within another project.
 */
typedef enum store_result store_update_project_fn(struct store *store,
    const char *company, const char *id, const struct store_project_edit *edit);

/*
 * Delete a project with those within it.  STORE_NOT_FOUND: the company has no
 * such project.  STORE_NOT_EMPTY: they have tasks, and force is false; by
 * force, the tasks lose their project, and *n_tasks is how many did.
 */
typedef enum store_result store_delete_project_fn(struct store *store,
    const char *company, const char *id, bool force, size_t *n_tasks);

struct store_project_verbs {
	store_create_project_fn *create_project;
	store_get_project_fn *get_project;
	store_list_projects_fn *list_projects;
	store_update_project_fn *update_project;
	store_delete_project_fn *delete_project;
};

store_create_project_fn store_create_project;
store_get_project_fn store_get_project;
store_list_projects_fn store_list_projects;
store_update_project_fn store_update_project;
store_delete_project_fn store_delete_project;

#endif

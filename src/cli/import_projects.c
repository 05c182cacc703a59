#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "cli/cli.h"
#include "cli/importing.h"
#include "cli/print.h"
#include "model/project.h"
#include "store/projects.h"
#include "store/users.h"

static bool
check_project(const struct import *import, const struct project *project)
{
	const char *name = project_read_name(import->cli->arena, project->name);

	if (!cli_import_check_id(import, "project", project->id))
		return false;
	/* one that another is within may have any name */
	if (name == NULL || *name == '\0' || strcmp(name, project->name) != 0)
		return cli_import_fail(
		    import, "not the name of a project", project->name);
	return cli_import_check_company(import, project->company) &&
	       cli_import_check_tags(import, project->n_tags, project->tags);
}

bool
cli_import_project(struct import *import, const struct jval *root)
{
	struct project project;

	import->keep = import->cli->arena;
	project.id = cli_import_text(import, root, "id");
	project.name = cli_import_text(import, root, "name");
	project.company = cli_import_text(import, root, "company");
	project.description = cli_import_text(import, root, "description");
	project.user = cli_import_text(import, root, "user");
	project.destination =
	    cli_import_text_or_null(import, root, "destination");
	project.created = cli_import_integer(import, root, "created");
	project.last_update = cli_import_integer(import, root, "last_update");
	project.tags = cli_import_texts(import, root, "tags", &project.n_tags);
	project.system_tags = cli_import_texts(
	    import, root, "system_tags", &project.n_system_tags);
	if (!jval_ok(&import->reader))
		return cli_import_refuse(import);
	if (import->tasks.id != NULL)
		return cli_import_fail(
		    import, "a project after tasks", project.id);
	if (!check_project(import, &project))
		return false;
	import->projects = arena_grow(import->cli->arena, import->projects,
	    import->n_projects, &import->projects_room, sizeof(project));
	import->projects[import->n_projects++] = project;
	return true;
}

static void
add_name(const struct import *import, struct import_names *names,
    const struct project *project)
{
	cli_import_add_name(
	    import, names, project->id, project->company, project->name);
}

/* Check the projects against those in the store and each other. */
enum store_result
cli_import_check_projects(struct import *import, bool *fine)
{
	struct import_names names = {.what = "project"};
	enum store_result result = STORE_OK;
	struct project *there;
	size_t i, j, n_there;

	if (import->n_projects == 0)
		return STORE_OK;
	for (i = 0; result == STORE_OK && i < import->n_companies; i++) {
		result = cli_list_projects(import->cli, import->cli->arena,
		    import->companies[i].id, &n_there, &there);
		for (j = 0; result == STORE_OK && j < n_there; j++)
			add_name(import, &names, &there[j]);
	}
	for (i = 0; i < import->n_projects; i++)
		add_name(import, &names, &import->projects[i]);
	if (result == STORE_OK)
		*fine = cli_import_are_distinct(import, &names);
	return result;
}

static int
compare_names(const void *a, const void *b)
{
	const struct project *left = a, *right = b;

	return strcmp(left->name, right->name);
}

/* One is added before those within it, which would make it otherwise. */
enum store_result
cli_import_add_projects(struct import *import, size_t *n)
{
	enum store_result result = STORE_OK;

	if (import->n_projects > 1)
		qsort(import->projects, import->n_projects,
		    sizeof(*import->projects), compare_names);
	for (*n = 0; *n < import->n_projects && result == STORE_OK; ++*n)
		result = store_create_project(
		    import->cli->store, &import->projects[*n]);
	*n -= result != STORE_OK;
	return result;
}

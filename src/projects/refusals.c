#include "api/call.h"
#include "api/checks.h"
#include "model/project.h"
#include "projects/refusals.h"

const struct call_result *
projects_no_project(struct call *call, const char *project)
{
	return call_fail(call, ERR_INVALID_PROJECT_ID, NULL, "id=%s", project);
}

const struct call_result *
projects_name_taken(struct call *call, const char *name)
{
	return call_fail(call, ERR_VALUE_EXISTS, NULL, "name=%s, company=%s",
	    name, call->who.company);
}

const struct call_result *
projects_check_name(struct call *call, const char *given, const char **name)
{
	const char *read = project_read_name(call->arena, given);

	if (read == NULL)
		return call_fail(call, ERR_PROJECT_PATH_EXCEEDS_MAX, NULL,
		    "max_depth=%d", PROJECT_DEPTH);
	return checks_name(call, read, name);
}

#include <string.h>

#include "api/call.h"
#include "api/checks.h"
#include "base/arena.h"
#include "generated/tasks.h"
#include "tasks/fields.h"
#include "tasks/parts.h"

/* An artifact without a mode is one that the task makes. */
static bool
is_input(const struct tasks_artifact *artifact)
{
	return artifact->has.mode &&
	       artifact->mode == TASKS_ARTIFACT_MODE_ENUM_INPUT;
}

/* Put an artifact into a list, in the place of one of the same key and mode. */
static void
put(const struct tasks_artifact *artifact, struct tasks_execution *execution)
{
	struct tasks_artifact *into = execution->artifacts;
	size_t i;

	for (i = 0; i < execution->n_artifacts; i++, into++) {
		if (strcmp(into->key, artifact->key) == 0 &&
		    is_input(into) == is_input(artifact))
			break;
	}
	*into = *artifact;
	into->has.mode = true;
	into->mode = is_input(artifact) ? TASKS_ARTIFACT_MODE_ENUM_INPUT
					: TASKS_ARTIFACT_MODE_ENUM_OUTPUT;
	execution->n_artifacts += i == execution->n_artifacts;
}

/* Make the part with the artifacts of the request. */
static bool
make(void *context, struct arena *arena, const char *before, const char **after)
{
	const struct tasks_add_or_update_artifacts_req *request = context;
	const char *const texts[TASK_PARTS] = {[TASK_EXECUTION] = before};
	struct tasks_execution *execution;
	const struct tasks_artifact *old;
	struct tasks_task_parts parts;
	size_t i;

	tasks_parts_read(arena, texts, &parts);
	execution = &parts.execution;
	old = execution->artifacts;
	execution->has.artifacts = true;
	execution->artifacts =
	    arena_alloc_n(arena, execution->n_artifacts + request->n_artifacts,
		sizeof(*execution->artifacts));
	if (execution->n_artifacts > 0)
		memcpy(execution->artifacts, old,
		    execution->n_artifacts * sizeof(*old));
	for (i = 0; i < request->n_artifacts; i++)
		put(&request->artifacts[i], execution);
	*after = tasks_parts_text(arena, &parts, TASK_EXECUTION);
	return true;
}

/* Set artifacts of a task, each by its key and mode. */
const struct call_result *
tasks_add_or_update_artifacts(struct call *call,
    const struct tasks_add_or_update_artifacts_req *request,
    struct tasks_add_or_update_artifacts_resp *response)
{
	struct tasks_add_or_update_artifacts_req copy = *request;
	const struct call_result *refusal = checks_count(call, "artifacts",
	    request->n_artifacts, call->server->limits.filter_values);

	if (refusal == NULL)
		refusal = tasks_fields_edit_part(call, request->task,
		    TASK_EXECUTION, make, &copy,
		    request->force
			? 0
			: 1u << TASK_CREATED | 1u << TASK_IN_PROGRESS);
	if (refusal != NULL)
		return refusal;
	response->has.updated = true;
	response->updated = 1;
	return call_ok(call);
}

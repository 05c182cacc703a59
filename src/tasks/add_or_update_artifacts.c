#include <string.h>

#include "api/call.h"
#include "api/checks.h"
#include "base/arena.h"
#include "generated/tasks.h"
#include "model/text_set.h"
#include "tasks/fields.h"
#include "tasks/parts.h"

/* An artifact without a mode is one that the task makes. */
static bool
is_input(const struct tasks_artifact *artifact)
{
	return artifact->has.mode &&
	       artifact->mode == TASKS_ARTIFACT_MODE_ENUM_INPUT;
}

/* A text that artifacts of the same key and mode have. */
static const char *
text_of(struct arena *arena, const struct tasks_artifact *artifact)
{
	return arena_printf(
	    arena, "%s %s", is_input(artifact) ? "in" : "out", artifact->key);
}

/* Artifacts by their key and mode; later ones replace earlier ones. */
struct list {
	struct arena *arena;
	struct text_set *known;
	struct tasks_artifact *artifacts;
};

static void
put(struct list *list, const struct tasks_artifact *artifact)
{
	struct tasks_artifact *into = &list->artifacts[text_set_add(
	    list->known, text_of(list->arena, artifact))];

	*into = *artifact;
	into->has.mode = true;
	into->mode = is_input(artifact) ? TASKS_ARTIFACT_MODE_ENUM_INPUT
					: TASKS_ARTIFACT_MODE_ENUM_OUTPUT;
}

/* Make the part with the artifacts of the request. */
static bool
make(void *context, struct arena *arena, const char *before, const char **after)
{
	const struct tasks_add_or_update_artifacts_req *request = context;
	const char *const texts[TASK_PARTS] = {[TASK_EXECUTION] = before};
	struct tasks_execution *execution;
	struct list list = {.arena = arena};
	struct tasks_task_parts parts;
	size_t i, most;

	tasks_parts_read(arena, texts, &parts);
	execution = &parts.execution;
	most = execution->n_artifacts + request->n_artifacts;
	list.known = text_set_new(arena, most, false);
	list.artifacts = arena_alloc_n(arena, most, sizeof(*list.artifacts));
	for (i = 0; i < execution->n_artifacts; i++)
		put(&list, &execution->artifacts[i]);
	for (i = 0; i < request->n_artifacts; i++)
		put(&list, &request->artifacts[i]);
	execution->has.artifacts = true;
	execution->artifacts = list.artifacts;
	execution->n_artifacts = text_set_count(list.known);
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

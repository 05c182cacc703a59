#include "api/call.h"
#include "generated/tasks.h"
#include "tasks/answer.h"
#include "tasks/change.h"
#include "tasks/parts.h"
#include "tasks/refusals.h"

/* Keep only the artifacts that the task reads. */
static bool
make_execution(
    void *context, struct arena *arena, const char *before, const char **after)
{
	const char *const texts[TASK_PARTS] = {[TASK_EXECUTION] = before};
	struct tasks_task_parts parts;
	struct tasks_execution *execution = &parts.execution;
	size_t i, n = 0;

	(void)context;
	tasks_parts_read(arena, texts, &parts);
	for (i = 0; i < execution->n_artifacts; i++) {
		if (execution->artifacts[i].has.mode &&
		    execution->artifacts[i].mode ==
			TASKS_ARTIFACT_MODE_ENUM_INPUT)
			execution->artifacts[n++] = execution->artifacts[i];
	}
	execution->n_artifacts = n;
	*after = tasks_parts_text(arena, &parts, TASK_EXECUTION);
	return true;
}

/* Keep only the models that the task reads. */
static bool
make_models(
    void *context, struct arena *arena, const char *before, const char **after)
{
	const char *const texts[TASK_PARTS] = {[TASK_MODELS] = before};
	struct tasks_task_parts parts;

	(void)context;
	tasks_parts_read(arena, texts, &parts);
	parts.models.n_output = 0;
	*after = tasks_parts_text(arena, &parts, TASK_MODELS);
	return true;
}

/* Forget how the task ended, but not where its output goes. */
static bool
make_output(
    void *context, struct arena *arena, const char *before, const char **after)
{
	const char *const texts[TASK_PARTS] = {[TASK_OUTPUT] = before};
	struct tasks_task_parts parts;

	(void)context;
	tasks_parts_read(arena, texts, &parts);
	parts.output.result = parts.output.error = NULL;
	*after = tasks_parts_text(arena, &parts, TASK_OUTPUT);
	return true;
}

static bool
make_none(
    void *context, struct arena *arena, const char *before, const char **after)
{
	(void)context;
	(void)arena;
	(void)before;
	*after = NULL;
	return true;
}

/* Forget that a task was run, and what came of it. */
const struct call_result *
tasks_reset(struct call *call, const struct tasks_reset_req *request,
    struct tasks_reset_resp *response)
{
	struct store_task_change change =
	    tasks_change(call, TASK_CREATED, request->force, "reset", "reset");
	const struct store_part_edit parts[] = {
	    {TASK_EXECUTION, request->clear_all ? make_none : make_execution,
		NULL},
	    {TASK_MODELS, make_models, NULL},
	    {TASK_OUTPUT, make_output, NULL},
	    {TASK_RUNTIME, make_none, NULL},
	    {TASK_SCRIPT, make_none, NULL},
	};
	const struct store_task_edit edit = {
	    .n_parts = request->clear_all ? 5 : 4, .parts = parts};
	enum store_result reset = store_reset_task(call->store, call->arena,
	    call->who.company, request->task, &change, &edit);

	if (reset == STORE_NO_TASK)
		return tasks_no_task(call, request->task);
	if (reset == STORE_WRONG_STATUS)
		return tasks_wrong_status(call, change.was, TASK_CREATED);
	if (reset != STORE_OK)
		return call_fail_store(call, reset);
	response->has.updated = response->has.fields =
	    response->has.deleted_models = true;
	response->updated = 1;
	tasks_answer_change(&change, &response->fields);
	call_changed(call, &(struct call_change){.task = request->task});
	return call_ok(call);
}

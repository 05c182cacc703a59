#include <string.h>

#include "api/call.h"
#include "api/checks.h"
#include "base/arena.h"
#include "base/random.h"
#include "generated/tasks.h"
#include "json/jval_text.h"
#include "model/project_fields.h"
#include "store/projects.h"
#include "store/records.h"
#include "tasks/parts.h"
#include "tasks/refusals.h"

/* Find a project by its name; *id is NULL if there is none. */
static const struct call_result *
find_project(struct call *call, const char *name, const char **id)
{
	struct criteria criteria;
	struct project *projects;
	enum store_result listed;
	size_t i, n;

	*id = NULL;
	criteria_init(
	    &criteria, call->arena, call->who.company, &project_fields);
	listed = store_list_projects(
	    call->store, call->arena, &criteria, &n, &projects);
	for (i = 0; i < n && listed == STORE_OK; i++) {
		if (strcmp(projects[i].name, name) == 0)
			*id = projects[i].id;
	}
	return listed == STORE_OK ? NULL : checks_no_list(call, listed, true);
}

/* A project's name as it is kept; "", which is refused, if it is too deep. */
static const char *
read_project(struct call *call, const char *given)
{
	const char *name = project_read_name(call->arena, given);

	return name == NULL ? "" : name;
}

/* The project that the new task belongs to. */
struct target {
	const char *id;   /* or NULL: none is named */
	const char *name; /* of one that is found or made by its name */
	const struct project *fresh; /* it, if it is not there yet, or NULL */
};

/* Find the project by its name, or describe one to be created. */
static const struct call_result *
find_or_describe(struct call *call, const char *given, struct target *target)
{
	char *id = arena_alloc(call->arena, RANDOM_ID_SIZE);
	struct project *fresh = arena_alloc(call->arena, sizeof(*fresh));
	const struct call_result *refusal;

	*fresh = (struct project){.id = id,
	    .company = call->who.company,
	    .description = "",
	    .user = call->who.user,
	    .created = call->now,
	    .last_update = call->now};
	refusal = checks_name(call, read_project(call, given), &fresh->name);
	if (refusal == NULL)
		refusal = find_project(call, fresh->name, &target->id);
	target->name = fresh->name;
	if (refusal != NULL || target->id != NULL)
		return refusal;
	random_id(id);
	target->id = id;
	target->fresh = fresh;
	return NULL;
}

static const struct call_result *
find_target(struct call *call, const struct tasks_clone_req *request,
    struct target *target)
{
	*target = (struct target){.id = request->new_task_project};
	return request->has.new_task_project || !request->has.new_project_name
		   ? NULL
		   : find_or_describe(call, request->new_project_name, target);
}

/* Put what a request says of a part into the text of the part. */
static void
override(struct call *call, const struct tasks_task_parts *given,
    enum task_part part, unsigned depth, struct task *task)
{
	const char *text;

	if (!tasks_parts_has(given, part))
		return;
	text = tasks_parts_text(call->arena, given, part);
	task->parts[part] = depth == 0 ? text
				       : jval_text_merge(call->arena,
					     task->parts[part], text, depth);
}

/* Drop what came of the first task, and where it was queued. */
static void
forget_run(struct call *call, struct task *task)
{
	struct tasks_task_parts parts;
	struct tasks_execution *execution = &parts.execution;
	size_t i, n = 0;

	tasks_parts_read(call->arena, task->parts, &parts);
	for (i = 0; i < execution->n_artifacts; i++) {
		if (execution->artifacts[i].has.mode &&
		    execution->artifacts[i].mode ==
			TASKS_ARTIFACT_MODE_ENUM_INPUT)
			execution->artifacts[n++] = execution->artifacts[i];
	}
	execution->n_artifacts = n;
	parts.models.n_output = 0;
	parts.output =
	    (struct tasks_output){.destination = parts.output.destination};
	if (parts.has.execution)
		task->parts[TASK_EXECUTION] =
		    tasks_parts_text(call->arena, &parts, TASK_EXECUTION);
	if (parts.has.models)
		task->parts[TASK_MODELS] =
		    tasks_parts_text(call->arena, &parts, TASK_MODELS);
	if (parts.has.output)
		task->parts[TASK_OUTPUT] =
		    tasks_parts_text(call->arena, &parts, TASK_OUTPUT);
	task->parts[TASK_RUNTIME] = NULL;
}

static void
override_parts(
    struct call *call, const struct tasks_clone_req *request, struct task *task)
{
	struct tasks_task_parts parts = {
	    .n_hyperparams = request->n_new_task_hyperparams,
	    .hyperparams = request->new_task_hyperparams,
	    .n_configuration = request->n_new_task_configuration,
	    .configuration = request->new_task_configuration,
	    .execution = request->execution_overrides,
	    .n_container = request->n_new_task_container,
	    .container = request->new_task_container,
	    .models = {.has.input = true,
		.n_input = request->n_new_task_input_models,
		.input = request->new_task_input_models},
	    .has = {.hyperparams = request->has.new_task_hyperparams,
		.configuration = request->has.new_task_configuration,
		.execution = request->has.execution_overrides,
		.container = request->has.new_task_container,
		.models = request->has.new_task_input_models}};

	parts.execution.queue = NULL;
	override(call, &parts, TASK_HYPERPARAMS, 3, task);
	override(call, &parts, TASK_CONFIGURATION, 2, task);
	override(call, &parts, TASK_EXECUTION, 2, task);
	override(call, &parts, TASK_CONTAINER, 0, task);
	override(call, &parts, TASK_MODELS, 2, task);
}

/* System tags are not copied. */
static const struct call_result *
override_tags(
    struct call *call, const struct tasks_clone_req *request, struct task *task)
{
	const struct call_result *refusal;

	if (request->has.new_task_tags) {
		task->n_tags = request->n_new_task_tags;
		task->tags = request->new_task_tags;
	}
	task->n_system_tags = request->n_new_task_system_tags;
	task->system_tags = request->new_task_system_tags;
	refusal = checks_tags(call, "new_task_tags", task->n_tags, task->tags);
	return refusal == NULL ? checks_tags(call, "new_task_system_tags",
				     task->n_system_tags, task->system_tags)
			       : refusal;
}

/* Make the new task of what was read of the first one. */
static const struct call_result *
describe(
    struct call *call, const struct tasks_clone_req *request, struct task *task)
{
	const struct call_result *refusal;

	task->user = call->who.user;
	task->status = TASK_CREATED;
	task->reason = task->message = "";
	task->created = call->now;
	if (request->has.new_task_comment)
		task->comment = request->new_task_comment;
	if (request->has.new_task_parent)
		task->parent = request->new_task_parent;
	forget_run(call, task);
	override_parts(call, request, task);
	if ((refusal = override_tags(call, request, task)) != NULL)
		return refusal;
	return request->has.new_task_name
		   ? checks_name(call, request->new_task_name, &task->name)
		   : NULL;
}

/* Add the task, maybe with its project. */
static enum store_result
create(struct call *call, struct task *task, struct target *target)
{
	enum store_result created;

	if (target->id != NULL)
		task->project = target->id;
	created = store_create_task(call->store, task, target->fresh);
	if (created != STORE_DUPLICATE || target->fresh == NULL)
		return created;
	/* another call has just created a project of this name */
	if (find_project(call, target->fresh->name, &target->id) != NULL ||
	    target->id == NULL)
		return STORE_UNAVAILABLE;
	task->project = target->id;
	return store_create_task(call->store, task, NULL);
}

/* Make a task like another one, to be run anew. */
const struct call_result *
tasks_clone(struct call *call, const struct tasks_clone_req *request,
    struct tasks_clone_resp *response)
{
	char *id = arena_alloc(call->arena, RANDOM_ID_SIZE);
	const struct call_result *refusal;
	enum store_result result;
	struct target target;
	struct task task;

	result = store_get_task(call->store, call->arena, call->who.company,
	    request->task, TASK_NEEDS_PARTS | TASK_NEEDS_TAGS, &task);
	if (result == STORE_NO_TASK)
		return tasks_no_task(call, request->task);
	if (result != STORE_OK)
		return call_fail_store(call, result);
	if ((refusal = describe(call, request, &task)) != NULL ||
	    (refusal = find_target(call, request, &target)) != NULL)
		return refusal;
	random_id(id);
	task.id = id;
	result = create(call, &task, &target);
	if (result == STORE_NOT_FOUND)
		return tasks_no_project(call, task.project);
	if (result == STORE_NO_TASK)
		return tasks_no_parent(call, task.parent);
	if (result != STORE_OK)
		return call_fail_store(call, result);
	response->id = id;
	response->has.new_project = target.name != NULL;
	response->new_project.id = target.id;
	response->new_project.name = target.name;
	if (target.fresh != NULL && task.project == target.fresh->id)
		call_changed(
		    call, &(struct call_change){.project = task.project});
	call_changed(call, &(struct call_change){.task = id});
	return call_ok(call);
}

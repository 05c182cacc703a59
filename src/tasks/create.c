#include "api/call.h"
#include "api/checks.h"
#include "base/arena.h"
#include "base/random.h"
#include "generated/tasks.h"
#include "store/records.h"
#include "tasks/parts.h"
#include "tasks/refusals.h"

/* Make the texts of the parts that are given. */
static void
describe_parts(struct call *call, const struct tasks_create_req *request,
    struct task *task)
{
	struct tasks_task_parts parts = {.script = request->script,
	    .n_hyperparams = request->n_hyperparams,
	    .hyperparams = request->hyperparams,
	    .n_configuration = request->n_configuration,
	    .configuration = request->configuration,
	    .execution = request->execution,
	    .n_container = request->n_container,
	    .container = request->container,
	    .models = request->models,
	    .output.destination = request->output_dest,
	    .has = {.script = request->has.script,
		.hyperparams = request->has.hyperparams,
		.configuration = request->has.configuration,
		.execution = request->has.execution,
		.container = request->has.container,
		.models = request->has.models,
		.output = request->has.output_dest}};
	unsigned i;

	parts.execution.queue = NULL; /* is only set by queues */
	for (i = 0; i < TASK_PARTS; i++) {
		if (tasks_parts_has(&parts, (enum task_part)i))
			task->parts[i] = tasks_parts_text(
			    call->arena, &parts, (enum task_part)i);
	}
}

static const struct call_result *
describe(struct call *call, const struct tasks_create_req *request,
    struct task *task)
{
	const struct call_result *refusal;

	task->company = call->who.company;
	task->user = call->who.user;
	task->type = tasks_task_type_enum_text(request->type);
	task->comment = request->comment;
	task->parent = request->parent;
	task->project = request->project;
	task->status = TASK_CREATED;
	task->reason = task->message = "";
	task->created = call->now;
	task->n_tags = request->n_tags;
	task->tags = request->tags;
	task->n_system_tags = request->n_system_tags;
	task->system_tags = request->system_tags;
	describe_parts(call, request, task);
	if ((refusal = checks_tags(
		 call, "tags", request->n_tags, request->tags)) != NULL ||
	    (refusal = checks_tags(call, "system_tags", request->n_system_tags,
		 request->system_tags)) != NULL)
		return refusal;
	return checks_name(call, request->name, &task->name);
}

/* Create a task. */
const struct call_result *
tasks_create(struct call *call, const struct tasks_create_req *request,
    struct tasks_create_resp *response)
{
	char *id = arena_alloc(call->arena, RANDOM_ID_SIZE);
	const struct call_result *refusal;
	struct task task = {.id = id};
	enum store_result created;

	if ((refusal = describe(call, request, &task)) != NULL)
		return refusal;
	random_id(id);
	created = store_create_task(call->store, &task, NULL);
	if (created == STORE_NOT_FOUND)
		return tasks_no_project(call, task.project);
	if (created == STORE_NO_TASK)
		return tasks_no_parent(call, task.parent);
	if (created != STORE_OK)
		return call_fail_store(call, created);
	response->id = id;
	return call_ok(call);
}

#include <string.h>

#include "api/call.h"
#include "api/checks.h"
#include "base/arena.h"
#include "base/budget.h"
#include "generated/tasks.h"
#include "store/records.h"
#include "tasks/parts.h"
#include "tasks/refusals.h"

/* List the parameters of all sections. */
static void
answer(struct arena *arena, const struct task *task,
    struct tasks_get_hyper_params_resp_params *into)
{
	struct tasks_params_item *item;
	const struct tasks_section_params *section;
	struct tasks_task_parts parts;
	size_t i, k, n = 0;

	tasks_parts_read(arena, task->parts, &parts);
	for (i = 0; i < parts.n_hyperparams; i++)
		n += parts.hyperparams[i].value.n_pairs;
	into->task = task->id;
	into->has.hyperparams = true;
	into->hyperparams = arena_alloc_n(arena, n, sizeof(*into->hyperparams));
	for (i = 0; i < parts.n_hyperparams; i++) {
		section = &parts.hyperparams[i].value;
		for (k = 0; k < section->n_pairs; k++) {
			item = &into->hyperparams[into->n_hyperparams++];
			*item = section->pairs[k].value;
			item->section = parts.hyperparams[i].name;
			item->name = section->pairs[k].name;
		}
	}
}

/* Show one task. */
static const struct call_result *
show(struct call *call, const char *id,
    struct tasks_get_hyper_params_resp_params *into)
{
	const char *const *text;
	enum store_result found;
	struct task task;

	found = store_get_task(call->store, call->arena, call->who.company, id,
	    1 << TASK_HYPERPARAMS, &task);
	if (found == STORE_NO_TASK)
		return tasks_not_there(call, id);
	if (found != STORE_OK)
		return call_fail_store(call, found);
	text = &task.parts[TASK_HYPERPARAMS];
	if (*text != NULL && !budget_answer(call->budget, strlen(*text)))
		return call_fail_budget(call);
	answer(call->arena, &task, into);
	return NULL;
}

/* Show the parameters of tasks. */
const struct call_result *
tasks_get_hyper_params(struct call *call,
    const struct tasks_get_hyper_params_req *request,
    struct tasks_get_hyper_params_resp *response)
{
	struct store_strings ids;
	const struct call_result *refusal = checks_distinct(
	    call, "tasks", request->n_tasks, request->tasks, &ids);
	size_t i;

	if (refusal != NULL)
		return refusal;
	response->has.params = true;
	response->params =
	    arena_alloc_n(call->arena, ids.n, sizeof(*response->params));
	for (i = 0; i < ids.n && refusal == NULL; i++)
		refusal = show(call, ids.items[i],
		    &response->params[response->n_params++]);
	return refusal == NULL ? call_ok(call) : refusal;
}

#include "api/call.h"
#include "api/checks.h"
#include "api/scrolling.h"
#include "base/arena.h"
#include "generated/tasks.h"
#include "model/task.h"
#include "model/task_fields.h"
#include "store/records.h"
#include "tasks/answer.h"
#include "tasks/conditions.h"
#include "tasks/select.h"
#include "tasks/times.h"

/* What a list asks for but shows only by id is hidden otherwise. */
static void
hide(const struct tasks_get_all_req *request, struct criteria *criteria)
{
	static const char *const hidden[] = {"hidden"};

	if (!request->search_hidden && request->n_id == 0)
		criteria_exclude(criteria, "system_tags", 1, hidden);
}

/* Choose what is shown; *need is what has to be read for it. */
static const struct call_result *
choose(
    struct call *call, const struct tasks_get_all_req *request, unsigned *need)
{
	const struct call_result *refusal = checks_count(call, "only_fields",
	    request->n_only_fields, call->server->limits.only_fields);
	bool known;
	size_t i;

	*need = TASK_NEEDS_ALL;
	if (refusal != NULL || request->n_only_fields == 0)
		return refusal;
	*need = 0;
	for (i = 0; i < request->n_only_fields; i++) {
		*need |= task_needs(request->only_fields[i], &known);
		if (!known)
			return checks_no_field(call, request->only_fields[i]);
	}
	checks_choose(
	    call, "tasks", request->n_only_fields, request->only_fields);
	return NULL;
}

static const struct call_result *
select_page(struct call *call, const struct tasks_get_all_req *request,
    struct criteria *criteria, struct scrolling *scrolling)
{
	const struct checks_page page = {.has_page = request->has.page,
	    .null_page = request->null.page,
	    .has_page_size = request->has.page_size,
	    .null_page_size = request->null.page_size,
	    .page = request->page,
	    .page_size = request->page_size,
	    .n_ids = request->n_id};

	*scrolling = (struct scrolling){.list = "tasks",
	    .given = request->scroll_id,
	    .is_null = request->null.scroll_id,
	    .has_size = request->has.size,
	    .size = request->size,
	    .refresh = request->refresh_scroll};
	return scrolling_page(
	    call, scrolling, &page, &criteria->skip, &criteria->limit);
}

const struct call_result *
tasks_select(struct call *call, const struct tasks_get_all_req *request,
    size_t *n, struct tasks_task **answer, const char **scroll)
{
	const struct call_result *refusal;
	struct scrolling scrolling;
	struct criteria criteria;
	enum store_result listed;
	struct task *tasks;
	unsigned need;
	size_t i;

	criteria_init(&criteria, call->arena, call->who.company, &task_fields);
	hide(request, &criteria);
	if ((refusal = tasks_conditions_add(call, request, &criteria)) !=
		NULL ||
	    (refusal = tasks_times_add(call, request, &criteria)) != NULL ||
	    (refusal = checks_orders(call, &criteria, request->n_order_by,
		 request->order_by)) != NULL ||
	    (refusal = choose(call, request, &need)) != NULL ||
	    (refusal = select_page(call, request, &criteria, &scrolling)) !=
		NULL)
		return refusal;
	listed = store_list_tasks(
	    call->store, call->arena, &criteria, need, n, &tasks);
	if (listed != STORE_OK)
		return checks_no_list(call, listed, true);
	*answer = arena_alloc_n(call->arena, *n, sizeof(**answer));
	for (i = 0; i < *n; i++)
		tasks_answer(call->arena, &tasks[i], &(*answer)[i]);
	*scroll = scrolling_go_on(call, &scrolling, *n);
	return NULL;
}

#include <string.h>

#include "api/call.h"
#include "api/checks.h"
#include "api/scrolling.h"
#include "base/arena.h"
#include "base/timefmt.h"
#include "generated/tasks.h"
#include "model/task.h"
#include "model/task_fields.h"
#include "store/projects.h"
#include "store/records.h"
#include "model/project_fields.h"
#include "tasks/answer.h"
#include "tasks/refusals.h"
#include "tasks/select.h"

/* Where texts are searched. */
static const char *const searched[] = {
    "id", "name", "tags", "project", "comment"};

/* The ids of projects, and of those within them. */
static const struct call_result *
find_subprojects(struct call *call, size_t *n, const char ***ids)
{
	struct criteria criteria;
	struct project *projects;
	struct project project;
	enum store_result result;
	const char **all = NULL;
	size_t i, k, found, n_all = 0, room = 0;

	criteria_init(
	    &criteria, call->arena, call->who.company, &project_fields);
	result = store_list_projects(
	    call->store, call->arena, &criteria, &found, &projects);
	for (i = 0; i < *n && result == STORE_OK; i++) {
		all = arena_grow(call->arena, all, n_all, &room, sizeof(*all));
		all[n_all++] = (*ids)[i];
		if ((*ids)[i] == NULL ||
		    store_get_project(call->store, call->arena,
			call->who.company, (*ids)[i], &project) != STORE_OK)
			continue;
		for (k = 0; k < found; k++) {
			if (!project_is_within(&projects[k], &project))
				continue;
			all = arena_grow(
			    call->arena, all, n_all, &room, sizeof(*all));
			all[n_all++] = projects[k].id;
		}
	}
	*n = n_all;
	*ids = all;
	return result == STORE_OK ? NULL : checks_no_list(call, result, true);
}

static const struct call_result *
select_projects(struct call *call, const struct tasks_get_all_req *request,
    struct criteria *criteria)
{
	const struct call_result *refusal = checks_count(call, "project",
	    request->n_project, call->server->limits.filter_values);
	size_t n = request->n_project;
	const char **ids = request->project, *fault;

	if (refusal == NULL && request->include_subprojects && n > 0)
		refusal = find_subprojects(call, &n, &ids);
	if (refusal != NULL)
		return refusal;
	fault = criteria_add_list(criteria, "project", n, ids);
	return fault == NULL
		   ? NULL
		   : call_fail_text(call, ERR_INVALID_FIELDS_VALUE, "%s %s",
			 err_info(ERR_INVALID_FIELDS_VALUE)->text, fault);
}

static const struct call_result *
select_lists(struct call *call, const struct tasks_get_all_req *request,
    struct criteria *criteria)
{
	const struct {
		const char *name;
		size_t n;
		const char *const *values;
	} lists[] = {
	    {"id", request->n_id, request->id},
	    {"user", request->n_user, request->user},
	    {"type", request->n_type, request->type},
	    {"status", request->n_status, request->status},
	    {"tags", request->n_tags, request->tags},
	    {"system_tags", request->n_system_tags, request->system_tags},
	    {"parent", request->has.parent, &request->parent},
	};
	const struct call_result *refusal = NULL;
	size_t i;

	for (i = 0; i < sizeof(lists) / sizeof(*lists) && refusal == NULL; i++)
		refusal = checks_list(
		    call, criteria, lists[i].name, lists[i].n, lists[i].values);
	return refusal == NULL ? select_projects(call, request, criteria)
			       : refusal;
}

/* A condition on several fields, one of which at least must be named. */
static const struct call_result *
select_fields(struct call *call, const char *name, bool all,
    const struct tasks_multi_field_pattern_data *given,
    struct criteria *criteria)
{
	if (given->has.pattern == given->has.datetime)
		return call_fail(call, ERR_INVALID_FIELDS_VALUE,
		    "failed parsing query field",
		    "error=incorrect field format: field=%s, field=%s", name,
		    name);
	if (given->has.datetime)
		return call_fail(call, ERR_INVALID_FIELDS_VALUE,
		    "failed parsing query field",
		    "error=datetime is not supported, field=%s", name);
	return checks_patterns(call, criteria, given->pattern, all, false,
	    given->n_fields, given->fields);
}

static const struct call_result *
select_patterns(struct call *call, const struct tasks_get_all_req *request,
    struct criteria *criteria)
{
	const struct call_result *refusal =
	    checks_pattern(call, criteria, "name", request->name);

	if (refusal == NULL && request->has.all)
		refusal =
		    select_fields(call, "_all_", true, &request->all, criteria);
	if (refusal == NULL && request->has.any)
		refusal = select_fields(
		    call, "_any_", false, &request->any, criteria);
	if (refusal == NULL && request->has.search_text &&
	    *request->search_text != '\0')
		refusal =
		    checks_patterns(call, criteria, request->search_text, false,
			true, sizeof(searched) / sizeof(*searched), searched);
	return refusal;
}

/* The sign in front of a time; *text is set behind it. */
static enum criteria_sign
read_sign(const char **text)
{
	static const struct {
		const char *text;
		enum criteria_sign sign;
	} signs[] = {
	    {">=", CRITERIA_AT_LEAST},
	    {"<=", CRITERIA_AT_MOST},
	    {">", CRITERIA_GREATER},
	    {"<", CRITERIA_LESS},
	};
	size_t i;

	for (i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		if (strncmp(*text, signs[i].text, strlen(signs[i].text)) == 0) {
			*text += strlen(signs[i].text);
			return signs[i].sign;
		}
	}
	return CRITERIA_EQUAL;
}

static const struct call_result *
select_times(struct call *call, const struct tasks_get_all_req *request,
    struct criteria *criteria)
{
	enum criteria_sign sign;
	const char *text;
	int64_t time;
	size_t i;

	for (i = 0; i < request->n_status_changed; i++) {
		text = request->status_changed[i];
		sign = read_sign(&text);
		if (!timefmt_read(text, &time) ||
		    !criteria_add_range(criteria, "status_changed", sign, time))
			return call_fail(call, ERR_INVALID_FIELDS_VALUE,
			    "failed parsing query field",
			    "error=not a time, or too many, "
			    "field=status_changed");
	}
	return NULL;
}

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

	*scrolling = (struct scrolling){.given = request->scroll_id,
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
	if ((refusal = select_lists(call, request, &criteria)) != NULL ||
	    (refusal = select_patterns(call, request, &criteria)) != NULL ||
	    (refusal = select_times(call, request, &criteria)) != NULL ||
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

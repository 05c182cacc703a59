#include <string.h>

#include "api/call.h"
#include "api/checks.h"
#include "base/arena.h"
#include "generated/tasks.h"
#include "model/list_filter.h"
#include "model/project_fields.h"
#include "model/task_fields.h"
#include "model/text_set.h"
#include "store/projects.h"
#include "tasks/conditions.h"
#include "tasks/refusals.h"
#include "tasks/times.h"

#define QUEUE "execution.queue"

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

/* Refuse a filter on a field that tasks can't be filtered by. */
static const struct call_result *
refuse(struct call *call, const char *field)
{
	return call_fail(call, ERR_INVALID_FIELDS_VALUE,
	    "tasks cannot be filtered by this field", "field=%s", field);
}

/* Check that no field is named that tasks can't be filtered by. */
static const struct call_result *
check_fields(struct call *call, const struct tasks_get_all_req *request)
{
	const struct {
		const char *name;
		bool is_given;
	} fields[] = {
	    {"script", request->has.script},
	    {"hyperparams", request->has.hyperparams},
	    {"configuration", request->has.configuration},
	    {"execution", request->has.execution},
	    {"container", request->has.container},
	    {"models", request->has.models},
	    {"runtime", request->has.runtime},
	    {"output", request->has.output},
	    {"last_metrics", request->has.last_metrics},
	    {"last_changed_by", request->has.last_changed_by},
	    {"enqueue_status", request->has.enqueue_status},
	};
	size_t i;

	for (i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		if (fields[i].is_given)
			return refuse(call, fields[i].name);
	}
	return NULL;
}

/* Check the same of their members; *queue is the filter on execution.queue. */
static const struct call_result *
check_members(struct call *call, const struct tasks_get_all_req *request,
    const struct tasks_list_filter_pair **queue)
{
	const struct {
		size_t n;
		const struct tasks_list_filter_pair *pairs;
	} parts[] = {
	    {request->n_of_script, request->of_script},
	    {request->n_of_hyperparams, request->of_hyperparams},
	    {request->n_of_configuration, request->of_configuration},
	    {request->n_of_execution, request->of_execution},
	    {request->n_of_container, request->of_container},
	    {request->n_of_models, request->of_models},
	    {request->n_of_runtime, request->of_runtime},
	    {request->n_of_output, request->of_output},
	    {request->n_of_last_metrics, request->of_last_metrics},
	};
	const struct tasks_list_filter_pair *pair;
	size_t i, k;

	*queue = NULL;
	for (i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		for (k = 0; k < parts[i].n; k++) {
			pair = parts[i].pairs + k;
			if (strcmp(pair->name, QUEUE) == 0)
				*queue = pair;
			else if (pair->n_values > 0)
				return refuse(call, pair->name);
		}
	}
	return NULL;
}

/* Add lists, but none on fields that have a filter in parts. */
static const struct call_result *
add_lists(struct call *call, const struct tasks_get_all_req *request,
    const struct text_set *filtered, struct criteria *criteria)
{
	const struct tasks_list_filter_pair *queue;
	const struct call_result *refusal =
	    check_members(call, request, &queue);
	const struct {
		const char *name;
		size_t n;
		const char *const *values;
	} lists[] = {
	    {"id", request->n_id, request->id},
	    {"user", request->n_user, request->user},
	    {"company", request->n_company, request->company},
	    {"type", request->n_type, request->type},
	    {"status", request->n_status, request->status},
	    {"status_reason", request->n_status_reason, request->status_reason},
	    {"status_message", request->n_status_message,
		request->status_message},
	    {"tags", request->n_tags, request->tags},
	    {"system_tags", request->n_system_tags, request->system_tags},
	    {"parent", request->n_parent, request->parent},
	    {"last_worker", request->n_last_worker, request->last_worker},
	    {QUEUE, queue == NULL ? 0 : queue->n_values,
		queue == NULL ? NULL : queue->values},
	};
	size_t i;

	for (i = 0; i < sizeof(lists) / sizeof(*lists) && refusal == NULL;
	     i++) {
		if (text_set_find(filtered, lists[i].name) == TEXT_SET_NONE)
			refusal = checks_list(call, criteria, lists[i].name,
			    lists[i].n, lists[i].values);
	}
	return refusal;
}

static const struct call_result *
add_projects(struct call *call, const struct tasks_get_all_req *request,
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
add_filter(struct call *call, const struct tasks_field_filter_pair *given,
    struct criteria *criteria)
{
	const struct tasks_field_filter *filter = &given->value;
	const struct list_parts parts = {
	    .any = {filter->any.n_include, filter->any.include,
		filter->any.n_exclude, filter->any.exclude},
	    .all = {filter->all.n_include, filter->all.include,
		filter->all.n_exclude, filter->all.exclude},
	    .either = filter->op == TASKS_FIELD_FILTER_OP_OR};
	const size_t counts[] = {parts.any.n_include, parts.any.n_exclude,
	    parts.all.n_include, parts.all.n_exclude};
	const struct call_result *refusal = NULL;
	size_t i;

	for (i = 0; i < sizeof(counts) / sizeof(*counts) && refusal == NULL;
	     i++)
		refusal = checks_count(call,
		    arena_printf(call->arena, "filters.%s", given->name),
		    counts[i], call->server->limits.filter_values);
	if (refusal != NULL)
		return refusal;
	return criteria_add_parts(criteria, given->name, &parts)
		   ? NULL
		   : refuse(call, given->name);
}

/* Add lists, and filters in parts, which replace them. */
static const struct call_result *
add_filters(struct call *call, const struct tasks_get_all_req *request,
    struct criteria *criteria)
{
	struct text_set *filtered =
	    text_set_new(call->arena, request->n_filters, false);
	const struct call_result *refusal = NULL;
	size_t i;

	for (i = 0; i < request->n_filters && refusal == NULL; i++) {
		text_set_add(filtered, request->filters[i].name);
		refusal = add_filter(call, &request->filters[i], criteria);
	}
	if (refusal == NULL)
		refusal = add_lists(call, request, filtered, criteria);
	if (refusal == NULL &&
	    text_set_find(filtered, "project") == TEXT_SET_NONE)
		refusal = add_projects(call, request, criteria);
	return refusal;
}

/* A condition on several fields. */
static const struct call_result *
add_fields(struct call *call, const char *name, bool all,
    const struct tasks_multi_field_pattern_data *given,
    struct criteria *criteria)
{
	if (given->has.pattern == given->has.datetime)
		return checks_no_format(call, name);
	if (given->has.datetime)
		return tasks_times_add_to_fields(
		    call, name, all, given, criteria);
	return checks_patterns(call, criteria, given->pattern, all, false,
	    given->n_fields, given->fields);
}

static const struct call_result *
add_patterns(struct call *call, const struct tasks_get_all_req *request,
    struct criteria *criteria)
{
	const struct {
		bool has;
		const char *name;
		bool all;
		const struct tasks_multi_field_pattern_data *given;
	} patterns[] = {
	    {request->has.all, "_all_", true, &request->all},
	    {request->has.and, "_and_", true, &request->and },
	    {request->has.any, "_any_", false, &request->any},
	    {request->has.or, "_or_", false, &request->or },
	};
	const struct call_result *refusal =
	    checks_pattern(call, criteria, "name", request->name);
	size_t i;

	if (refusal == NULL)
		refusal =
		    checks_pattern(call, criteria, "comment", request->comment);
	for (i = 0; i < sizeof(patterns) / sizeof(*patterns) && refusal == NULL;
	     i++) {
		if (patterns[i].has)
			refusal = add_fields(call, patterns[i].name,
			    patterns[i].all, patterns[i].given, criteria);
	}
	if (refusal == NULL && request->has.search_text &&
	    *request->search_text != '\0')
		refusal =
		    checks_patterns(call, criteria, request->search_text, false,
			true, sizeof(searched) / sizeof(*searched), searched);
	return refusal;
}

const struct call_result *
tasks_conditions_add(struct call *call, const struct tasks_get_all_req *request,
    struct criteria *criteria)
{
	const struct call_result *refusal;

	if ((refusal = check_fields(call, request)) != NULL ||
	    (refusal = add_filters(call, request, criteria)) != NULL)
		return refusal;
	return add_patterns(call, request, criteria);
}

#include <string.h>

#include "api/call.h"
#include "api/checks.h"
#include "api/scrolling.h"
#include "base/arena.h"
#include "base/text.h"
#include "generated/projects.h"
#include "model/project_fields.h"
#include "projects/select.h"
#include "store/projects.h"

/* Where texts are searched. */
static const char *const searched[] = {"id", "name", "description", "tags"};

static const struct call_result *
select_lists(struct call *call, const struct projects_get_all_req *request,
    struct criteria *criteria)
{
	static const char *const hidden[] = {"hidden"};
	static const char *const none[] = {NULL};
	const struct call_result *refusal;

	if (!request->search_hidden && request->n_id == 0)
		criteria_exclude(criteria, "system_tags", 1, hidden);
	if (request->shallow_search)
		criteria_add_list(criteria, "parent", 1, none);
	if ((refusal = checks_list(
		 call, criteria, "id", request->n_id, request->id)) != NULL ||
	    (refusal = checks_list(call, criteria, "tags", request->n_tags,
		 request->tags)) != NULL)
		return refusal;
	return checks_list(call, criteria, "system_tags",
	    request->n_system_tags, request->system_tags);
}

static const struct call_result *
select_fields(struct call *call, const char *name, bool all,
    const struct projects_multi_field_pattern_data *given,
    struct criteria *criteria)
{
	if (given->has.pattern == given->has.datetime)
		return checks_no_format(call, name);
	if (given->has.datetime)
		return call_fail(call, ERR_INVALID_FIELDS_VALUE,
		    "failed parsing query field",
		    "error=datetime is not supported, field=%s", name);
	return checks_patterns(call, criteria, given->pattern, all, false,
	    given->n_fields, given->fields);
}

static const struct call_result *
select_patterns(struct call *call, const struct projects_get_all_req *request,
    struct criteria *criteria)
{
	const struct call_result *refusal;

	if ((refusal = checks_pattern(call, criteria, "name", request->name)) !=
		NULL ||
	    (refusal = checks_pattern(
		 call, criteria, "basename", request->basename)) != NULL ||
	    (refusal = checks_pattern(
		 call, criteria, "description", request->description)) != NULL)
		return refusal;
	if (request->has.all)
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

/* True if answers have a field of this name. */
static bool
is_known(const struct criteria *criteria, const char *name)
{
	size_t field;

	return criteria_find(criteria, name, &field) ||
	       strcmp(name, "default_output_destination") == 0;
}

/* Choose what is shown. */
static const struct call_result *
choose(struct call *call, const struct projects_get_all_req *request,
    const struct criteria *criteria)
{
	const struct call_result *refusal = checks_count(call, "only_fields",
	    request->n_only_fields, call->server->limits.only_fields);
	size_t i;

	if (refusal != NULL || request->n_only_fields == 0)
		return refusal;
	for (i = 0; i < request->n_only_fields; i++) {
		if (!is_known(criteria, request->only_fields[i]))
			return checks_no_field(call, request->only_fields[i]);
	}
	checks_choose(
	    call, "projects", request->n_only_fields, request->only_fields);
	return NULL;
}

static const struct call_result *
select_page(struct call *call, const struct projects_get_all_req *request,
    struct criteria *criteria, struct scrolling *scrolling)
{
	const struct checks_page page = {.has_page = request->has.page,
	    .null_page = request->null.page,
	    .has_page_size = request->has.page_size,
	    .null_page_size = request->null.page_size,
	    .page = request->page,
	    .page_size = request->page_size,
	    .n_ids = request->n_id};

	*scrolling = (struct scrolling){.list = "projects",
	    .given = request->scroll_id,
	    .is_null = request->null.scroll_id,
	    .has_size = request->has.size,
	    .size = request->size,
	    .refresh = request->refresh_scroll};
	return scrolling_page(
	    call, scrolling, &page, &criteria->skip, &criteria->limit);
}

static void
answer_one(struct call *call, const struct project *project,
    struct projects_projects_get_all_response_single *into)
{
	into->id = project->id;
	into->name = project->name;
	into->basename = project_basename(project);
	into->description = project->description;
	into->user = project->user;
	into->company = project->company;
	into->default_output_destination = project->destination;
	into->has.created = into->has.last_update = true;
	into->created = project->created;
	into->last_update = project->last_update;
	into->has.tags = into->has.system_tags = true;
	into->n_tags = project->n_tags;
	into->tags = text_sort(call->arena, project->n_tags, project->tags);
	into->n_system_tags = project->n_system_tags;
	into->system_tags = text_sort(
	    call->arena, project->n_system_tags, project->system_tags);
}

const struct call_result *
projects_select(struct call *call, const struct projects_get_all_req *request,
    size_t *n, struct projects_projects_get_all_response_single **answer,
    const char **scroll)
{
	const struct call_result *refusal;
	struct scrolling scrolling;
	struct criteria criteria;
	struct project *projects;
	enum store_result listed;
	size_t i;

	criteria_init(
	    &criteria, call->arena, call->who.company, &project_fields);
	if ((refusal = select_lists(call, request, &criteria)) != NULL ||
	    (refusal = select_patterns(call, request, &criteria)) != NULL ||
	    (refusal = checks_orders(call, &criteria, request->n_order_by,
		 request->order_by)) != NULL ||
	    (refusal = choose(call, request, &criteria)) != NULL ||
	    (refusal = select_page(call, request, &criteria, &scrolling)) !=
		NULL)
		return refusal;
	listed = store_list_projects(
	    call->store, call->arena, &criteria, n, &projects);
	if (listed != STORE_OK)
		return checks_no_list(call, listed, true);
	*answer = arena_alloc_n(call->arena, *n, sizeof(**answer));
	for (i = 0; i < *n; i++)
		answer_one(call, &projects[i], &(*answer)[i]);
	*scroll = scrolling_go_on(call, &scrolling, *n);
	return NULL;
}

#include <stdint.h>
#include <string.h>

#include "api/call.h"
#include "api/checks.h"
#include "api/scrolling.h"
#include "base/arena.h"
#include "generated/queues.h"
#include "model/filter.h"
#include "model/list_filter.h"
#include "model/text_set.h"
#include "queues/refusals.h"
#include "queues/select.h"

#define TEXT_SCORE "@text_score"
#define METADATA "metadata."

/* The refusal for a fault in a condition, or NULL. */
static const struct call_result *
check(struct call *call, enum filter_fault fault, const char *error)
{
	switch (fault) {
	case FILTER_FINE:
		break;
	case FILTER_BAD_PATTERN:
		return call_fail(
		    call, ERR_MALFORMED_REGEX, NULL, "err=%s", error);
	case FILTER_NO_FIELD:
		return checks_no_field(call, error);
	case FILTER_TOO_DEEP:
		return queues_too_deep(call, error);
	case FILTER_EMPTY_KEY:
		return queues_empty_key(call);
	case FILTER_BAD_LIST:
		return call_fail_text(call, ERR_INVALID_FIELDS_VALUE, "%s %s",
		    err_info(ERR_INVALID_FIELDS_VALUE)->text, error);
	}
	return NULL;
}

static const struct call_result *
check_filter_counts(
    struct call *call, const struct queues_field_filter_pair *given)
{
	size_t most = call->server->limits.filter_values, i;
	const struct {
		const char *list;
		size_t n;
	} lists[] = {
	    {"any.include", given->value.any.n_include},
	    {"any.exclude", given->value.any.n_exclude},
	    {"all.include", given->value.all.n_include},
	    {"all.exclude", given->value.all.n_exclude},
	};

	for (i = 0; i < 4; i++) {
		if (lists[i].n > most)
			return checks_count(call,
			    arena_printf(call->arena, "filters.%s.%s",
				given->name, lists[i].list),
			    lists[i].n, most);
	}
	return NULL;
}

/* Check that no list of the request is too long. */
static const struct call_result *
check_counts(struct call *call, const struct queues_get_all_req *request)
{
	const struct call_limits *limits = &call->server->limits;
	const struct {
		const char *field;
		size_t n, most;
	} lists[] = {
	    {"id", request->n_id, limits->filter_values},
	    {"tags", request->n_tags, limits->filter_values},
	    {"system_tags", request->n_system_tags, limits->filter_values},
	    {"metadata", request->n_metadata, limits->filter_values},
	    {"filters", request->n_filters, limits->filter_values},
	    {"_any_.fields", request->any.n_fields, limits->fields},
	    {"_or_.fields", request->or.n_fields, limits->fields},
	    {"_all_.fields", request->all.n_fields, limits->fields},
	    {"_and_.fields", request->and.n_fields, limits->fields},
	    {"order_by", request->n_order_by, limits->fields},
	    {"only_fields", request->n_only_fields, limits->only_fields},
	};
	const struct call_result *refusal = NULL;
	size_t i;

	for (i = 0; i < sizeof(lists) / sizeof(*lists) && refusal == NULL; i++)
		refusal = checks_count(
		    call, lists[i].field, lists[i].n, lists[i].most);
	for (i = 0; i < request->n_metadata && refusal == NULL; i++)
		refusal = checks_count(call, request->metadata[i].name,
		    request->metadata[i].n_values, limits->filter_values);
	for (i = 0; i < request->n_filters && refusal == NULL; i++)
		refusal = check_filter_counts(call, &request->filters[i]);
	return refusal;
}

/* Conditions on texts: name and search_text. */
static const struct call_result *
select_texts(struct call *call, const struct queues_get_all_req *request,
    struct filter *filter)
{
	enum filter_fault fault = FILTER_FINE;
	const char *error = NULL;

	if (request->has.name && *request->name != '\0')
		fault = filter_name(filter, request->name, &error);
	if (fault == FILTER_FINE && request->has.search_text &&
	    *request->search_text != '\0')
		fault = filter_search(filter, request->search_text, &error);
	return check(call, fault, error);
}

/* Add a pattern for several fields; datetime is for none that queues have. */
static const struct call_result *
select_pattern(struct call *call, const char *name, bool all,
    const struct queues_fields_pattern *given, struct filter *filter)
{
	const char *error = NULL;
	enum filter_fault fault;

	if (given->has.pattern == given->has.datetime)
		return checks_no_format(call, name);
	if (given->n_fields == 0)
		return NULL;
	if (given->has.datetime)
		return call_fail(call, ERR_INVALID_FIELDS_VALUE,
		    "failed parsing query field",
		    "error=queues have no field for datetime, field=%s", name);
	fault = filter_fields(filter, all, given->pattern, given->n_fields,
	    given->fields, &error);
	return check(call, fault, error);
}

static const struct call_result *
select_patterns(struct call *call, const struct queues_get_all_req *request,
    struct filter *filter)
{
	const struct {
		bool has;
		const char *name;
		bool all;
		const struct queues_fields_pattern *given;
	} patterns[] = {
	    {request->has.any, "_any_", false, &request->any},
	    {request->has.or, "_or_", false, &request->or },
	    {request->has.all, "_all_", true, &request->all},
	    {request->has.and, "_and_", true, &request->and },
	};
	const struct call_result *refusal = NULL;
	size_t i;

	for (i = 0; i < 4 && refusal == NULL; i++) {
		if (patterns[i].has)
			refusal = select_pattern(call, patterns[i].name,
			    patterns[i].all, patterns[i].given, filter);
	}
	return refusal;
}

/* True if hidden queues are listed too: on request, or by id or name. */
static bool
shows_hidden(const struct queues_get_all_req *request)
{
	return request->search_hidden || request->n_id > 0 ||
	       (request->has.name && *request->name != '\0');
}

/* The names of fields with a filter, with the indexes of the filters. */
static struct text_set *
name_filters(struct call *call, const struct queues_get_all_req *request)
{
	struct text_set *names =
	    text_set_new(call->arena, request->n_filters, false);
	size_t i;

	for (i = 0; i < request->n_filters; i++)
		text_set_add(names, request->filters[i].name);
	return names;
}

static struct list_parts
read_parts(const struct queues_field_filter *given)
{
	return (struct list_parts){
	    .any = {given->any.n_include, given->any.include,
		given->any.n_exclude, given->any.exclude},
	    .all = {given->all.n_include, given->all.include,
		given->all.n_exclude, given->all.exclude},
	    .either = given->op == QUEUES_FIELD_FILTER_OP_OR};
}

/* Conditions on metadata: a filter for a path replaces a plain condition. */
static const struct call_result *
select_metadata(struct call *call, const struct queues_get_all_req *request,
    const struct text_set *names, struct filter *filter)
{
	const struct queues_list_filter_pair *plain = request->metadata;
	const struct queues_field_filter_pair *given = request->filters;
	enum filter_fault fault = FILTER_FINE;
	const char *error = NULL;
	struct list_parts parts;
	size_t i;

	for (i = 0; i < request->n_metadata && fault == FILTER_FINE; i++) {
		if (text_set_find(names, plain[i].name) == TEXT_SET_NONE)
			fault = filter_metadata(filter, plain[i].name,
			    plain[i].n_values, plain[i].values, &error);
	}
	for (i = 0; i < request->n_filters && fault == FILTER_FINE; i++) {
		parts = read_parts(&given[i].value);
		if (strncmp(given[i].name, METADATA, strlen(METADATA)) == 0)
			fault = filter_metadata_parts(
			    filter, given[i].name, &parts, &error);
	}
	return check(call, fault, error);
}

/* Conditions on lists: ids, tags, system tags and metadata. */
static const struct call_result *
select_lists(struct call *call, const struct queues_get_all_req *request,
    struct filter *filter)
{
	const struct {
		const char *name;
		enum filter_field field;
		size_t n;
		const char *const *values;
	} lists[] = {
	    {"id", FILTER_ID, request->n_id, request->id},
	    {"tags", FILTER_TAGS, request->n_tags, request->tags},
	    {"system_tags", FILTER_SYSTEM_TAGS, request->n_system_tags,
		request->system_tags},
	};
	const struct text_set *names = name_filters(call, request);
	enum filter_fault fault = FILTER_FINE;
	const char *error = NULL;
	struct list_parts parts;
	size_t i, at;

	for (i = 0; i < 3 && fault == FILTER_FINE; i++) {
		at = text_set_find(names, lists[i].name);
		if (at == TEXT_SET_NONE) {
			fault = filter_list(filter, lists[i].field, lists[i].n,
			    lists[i].values, &error);
			continue;
		}
		parts = read_parts(&request->filters[at].value);
		filter_parts(filter, lists[i].field, &parts);
	}
	return fault == FILTER_FINE
		   ? select_metadata(call, request, names, filter)
		   : check(call, fault, error);
}

static const struct call_result *
order_queues(struct call *call, const struct queues_get_all_req *request,
    struct filter *filter)
{
	enum filter_fault fault = FILTER_FINE;
	const char *field, *error = NULL;
	size_t i;

	for (i = 0; i < request->n_order_by && fault == FILTER_FINE; i++) {
		field = request->order_by[i];
		if (strcmp(field, TEXT_SCORE) == 0 && !filter_is_search(filter))
			return call_fail(call, ERR_INVALID_FIELDS_VALUE,
			    "text score cannot be used in order_by when search "
			    "text is not used",
			    NULL);
		if (*field != '\0')
			fault = filter_order(filter, field, &error);
	}
	return check(call, fault, error);
}

static const struct call_result *
select_page(struct call *call, const struct queues_get_all_req *request,
    struct filter *filter, struct scrolling *scrolling)
{
	const struct checks_page page = {.has_page = request->has.page,
	    .null_page = request->null.page,
	    .has_page_size = request->has.page_size,
	    .null_page_size = request->null.page_size,
	    .page = request->page,
	    .page_size = request->page_size,
	    .n_ids = request->n_id};
	const struct call_result *refusal;
	size_t skip, limit;

	*scrolling = (struct scrolling){.list = "queues",
	    .given = request->scroll_id,
	    .is_null = request->null.scroll_id,
	    .has_size = request->has.size,
	    .size = request->size,
	    .refresh = request->refresh_scroll};
	refusal = scrolling_page(call, scrolling, &page, &skip, &limit);
	if (refusal == NULL && limit > 0)
		filter_page(filter, skip, limit);
	return refusal;
}

const struct call_result *
queues_select(struct call *call, const struct queues_get_all_req *request,
    struct filter *filter, struct scrolling *scrolling)
{
	const struct store_strings *hidden = &call->server->hidden_tags;
	const struct call_result *refusal;

	if ((refusal = check_counts(call, request)) != NULL ||
	    (refusal = select_texts(call, request, filter)) != NULL ||
	    (refusal = select_patterns(call, request, filter)) != NULL ||
	    (refusal = select_lists(call, request, filter)) != NULL ||
	    (refusal = order_queues(call, request, filter)) != NULL)
		return refusal;
	if (!shows_hidden(request))
		filter_hide(filter, hidden->n, hidden->items);
	return select_page(call, request, filter, scrolling);
}

#include <string.h>

#include "api/call.h"
#include "api/checks.h"
#include "base/arena.h"
#include "base/budget.h"
#include "base/pattern.h"
#include "json/jval.h"
#include "json/jval_choice.h"
#include "model/criteria.h"
#include "model/queue_rules.h"
#include "model/text_set.h"

#define MAX_PAGE 500 /* items */

const struct call_result *
checks_length(
    struct call *call, const char *field, const char *expected, const char *got)
{
	struct jval_refusal *refusal =
	    arena_alloc(call->arena, sizeof(*refusal));

	*refusal = (struct jval_refusal){
	    .path = field, .rule = "length", .expected = expected, .got = got};
	return call_fail_request(call, refusal);
}

const struct call_result *
checks_count(struct call *call, const char *field, size_t n, size_t most)
{
	if (n <= most)
		return NULL;
	return checks_length(call, field,
	    arena_printf(call->arena, "at most %zu", most),
	    arena_printf(call->arena, "%zu", n));
}

const struct call_result *
checks_name(struct call *call, const char *given, const char **name)
{
	const char *fault = queue_rules_read_name(call->arena, given, name);

	return fault == NULL ? NULL
			     : call_fail(call, ERR_DATA_VALIDATION_ERROR, NULL,
				   "%s", fault);
}

const struct call_result *
checks_tag_prefixes(struct call *call, size_t n, const char *const *tags)
{
	const char *bad = queue_rules_find_bad_tag(n, tags);

	return bad == NULL ? NULL
			   : call_fail(call, ERR_INVALID_FIELDS_VALUE,
				 "unsupported tag prefix", "values=(%s)", bad);
}

const struct call_result *
checks_tags(
    struct call *call, const char *field, size_t n, const char *const *tags)
{
	const struct call_result *refusal =
	    checks_count(call, field, n, call->server->limits.tags);

	return refusal == NULL ? checks_tag_prefixes(call, n, tags) : refusal;
}

const struct call_result *
checks_no_field(struct call *call, const char *field)
{
	const char *dot = strrchr(field, '.');

	if (dot != NULL)
		field = dot + 1;
	else if (*field == '-')
		field++;
	return call_fail(call, ERR_LOOKUP_ERROR,
	    "probably an invalid field name or unsupported nested field",
	    "err=Cannot resolve field \"%s\"", field);
}

void
checks_choose(
    struct call *call, const char *list, size_t n, const char *const *fields)
{
	struct arena *arena = call->arena;
	size_t i;

	call->chosen = jval_choice_new(arena);
	jval_choice_add(call->chosen, arena, "data.scroll_id");
	jval_choice_add(
	    call->chosen, arena, arena_printf(arena, "data.%s.id", list));
	for (i = 0; i < n; i++)
		jval_choice_add(call->chosen, arena,
		    arena_printf(arena, "data.%s.%s", list, fields[i]));
}

const struct call_result *
checks_no_list(struct call *call, enum store_result listed, bool gave_up)
{
	if (listed != STORE_BAD_FILTER)
		return call_fail_store(call, listed);
	if (gave_up &&
	    (call->budget == NULL || call->budget->fault != BUDGET_BUSY))
		return call_fail(call, ERR_MALFORMED_REGEX, NULL,
		    "err=the pattern costs too much to match");
	return call_fail_budget(call);
}

const struct call_result *
checks_list(struct call *call, struct criteria *criteria, const char *field,
    size_t n, const char *const *values)
{
	const struct call_result *refusal =
	    checks_count(call, field, n, call->server->limits.filter_values);
	const char *fault;

	if (refusal != NULL)
		return refusal;
	fault = criteria_add_list(criteria, field, n, values);
	return fault == NULL
		   ? NULL
		   : call_fail_text(call, ERR_INVALID_FIELDS_VALUE, "%s %s",
			 err_info(ERR_INVALID_FIELDS_VALUE)->text, fault);
}

static const struct call_result *
add_pattern(struct call *call, struct criteria *criteria, const char *text,
    unsigned options, bool all, size_t n, const char *const *fields)
{
	const char *error;
	struct pattern *pattern =
	    pattern_new(call->arena, text, options, &error);

	if (pattern == NULL)
		return call_fail(
		    call, ERR_MALFORMED_REGEX, NULL, "err=%s", error);
	error = criteria_add_pattern(criteria, pattern, all, n, fields);
	return error == NULL ? NULL : checks_no_field(call, error);
}

const struct call_result *
checks_pattern(struct call *call, struct criteria *criteria, const char *field,
    const char *pattern)
{
	if (pattern == NULL || *pattern == '\0')
		return NULL;
	return add_pattern(call, criteria, pattern, 0, true, 1, &field);
}

const struct call_result *
checks_patterns(struct call *call, struct criteria *criteria,
    const char *pattern, bool all, bool literal, size_t n,
    const char *const *fields)
{
	const struct call_result *refusal =
	    checks_count(call, "fields", n, call->server->limits.fields);

	if (refusal != NULL || pattern == NULL)
		return refusal;
	return add_pattern(call, criteria, pattern,
	    PATTERN_ANY_CASE | (literal ? PATTERN_LITERAL : 0), all, n, fields);
}

const struct call_result *
checks_orders(struct call *call, struct criteria *criteria, size_t n,
    const char *const *orders)
{
	size_t most = call->server->limits.fields;
	const struct call_result *refusal = checks_count(
	    call, "order_by", n, most < CRITERIA_MOST ? most : CRITERIA_MOST);
	size_t i;

	for (i = 0; i < n && refusal == NULL; i++) {
		if (*orders[i] != '\0' &&
		    !criteria_add_order(criteria, orders[i]))
			refusal = checks_no_field(call, orders[i]);
	}
	return refusal;
}

const struct call_result *
checks_paging(struct call *call, const struct checks_page *page, size_t *skip,
    size_t *limit)
{
	size_t number = page->has_page ? (size_t)page->page : 0;
	size_t size = MAX_PAGE;

	*skip = *limit = 0;
	if (page->null_page_size && !page->null_page)
		return call_fail(call, ERR_MISSING_REQUIRED_FIELDS,
		    "page_size is required when page is requested",
		    "field=page_size");
	if (page->null_page_size ||
	    (page->n_ids > 0 && !page->has_page && !page->has_page_size))
		return NULL;
	if (page->has_page_size && page->page_size < MAX_PAGE)
		size = (size_t)page->page_size;
	*skip = number > SIZE_MAX / size ? SIZE_MAX : number * size;
	*limit = size;
	return NULL;
}

const struct call_result *
checks_no_format(struct call *call, const char *name)
{
	return call_fail(call, ERR_INVALID_FIELDS_VALUE,
	    "failed parsing query field",
	    "error=incorrect field format: field=%s, field=%s", name, name);
}

const struct call_result *
checks_distinct(struct call *call, const char *field, size_t n,
    const char *const *ids, struct store_strings *distinct)
{
	const struct call_result *refusal =
	    checks_count(call, field, n, call->server->limits.filter_values);
	struct text_set *seen;
	const char **kept;
	size_t i;

	*distinct = (struct store_strings){0};
	if (refusal != NULL)
		return refusal;
	seen = text_set_new(call->arena, n, false);
	distinct->items = kept = arena_alloc_n(call->arena, n, sizeof(*kept));
	for (i = 0; i < n; i++) {
		if (text_set_add(seen, ids[i]) == distinct->n)
			kept[distinct->n++] = ids[i];
	}
	return NULL;
}

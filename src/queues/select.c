#include <stdint.h>

#include "call.h"
#include "filter.h"
#include "queues.h"
#include "queues/select.h"

#define MAX_PAGE 500 /* queues */

/* 500/9999 for the parts of a request that are not there yet, by name. */
static const struct call_result *
refuse_the_rest(struct call *call, const struct queues_get_all_req *request)
{
	const char *part = NULL;

	if (request->has.search_text && *request->search_text != '\0')
		part = "search_text";
	else if (request->has.scroll_id || request->null.scroll_id)
		part = "scroll_id";
	else if (request->has.any_ || request->has.or_)
		part = "_any_";
	else if (request->has.all_ || request->has.and_)
		part = "_all_";
	else if (request->n_metadata > 0)
		part = "metadata filters";
	if (part != NULL)
		return call_fail(call, ERR_NOT_IMPLEMENTED, part, NULL);
	return call_ok(call);
}

static const struct call_result *
select_list(struct call *call, struct filter *filter, enum filter_field field,
    size_t n, const char *const *values)
{
	const char *error;

	if (filter_list(filter, field, n, values, &error))
		return call_ok(call);
	return call_fail_text(call, ERR_INVALID_FIELDS_VALUE, "%s %s",
	    err_info(ERR_INVALID_FIELDS_VALUE)->text, error);
}

static const struct call_result *
select_queues(struct call *call, const struct queues_get_all_req *request,
    struct filter *filter)
{
	const struct call_result *result;
	const char *error;

	if (request->has.name && *request->name != '\0' &&
	    !filter_name(filter, request->name, &error))
		return call_fail(
		    call, ERR_MALFORMED_REGEX, NULL, "err=%s", error);
	if ((result = select_list(
		 call, filter, FILTER_ID, request->n_id, request->id))
		->error != ERR_OK)
		return result;
	if ((result = select_list(
		 call, filter, FILTER_TAGS, request->n_tags, request->tags))
		->error != ERR_OK)
		return result;
	return select_list(call, filter, FILTER_SYSTEM_TAGS,
	    request->n_system_tags, request->system_tags);
}

static const struct call_result *
order_queues(struct call *call, const struct queues_get_all_req *request,
    struct filter *filter)
{
	size_t i;

	for (i = 0; i < request->n_order_by; i++) {
		if (*request->order_by[i] == '\0' ||
		    filter_order(filter, request->order_by[i]))
			continue;
		return call_fail(call, ERR_LOOKUP_ERROR,
		    "probably an invalid field name or unsupported nested "
		    "field",
		    "err=Cannot resolve field \"%s\"", request->order_by[i]);
	}
	return call_ok(call);
}

/*
 * Pages have 500 queues at most; whoever names ids, or asks for no page by
 * two nulls, gets all (behaviour.md 3.6).
 */
static const struct call_result *
page_queues(struct call *call, const struct queues_get_all_req *request,
    struct filter *filter)
{
	size_t page = request->has.page ? (size_t)request->page : 0;
	size_t size = MAX_PAGE;

	if (request->null.page_size && !request->null.page)
		return call_fail(call, ERR_MISSING_REQUIRED_FIELDS,
		    "page_size is required when page is requested",
		    "field=page_size");
	if (request->null.page_size ||
	    (request->n_id > 0 && !request->has.page &&
		!request->has.page_size))
		return call_ok(call);
	if (request->has.page_size && request->page_size < MAX_PAGE)
		size = (size_t)request->page_size;
	filter_page(
	    filter, page > SIZE_MAX / size ? SIZE_MAX : page * size, size);
	return call_ok(call);
}

const struct call_result *
queues_select(struct call *call, const struct queues_get_all_req *request,
    struct filter *filter)
{
	const struct call_result *result;

	if ((result = refuse_the_rest(call, request))->error != ERR_OK ||
	    (result = select_queues(call, request, filter))->error != ERR_OK ||
	    (result = order_queues(call, request, filter))->error != ERR_OK)
		return result;
	return page_queues(call, request, filter);
}

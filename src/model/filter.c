#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/budget.h"
#include "base/pattern.h"
#include "model/filter.h"
#include "model/list_filter.h"
#include "model/order.h"
#include "model/sort.h"
#include "model/text_filter.h"

#define QUEUE_NS 50 /* ns that a queue takes at least */
#define LOOK 10     /* ns that a piece of metadata takes */
#define MAX_TEXTS 6 /* name, search_text, _any_, _or_, _all_, _and_ */

/* A list filter on a piece of metadata. */
struct metadata_filter {
	struct metadata_path path;
	struct list_filter list;
	struct metadata_filter *next;
};

struct filter {
	struct arena *arena;
	const char *company;
	size_t n_texts;
	struct text_filter texts[MAX_TEXTS];
	const struct text_filter *search; /* one of them, or NULL */
	struct list_filter lists[3];      /* by enum filter_field */
	struct list_filter hidden;        /* on system tags */
	struct metadata_filter *metadata; /* the first one, or NULL */
	bool is_collated;                 /* by filter_metadata() */
	size_t n_orders;
	size_t order_room;
	struct order *orders;
	size_t skip;
	size_t limit;
};

struct filter *
filter_new(struct arena *arena, const char *company)
{
	struct filter *filter = arena_alloc(arena, sizeof(*filter));

	filter->arena = arena;
	filter->company = company;
	filter->limit = SIZE_MAX;
	return filter;
}

/* Add a pattern that is to be found in fields. */
static enum filter_fault
add_text(struct filter *filter, unsigned options, const char *pattern, size_t n,
    const char *const *fields, const char **error)
{
	struct text_filter *text = &filter->texts[filter->n_texts];
	struct pattern *compiled;

	assert(filter->n_texts < MAX_TEXTS);
	compiled = pattern_new(filter->arena, pattern, options, error);
	if (compiled == NULL)
		return FILTER_BAD_PATTERN;
	*error = text_filter_init(text, filter->arena, compiled, n, fields);
	if (*error != NULL)
		return FILTER_NO_FIELD;
	filter->n_texts++;
	return FILTER_FINE;
}

enum filter_fault
filter_name(struct filter *filter, const char *pattern, const char **error)
{
	static const char *const field[] = {"name"};

	return add_text(filter, 0, pattern, 1, field, error);
}

enum filter_fault
filter_fields(struct filter *filter, bool all, const char *pattern, size_t n,
    const char *const *fields, const char **error)
{
	enum filter_fault fault;

	fault = add_text(filter, PATTERN_ANY_CASE, pattern, n, fields, error);
	if (fault == FILTER_FINE)
		filter->texts[filter->n_texts - 1].all = all;
	return fault;
}

enum filter_fault
filter_search(struct filter *filter, const char *text, const char **error)
{
	static const char *const fields[] = {"name", "tags", "metadata"};
	enum filter_fault fault;

	fault = add_text(
	    filter, PATTERN_ANY_CASE | PATTERN_LITERAL, text, 3, fields, error);
	if (fault == FILTER_FINE)
		filter->search = &filter->texts[filter->n_texts - 1];
	return fault;
}

bool
filter_is_search(const struct filter *filter)
{
	return filter->search != NULL;
}

enum filter_fault
filter_list(struct filter *filter, enum filter_field field, size_t n,
    const char *const *values, const char **error)
{
	static const char *const names[] = {"id", "tags", "system_tags"};

	*error = list_filter_read(
	    filter->arena, names[field], n, values, &filter->lists[field]);
	return *error == NULL ? FILTER_FINE : FILTER_BAD_LIST;
}

void
filter_hide(struct filter *filter, size_t n, const char *const *tags)
{
	list_filter_exclude(filter->arena, n, tags, &filter->hidden);
}

static enum filter_fault
check_path(enum metadata_path_fault fault)
{
	switch (fault) {
	case METADATA_PATH_FINE:
		break;
	case METADATA_PATH_OTHER:
		return FILTER_NO_FIELD;
	case METADATA_PATH_TOO_DEEP:
		return FILTER_TOO_DEEP;
	case METADATA_PATH_EMPTY:
		return FILTER_EMPTY_KEY;
	}
	return FILTER_FINE;
}

/* Add a filter on metadata, of which *list is still to be read. */
static enum filter_fault
add_metadata(struct filter *filter, const char *path, struct list_filter **list,
    const char **error)
{
	struct metadata_filter *one = arena_alloc(filter->arena, sizeof(*one));
	enum filter_fault fault;

	*error = path;
	fault = check_path(metadata_path_read(filter->arena, path, &one->path));
	if (fault != FILTER_FINE)
		return fault;
	one->next = filter->metadata;
	filter->metadata = one;
	*list = &one->list;
	return FILTER_FINE;
}

enum filter_fault
filter_metadata(struct filter *filter, const char *path, size_t n,
    const char *const *values, const char **error)
{
	struct list_filter *list = NULL;
	enum filter_fault fault = add_metadata(filter, path, &list, error);

	if (fault != FILTER_FINE)
		return fault;
	filter->is_collated = true;
	*error = list_filter_read(filter->arena, path, n, values, list);
	return *error == NULL ? FILTER_FINE : FILTER_BAD_LIST;
}

void
filter_parts(struct filter *filter, enum filter_field field,
    const struct list_parts *parts)
{
	list_filter_read_parts(filter->arena, parts, &filter->lists[field]);
}

enum filter_fault
filter_metadata_parts(struct filter *filter, const char *path,
    const struct list_parts *parts, const char **error)
{
	struct list_filter *list = NULL;
	enum filter_fault fault = add_metadata(filter, path, &list, error);

	if (fault == FILTER_FINE) {
		list_filter_read_parts(filter->arena, parts, list);
		list->is_value = true;
	}
	return fault;
}

enum filter_fault
filter_order(struct filter *filter, const char *field, const char **error)
{
	enum filter_fault fault;
	struct order order;

	*error = field;
	fault = check_path(order_read(filter->arena, field, &order));
	if (fault != FILTER_FINE)
		return fault;
	if (order.field == ORDER_TEXT_SCORE && filter->search == NULL)
		return FILTER_NO_FIELD;
	filter->orders = arena_grow(filter->arena, filter->orders,
	    filter->n_orders, &filter->order_room, sizeof(order));
	filter->orders[filter->n_orders++] = order;
	return FILTER_FINE;
}

void
filter_page(struct filter *filter, size_t skip, size_t limit)
{
	filter->skip = skip;
	filter->limit = limit;
}

const char *
filter_company(const struct filter *filter)
{
	return filter->company;
}

/* True if texts are compared by collate_texts(). */
static bool
is_collated(const struct filter *filter)
{
	return filter->is_collated ||
	       (filter->n_orders > 0 && filter->orders[0].field == ORDER_PATH);
}

bool
filter_ids(const struct filter *filter, size_t *n, const char *const **ids)
{
	const struct list_texts *texts =
	    list_filter_needed(&filter->lists[FILTER_ID]);

	if (texts == NULL || is_collated(filter))
		return false;
	*n = texts->n;
	*ids = text_sort_unique(filter->arena, n, texts->items);
	return true;
}

unsigned
filter_needs(const struct filter *filter)
{
	unsigned parts = 0;
	size_t i;

	if (filter->lists[FILTER_TAGS].is_set)
		parts |= QUEUE_TAGS;
	if (filter->lists[FILTER_SYSTEM_TAGS].is_set || filter->hidden.is_set)
		parts |= QUEUE_SYSTEM_TAGS;
	for (i = 0; i < filter->n_texts; i++)
		parts |= text_filter_needs(&filter->texts[i]);
	for (i = 0; i < filter->n_orders; i++)
		parts |= order_needs(&filter->orders[i]);
	if (filter->metadata != NULL)
		parts |= QUEUE_METADATA;
	return parts;
}

/*
 * A member of a piece of metadata counts as a list of one text; a missing one
 * as an empty list; a whole piece as a text that is equal to no other.
 */
static bool
matches_metadata(const struct metadata_filter *filter, bool collated,
    const struct queue *queue)
{
	const struct queue_metadata *item =
	    metadata_path_find(&filter->path, queue);
	unsigned members = filter->path.members;
	const char *value = "\xff"; /* not UTF-8, so equal to no text */

	if (item == NULL || members == METADATA_NONE)
		return list_filter_matches(&filter->list, collated, 0, NULL);
	if (members != METADATA_WHOLE)
		value = metadata_path_text(item, (enum metadata_member)members);
	return list_filter_matches(&filter->list, collated, 1, &value);
}

static bool
matches(const struct filter *filter, const struct queue *queue)
{
	struct budget *budget = arena_budget(filter->arena);
	const struct metadata_filter *metadata;
	bool collated = is_collated(filter);
	size_t i;

	if (!list_filter_matches(
		&filter->lists[FILTER_ID], collated, 1, &queue->id) ||
	    !list_filter_matches(&filter->lists[FILTER_TAGS], collated,
		queue->n_tags, queue->tags) ||
	    !list_filter_matches(&filter->lists[FILTER_SYSTEM_TAGS], collated,
		queue->n_system_tags, queue->system_tags) ||
	    filter_is_hidden(filter, queue->n_system_tags, queue->system_tags))
		return false;
	for (i = 0; i < filter->n_texts; i++) {
		if (!text_filter_matches(&filter->texts[i], queue))
			return false;
	}
	for (metadata = filter->metadata; metadata != NULL;
	     metadata = metadata->next) {
		if (!budget_pay(budget, LOOK * (1 + queue->n_metadata)) ||
		    !matches_metadata(metadata, collated, queue))
			return false;
	}
	return true;
}

/* True if a pattern cost too much on some queue. */
static bool
gave_up(const struct filter *filter)
{
	size_t i;

	for (i = 0; i < filter->n_texts; i++) {
		if (pattern_gave_up(filter->texts[i].pattern))
			return true;
	}
	return false;
}

/* Drop queues that don't match; returns how many are left. */
static size_t
keep_matches(const struct filter *filter, size_t n, struct queue *queues)
{
	struct budget *budget = arena_budget(filter->arena);
	size_t i, kept = 0;

	for (i = 0; i < n && budget_pay(budget, QUEUE_NS) && !gave_up(filter);
	     i++) {
		if (matches(filter, &queues[i]))
			queues[kept++] = queues[i];
	}
	return kept;
}

/* Why the result is void, or NULL. */
static const char *
find_fault(const struct filter *filter)
{
	if (gave_up(filter))
		return "the pattern costs too much to match";
	return budget_pay(arena_budget(filter->arena), 0)
		   ? NULL
		   : "the list costs too much";
}

size_t
filter_apply(const struct filter *filter, size_t n, struct queue *queues,
    const char **error)
{
	const struct sorting sorting = {.arena = filter->arena,
	    .n_orders = filter->n_orders,
	    .orders = filter->orders,
	    .by_collate = is_collated(filter),
	    .search = filter->search};
	struct budget *budget = arena_budget(filter->arena);
	size_t kept;

	budget_begin(budget, BUDGET_WAIT);
	kept = keep_matches(filter, n, queues);
	if (filter->n_orders > 0)
		sort_queues(&sorting, kept, queues);
	budget_end(budget);
	*error = find_fault(filter);
	if (*error != NULL || filter->skip >= kept)
		return 0;
	kept -= filter->skip;
	if (filter->skip > 0)
		memmove(queues, queues + filter->skip, kept * sizeof(*queues));
	return kept < filter->limit ? kept : filter->limit;
}

size_t
filter_apply_again(const struct filter *filter, size_t n, struct queue *queues,
    const char **error)
{
	struct budget *budget = arena_budget(filter->arena);
	size_t kept;

	budget_begin(budget, BUDGET_WAIT);
	kept = keep_matches(filter, n, queues);
	budget_end(budget);
	*error = find_fault(filter);
	return *error == NULL ? kept : 0;
}

bool
filter_gave_up(const struct filter *filter)
{
	return gave_up(filter);
}

bool
filter_has_hidden(const struct filter *filter)
{
	return filter->hidden.is_set;
}

bool
filter_is_hidden(
    const struct filter *filter, size_t n, const char *const *system_tags)
{
	return !list_filter_matches(
	    &filter->hidden, is_collated(filter), n, system_tags);
}

bool
filter_page_alone(const struct filter *filter, size_t *skip, size_t *limit)
{
	size_t i;

	for (i = 0; i < 3; i++) {
		if (filter->lists[i].is_set)
			return false;
	}
	*skip = filter->skip;
	*limit = filter->limit;
	return filter->n_texts == 0 && filter->metadata == NULL &&
	       filter->n_orders == 0;
}

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/budget.h"
#include "base/pattern.h"
#include "model/collate.h"
#include "model/filter.h"
#include "model/list_filter.h"
#include "model/order.h"
#include "model/text_filter.h"

#define QUEUE_NS 50  /* that a queue takes at least */
#define LOOK 10      /* ns for a look at a piece of metadata */
#define MAX_ORDER 16 /* fields */
#define MAX_TEXTS 6  /* name, search_text, _any_, _or_, _all_, _and_ */

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
	size_t n_orders;
	struct order orders[MAX_ORDER];
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

enum filter_fault
filter_metadata(struct filter *filter, const char *path, size_t n,
    const char *const *values, const char **error)
{
	struct metadata_filter *one = arena_alloc(filter->arena, sizeof(*one));
	enum filter_fault fault;

	*error = path;
	fault = check_path(metadata_path_read(filter->arena, path, &one->path));
	if (fault != FILTER_FINE)
		return fault;
	one->next = filter->metadata;
	filter->metadata = one;
	*error = list_filter_read(filter->arena, path, n, values, &one->list);
	return *error == NULL ? FILTER_FINE : FILTER_BAD_LIST;
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
	/* more than that many orders can't tell queues apart */
	if (filter->n_orders < MAX_ORDER)
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

/* True if texts are compared as people sort them: where metadata is. */
static bool
is_collated(const struct filter *filter)
{
	return filter->metadata != NULL ||
	       filter->orders[0].field == ORDER_PATH;
}

static int
compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool
filter_ids(const struct filter *filter, size_t *n, const char *const **ids)
{
	const struct list_filter *list = &filter->lists[FILTER_ID];
	const char **sorted;
	size_t i, kept = 0;

	if (list->n_in == 0 || is_collated(filter) ||
	    (list->any && list->n_in < list->n_in + list->n_out + list->n_all))
		return false;
	sorted = arena_alloc_n(filter->arena, list->n_in, sizeof(*sorted));
	memcpy(sorted, list->in, list->n_in * sizeof(*sorted));
	qsort(sorted, list->n_in, sizeof(*sorted), compare_texts);
	for (i = 0; i < list->n_in; i++) {
		if (i == 0 || strcmp(sorted[i], sorted[i - 1]) != 0)
			sorted[kept++] = sorted[i];
	}
	*n = kept;
	*ids = sorted;
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
 * A member of metadata counts as a list of one; one that is not there, as an
 * empty list; a whole piece is something that no text is equal to.  Texts are
 * always compared as people sort them.
 */
static bool
matches_metadata(
    const struct metadata_filter *filter, const struct queue *queue)
{
	const struct queue_metadata *item =
	    metadata_path_find(&filter->path, queue);
	unsigned members = filter->path.members;
	const char *value = "\xff"; /* which is no UTF-8 */

	if (item == NULL || members == METADATA_NONE)
		return list_filter_matches(&filter->list, true, 0, NULL);
	if (members != METADATA_WHOLE)
		value = metadata_path_text(item, (enum metadata_member)members);
	return list_filter_matches(&filter->list, true, 1, &value);
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
		    !matches_metadata(metadata, queue))
			return false;
	}
	return true;
}

/* A queue while it is sorted: qsort(3) has no argument for the filter. */
struct ranked {
	const struct filter *filter;
	size_t score;                 /* of search_text */
	const struct order_key *keys; /* by the filter's orders */
	struct queue queue;
};

/* By the i-th order, as it is to be; the best score comes first. */
static int
compare_by(const struct ranked *a, const struct ranked *b, size_t i)
{
	const struct filter *filter = a->filter;
	const struct order *order = &filter->orders[i];
	int result;

	if (order->field == ORDER_TEXT_SCORE)
		return (a->score < b->score) - (a->score > b->score);
	result = order_compare(order, &a->keys[i], &b->keys[i],
	    is_collated(filter), arena_budget(filter->arena));
	return order->descending ? -result : result;
}

/* True if what is empty comes last: only for the first field. */
static bool
puts_empty_last(const struct order *order)
{
	return !order->descending && order->field != ORDER_TEXT_SCORE;
}

static int
compare(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;
	const struct filter *filter = a->filter;
	const struct order *order = filter->orders;
	bool by_id = false;
	int result = 0;
	size_t i;

	if (puts_empty_last(order) && order_is_empty(order, &a->keys[0]) !=
					  order_is_empty(order, &b->keys[0]))
		return order_is_empty(order, &a->keys[0]) ? 1 : -1;
	for (i = 0; i < filter->n_orders; i++, order++) {
		if ((result = compare_by(a, b, i)) != 0)
			return result;
		by_id = by_id || order->field == ORDER_ID;
	}
	if (is_collated(filter) && !by_id)
		result = collate_texts(a->queue.id, b->queue.id);
	return result != 0 ? result : strcmp(a->queue.id, b->queue.id);
}

static void
rank(const struct filter *filter, const struct queue *queue,
    struct order_key *keys, struct ranked *ranked)
{
	size_t i;

	*ranked =
	    (struct ranked){.filter = filter, .keys = keys, .queue = *queue};
	if (filter->search != NULL)
		ranked->score = text_filter_count(filter->search, queue);
	for (i = 0; i < filter->n_orders; i++)
		order_find_key(&filter->orders[i], queue, is_collated(filter),
		    arena_budget(filter->arena), &keys[i]);
}

static void
sort(const struct filter *filter, size_t n, struct queue *queues)
{
	struct budget *budget = arena_budget(filter->arena);
	size_t i, n_orders = filter->n_orders;
	struct ranked *ranked;
	struct order_key *keys;

	if (n_orders == 0 || n < 2)
		return;
	ranked = arena_alloc_n(filter->arena, n, sizeof(*ranked));
	keys = arena_alloc_n(filter->arena, n * n_orders, sizeof(*keys));
	for (i = 0; i < n && budget_pay(budget, QUEUE_NS); i++)
		rank(filter, &queues[i], &keys[i * n_orders], &ranked[i]);
	if (i < n)
		return;
	qsort(ranked, n, sizeof(*ranked), compare);
	for (i = 0; i < n; i++)
		queues[i] = ranked[i].queue;
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

/* Drop what doesn't match; how many are left. */
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

/* Why what was done is void, or NULL. */
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
	struct budget *budget = arena_budget(filter->arena);
	size_t kept;

	budget_begin(budget, BUDGET_WAIT);
	kept = keep_matches(filter, n, queues);
	sort(filter, kept, queues);
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

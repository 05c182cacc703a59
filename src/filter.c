#define PCRE2_CODE_UNIT_WIDTH 8

#include <pcre2.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "filter.h"
#include "list_filter.h"

#define MAX_PATTERN ((size_t)4096) /* bytes */
#define MATCH_LIMIT 20000          /* steps for one name */
#define HEAP_LIMIT 1024            /* KiB for one name */
#define DEPTH_LIMIT 1000
#define MAX_ORDER 16 /* fields */

enum order_field {
	ORDER_ID,
	ORDER_NAME,
	ORDER_COMPANY,
	ORDER_CREATED,
	ORDER_LAST_UPDATE,
	ORDER_TAGS,
	ORDER_SYSTEM_TAGS,
	ORDER_ENTRIES,
	ORDER_METADATA,
};

struct order {
	enum order_field field;
	bool descending;
};

struct filter {
	struct arena *arena;
	const char *company;
	pcre2_code *name; /* NULL: any name */
	pcre2_general_context *memory;
	struct list_filter lists[3]; /* by enum filter_field */
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

static void *
allocate(size_t size, void *arena)
{
	return arena_alloc(arena, size);
}

static void
release(void *memory, void *arena)
{
	(void)memory;
	(void)arena; /* goes with the arena */
}

bool
filter_name(struct filter *filter, const char *pattern, const char **error)
{
	size_t n = strlen(pattern), offset;
	pcre2_compile_context *context;
	PCRE2_UCHAR text[256];
	int code;

	if (n > MAX_PATTERN) {
		*error = "the pattern is longer than 4096 bytes";
		return false;
	}
	filter->memory =
	    pcre2_general_context_create(allocate, release, filter->arena);
	context = pcre2_compile_context_create(filter->memory);
	filter->name = pcre2_compile((PCRE2_SPTR)pattern, n,
	    PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C, &code, &offset, context);
	if (filter->name != NULL)
		return true;
	pcre2_get_error_message(code, text, sizeof(text));
	*error = arena_printf(
	    filter->arena, "%s at position %zu", (const char *)text, offset);
	return false;
}

bool
filter_list(struct filter *filter, enum filter_field field, size_t n,
    const char *const *values, const char **error)
{
	static const char *const names[] = {"id", "tags", "system_tags"};

	*error = list_filter_read(
	    filter->arena, names[field], n, values, &filter->lists[field]);
	return *error == NULL;
}

bool
filter_order(struct filter *filter, const char *field)
{
	static const char *const names[] = {
	    [ORDER_ID] = "id",
	    [ORDER_NAME] = "name",
	    [ORDER_COMPANY] = "company",
	    [ORDER_CREATED] = "created",
	    [ORDER_LAST_UPDATE] = "last_update",
	    [ORDER_TAGS] = "tags",
	    [ORDER_SYSTEM_TAGS] = "system_tags",
	    [ORDER_ENTRIES] = "entries",
	    [ORDER_METADATA] = "metadata",
	};
	struct order order = {.descending = *field == '-'};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (strcmp(field + order.descending, names[i]) != 0)
			continue;
		order.field = (enum order_field)i;
		/* more than that many orders can't tell queues apart */
		if (filter->n_orders < MAX_ORDER)
			filter->orders[filter->n_orders++] = order;
		return true;
	}
	return false;
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

	if (list->n_in == 0 ||
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

	if (filter->lists[FILTER_TAGS].is_set ||
	    filter->lists[FILTER_SYSTEM_TAGS].is_set)
		parts |= QUEUE_TAGS;
	for (i = 0; i < filter->n_orders; i++) {
		switch (filter->orders[i].field) {
		case ORDER_TAGS:
		case ORDER_SYSTEM_TAGS:
			parts |= QUEUE_TAGS;
			break;
		case ORDER_ENTRIES:
			parts |= QUEUE_ENTRIES;
			break;
		case ORDER_METADATA:
			parts |= QUEUE_METADATA;
			break;
		case ORDER_ID:
		case ORDER_NAME:
		case ORDER_COMPANY:
		case ORDER_CREATED:
		case ORDER_LAST_UPDATE:
			break;
		}
	}
	return parts;
}

struct matcher {
	pcre2_match_context *context;
	pcre2_match_data *data;
	bool failed; /* a limit was passed */
};

static bool
name_matches(
    const struct filter *filter, struct matcher *matcher, const char *name)
{
	int found;

	if (filter->name == NULL)
		return true;
	found = pcre2_match(filter->name, (PCRE2_SPTR)name, strlen(name), 0,
	    PCRE2_NO_UTF_CHECK, matcher->data, matcher->context);
	if (found < 0 && found != PCRE2_ERROR_NOMATCH)
		matcher->failed = true;
	return found >= 0;
}

static bool
matches(const struct filter *filter, struct matcher *matcher,
    const struct queue *queue)
{
	return list_filter_matches(&filter->lists[FILTER_ID], 1, &queue->id) &&
	       list_filter_matches(
		   &filter->lists[FILTER_TAGS], queue->n_tags, queue->tags) &&
	       list_filter_matches(&filter->lists[FILTER_SYSTEM_TAGS],
		   queue->n_system_tags, queue->system_tags) &&
	       name_matches(filter, matcher, queue->name);
}

/* A queue while it is sorted: qsort(3) has no argument for the filter. */
struct ranked {
	const struct filter *filter;
	struct queue queue;
};

/* The least of some texts, or the greatest; NULL if there are none. */
static const char *
extreme(size_t n, const char *const *texts, bool greatest)
{
	const char *found = NULL;
	size_t i;

	for (i = 0; i < n; i++) {
		if (found == NULL || (strcmp(texts[i], found) > 0) == greatest)
			found = texts[i];
	}
	return found;
}

/* The text that a queue is ordered by; NULL for an empty field. */
static const char *
text_key(const struct queue *queue, const struct order *order)
{
	switch (order->field) {
	case ORDER_ID:
		return queue->id;
	case ORDER_NAME:
		return queue->name;
	case ORDER_COMPANY:
		return queue->company;
	case ORDER_TAGS:
		return extreme(queue->n_tags, queue->tags, order->descending);
	case ORDER_SYSTEM_TAGS:
		return extreme(queue->n_system_tags, queue->system_tags,
		    order->descending);
	case ORDER_ENTRIES:
		return queue->n_entries == 0 ? NULL : queue->entries[0].task;
	case ORDER_METADATA:
		return queue->n_metadata == 0 ? NULL : queue->metadata[0].name;
	case ORDER_CREATED:
	case ORDER_LAST_UPDATE:
		break;
	}
	return NULL;
}

static int64_t
time_key(const struct queue *queue, const struct order *order)
{
	return order->field == ORDER_CREATED ? queue->created
					     : queue->last_update;
}

static bool
is_time(const struct order *order)
{
	return order->field == ORDER_CREATED ||
	       order->field == ORDER_LAST_UPDATE;
}

static bool
is_empty(const struct queue *queue, const struct order *order)
{
	return is_time(order) ? time_key(queue, order) == QUEUE_NEVER
			      : text_key(queue, order) == NULL;
}

/* By one field, as if ascending; an empty one is less than any other. */
static int
compare_field(
    const struct queue *a, const struct queue *b, const struct order *order)
{
	bool no_a = is_empty(a, order), no_b = is_empty(b, order);

	if (no_a || no_b)
		return no_b - no_a;
	if (is_time(order))
		return (time_key(a, order) > time_key(b, order)) -
		       (time_key(a, order) < time_key(b, order));
	return strcmp(text_key(a, order), text_key(b, order));
}

static int
compare(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;
	const struct filter *filter = a->filter;
	const struct order *order = filter->orders;
	bool by_id = false;
	int result;
	size_t i;

	if (!order->descending &&
	    is_empty(&a->queue, order) != is_empty(&b->queue, order))
		return is_empty(&a->queue, order) ? 1 : -1;
	for (i = 0; i < filter->n_orders; i++, order++) {
		result = compare_field(&a->queue, &b->queue, order);
		if (result != 0)
			return order->descending ? -result : result;
		by_id = by_id || order->field == ORDER_ID;
	}
	return by_id ? 0 : strcmp(a->queue.id, b->queue.id);
}

static void
sort(const struct filter *filter, size_t n, struct queue *queues)
{
	struct ranked *ranked;
	size_t i;

	if (filter->n_orders == 0 || n < 2)
		return;
	ranked = arena_alloc_n(filter->arena, n, sizeof(*ranked));
	for (i = 0; i < n; i++)
		ranked[i] = (struct ranked){filter, queues[i]};
	qsort(ranked, n, sizeof(*ranked), compare);
	for (i = 0; i < n; i++)
		queues[i] = ranked[i].queue;
}

static void
prepare(const struct filter *filter, struct matcher *matcher)
{
	*matcher = (struct matcher){0};
	if (filter->name == NULL)
		return;
	matcher->context = pcre2_match_context_create(filter->memory);
	pcre2_set_match_limit(matcher->context, MATCH_LIMIT);
	pcre2_set_heap_limit(matcher->context, HEAP_LIMIT);
	pcre2_set_depth_limit(matcher->context, DEPTH_LIMIT);
	matcher->data =
	    pcre2_match_data_create_from_pattern(filter->name, filter->memory);
}

size_t
filter_apply(const struct filter *filter, size_t n, struct queue *queues,
    const char **error)
{
	struct matcher matcher;
	size_t i, kept = 0;

	prepare(filter, &matcher);
	for (i = 0; i < n && !matcher.failed; i++) {
		if (matches(filter, &matcher, &queues[i]))
			queues[kept++] = queues[i];
	}
	*error = matcher.failed ? "the pattern costs too much to match" : NULL;
	if (matcher.failed)
		return 0;
	sort(filter, kept, queues);
	if (filter->skip >= kept)
		return 0;
	kept -= filter->skip;
	if (filter->skip > 0)
		memmove(queues, queues + filter->skip, kept * sizeof(*queues));
	return kept < filter->limit ? kept : filter->limit;
}

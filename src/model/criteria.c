#include <string.h>

#include "base/arena.h"
#include "base/budget.h"
#include "base/pattern.h"
#include "model/criteria.h"

#define METRICS "last_metrics."
#define LOOK_NS 50 /* to look at a text, apart from matching it */

void
criteria_init(struct criteria *criteria, struct arena *arena,
    const char *company, const struct criteria_fields *fields)
{
	*criteria = (struct criteria){
	    .arena = arena, .company = company, .fields = fields};
}

bool
criteria_find(const struct criteria *criteria, const char *name, size_t *field)
{
	size_t i;

	for (i = 0; i < criteria->fields->n; i++) {
		if (strcmp(criteria->fields->items[i].name, name) == 0) {
			*field = i;
			return true;
		}
	}
	return false;
}

/* A new list for a field that there is, or NULL if there are too many. */
static struct criteria_list *
new_list(struct criteria *criteria, const char *field)
{
	struct criteria_list *list = &criteria->lists[criteria->n_lists];

	if (criteria->n_lists == CRITERIA_MOST ||
	    !criteria_find(criteria, field, &list->field))
		return NULL;
	criteria->n_lists++;
	return list;
}

const char *
criteria_add_list(struct criteria *criteria, const char *field, size_t n,
    const char *const *values)
{
	struct criteria_list *list;

	if (n == 0 || (list = new_list(criteria, field)) == NULL)
		return NULL;
	return list_filter_read(
	    criteria->arena, field, n, values, &list->filter);
}

bool
criteria_add_parts(struct criteria *criteria, const char *field,
    const struct list_parts *parts)
{
	struct criteria_list *list;
	size_t i;

	if (!criteria_find(criteria, field, &i) ||
	    criteria->fields->items[i].is_time ||
	    (list = new_list(criteria, field)) == NULL)
		return false;
	list_filter_read_parts(criteria->arena, parts, &list->filter);
	return true;
}

void
criteria_exclude(struct criteria *criteria, const char *field, size_t n,
    const char *const *texts)
{
	struct criteria_list *list = new_list(criteria, field);

	if (list != NULL)
		list_filter_exclude(criteria->arena, n, texts, &list->filter);
}

const char *
criteria_add_pattern(struct criteria *criteria, struct pattern *pattern,
    bool all, size_t n, const char *const *fields)
{
	struct criteria_pattern *into =
	    &criteria->patterns[criteria->n_patterns];
	size_t i;

	if (n == 0 || criteria->n_patterns == CRITERIA_MOST)
		return NULL;
	*into = (struct criteria_pattern){.pattern = pattern,
	    .all = all,
	    .n = n,
	    .fields = arena_alloc_n(criteria->arena, n, sizeof(*into->fields))};
	for (i = 0; i < n; i++) {
		if (!criteria_find(criteria, fields[i], &into->fields[i]))
			return fields[i];
	}
	criteria->n_patterns++;
	return NULL;
}

bool
criteria_add_range(struct criteria *criteria, const char *field,
    enum criteria_sign sign, int64_t value)
{
	struct criteria_range *range = &criteria->ranges[criteria->n_ranges];

	if (criteria->n_ranges == CRITERIA_MOST ||
	    !criteria_find(criteria, field, &range->field))
		return false;
	range->sign = sign;
	range->value = value;
	criteria->n_ranges++;
	return true;
}

/* The next part of a text up to a dot, or to its end. */
static const char *
next_part(struct arena *arena, const char **at)
{
	size_t n = strcspn(*at, ".");
	const char *part = arena_strndup(arena, *at, n);

	*at += n + ((*at)[n] == '.');
	return part;
}

/* Read "<hash>.<hash>.<value>". */
static bool
read_metric(struct arena *arena, const char *text, struct criteria_order *order)
{
	order->metric = next_part(arena, &text);
	order->variant = next_part(arena, &text);
	order->value = next_part(arena, &text);
	return *text == '\0' && (strcmp(order->value, "value") == 0 ||
				    strcmp(order->value, "min_value") == 0 ||
				    strcmp(order->value, "max_value") == 0);
}

bool
criteria_add_order(struct criteria *criteria, const char *text)
{
	struct criteria_order *order = &criteria->orders[criteria->n_orders];

	if (criteria->n_orders == CRITERIA_MOST)
		return false;
	*order = (struct criteria_order){.descending = *text == '-'};
	text += order->descending;
	if (strncmp(text, METRICS, strlen(METRICS)) == 0) {
		if (!read_metric(
			criteria->arena, text + strlen(METRICS), order))
			return false;
	} else if (!criteria_find(criteria, text, &order->field)) {
		return false;
	}
	criteria->n_orders++;
	return true;
}

unsigned
criteria_needs(const struct criteria *criteria)
{
	const struct criteria_field *fields = criteria->fields->items;
	const struct criteria_pattern *pattern;
	unsigned needs = 0;
	size_t i, k;

	for (i = 0; i < criteria->n_lists; i++)
		needs |= fields[criteria->lists[i].field].need;
	for (i = 0; i < criteria->n_patterns; i++) {
		pattern = &criteria->patterns[i];
		for (k = 0; k < pattern->n; k++)
			needs |= fields[pattern->fields[k]].need;
	}
	return needs;
}

/* Look up a field's texts. */
static void
find_texts(const void *record, size_t field, criteria_look *look,
    struct criteria_texts *texts)
{
	*texts = (struct criteria_texts){0};
	look(record, field, texts);
	if (texts->n > 0 && texts->items == NULL)
		texts->items = &texts->one;
}

/* True if a pattern is found in a field. */
static bool
is_found(const struct criteria_pattern *pattern, struct budget *budget,
    const struct criteria_texts *texts)
{
	size_t i;

	for (i = 0; i < texts->n && budget_pay(budget, LOOK_NS); i++) {
		if (pattern_matches(pattern->pattern, texts->items[i]))
			return true;
	}
	return false;
}

static bool
passes(const struct criteria *criteria, const struct criteria_pattern *pattern,
    const void *record, criteria_look *look)
{
	struct budget *budget = arena_budget(criteria->arena);
	struct criteria_texts texts;
	size_t i;

	for (i = 0; i < pattern->n; i++) {
		find_texts(record, pattern->fields[i], look, &texts);
		if (is_found(pattern, budget, &texts) != pattern->all)
			return !pattern->all;
	}
	return pattern->all;
}

bool
criteria_match(
    const struct criteria *criteria, const void *record, criteria_look *look)
{
	struct criteria_texts texts;
	size_t i;

	for (i = 0; i < criteria->n_lists; i++) {
		find_texts(record, criteria->lists[i].field, look, &texts);
		if (!list_filter_matches(&criteria->lists[i].filter, false,
			texts.n, texts.items))
			return false;
	}
	for (i = 0; i < criteria->n_patterns; i++) {
		if (!passes(criteria, &criteria->patterns[i], record, look))
			return false;
	}
	return true;
}

bool
criteria_gave_up(const struct criteria *criteria)
{
	size_t i;

	for (i = 0; i < criteria->n_patterns; i++) {
		if (pattern_gave_up(criteria->patterns[i].pattern))
			return true;
	}
	return false;
}

#ifndef MODEL_FILTER_H
#define MODEL_FILTER_H

/*
 * Which queues a list call wants, and in which order: evaluated by one code for
 * every store, so that they can't drift apart.  A store selects candidates by
 * the company and the ids, and leaves the rest to filter_apply().
 *
 * The functions that add a condition refuse a bad one before anything is read.
 * Rules: doc/original.md, "Filters", "Lists" and "Orders".
 */

#include <stdbool.h>
#include <stddef.h>

#include "model/queue.h"

struct arena;
struct filter;
struct list_parts;

/* Fields that list filters apply to. */
enum filter_field {
	FILTER_ID,
	FILTER_TAGS,
	FILTER_SYSTEM_TAGS,
};

/* Everything that belongs to one company, in order of creation. */
struct filter *filter_new(struct arena *arena, const char *company);

/* Why a condition is refused. */
enum filter_fault {
	FILTER_FINE,
	FILTER_BAD_PATTERN, /* *error says why */
	FILTER_NO_FIELD,    /* *error is the name that is not a field */
	FILTER_TOO_DEEP,    /* *error is a path with more than three parts */
	FILTER_EMPTY_KEY,   /* *error is a path into metadata without a name */
	FILTER_BAD_LIST, /* *error is what follows "Invalid value for fields ",
			  * as "(Unsupported operator): field=tags, operator=x"
			  */
};

/* Only queues whose name matches a pattern: unanchored, case-sensitive. */
enum filter_fault filter_name(
    struct filter *filter, const char *pattern, const char **error);

/*
 * Only queues in whose fields a pattern is found, letters of either case: in
 * all of them, or in one at least.  No field adds no constraint.  The fields
 * are those of text_filter.h.  At most four calls.
 */
enum filter_fault filter_fields(struct filter *filter, bool all,
    const char *pattern, size_t n, const char *const *fields,
    const char **error);

/*
 * Only queues with a text in their name, tags or metadata, letters of either
 * case; the order "@text_score" puts those first where it is found most often.
 */
enum filter_fault filter_search(
    struct filter *filter, const char *text, const char **error);

/* True if filter_search() was called: "@text_score" is an order then. */
bool filter_is_search(const struct filter *filter);

/*
 * A list filter with its operators ("-x", "__$not", "__$all", ...).  values
 * may hold NULL ("or empty").  n = 0 adds no constraint.
 */
enum filter_fault filter_list(struct filter *filter, enum filter_field field,
    size_t n, const char *const *values, const char **error);

/* The same on a piece of metadata, by its path (metadata_path.h). */
enum filter_fault filter_metadata(struct filter *filter, const char *path,
    size_t n, const char *const *values, const char **error);

/*
 * A filter in parts (list_filter.h); it replaces a list filter on the field.
 */
void filter_parts(struct filter *filter, enum filter_field field,
    const struct list_parts *parts);

/*
 * The same on a piece of metadata, which is a text and so never counts as an
 * empty list.  Unlike filter_metadata(), this does not make comparisons use
 * collate_texts().
 */
enum filter_fault filter_metadata_parts(struct filter *filter, const char *path,
    const struct list_parts *parts, const char **error);

/* Leave out queues that have one of these system tags. */
void filter_hide(struct filter *filter, size_t n, const char *const *tags);

/*
 * Order by a field name, "-" before it for descending; called once per field,
 * the most important first.  With any order, ties are sorted by id, and queues
 * where the first field is empty come last.  After filter_metadata(), or if the
 * first order is by a piece of metadata, texts are compared by collate_texts()
 * in all orders and list filters.
 */
enum filter_fault filter_order(
    struct filter *filter, const char *field, const char **error);

/* Skip that many matches, then take at most limit (SIZE_MAX: all). */
void filter_page(struct filter *filter, size_t skip, size_t limit);

/* For stores: the company. */
const char *filter_company(const struct filter *filter);

/*
 * For stores: if only certain ids can match, their number and the ids (without
 * duplicates); else false.
 */
bool filter_ids(
    const struct filter *filter, size_t *n, const char *const **ids);

/* For stores: the parts (enum queue_part) that filter_apply() looks at. */
unsigned filter_needs(const struct filter *filter);

/* For stores: true if filter_hide() may leave out queues, and true if it leaves
 * out one with these system tags. */
bool filter_has_hidden(const struct filter *filter);
bool filter_is_hidden(
    const struct filter *filter, size_t n, const char *const *system_tags);

/*
 * For stores: true if all that is wanted is a page of the queues that are not
 * hidden, in order of creation; a store that takes it itself doesn't need
 * filter_apply().
 */
bool filter_page_alone(
    const struct filter *filter, size_t *skip, size_t *limit);

/*
 * Reduce n candidates, given in order of creation, to the wanted page, in its
 * order, in place.  Returns how many are left.  The budget of the filter's
 * arena pays; if it is used up, or a pattern costs too much, *error says so,
 * and the result is 0; else *error is NULL.
 */
size_t filter_apply(const struct filter *filter, size_t n, struct queue *queues,
    const char **error);

/*
 * Filter again the queues that filter_apply() left, after reading them anew:
 * those that no longer match are dropped; the order stays.
 */
size_t filter_apply_again(const struct filter *filter, size_t n,
    struct queue *queues, const char **error);

/* True if it was a pattern that cost too much (400/21). */
bool filter_gave_up(const struct filter *filter);

#endif

#ifndef MODEL_LIST_FILTER_H
#define MODEL_LIST_FILTER_H

/*
 * A filter on a field that holds texts: which it must have, and which not.
 * Operators among the values say how they count (doc/original.md, "Filters").
 */

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct list_index;

struct list_filter {
	bool is_set;
	bool any; /* one bucket is enough; else all must hold */
	bool or_empty;
	size_t n_in; /* the field has one of these */
	const char **in;
	size_t n_out; /* it has none of these */
	const char **out;
	size_t n_all; /* it has all of these */
	const char **all;
	struct list_index *index; /* for list_filter_matches() */
};

/*
 * Read a filter from its values; NULL among them means "or empty".  If the
 * operators make no sense, returns what follows "Invalid value for fields ";
 * else NULL.  field is named in that text.
 */
const char *list_filter_read(struct arena *arena, const char *field, size_t n,
    const char *const *values, struct list_filter *list);

/* A filter that only lets fields without any of these texts pass. */
void list_filter_exclude(struct arena *arena, size_t n,
    const char *const *texts, struct list_filter *list);

/*
 * True if a field of n texts passes; a filter that is not set lets all pass.
 * Texts are equal by code, or by collate_texts().  It costs as much as the
 * field is long, which is paid for by the budget of the filter's arena; void
 * once that is at an end.
 */
bool list_filter_matches(const struct list_filter *list, bool by_collate,
    size_t n, const char *const *values);

#endif

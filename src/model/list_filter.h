#ifndef MODEL_LIST_FILTER_H
#define MODEL_LIST_FILTER_H

/*
 * A filter on a field that holds texts: which it must have, and which not.  It
 * is read from a list with operators among its values, or from parts, in which
 * values are just texts (doc/original.md, "Filters").
 */

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct list_index;

/* What texts can be to a field that passes. */
enum list_condition {
	LIST_ONE_OF,
	LIST_NONE_OF,
	LIST_ALL_OF,
	LIST_LACKS_ONE_OF,
	LIST_CONDITIONS, /* how many there are */
};

/* Conditions of which all must hold, or any; without any, it counts nothing. */
struct list_group {
	bool any;
	bool is_empty;     /* a condition is that the field is empty, */
	bool is_not_empty; /* or that it is not; the others have texts: */
	struct list_texts {
		size_t n;
		const char **items;
	} texts[LIST_CONDITIONS];
};

#define LIST_GROUPS 2

struct list_filter {
	bool is_set;
	bool either;   /* one group is enough; else both must hold */
	bool is_value; /* the field is a text or missing, and never empty */
	struct list_group groups[LIST_GROUPS];
	struct list_index *index; /* for list_filter_matches() */
};

/* One of two parts; NULL among its texts is "the field is empty". */
struct list_part {
	size_t n_include;
	const char *const *include;
	size_t n_exclude;
	const char *const *exclude;
};

/* Both: of the one, any condition must hold; of the other, all. */
struct list_parts {
	struct list_part any; /* has one of these; lacks one of those */
	struct list_part all; /* has all of these; has none of those */
	bool either;          /* one part is enough */
};

/*
 * Read a filter from its values; NULL among them means "or empty".  If the
 * operators make no sense, returns what follows "Invalid value for fields ";
 * else NULL.  field is named in that text.
 */
const char *list_filter_read(struct arena *arena, const char *field, size_t n,
    const char *const *values, struct list_filter *list);

/* Read a filter from parts, which may be without a condition. */
void list_filter_read_parts(struct arena *arena, const struct list_parts *parts,
    struct list_filter *list);

/* A filter that only lets fields without any of these texts pass. */
void list_filter_exclude(struct arena *arena, size_t n,
    const char *const *texts, struct list_filter *list);

/* The texts of which a field must have one, whatever else it has; or NULL. */
const struct list_texts *list_filter_needed(const struct list_filter *list);

/*
 * True if a field of n texts passes; a filter that is not set lets all pass.
 * Texts are equal by code, or by collate_texts().  It costs as much as the
 * field is long, which is paid for by the budget of the filter's arena; void
 * once that is at an end.
 */
bool list_filter_matches(const struct list_filter *list, bool by_collate,
    size_t n, const char *const *values);

#endif

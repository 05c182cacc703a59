#ifndef MODEL_LIST_FILTER_H
#define MODEL_LIST_FILTER_H

/*
 * A filter on a field that holds texts: which it must have, and which not.  It
 * is read from a list with operators among its values, or from parts, whose
 * values are only texts (doc/original.md, "Filters").
 */

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct list_index;

/* What a field may have to have of some texts. */
enum list_condition {
	LIST_ONE_OF,
	LIST_NONE_OF,
	LIST_ALL_OF,
	LIST_LACKS_ONE_OF,
	LIST_CONDITIONS, /* how many there are */
};

/* Conditions of which all must hold, or any.  A group that has none is ignored.
 */
struct list_group {
	bool any;
	bool is_empty;     /* one condition is that the field is empty */
	bool is_not_empty; /* one condition is that it is not */
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

/* One of two parts; NULL among its texts stands for the empty field. */
struct list_part {
	size_t n_include;
	const char *const *include;
	size_t n_exclude;
	const char *const *exclude;
};

/* Two parts: any condition of the one must hold, and all of the other. */
struct list_parts {
	struct list_part any; /* has one of these; lacks one of those */
	struct list_part all; /* has all of these; has none of those */
	bool either;          /* one part is enough */
};

/*
 * Read a filter from its values; NULL among them means "or empty".  Returns
 * NULL or, if the operators make no sense, what follows "Invalid value for
 * fields " in a message, which names the field.
 */
const char *list_filter_read(struct arena *arena, const char *field, size_t n,
    const char *const *values, struct list_filter *list);

/* Read a filter from parts, which may have no condition. */
void list_filter_read_parts(struct arena *arena, const struct list_parts *parts,
    struct list_filter *list);

/* A filter that only lets fields without any of these texts pass. */
void list_filter_exclude(struct arena *arena, size_t n,
    const char *const *texts, struct list_filter *list);

/* The texts of which a field must have one, whatever else it has; or NULL. */
const struct list_texts *list_filter_needed(const struct list_filter *list);

/*
 * True if a field of n texts passes; a filter that is not set lets all pass.
 * Texts are compared by code, or by collate_texts().  The budget of the
 * filter's arena pays for the length of the field; once it is used up, the
 * result is void.
 */
bool list_filter_matches(const struct list_filter *list, bool by_collate,
    size_t n, const char *const *values);

#endif

#ifndef MODEL_CRITERIA_H
#define MODEL_CRITERIA_H

/*
 * Which records (tasks or projects) to list, in which order, and which page.
 * A store pushes down what it can to its indexes; criteria_match() decides.
 * (model/filter.h does the same for queues.)
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/list_filter.h"

struct arena;
struct pattern;

/* A kind of records: its fields. */
struct criteria_fields {
	size_t n;
	const struct criteria_field {
		const char *name;
		bool is_time;  /* or a number: it has no text */
		unsigned need; /* what has to be read for it */
	} * items;
};

/* The texts of a field of a record. */
struct criteria_texts {
	size_t n;
	const char *const *items;
	const char *one; /* room for a single one */
};

/* Look up the texts of a record's field; none if it is empty. */
typedef void criteria_look(
    const void *record, size_t field, struct criteria_texts *texts);

enum criteria_sign {
	CRITERIA_LESS,
	CRITERIA_AT_MOST,
	CRITERIA_EQUAL,
	CRITERIA_AT_LEAST,
	CRITERIA_GREATER,
};

#define CRITERIA_MOST 16 /* conditions of a kind */

struct criteria {
	struct arena *arena;
	const char *company;
	const struct criteria_fields *fields;
	size_t n_lists;
	struct criteria_list {
		size_t field;
		struct list_filter filter;
	} lists[CRITERIA_MOST];
	size_t n_patterns;
	struct criteria_pattern {
		struct pattern *pattern;
		bool all; /* in each field; else in one at least */
		size_t n;
		size_t *fields;
	} patterns[CRITERIA_MOST];
	size_t n_ranges;
	struct criteria_range {
		size_t field;
		enum criteria_sign sign;
		int64_t value;
	} ranges[CRITERIA_MOST];
	size_t n_orders;
	struct criteria_order {
		size_t field;        /* unless it is a metric */
		const char *metric;  /* hash, or NULL */
		const char *variant; /* hash */
		const char *value;   /* "value", "min_value", "max_value" */
		bool descending;
	} orders[CRITERIA_MOST];
	size_t skip;
	size_t limit; /* 0: no limit */
};

/* Begin: all records of a company. */
void criteria_init(struct criteria *criteria, struct arena *arena,
    const char *company, const struct criteria_fields *fields);

/* The index of a field; false if there is none. */
bool criteria_find(
    const struct criteria *criteria, const char *name, size_t *field);

/*
 * Only records in whose field the list finds what it wants; an empty list wants
 * nothing.  Returns NULL or what is wrong, as list_filter_read().
 */
const char *criteria_add_list(struct criteria *criteria, const char *field,
    size_t n, const char *const *values);

/* The same, as list_filter_read_parts(); false if there is no such text field.
 */
bool criteria_add_parts(struct criteria *criteria, const char *field,
    const struct list_parts *parts);

/* Leave out records that have one of these texts in a field. */
void criteria_exclude(struct criteria *criteria, const char *field, size_t n,
    const char *const *texts);

/*
 * Only records in whose fields a pattern is found.  Returns NULL, or the first
 * name of a field that there is not.
 */
const char *criteria_add_pattern(struct criteria *criteria,
    struct pattern *pattern, bool all, size_t n, const char *const *fields);

/* Only records whose time is so; false if there are too many conditions. */
bool criteria_add_range(struct criteria *criteria, const char *field,
    enum criteria_sign sign, int64_t value);

/*
 * Order by a field ("-" before it: descending), after those given before; or by
 * "last_metrics.<hash>.<hash>.<value>".  False: there is no such field.
 */
bool criteria_add_order(struct criteria *criteria, const char *text);

/* What has to be read of a record for criteria_match(). */
unsigned criteria_needs(const struct criteria *criteria);

/*
 * True if a record passes lists and patterns; ranges are the store's.  The
 * budget of the arena pays.
 */
bool criteria_match(
    const struct criteria *criteria, const void *record, criteria_look *look);

/* True if a pattern was given up as it cost too much. */
bool criteria_gave_up(const struct criteria *criteria);

#endif

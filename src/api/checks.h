#ifndef API_CHECKS_H
#define API_CHECKS_H

/*
 * Checks of requests that a schema can't express, for any service.  Each
 * returns NULL, or the refusal.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/store.h"

struct call;
struct call_result;
struct criteria;

/* 400/12: the list or text in this field is not of the expected length. */
const struct call_result *checks_length(struct call *call, const char *field,
    const char *expected, const char *got) __attribute__((warn_unused_result));

/* Check that the list in this field has at most so many items. */
const struct call_result *checks_count(struct call *call, const char *field,
    size_t n, size_t most) __attribute__((warn_unused_result));

/* Check a name: three characters at least; *name is without white space around
 * it. */
const struct call_result *checks_name(struct call *call, const char *given,
    const char **name) __attribute__((warn_unused_result));

/* Check that no tag looks like an operator of filters. */
const struct call_result *checks_tag_prefixes(struct call *call, size_t n,
    const char *const *tags) __attribute__((warn_unused_result));

/* The same, and how many there are. */
const struct call_result *checks_tags(struct call *call, const char *field,
    size_t n, const char *const *tags) __attribute__((warn_unused_result));

/* 400/14: there is no such field; the message has its last part. */
const struct call_result *checks_no_field(struct call *call, const char *field)
    __attribute__((warn_unused_result));

/* 400/16: a filter on several fields needs a pattern or times, and not both. */
const struct call_result *checks_no_format(struct call *call, const char *name)
    __attribute__((warn_unused_result));

/* Check how many ids this field has, and leave each in distinct but once. */
const struct call_result *checks_distinct(struct call *call, const char *field,
    size_t n, const char *const *ids, struct store_strings *distinct)
    __attribute__((warn_unused_result));

/*
 * Choose what is shown of a list, such as "tasks": these fields, each item's
 * id, and the scroll.
 */
void checks_choose(
    struct call *call, const char *list, size_t n, const char *const *fields);

/*
 * The refusal if a store did not list what was selected; gave_up: a pattern
 * cost too much.
 */
const struct call_result *checks_no_list(struct call *call,
    enum store_result listed, bool gave_up) __attribute__((warn_unused_result));

/* Add a list to criteria. */
const struct call_result *checks_list(struct call *call,
    struct criteria *criteria, const char *field, size_t n,
    const char *const *values) __attribute__((warn_unused_result));

/* Add a pattern for one field to criteria; NULL and "" are none. */
const struct call_result *checks_pattern(struct call *call,
    struct criteria *criteria, const char *field, const char *pattern)
    __attribute__((warn_unused_result));

/* Add a pattern for several fields, letters matching in either case; literal:
 * it is no expression, but the text itself. */
const struct call_result *checks_patterns(struct call *call,
    struct criteria *criteria, const char *pattern, bool all, bool literal,
    size_t n, const char *const *fields) __attribute__((warn_unused_result));

/* Add orders to criteria; those that are "" are left out. */
const struct call_result *checks_orders(struct call *call,
    struct criteria *criteria, size_t n, const char *const *orders)
    __attribute__((warn_unused_result));

/* A page of a list, as requests ask for it. */
struct checks_page {
	bool has_page, null_page;
	bool has_page_size, null_page_size;
	int64_t page, page_size;
	size_t n_ids; /* that the list is restricted to */
};

/*
 * Find out what to skip and where to end (0: nowhere): after 500 at most,
 * unless ids are listed or both page and size are null (doc/original.md,
 * "Lists").
 */
const struct call_result *checks_paging(struct call *call,
    const struct checks_page *page, size_t *skip, size_t *limit)
    __attribute__((warn_unused_result));

#endif

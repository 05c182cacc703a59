#ifndef QUEUES_SELECT_H
#define QUEUES_SELECT_H

/* Which queues a request for a list selects, in which order and page. */

#include <stddef.h>

#include "base/random.h"

struct call;
struct call_result;
struct filter;
struct queues_get_all_req;

/* How far a client has scrolled; id is "" if it does not scroll. */
struct queues_scroll {
	char id[RANDOM_ID_SIZE];
	size_t position;
};

/*
 * Put the conditions, order and page of a request into a filter of the caller's
 * company (doc/original.md, "Filters" and "Lists"), and find or begin its
 * scroll.  Returns NULL, or the refusal.
 */
const struct call_result *queues_select(struct call *call,
    const struct queues_get_all_req *request, struct filter *filter,
    struct queues_scroll *scroll) __attribute__((warn_unused_result));

/*
 * Move the scroll on by the n queues shown.  Returns its id for the response,
 * or NULL if there is no scroll.
 */
const char *queues_scroll_on(
    struct call *call, const struct queues_scroll *scroll, size_t n);

#endif

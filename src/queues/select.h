#ifndef QUEUES_SELECT_H
#define QUEUES_SELECT_H

/* Which queues a request for a list selects, in which order and page. */

struct call;
struct call_result;
struct filter;
struct queues_get_all_req;
struct scrolling;

/*
 * Put the conditions, order and page of a request into a filter of the caller's
 * company (doc/original.md, "Filters" and "Lists"), and find or begin its
 * scroll.  Returns NULL, or the refusal.
 */
const struct call_result *queues_select(struct call *call,
    const struct queues_get_all_req *request, struct filter *filter,
    struct scrolling *scrolling) __attribute__((warn_unused_result));

#endif

#ifndef QUEUES_SELECT_H
#define QUEUES_SELECT_H

/* Which queues a request for a list selects, in which order and page. */

struct call;
struct call_result;
struct filter;
struct queues_get_all_req;

/*
 * Put what the request says into a filter of the caller's company, or refuse
 * (behaviour.md 3.6).
 */
const struct call_result *queues_select(struct call *call,
    const struct queues_get_all_req *request, struct filter *filter)
    __attribute__((warn_unused_result));

#endif

#ifndef LINEUP_REFUSALS_H
#define LINEUP_REFUSALS_H

/* Refusals that several actions share. */

struct call;
struct call_result;

/* 400/701: the company has no such queue. */
const struct call_result *lineup_no_queue(struct call *call, const char *queue)
    __attribute__((warn_unused_result));

#endif

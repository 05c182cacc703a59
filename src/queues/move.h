#ifndef QUEUES_MOVE_H
#define QUEUES_MOVE_H

/* What the four moves have in common (doc/original.md, "Moves"). */

#include <stdint.h>

struct call;
struct call_result;

/*
 * Move a task by so many places towards the back, or towards the front if by is
 * negative, but not beyond the ends.  *position is its new place, from 0.
 */
const struct call_result *queues_move(struct call *call, const char *queue,
    const char *task, int64_t by, int64_t *position)
    __attribute__((warn_unused_result));

#endif

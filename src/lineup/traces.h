#ifndef LINEUP_TRACES_H
#define LINEUP_TRACES_H

/* Traces of tasks as answers show them. */

struct lineup_trace;
struct store_trace;

/* Show a trace; what is not known is left out. */
void lineup_answer_trace(
    const struct store_trace *trace, struct lineup_trace *answer);

#endif

#ifndef MODEL_FLOW_H
#define MODEL_FLOW_H

/*
 * How many tasks came into a queue and left it in the last minute and hour, and
 * how long those that were popped had waited.  Counts are kept per queue,
 * minute and kind: added, removed, or popped after a wait of so many bits.
 */

#include <stdint.h>

#define FLOW_MINUTE 60000 /* ms */
#define FLOW_HOUR 60      /* minutes */
#define FLOW_WAITS 48     /* kinds of waits */

/* Kinds below 0; others are those of flow_wait(). */
enum {
	FLOW_ADDED = -2,
	FLOW_REMOVED = -1,
};

/* Counts of one period. */
struct flow_counts {
	int64_t added;
	int64_t removed; /* without being popped */
	int64_t popped;
};

/* Counts up to now.  The parts of minutes that are over count in part. */
struct flow {
	struct flow_counts minute;
	struct flow_counts hour;
	int64_t waits[FLOW_WAITS]; /* popped in the last hour, by wait */
	int64_t first_pop; /* ms since 1970; when the first minute with a pop
			    * in the last hour began; 0: there was none */
};

/* The minute of a time in ms since 1970. */
int64_t flow_minute(int64_t now);

/* The kind of a pop after so many ms: the bits of that number. */
int flow_wait(int64_t wait);

/* Take n of a kind in a minute into account, at the time now (ms). */
void flow_add(
    struct flow *flow, int64_t now, int64_t minute, int kind, int64_t n);

/*
 * The wait in ms that a part (from 0 to 1) of what was popped in the last hour
 * did not exceed, about; -1: nothing was popped.
 */
int64_t flow_quantile(const struct flow *flow, double part);

/*
 * In how many ms a task at this position (from 0) will be popped, if that goes
 * on as in the last hour; -1: fewer than five were popped.
 */
int64_t flow_forecast(const struct flow *flow, int64_t now, int64_t position);

#endif

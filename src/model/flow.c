#include "model/flow.h"

#define LEAST_POPS 5 /* for a forecast */

int64_t
flow_minute(int64_t now)
{
	return now / FLOW_MINUTE;
}

int
flow_wait(int64_t wait)
{
	int bits = 0;

	for (; wait > 0 && bits < FLOW_WAITS - 1; wait /= 2)
		bits++;
	return bits;
}

static void
add(struct flow_counts *counts, int kind, int64_t n)
{
	if (kind == FLOW_ADDED)
		counts->added += n;
	else if (kind == FLOW_REMOVED)
		counts->removed += n;
	else
		counts->popped += n;
}

/* The part of n in a minute that is not older than so many minutes. */
static int64_t
part_of(int64_t n, int64_t now, int64_t minute, int64_t minutes)
{
	int64_t age = flow_minute(now) - minute;

	if (age < 0 || age > minutes)
		return 0;
	if (age < minutes)
		return n;
	return (n * (FLOW_MINUTE - now % FLOW_MINUTE) + FLOW_MINUTE / 2) /
	       FLOW_MINUTE;
}

void
flow_add(struct flow *flow, int64_t now, int64_t minute, int kind, int64_t n)
{
	int64_t begun = minute * FLOW_MINUTE;

	add(&flow->minute, kind, part_of(n, now, minute, 1));
	n = part_of(n, now, minute, FLOW_HOUR);
	add(&flow->hour, kind, n);
	if (n == 0 || kind < 0 || kind >= FLOW_WAITS)
		return;
	flow->waits[kind] += n;
	if (flow->first_pop == 0 || begun < flow->first_pop)
		flow->first_pop = begun;
}

/* The least wait of a kind, or that of the kind before the first. */
static double
least_wait(int kind)
{
	return kind <= 0 ? 0 : (double)(INT64_C(1) << (kind - 1));
}

int64_t
flow_quantile(const struct flow *flow, double part)
{
	double wanted = part * (double)flow->hour.popped, n;
	int kind;

	for (kind = 0; kind < FLOW_WAITS; kind++) {
		n = (double)flow->waits[kind];
		if (n > 0 && wanted <= n)
			return (
			    int64_t)(least_wait(kind) +
				     (least_wait(kind + 1) - least_wait(kind)) *
					 wanted / n);
		wanted -= n;
	}
	return -1;
}

int64_t
flow_forecast(const struct flow *flow, int64_t now, int64_t position)
{
	int64_t took = now - flow->first_pop;

	if (flow->hour.popped < LEAST_POPS || took <= 0)
		return -1;
	return (int64_t)((double)(position + 1) * (double)took /
			 (double)flow->hour.popped);
}

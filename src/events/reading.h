#ifndef EVENTS_READING_H
#define EVENTS_READING_H

/* Events as they are sent, and what is wrong with them. */

#include <stddef.h>

#include "base/timefmt.h"

struct arena;
struct call;
struct call_result;
struct event;
struct events_integer_pair;
struct jval;
struct text_set;

/* Events that are being read and added. */
struct events_reading {
	struct call *call;
	struct arena *arena; /* for what a step needs; at first the call's */
	char now[TIMEFMT_ISO_SIZE];
	size_t n_added;
	size_t n_errors;
	size_t n_infos;
	size_t room;
	struct events_integer_pair *infos; /* how many errors of each kind, */
	struct text_set *kinds;            /* by the number there */
};

/* Begin to read events. */
struct events_reading events_reading_begin(struct call *call);

/*
 * Read an event.  Returns NULL, or what is wrong with it.
 */
const char *events_reading_read(struct events_reading *reading,
    const struct jval *value, struct event *event);

/*
 * Add n events, at most STORE_EVENTS_AT_ONCE, and count those that can't be.
 * Returns NULL, or the refusal if the store failed.
 */
const struct call_result *events_reading_add(struct events_reading *reading,
    size_t n, const struct event *events) __attribute__((warn_unused_result));

/* Count an event that is wrong; of too many kinds, the last ones together. */
void events_reading_fail(struct events_reading *reading, const char *why);

/* 400/131: nothing was added. */
const struct call_result *events_reading_refuse(
    const struct events_reading *reading) __attribute__((warn_unused_result));

#endif

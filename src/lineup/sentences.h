#ifndef LINEUP_SENTENCES_H
#define LINEUP_SENTENCES_H

/* What explanations say to people; texts are in the arena. */

#include <stdint.h>

struct arena;
struct explain_result;
struct explain_reason;

/* A time, such as "2022-01-01 00:00:05 UTC". */
const char *sentences_time(struct arena *arena, int64_t time);

/* A length of time in ms, such as "2 minutes". */
const char *sentences_length(struct arena *arena, int64_t length);

/* Why a task waits in a queue. */
const char *sentences_reason(
    struct arena *arena, const struct explain_reason *reason, int64_t now);

/* Where a task is that no queue holds. */
const char *sentences_absence(
    struct arena *arena, const struct explain_result *explanation);

#endif

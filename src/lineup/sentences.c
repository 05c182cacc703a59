#include <string.h>

#include "base/arena.h"
#include "base/timefmt.h"
#include "lineup/explain.h"
#include "lineup/sentences.h"
#include "store/history.h"

#define SECOND INT64_C(1000)
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

const char *
sentences_time(struct arena *arena, int64_t time)
{
	char text[TIMEFMT_ISO_SIZE];

	timefmt_iso(time - time % 1000, text);
	return arena_printf(arena, "%.10s %.8s UTC", text, text + 11);
}

const char *
sentences_length(struct arena *arena, int64_t length)
{
	static const struct {
		int64_t size;
		const char *name;
	} units[] = {{DAY, "day"}, {HOUR, "hour"}, {MINUTE, "minute"},
	    {SECOND, "second"}};
	size_t i = 0;
	long long n;

	while (i < 3 && length < 2 * units[i].size)
		i++;
	n = (length + units[i].size / 2) / units[i].size;
	if (n < 1)
		n = 1;
	return arena_printf(
	    arena, "%lld %s%s", n, units[i].name, n == 1 ? "" : "s");
}

static const char *
say_when(struct arena *arena, const struct explain_reason *reason)
{
	if (reason->starts_in < 0)
		return "When it starts can't be said, as fewer than five "
		       "tasks were popped in the last hour.";
	return arena_printf(arena,
	    "It starts in about %s, at the rate of the last hour.",
	    sentences_length(arena, reason->starts_in));
}

static const char *
say_pause(struct arena *arena, const struct explain_reason *reason)
{
	const char *text = "";
	size_t i;

	if (reason->n_paused_for == 0)
		return "";
	for (i = 0; i < reason->n_paused_for; i++)
		text = arena_printf(arena, "%s%s%s", text, i == 0 ? "" : ", ",
		    reason->paused_for[i]);
	return arena_printf(arena, "This queue is paused for %s. ", text);
}

static const char *
say_who(struct arena *arena, const struct explain_reason *reason, int64_t now)
{
	const char *last =
	    reason->last_poll == 0
		? "no poll is known of"
		: arena_printf(arena, "the last poll was %s ago, at %s",
		      sentences_length(arena, now - reason->last_poll),
		      sentences_time(arena, reason->last_poll));

	if (reason->n_held > 0 && reason->verdict == LINEUP_VERDICT_PAUSED)
		return reason->n_held == 1
			   ? "The agent that polled it in the last minute gets "
			     "no task."
			   : arena_printf(arena,
				 "The %lld agents that polled it in the last "
				 "minute get no task.",
				 (long long)reason->n_held);
	if (reason->verdict == LINEUP_VERDICT_WAITING)
		return arena_printf(arena,
		    "%lld agent%s polled it in the last minute. ",
		    (long long)reason->n_pollers,
		    reason->n_pollers == 1 ? "" : "s");
	if (reason->verdict == LINEUP_VERDICT_WORKERS_BUSY)
		return arena_printf(arena,
		    "Nobody polls it just now (%s), as its workers run other "
		    "tasks: %lld of %lld. ",
		    last, (long long)reason->n_busy,
		    (long long)reason->n_workers);
	return arena_printf(arena, "Nobody polls this queue: %s.", last);
}

const char *
sentences_reason(
    struct arena *arena, const struct explain_reason *reason, int64_t now)
{
	return arena_printf(arena,
	    "It is number %lld of %lld in queue %s. %s%s%s%s",
	    (long long)reason->holder.position + 1,
	    (long long)reason->holder.length, reason->holder.name,
	    say_pause(arena, reason), say_who(arena, reason, now),
	    reason->verdict == LINEUP_VERDICT_NOBODY_POLLS ||
		    reason->verdict == LINEUP_VERDICT_PAUSED
		? ""
		: say_when(arena, reason),
	    reason->is_forced_off
		? " Its tag force_workers:off tells agents not to poll it."
		: "");
}

/* What took the task out of its last queue, as far as that is known. */
static const char *
verb_of(const struct explain_result *explanation)
{
	if (explanation->last == NULL)
		return "popped";
	switch (explanation->last->action) {
	case STORE_POPPED:
		return "popped";
	case STORE_REMOVED:
		return "removed";
	case STORE_ADDED:
		return "added";
	case STORE_MOVED:
		return "moved";
	case STORE_CLEARED:
	case STORE_PAUSED:
	case STORE_RESUMED:
		break;
	}
	return "changed";
}

static const char *
say_what_happened(struct arena *arena, const struct explain_result *explanation)
{
	const struct store_change *last = explanation->last;
	const char *worker = last == NULL ? NULL : last->who.worker;

	if (last == NULL && explanation->trace.popped == 0)
		return "";
	return arena_printf(arena, " It was %s at %s%s%s%s%s%s.",
	    verb_of(explanation),
	    sentences_time(
		arena, last == NULL ? explanation->trace.popped : last->at),
	    explanation->actor == NULL ? "" : " by ",
	    explanation->actor == NULL ? "" : explanation->actor,
	    worker == NULL ? "" : " (agent ", worker == NULL ? "" : worker,
	    worker == NULL ? "" : ")");
}

const char *
sentences_absence(struct arena *arena, const struct explain_result *explanation)
{
	const struct store_trace *trace = &explanation->trace;
	const char *queue = explanation->queue_name == NULL
				? trace->queue
				: explanation->queue_name;

	if (!explanation->is_known)
		return "It is in no queue, and no such task is known here.";
	return arena_printf(arena, "It is in no queue.%s%s%s%s",
	    trace->status == NULL
		? ""
		: arena_printf(arena, " Its status is %s.", trace->status),
	    queue == NULL
		? ""
		: arena_printf(arena, " Its last queue is %s.", queue),
	    say_what_happened(arena, explanation),
	    trace->worker == NULL
		? ""
		: arena_printf(
		      arena, " Its last worker is %s.", trace->worker));
}

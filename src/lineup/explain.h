#ifndef LINEUP_EXPLAIN_H
#define LINEUP_EXPLAIN_H

/*
 * Why a task is not run: a verdict, and what it rests on.  For the API and for
 * the command line.
 */

#include <stdbool.h>

#include "generated/lineup.h"
#include "store/entries.h"
#include "store/history.h"
#include "store/traces.h"

#define EXPLAIN_QUEUES 10    /* that are looked at */
#define EXPLAIN_RECENT 60000 /* ms: who polled since then still does */

/* A queue that holds the task, and who serves it. */
struct explain_reason {
	enum lineup_verdict verdict;
	struct store_holder holder;
	size_t n_paused_for;
	const char **paused_for; /* as pause_list() has it */
	bool is_forced_off;      /* by a tag of the queue, for its agents */
	int64_t n_pollers; /* in the last minute, that it is not paused for */
	int64_t n_held;    /* the same, that it is paused for */
	int64_t last_poll; /* ms since 1970; 0: none that is known of */
	int64_t n_workers; /* registered for the queue */
	int64_t n_busy;    /* of these: they run a task */
	int64_t starts_in; /* ms, about; -1: unknown */
	const char *text;  /* a sentence or two */
};

struct explain_result {
	enum lineup_verdict verdict; /* the best of those of its queues */
	const char *text;
	bool is_known; /* the trace is there */
	struct store_trace trace;
	const char *queue_name; /* of the trace's queue; NULL: unknown */
	const struct store_change *last; /* in the history, of a task that is
					  * in no queue; NULL: unknown */
	const char *actor; /* name of who made that change, or popped it;
			    * NULL: unknown */
	size_t n;
	struct explain_reason *reasons;
};

/* Explain a task of a company at a time now (ms); all is in the arena. */
enum store_result explain_task(struct store *store, struct arena *arena,
    const char *company, const char *task, int64_t now,
    struct explain_result *explanation);

#endif

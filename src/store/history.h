#ifndef STORE_HISTORY_H
#define STORE_HISTORY_H

/*
 * The verbs of the history: who changed what in queues.  Verbs that change
 * entries note it: SQLite in the same commit, MongoDB up to ten seconds later.
 * If that fails, it is logged, but the verb succeeds.  Changes are kept as
 * long as a setting says, and in SQLite the last million of them.
 */

#include "store/store.h"

enum store_action {
	STORE_ADDED,
	STORE_POPPED,
	STORE_REMOVED,
	STORE_MOVED,   /* within a queue, or to the back of another one */
	STORE_CLEARED, /* all tasks left */
	STORE_PAUSED,  /* the queue, for some or all who poll it */
	STORE_RESUMED,
};

/* A change; NULL: unknown, or not of this change. */
struct store_change {
	int64_t at; /* ms since 1970 */
	enum store_action action;
	const char *queue;  /* id */
	const char *target; /* id of the queue that a task was moved to */
	const char *task;   /* id */
	struct store_actor who;
	int64_t before; /* position of the task, or for STORE_CLEARED the
			 * number of tasks; -1: unknown, or it was not there */
	int64_t after;  /* likewise */
};

/*
 * List the last changes of a queue or (queue NULL) of a task, at most so many,
 * the newest first.
 */
typedef enum store_result store_list_history_fn(struct store *store,
    struct arena *arena, const char *company, const char *queue,
    const char *task, size_t most, size_t *n, struct store_change **changes);

struct store_history_verbs {
	store_list_history_fn *list_history;
};

store_list_history_fn store_list_history;

#endif

#ifndef BASE_GROUP_H
#define BASE_GROUP_H

/*
 * Group commit, for work that costs as little for many callers as for one:
 * callers that arrive while a run is under way share the next one.
 *
 * The first caller leads: its thread runs for all of its group, while the
 * others wait.  When it is done, the first of those that arrived meanwhile
 * leads the next group.  Callers that can't share a run stand in different
 * lines, which don't wait for each other.  A run begins only after all of its
 * callers have called.
 */

#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stddef.h>

/* A caller: the first member of a struct that says what it wants. */
struct group_ticket {
	struct group_ticket *next; /* served by the same run; or NULL */

	/* private to group.c */
	struct group_ticket *next_leader;
	struct group_ticket *waiting; /* of a leader: the first in its line */
	struct group_ticket *last;    /* the last in it, unless it is empty */
	bool leads;
	sem_t turn; /* posted when it has been served, or is to lead */
};

/* Serve a caller and those linked to it by next, all of one line. */
typedef void group_run(void *context, struct group_ticket *first);

/* True if two callers are of the same line: one run can serve both. */
typedef bool group_same(
    const struct group_ticket *one, const struct group_ticket *other);

struct group {
	pthread_mutex_t mutex;
	group_run *run;
	group_same *same;
	void *context;
	size_t n_most;
	struct group_ticket *leaders; /* one for each line under way */
};

/*
 * Make a group whose runs serve n_most callers at most.  same is NULL if all
 * callers are of one line.
 */
void group_init(struct group *group, size_t n_most, group_run *run,
    group_same *same, void *context);

/* Free what a group holds; no caller may be waiting. */
void group_fini(struct group *group);

/* Wait until a run has served the ticket, or make that run. */
void group_submit(struct group *group, struct group_ticket *ticket);

/* The number of callers that wait for a run at this moment. */
size_t group_n_waiting(struct group *group);

#endif

#ifndef BASE_GROUP_H
#define BASE_GROUP_H

/*
 * Group commit, for whatever can serve many callers as cheaply as one: callers
 * that arrive while a run is under way share the next one.
 *
 * The first caller leads: its thread runs for all of its group, while the
 * others wait.  When it is done, the first of those that arrived meanwhile
 * leads the next group.  Callers of different lines don't wait for each other.
 * A run always begins after each of its callers has called.
 */

#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stddef.h>

/* A caller: the first member of a struct that says what it wants. */
struct group_ticket {
	struct group_ticket *next; /* of those that one run serves; or NULL */

	/* the group's own */
	struct group_ticket *next_leader;
	struct group_ticket *waiting; /* for a leader: the next of its line */
	struct group_ticket *last;    /* the last that waits, if any does */
	bool leads;
	sem_t turn; /* it is served, or is to lead */
};

/* Serve a caller and the next ones, which are of its line. */
typedef void group_run(void *context, struct group_ticket *first);

/* True if two callers are of the same line, so that one run can serve both. */
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
 * A run serves n_most callers at most.  same is NULL if all callers are of one
 * line.
 */
void group_init(struct group *group, size_t n_most, group_run *run,
    group_same *same, void *context);

/* Nobody may be waiting. */
void group_fini(struct group *group);

/* Wait until a run has served the ticket, or make that run. */
void group_submit(struct group *group, struct group_ticket *ticket);

/* How many callers wait for their turn, at this moment. */
size_t group_n_waiting(struct group *group);

#endif

#include <sched.h>

#include "base/group.h"

#define YIELDS 2 /* before a run; more make no larger groups */

void
group_init(struct group *group, size_t n_most, group_run *run, group_same *same,
    void *context)
{
	*group = (struct group){
	    .run = run, .same = same, .context = context, .n_most = n_most};
	pthread_mutex_init(&group->mutex, NULL);
}

void
group_fini(struct group *group)
{
	pthread_mutex_destroy(&group->mutex);
}

/* The leader of a ticket's line, or NULL. */
static struct group_ticket *
find_leader(const struct group *group, const struct group_ticket *ticket)
{
	struct group_ticket *leader = group->leaders;

	if (group->same == NULL)
		return leader;
	while (leader != NULL && !group->same(leader, ticket))
		leader = leader->next_leader;
	return leader;
}

static void
enqueue(struct group_ticket *leader, struct group_ticket *ticket)
{
	if (leader->waiting == NULL)
		leader->waiting = ticket;
	else
		leader->last->next = ticket;
	leader->last = ticket;
}

/* Link the first of a leader's line to it, for a run of up to n callers. */
static void
take_along(struct group_ticket *leader, size_t n)
{
	struct group_ticket *last = leader;

	for (; n > 1 && leader->waiting != NULL; n--) {
		last->next = leader->waiting;
		last = last->next;
		leader->waiting = last->next;
	}
	last->next = NULL;
}

/* Make the first that waits the leader and return it; NULL if none waits. */
static struct group_ticket *
pass_lead(struct group *group, struct group_ticket *leader)
{
	struct group_ticket *heir = leader->waiting;
	struct group_ticket **at = &group->leaders;

	while (*at != leader)
		at = &(*at)->next_leader;
	*at = leader->next_leader;
	if (heir == NULL)
		return NULL;
	heir->waiting = heir->next;
	heir->last = leader->last;
	heir->next = NULL;
	heir->leads = true;
	heir->next_leader = *at;
	*at = heir;
	return heir;
}

static void
lead(struct group *group, struct group_ticket *leader)
{
	struct group_ticket *heir, *ticket, *next;
	int i;

	/* lets threads that are about to call join this run; costs nothing if
	 * there are none */
	for (i = 0; i < YIELDS; i++)
		sched_yield();
	pthread_mutex_lock(&group->mutex);
	take_along(leader, group->n_most);
	pthread_mutex_unlock(&group->mutex);
	group->run(group->context, leader);
	pthread_mutex_lock(&group->mutex);
	heir = pass_lead(group, leader);
	pthread_mutex_unlock(&group->mutex);
	/* the next group starts while this one is answered */
	if (heir != NULL)
		sem_post(&heir->turn);
	for (ticket = leader->next; ticket != NULL; ticket = next) {
		next = ticket->next; /* once it has its turn, it may be gone */
		sem_post(&ticket->turn);
	}
}

void
group_submit(struct group *group, struct group_ticket *ticket)
{
	struct group_ticket *leader;

	*ticket = (struct group_ticket){0};
	sem_init(&ticket->turn, 0, 0);
	pthread_mutex_lock(&group->mutex);
	leader = find_leader(group, ticket);
	if (leader == NULL) {
		ticket->leads = true;
		ticket->next_leader = group->leaders;
		group->leaders = ticket;
	} else {
		enqueue(leader, ticket);
	}
	pthread_mutex_unlock(&group->mutex);
	while (leader != NULL && sem_wait(&ticket->turn) != 0)
		continue; /* interrupted by a signal */
	if (ticket->leads)
		lead(group, ticket);
	sem_destroy(&ticket->turn);
}

size_t
group_n_waiting(struct group *group)
{
	const struct group_ticket *leader, *ticket;
	size_t n = 0;

	pthread_mutex_lock(&group->mutex);
	for (leader = group->leaders; leader != NULL;
	     leader = leader->next_leader) {
		for (ticket = leader->waiting; ticket != NULL;
		     ticket = ticket->next)
			n++;
	}
	pthread_mutex_unlock(&group->mutex);
	return n;
}

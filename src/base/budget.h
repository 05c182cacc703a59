#ifndef BASE_BUDGET_H
#define BASE_BUDGET_H

/*
 * What a call may cost beyond its answer, so that nobody holds others up.
 *
 * Work whose length a client decides (filters, sorts, patterns, joins, merges)
 * stands between budget_begin() and budget_end(), and each of its loops pays as
 * it goes on.  Once paying fails, the work stops and the call is refused.  What
 * is held in memory is paid for as well, and what the answer will have at
 * least.
 *
 * A call that has used 2 ms or holds 1 MiB is a costly one: it goes on only if
 * a gate lets it, and is at once turned away else; and few of them work at the
 * same time.  What it takes of the gates it gives back by budget_fini(), when
 * its answer has been sent and its memory is free.
 *
 * A budget goes with the arena of its call (arena_budget()); NULL is one
 * without bounds.  One thread at a time uses it.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct gate;

/* What all calls share. */
struct budget_rules {
	int64_t time;          /* ns of the processor */
	uint64_t memory;       /* bytes */
	uint64_t answer;       /* bytes, at most as many */
	struct gate *calls;    /* places for costly calls */
	struct gate *turns;    /* of those, to work */
	struct gate *memories; /* MiB that they hold beyond the first */
};

/* Why a call can't go on. */
enum budget_fault {
	BUDGET_FINE,
	BUDGET_SPENT,    /* it costs too much */
	BUDGET_TOO_LONG, /* its answer would be too long */
	BUDGET_BUSY,     /* too many others cost much now */
};

struct budget {
	const struct budget_rules *rules;
	const char *user;
	enum budget_fault fault;
	bool is_costly;   /* and was let in */
	bool is_running;  /* between begin and end, */
	bool may_wait;    /* for its turn, */
	bool has_turn;    /* which it has now */
	int64_t begun;    /* ns of the thread */
	int64_t used;     /* ns before that */
	int64_t left;     /* steps until the clock is looked at */
	uint64_t held;    /* bytes in memory */
	uint64_t answer;  /* bytes of the answer */
	uint32_t n_taken; /* MiB */
};

/* Begin a call; strings and rules outlive the budget. */
void budget_init(
    struct budget *budget, const struct budget_rules *rules, const char *user);

/* Give back what was taken of the gates. */
void budget_fini(struct budget *budget);

/* One in memory of its own; strings of the rules outlive it. */
struct budget *budget_new(const struct budget_rules *rules, const char *user);

/* End one of those. */
void budget_free(struct budget *budget);

/* Whether work waits for its turn, once it is costly. */
enum budget_wait {
	BUDGET_WAIT,
	BUDGET_GO_ON, /* as it has something that others wait for */
};

/* Begin and end work that is counted.  False: nothing is left for it. */
bool budget_begin(struct budget *budget, enum budget_wait wait);
void budget_end(struct budget *budget);

/* Look at the clock; budget_pay() calls it. */
bool budget_look(struct budget *budget);

/* Pay for work of about so many ns.  False: stop. */
static inline bool
budget_pay(struct budget *budget, size_t steps)
{
	if (budget == NULL)
		return true;
	budget->left -= (int64_t)steps;
	return budget->left > 0 || budget_look(budget);
}

/* Pay for so many bytes that stay in memory for the call.  False: stop. */
bool budget_hold(struct budget *budget, uint64_t bytes);

/* Give so many of them back. */
void budget_let_go(struct budget *budget, uint64_t bytes);

/* The same as budget_hold() for some that the answer will have, at least. */
bool budget_answer(struct budget *budget, uint64_t bytes);

/* Have the call be a costly one, from what is known of it.  False: stop. */
bool budget_admit(struct budget *budget);

#endif

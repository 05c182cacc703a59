#ifndef BASE_BUDGET_H
#define BASE_BUDGET_H

/*
 * What a call may cost, so that no client holds up others.
 *
 * Work whose length a client decides (filters, sorts, patterns, joins, merges)
 * stands between budget_begin() and budget_end(), and each of its loops pays as
 * it goes on.  Once paying fails, the work stops and the call is refused.
 * Memory that the call holds is paid for as well, and so is the least length
 * that its answer will have.
 *
 * A call that has used 2 ms or holds 1 MiB is costly: it goes on only if a gate
 * has a place for it, and is refused at once otherwise; and few costly calls
 * work at the same time.  budget_fini() gives back the places it took, when its
 * answer has been sent and its memory freed.
 *
 * A budget goes with the arena of its call (arena_budget()); NULL means
 * unlimited.  It is used by one thread at a time.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct gate;

/* The limits of each call, and the gates that all calls share. */
struct budget_rules {
	int64_t time;          /* ns of processor time */
	uint64_t memory;       /* bytes, the answer included */
	uint64_t answer;       /* bytes, no more than memory */
	struct gate *calls;    /* places for costly calls */
	struct gate *turns;    /* how many of those work at a time */
	struct gate *memories; /* MiB that they hold beyond the first */
};

/* Why a call can't go on. */
enum budget_fault {
	BUDGET_FINE,
	BUDGET_SPENT,    /* it costs too much */
	BUDGET_TOO_LONG, /* its answer would be too long */
	BUDGET_BUSY,     /* too many costly calls are under way */
};

struct budget {
	const struct budget_rules *rules;
	const char *user;
	enum budget_fault fault;
	bool is_costly;   /* has a place of rules->calls */
	bool is_running;  /* between budget_begin() and budget_end() */
	bool may_wait;    /* for a turn, in this run */
	bool has_turn;    /* has a place of rules->turns */
	int64_t begun;    /* the thread's processor time then, in ns */
	int64_t used;     /* ns, in earlier runs */
	int64_t left;     /* ns to pay until the clock is read */
	uint64_t held;    /* bytes in memory */
	uint64_t answer;  /* bytes of the answer, at least */
	uint32_t n_taken; /* MiB, of rules->memories */
};

/* Begin a call; rules and user outlive the budget.  user may be NULL. */
void budget_init(
    struct budget *budget, const struct budget_rules *rules, const char *user);

/* Give back the places taken at gates. */
void budget_fini(struct budget *budget);

/* The same in memory of its own, with a copy of user.  Never NULL. */
struct budget *budget_new(const struct budget_rules *rules, const char *user);

/* Call budget_fini() and free a budget made by budget_new(). */
void budget_free(struct budget *budget);

/* Whether work waits for a turn, once it is costly. */
enum budget_wait {
	BUDGET_WAIT,
	BUDGET_GO_ON, /* for work that holds what others wait for */
};

/* Begin and end work that is counted.  False: don't do it; end it still. */
bool budget_begin(struct budget *budget, enum budget_wait wait);
void budget_end(struct budget *budget);

/* Compare the time used with its limit; for budget_pay() only. */
bool budget_look(struct budget *budget);

/* Pay for about so many ns of work.  False: stop. */
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

/* Give back so many bytes of those held. */
void budget_let_go(struct budget *budget, uint64_t bytes);

/* Hold so many bytes that the answer will have at least.  False: stop. */
bool budget_answer(struct budget *budget, uint64_t bytes);

/* Count a call as costly now, as it is known to become so.  False: stop. */
bool budget_admit(struct budget *budget);

#endif

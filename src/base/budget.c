#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/budget.h"
#include "base/gate.h"

#define CHEAP 2000000     /* ns that every call may use */
#define STEPS 50000       /* ns paid between two readings of the clock */
#define MIB_BITS 20       /* 1 MiB is 1 << MIB_BITS */
#define LONGEST_WAIT 1000 /* ms for a turn */

static int64_t
processor_time(void)
{
	struct timespec time;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
	return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

void
budget_init(
    struct budget *budget, const struct budget_rules *rules, const char *user)
{
	*budget = (struct budget){
	    .rules = rules, .user = user == NULL ? "" : user, .left = STEPS};
}

void
budget_fini(struct budget *budget)
{
	gate_leave(budget->rules->memories, budget->user, budget->n_taken);
	gate_leave(budget->rules->calls, budget->user, budget->is_costly);
	budget->n_taken = 0;
	budget->is_costly = false;
}

struct budget *
budget_new(const struct budget_rules *rules, const char *user)
{
	size_t n = user == NULL ? 1 : strlen(user) + 1;
	struct budget *budget = arena_must(malloc(sizeof(*budget) + n));
	char *copy = (char *)(budget + 1);

	memcpy(copy, user == NULL ? "" : user, n);
	budget_init(budget, rules, copy);
	return budget;
}

void
budget_free(struct budget *budget)
{
	budget_fini(budget);
	free(budget);
}

/* Record a fault, unless there is one already; returns false. */
static bool
fail(struct budget *budget, enum budget_fault fault)
{
	if (budget->fault == BUDGET_FINE)
		budget->fault = fault;
	budget->left = 0;
	return false;
}

/* Wait for a turn, if the call is at work that may wait; false: none came. */
static bool
wait_for_turn(struct budget *budget)
{
	if (!budget->is_running || !budget->may_wait || budget->has_turn)
		return true;
	budget->has_turn =
	    gate_wait(budget->rules->turns, budget->user, 1, LONGEST_WAIT);
	return budget->has_turn || fail(budget, BUDGET_BUSY);
}

bool
budget_admit(struct budget *budget)
{
	if (budget == NULL)
		return true;
	if (budget->fault != BUDGET_FINE)
		return false;
	if (!budget->is_costly)
		budget->is_costly =
		    gate_enter(budget->rules->calls, budget->user, 1);
	if (!budget->is_costly)
		return fail(budget, BUDGET_BUSY);
	return wait_for_turn(budget);
}

bool
budget_begin(struct budget *budget, enum budget_wait wait)
{
	if (budget == NULL)
		return true;
	budget->is_running = true;
	budget->may_wait = wait == BUDGET_WAIT;
	budget->begun = processor_time();
	if (budget->fault != BUDGET_FINE)
		return false;
	return !budget->is_costly || wait_for_turn(budget);
}

void
budget_end(struct budget *budget)
{
	if (budget == NULL)
		return;
	budget->used += processor_time() - budget->begun;
	budget->is_running = false;
	gate_leave(budget->rules->turns, budget->user, budget->has_turn);
	budget->has_turn = false;
}

bool
budget_look(struct budget *budget)
{
	int64_t used = budget->used;

	if (budget->fault != BUDGET_FINE)
		return false;
	budget->left = STEPS;
	if (budget->is_running)
		used += processor_time() - budget->begun;
	if (used > budget->rules->time)
		return fail(budget, BUDGET_SPENT);
	return used <= CHEAP || budget_admit(budget);
}

bool
budget_hold(struct budget *budget, uint64_t bytes)
{
	uint64_t mib;

	if (budget == NULL)
		return true;
	budget->held += bytes;
	mib = budget->held >> MIB_BITS;
	if (budget->held > budget->rules->memory)
		return fail(budget, BUDGET_SPENT);
	if (mib <= budget->n_taken)
		return budget->fault == BUDGET_FINE;
	if (!budget_admit(budget))
		return false;
	if (!gate_enter(budget->rules->memories, budget->user,
		(uint32_t)mib - budget->n_taken))
		return fail(budget, BUDGET_BUSY);
	budget->n_taken = (uint32_t)mib;
	return true;
}

void
budget_let_go(struct budget *budget, uint64_t bytes)
{
	uint32_t mib;

	if (budget == NULL)
		return;
	budget->held -= bytes;
	mib = (uint32_t)(budget->held >> MIB_BITS);
	if (mib >= budget->n_taken)
		return;
	gate_leave(
	    budget->rules->memories, budget->user, budget->n_taken - mib);
	budget->n_taken = mib;
}

bool
budget_answer(struct budget *budget, uint64_t bytes)
{
	if (budget == NULL)
		return true;
	budget->answer += bytes;
	if (budget->answer > budget->rules->answer)
		return fail(budget, BUDGET_TOO_LONG);
	return budget_hold(budget, bytes);
}

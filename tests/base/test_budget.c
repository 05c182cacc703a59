#include <stdint.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "base/budget.h"
#include "base/gate.h"
#include "tests/suite.h"

#define MIB (1 << 20)

static struct gate *calls, *turns, *memories;
static struct budget_rules rules;

static void
begin(void)
{
	calls = gate_new(3, 2);
	turns = gate_new(1, 1);
	memories = gate_new(8, 4);
	rules = (struct budget_rules){.time = 20000000,
	    .memory = 4 * MIB,
	    .answer = 3 * MIB,
	    .calls = calls,
	    .turns = turns,
	    .memories = memories};
}

static void
end(void)
{
	gate_free(calls);
	gate_free(turns);
	gate_free(memories);
}

static void
gates_let_so_many_in(void)
{
	begin();
	CU_ASSERT_TRUE(gate_enter(calls, "a", 1));
	CU_ASSERT_TRUE(gate_enter(calls, "a", 1));
	CU_ASSERT_FALSE(gate_enter(calls, "a", 1));
	CU_ASSERT_FALSE(gate_enter(calls, "b", 2));
	CU_ASSERT_TRUE(gate_enter(calls, "b", 1));
	CU_ASSERT_FALSE(gate_enter(calls, "c", 1));
	gate_leave(calls, "a", 2);
	CU_ASSERT_TRUE(gate_enter(calls, "c", 1));
	CU_ASSERT_TRUE(gate_enter(calls, "a", 1));
	CU_ASSERT_FALSE(gate_enter(calls, "b", 1));
	gate_leave(calls, "nobody", 0);
	end();
}

/* Work until a budget is used up; returns how often it was paid for. */
static size_t
work(struct budget *budget)
{
	volatile unsigned sum = 0;
	size_t n, i;

	budget_begin(budget, BUDGET_WAIT);
	for (n = 0; n < SIZE_MAX / 2 && budget_pay(budget, 1000); n++) {
		for (i = 0; i < 1000; i++)
			sum = sum + (unsigned)i;
	}
	budget_end(budget);
	return n;
}

static void
ends_after_its_time(void)
{
	struct budget budget;

	begin();
	budget_init(&budget, &rules, "a");
	CU_ASSERT_TRUE(work(&budget) > 0);
	CU_ASSERT_EQUAL(budget.fault, BUDGET_SPENT);
	CU_ASSERT_TRUE(budget.used > rules.time);
	CU_ASSERT_FALSE(budget_pay(&budget, 0));
	CU_ASSERT_FALSE(budget_begin(&budget, BUDGET_WAIT));
	CU_ASSERT_FALSE(budget_hold(&budget, 1));
	CU_ASSERT_FALSE(budget_admit(&budget));
	/* the call was costly, and has given back its place */
	CU_ASSERT_TRUE(gate_enter(calls, "a", 1));
	CU_ASSERT_FALSE(gate_enter(calls, "a", 1));
	budget_fini(&budget);
	CU_ASSERT_TRUE(gate_enter(calls, "a", 1));
	end();
}

static void
turns_a_third_costly_call_away(void)
{
	struct budget budgets[3];
	size_t i;

	begin();
	for (i = 0; i < 3; i++)
		budget_init(&budgets[i], &rules, "a");
	CU_ASSERT_TRUE(budget_admit(&budgets[0]));
	CU_ASSERT_TRUE(budget_admit(&budgets[0]));
	CU_ASSERT_TRUE(budget_admit(&budgets[1]));
	work(&budgets[2]);
	CU_ASSERT_EQUAL(budgets[2].fault, BUDGET_BUSY);
	CU_ASSERT_TRUE(budgets[2].used < rules.time);
	for (i = 0; i < 3; i++)
		budget_fini(&budgets[i]);
	CU_ASSERT_TRUE(gate_enter(calls, "a", 2));
	end();
}

static void
has_costly_calls_work_by_turns(void)
{
	struct budget first, second;

	begin();
	budget_init(&first, &rules, "a");
	budget_init(&second, &rules, "b");
	CU_ASSERT_TRUE(budget_begin(&first, BUDGET_WAIT));
	CU_ASSERT_TRUE(budget_admit(&first));
	CU_ASSERT_TRUE(first.has_turn);
	CU_ASSERT_TRUE(budget_begin(&second, BUDGET_GO_ON));
	CU_ASSERT_TRUE(budget_admit(&second));
	budget_end(&second);
	CU_ASSERT_FALSE(budget_begin(&second, BUDGET_WAIT));
	CU_ASSERT_EQUAL(second.fault, BUDGET_BUSY);
	budget_end(&second);
	budget_end(&first);
	CU_ASSERT_FALSE(first.has_turn);
	CU_ASSERT_TRUE(budget_begin(&first, BUDGET_WAIT));
	CU_ASSERT_TRUE(first.has_turn);
	budget_end(&first);
	budget_fini(&first);
	budget_fini(&second);
	end();
}

static void
bounds_memory_and_answers(void)
{
	struct budget budgets[3];
	size_t i;

	begin();
	for (i = 0; i < 3; i++)
		budget_init(&budgets[i], &rules, i < 2 ? "a" : "b");
	CU_ASSERT_TRUE(budget_hold(&budgets[0], MIB - 1));
	CU_ASSERT_FALSE(budgets[0].is_costly);
	CU_ASSERT_TRUE(budget_hold(&budgets[0], 3 * MIB));
	CU_ASSERT_TRUE(budgets[0].is_costly);
	CU_ASSERT_FALSE(budget_hold(&budgets[0], 2));
	CU_ASSERT_EQUAL(budgets[0].fault, BUDGET_SPENT);
	CU_ASSERT_TRUE(budget_answer(&budgets[1], MIB));
	CU_ASSERT_FALSE(budget_answer(&budgets[1], MIB));
	CU_ASSERT_EQUAL(budgets[1].fault, BUDGET_BUSY);
	CU_ASSERT_FALSE(budget_answer(&budgets[2], 3 * MIB + 1));
	CU_ASSERT_EQUAL(budgets[2].fault, BUDGET_TOO_LONG);
	for (i = 0; i < 3; i++)
		budget_fini(&budgets[i]);
	CU_ASSERT_TRUE(gate_enter(memories, "a", 4));
	CU_ASSERT_TRUE(gate_enter(memories, "b", 4));
	end();
}

static void
is_without_bounds_where_there_is_none(void)
{
	struct arena *arena = arena_new();
	struct budget *none = arena_budget(arena), one;

	begin();
	CU_ASSERT_PTR_NULL(none);
	CU_ASSERT_TRUE(budget_begin(none, BUDGET_WAIT));
	CU_ASSERT_TRUE(budget_pay(none, SIZE_MAX));
	CU_ASSERT_TRUE(budget_hold(none, UINT64_MAX));
	CU_ASSERT_TRUE(budget_answer(none, UINT64_MAX));
	CU_ASSERT_TRUE(budget_admit(none));
	budget_end(none);
	budget_init(&one, &rules, NULL);
	arena_set_budget(arena, &one, NULL);
	CU_ASSERT_PTR_EQUAL(arena_budget(arena), &one);
	arena_reset(arena);
	CU_ASSERT_PTR_NULL(arena_budget(arena));
	arena_free(arena);
	end();
}

static bool is_freed;

static void
note_freed(void *object)
{
	(void)object;
	is_freed = true;
}

static void
end_budget(struct budget *budget)
{
	CU_ASSERT_TRUE(is_freed);
	budget_free(budget);
}

/* It gives back its places when the memory it paid for has been freed. */
static void
ends_with_its_arena(void)
{
	struct arena *arena = arena_new();
	struct budget *budget;

	begin();
	budget = budget_new(&rules, NULL);
	arena_set_budget(arena, budget, end_budget);
	arena_defer(arena, note_freed, NULL);
	CU_ASSERT_TRUE(budget_admit(budget));
	CU_ASSERT_FALSE(
	    gate_enter(rules.calls, "", 1) && gate_enter(rules.calls, "", 1));
	arena_free(arena);
	CU_ASSERT_TRUE(is_freed);
	end();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(gates_let_so_many_in),
	    SUITE_TEST(ends_after_its_time),
	    SUITE_TEST(turns_a_third_costly_call_away),
	    SUITE_TEST(has_costly_calls_work_by_turns),
	    SUITE_TEST(bounds_memory_and_answers),
	    SUITE_TEST(is_without_bounds_where_there_is_none),
	    SUITE_TEST(ends_with_its_arena),
	};

	return suite_run("budget", tests, sizeof(tests) / sizeof(*tests));
}

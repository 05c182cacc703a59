#include "base/arena.h"
#include "base/budget.h"
#include "base/gate.h"
#include "tests/sample_budget.h"

struct budget *
sample_budget(struct arena *arena)
{
	static struct budget_rules rules = {
	    .time = 100000000, .memory = 64 << 20, .answer = 1000000};
	struct budget *budget;

	if (rules.calls == NULL) {
		rules.calls = gate_new(4, 2);
		rules.turns = gate_new(1, 1);
		rules.memories = gate_new(128, 64);
	}
	budget = budget_new(&rules, "user");
	arena_set_budget(arena, budget, budget_free);
	return budget;
}

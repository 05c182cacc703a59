#include <stdio.h>
#include <stdlib.h>

#include <CUnit/CUnit.h>

#include "arena.h"
#include "store.h"
#include "store_contract.h"
#include "suite.h"

#define COMPANY "c1"
#define N_TASKS 40
#define N_STEPS 3000

static store_contract_new *make_store;
static struct store *store;

/* What the queue should hold. */
static struct {
	int tasks[N_TASKS];
	size_t n;
} model;

static size_t
place_of(int task)
{
	size_t at;

	for (at = 0; at < model.n && model.tasks[at] != task; at++)
		;
	return at;
}

static void
drop(size_t at)
{
	for (model.n--; at < model.n; at++)
		model.tasks[at] = model.tasks[at + 1];
}

static void
push(const char *name, int task)
{
	struct queue_entry entry = {.task = name, .added = 1};
	bool is_there = place_of(task) < model.n;

	CU_ASSERT_EQUAL(store_push(store, COMPANY, "q1", &entry),
	    is_there ? STORE_DUPLICATE : STORE_OK);
	if (!is_there)
		model.tasks[model.n++] = task;
}

static void
take_out(const char *name, int task)
{
	size_t at = place_of(task);

	CU_ASSERT_EQUAL(store_take_out(store, COMPANY, "q1", name, 2),
	    at < model.n ? STORE_OK : STORE_NO_TASK);
	if (at < model.n)
		drop(at);
}

static void
pop(struct arena *arena)
{
	struct queue_entry entry;

	CU_ASSERT_EQUAL(store_pop(store, arena, COMPANY, "q1", 3, &entry),
	    model.n > 0 ? STORE_OK : STORE_EMPTY);
	if (model.n == 0)
		return;
	CU_ASSERT_EQUAL(atoi(entry.task), model.tasks[0]);
	drop(0);
}

/* Random pushes, pops and removals. */
static void
behaves_as_an_array_does(void)
{
	struct queue queue = {.id = "q1", .name = "one", .company = COMPANY};
	struct arena *arena = arena_new();
	unsigned seed = 42;
	char name[16];
	int task, step;

	store = make_store();
	CU_ASSERT_EQUAL(store_create(store, &queue), STORE_OK);
	for (step = 0; step < N_STEPS; step++) {
		seed = seed * 1103515245 + 12345;
		task = (int)(seed >> 16) % N_TASKS;
		snprintf(name, sizeof(name), "%d", task);
		if ((seed >> 8) % 5 < 3)
			push(name, task);
		else if ((seed >> 8) % 5 == 3)
			take_out(name, task);
		else
			pop(arena);
	}
	CU_ASSERT_EQUAL(
	    store_find(store, arena, COMPANY, "q1", QUEUE_ENTRIES, &queue),
	    STORE_OK);
	CU_ASSERT_EQUAL(queue.n_entries, model.n);
	model.n = 0;
	store_close(store);
	arena_free(arena);
}

int
store_contract_run_array(const char *name, store_contract_new *make)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(behaves_as_an_array_does),
	};

	make_store = make;
	return suite_run(name, tests, sizeof(tests) / sizeof(*tests));
}

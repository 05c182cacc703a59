#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "store/queues.h"
#include "store/store.h"
#include "tests/store/contract.h"
#include "tests/suite.h"

#define COMPANY "c1"
#define N_MOVERS 8
#define N_POPPERS 3
#define MAX_TASKS 10000

static store_contract_new *make_store;
static struct store *store;
static int n_tasks;
static atomic_int n_popped, n_moved, n_wrong;
static atomic_int seen[MAX_TASKS];
static const char *const ids[] = {"one", "two", "three"};

/* Three queues, of which the first has all tasks. */
static void
begin(void)
{
	struct arena *arena = arena_new();
	struct queue queue = {.company = COMPANY};
	struct queue_entry entry = {.added = 1};
	int i;

	store = make_store();
	CU_ASSERT_PTR_NOT_NULL_FATAL(store);
	for (i = 0; i < 3; i++) {
		queue.id = queue.name = ids[i];
		CU_ASSERT_EQUAL(store_create(store, &queue), STORE_OK);
	}
	for (i = 0; i < n_tasks; i++) {
		entry.task = arena_printf(arena, "%d", i);
		CU_ASSERT_EQUAL(
		    store_add_task(store, COMPANY, ids[0], &entry, NULL, false),
		    STORE_OK);
		atomic_store(&seen[i], 0);
	}
	atomic_store(&n_popped, 0);
	atomic_store(&n_moved, 0);
	atomic_store(&n_wrong, 0);
	arena_free(arena);
}

/* Move any task from any queue to another. */
static void *
move_tasks(void *argument)
{
	uint64_t seed = *(const uint64_t *)argument, random;
	struct queue_entry entry = {.added = 2};
	enum store_result result;
	char task[16];

	while (atomic_load(&n_moved) < n_tasks) {
		random = suite_random(&seed);
		snprintf(task, sizeof(task), "%d",
		    (int)(random / 6 % (uint64_t)n_tasks));
		entry.task = task;
		result =
		    store_move_task_to_queue(store, COMPANY, ids[random % 3],
			ids[(random + 1 + random / 3 % 2) % 3], &entry, NULL);
		if (result == STORE_OK)
			atomic_fetch_add(&n_moved, 1);
		else if (result != STORE_NO_TASK &&
			 result != STORE_DUPLICATE && /* moved there just now */
			 result != STORE_UNAVAILABLE)
			atomic_fetch_add(&n_wrong, 1);
	}
	return NULL;
}

/* Pop once from a queue; false if it was empty. */
static bool
pop(struct arena *arena, const char *id)
{
	struct queue_entry entry;
	enum store_result result;

	arena_reset(arena);
	do
		result = store_get_next_task(
		    store, arena, COMPANY, id, NULL, NULL, 3, &entry);
	while (result == STORE_UNAVAILABLE); /* nothing was done */
	if (result == STORE_OK) {
		atomic_fetch_add(&seen[atoi(entry.task)], 1);
		atomic_fetch_add(&n_popped, 1);
	} else if (result != STORE_EMPTY) {
		atomic_fetch_add(&n_wrong, 1);
	}
	return result == STORE_OK;
}

/* Pop from a queue; half of the tasks are left until all moves are done. */
static void *
pop_tasks(void *argument)
{
	struct arena *arena = arena_new();

	while (atomic_load(&n_moved) < n_tasks) {
		if (2 * atomic_load(&n_popped) < atomic_load(&n_moved))
			pop(arena, argument);
		else
			sched_yield();
	}
	arena_free(arena);
	return NULL;
}

static void
drain(void)
{
	struct arena *arena = arena_new();
	int i;

	for (i = 0; i < 3; i++) {
		while (pop(arena, ids[i]))
			;
		CU_ASSERT_EQUAL(
		    store_delete(store, COMPANY, ids[i], false), STORE_OK);
	}
	arena_free(arena);
}

static void
loses_nothing_between_queues(void)
{
	pthread_t movers[N_MOVERS], poppers[N_POPPERS];
	uint64_t seeds[N_MOVERS];
	int i;

	begin();
	for (i = 0; i < N_MOVERS; i++) {
		seeds[i] = (uint64_t)i;
		pthread_create(&movers[i], NULL, move_tasks, &seeds[i]);
	}
	for (i = 0; i < N_POPPERS; i++)
		pthread_create(
		    &poppers[i], NULL, pop_tasks, (void *)(uintptr_t)ids[i]);
	for (i = 0; i < N_MOVERS; i++)
		pthread_join(movers[i], NULL);
	for (i = 0; i < N_POPPERS; i++)
		pthread_join(poppers[i], NULL);
	drain();
	CU_ASSERT_EQUAL(atomic_load(&n_wrong), 0);
	CU_ASSERT_EQUAL(atomic_load(&n_popped), n_tasks);
	for (i = 0; i < n_tasks && atomic_load(&seen[i]) == 1; i++)
		;
	CU_ASSERT_EQUAL(i, n_tasks);
	store_close(store);
}

int
store_contract_run_race(const char *name, store_contract_new *make, int tasks)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(loses_nothing_between_queues),
	};

	make_store = make;
	n_tasks = tasks;
	return suite_run(name, tests, sizeof(tests) / sizeof(*tests));
}

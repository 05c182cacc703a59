#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "store/queues.h"
#include "store/sqlite/sqlite.h"
#include "store/store.h"
#include "tests/scratch.h"
#include "tests/store/contract.h"
#include "tests/suite.h"

#define N_PUSHERS 4
#define N_POPPERS 16
#define N_TASKS 5000
#define N_EACH (N_TASKS / N_PUSHERS)

static struct store *store;
static atomic_int n_popped, n_wrong;
static atomic_int seen[N_TASKS];

/* Push tasks "0", "1", ... of one's own range, in order. */
static void *
push_tasks(void *argument)
{
	int first = *(int *)argument, i;
	struct queue_entry entry;
	char task[16];

	for (i = first; i < first + N_EACH; i++) {
		snprintf(task, sizeof(task), "%d", i);
		entry = (struct queue_entry){.task = task, .added = 1};
		if (store_add_task(store, "c1", "q1", &entry, NULL, false) !=
		    STORE_OK)
			atomic_fetch_add(&n_wrong, 1);
	}
	return NULL;
}

/*
 * Pop until all are gone; each thread must see the tasks of a range in order.
 */
static void *
pop_tasks(void *argument)
{
	int last[N_PUSHERS] = {-1, -1, -1, -1}, task;
	struct arena *arena = arena_new();
	struct queue_entry entry;
	enum store_result result;

	(void)argument;
	while (atomic_load(&n_popped) < N_TASKS) {
		arena_reset(arena);
		result = store_get_next_task(
		    store, arena, "c1", "q1", NULL, NULL, 2, &entry);
		if (result == STORE_EMPTY)
			continue;
		if (result != STORE_OK) {
			atomic_fetch_add(&n_wrong, 1);
			break;
		}
		task = atoi(entry.task);
		if (task <= last[task / N_EACH])
			atomic_fetch_add(&n_wrong, 1);
		last[task / N_EACH] = task;
		atomic_fetch_add(&seen[task], 1);
		atomic_fetch_add(&n_popped, 1);
	}
	arena_free(arena);
	return NULL;
}

static void
loses_nothing_and_gives_nothing_twice(void)
{
	struct queue queue = {.id = "q1", .name = "one", .company = "c1"};
	pthread_t pushers[N_PUSHERS], poppers[N_POPPERS];
	struct arena *arena = arena_new();
	int firsts[N_PUSHERS], i;
	const char *error;

	store = store_sqlite_open_or_create(arena, scratch_new(), &error);
	CU_ASSERT_PTR_NOT_NULL_FATAL(store);
	CU_ASSERT_EQUAL(store_create(store, &queue), STORE_OK);
	for (i = 0; i < N_PUSHERS; i++) {
		firsts[i] = i * N_EACH;
		pthread_create(&pushers[i], NULL, push_tasks, &firsts[i]);
	}
	for (i = 0; i < N_POPPERS; i++)
		pthread_create(&poppers[i], NULL, pop_tasks, NULL);
	for (i = 0; i < N_PUSHERS; i++)
		pthread_join(pushers[i], NULL);
	for (i = 0; i < N_POPPERS; i++)
		pthread_join(poppers[i], NULL);
	CU_ASSERT_EQUAL(atomic_load(&n_wrong), 0);
	for (i = 0; i < N_TASKS; i++) {
		if (atomic_load(&seen[i]) != 1)
			break;
	}
	CU_ASSERT_EQUAL(i, N_TASKS);
	store_close(store);
	scratch_remove();
	arena_free(arena);
}

static struct arena *kept;

static struct store *
make(void)
{
	const char *error;

	return store_sqlite_open_or_create(kept, scratch_new(), &error);
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(loses_nothing_and_gives_nothing_twice),
	};
	int status =
	    suite_run("store_threads", tests, sizeof(tests) / sizeof(*tests));

	kept = arena_new();
	status |= store_contract_run_race("store_threads race", make, 3000);
	scratch_remove();
	arena_free(kept);
	return status;
}

#include <stdio.h>
#include <stdlib.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "store/queues.h"
#include "store/store.h"
#include "store/users.h"
#include "tests/store/contract.h"
#include "tests/suite.h"

#define COMPANY "c1"
#define MAX_TASKS 5000

static store_contract_new *make_store;
static store_contract_check *check_store;
static struct store *store;

/* What the queue should hold. */
static struct {
	int tasks[MAX_TASKS];
	size_t n;
} model;

static void
end(void)
{
	CU_ASSERT(check_store == NULL || check_store(store));
	store_close(store);
}

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

	CU_ASSERT_EQUAL(
	    store_add_task(store, COMPANY, "q1", &entry, NULL, false),
	    is_there ? STORE_DUPLICATE : STORE_OK);
	if (!is_there)
		model.tasks[model.n++] = task;
}

static void
take_out(const char *name, int task)
{
	size_t at = place_of(task), removed;

	CU_ASSERT_EQUAL(
	    store_remove_task(store, COMPANY, "q1", name, 2, NULL, &removed),
	    at < model.n ? STORE_OK : STORE_NO_TASK);
	if (at < model.n)
		drop(at);
}

static void
pop(struct arena *arena)
{
	struct queue_entry entry;

	CU_ASSERT_EQUAL_FATAL(store_get_next_task(store, arena, COMPANY, "q1",
				  NULL, NULL, 3, &entry),
	    model.n > 0 ? STORE_OK : STORE_EMPTY);
	if (model.n == 0)
		return;
	CU_ASSERT_EQUAL(atoi(entry.task), model.tasks[0]);
	drop(0);
}

static void
move(const char *name, int task, int64_t by)
{
	size_t at = place_of(task), to;
	int64_t position = -1;

	CU_ASSERT_EQUAL(
	    store_move_task(store, COMPANY, "q1", name, by, NULL, &position),
	    at < model.n ? STORE_OK : STORE_NO_TASK);
	if (at == model.n)
		return;
	to = by < 0 && (size_t)-by > at ? 0 : (size_t)((int64_t)at + by);
	to = to < model.n ? to : model.n - 1;
	CU_ASSERT_EQUAL(position, (int64_t)to);
	for (; at < to; at++)
		model.tasks[at] = model.tasks[at + 1];
	for (; at > to; at--)
		model.tasks[at] = model.tasks[at - 1];
	model.tasks[to] = task;
}

static void
expect_the_model(struct arena *arena)
{
	struct queue queue;
	size_t i;

	arena_reset(arena);
	CU_ASSERT_EQUAL(
	    store_get_by_id(store, arena, COMPANY, "q1",
		(struct queue_need){.parts = QUEUE_ENTRIES}, &queue),
	    STORE_OK);
	CU_ASSERT_EQUAL_FATAL(queue.n_entries, model.n);
	for (i = 0; i < model.n; i++)
		CU_ASSERT_EQUAL(atoi(queue.entries[i].task), model.tasks[i]);
}

/* A queue with n tasks in order, in the model too. */
static void
begin_with(struct arena *arena, int n)
{
	struct queue queue = {.id = "q1",
	    .name = "one",
	    .company = COMPANY,
	    .n_entries = (size_t)n};
	int i;

	store = make_store();
	queue.entries = arena_alloc_n(arena, (size_t)n, sizeof(*queue.entries));
	for (i = 0; i < n; i++) {
		queue.entries[i].task = arena_printf(arena, "%d", i);
		model.tasks[i] = i;
	}
	model.n = (size_t)n;
	CU_ASSERT_EQUAL(store_add_company(store, COMPANY, "one"), STORE_OK);
	CU_ASSERT_EQUAL(store_create(store, &queue), STORE_OK);
}

/* Random pushes, pops, removals and moves of so many tasks. */
static void
compare_with_an_array(int n_tasks, int n, int n_between, unsigned seed)
{
	struct arena *arena = arena_new();
	char name[16];
	int task, step;

	begin_with(arena, n_tasks);
	for (step = 0; step < n; step++) {
		seed = seed * 1103515245 + 12345;
		task = (int)(seed >> 8) % n_tasks;
		snprintf(name, sizeof(name), "%d", task);
		seed = seed * 1103515245 + 12345;
		if ((seed >> 8) % 8 < 3)
			push(name, task);
		else if ((seed >> 8) % 8 == 3)
			take_out(name, task);
		else if ((seed >> 8) % 8 == 4)
			pop(arena);
		else
			move(name, task,
			    (int)(seed >> 12) % n_tasks - n_tasks / 2);
		if (step % n_between == 0)
			expect_the_model(arena);
	}
	expect_the_model(arena);
	end();
	arena_free(arena);
}

static int n_steps; /* on a short queue; a tenth of that on a long one */

static void
behaves_as_an_array_does(void)
{
	compare_with_an_array(40, n_steps, 10, 42);
}

static void
behaves_as_a_long_array_does(void)
{
	compare_with_an_array(MAX_TASKS, n_steps / 10, 1000, 42);
}

/* More moves to one place of a long queue than there are gaps for. */
static void
makes_room_in_a_long_queue(void)
{
	struct arena *arena = arena_new();
	char name[16];
	int i, task;

	begin_with(arena, MAX_TASKS);
	for (i = 0; i < 3000; i++) {
		task = model.tasks[MAX_TASKS - 1];
		snprintf(name, sizeof(name), "%d", task);
		move(name, task, 1500 - MAX_TASKS);
	}
	expect_the_model(arena);
	for (i = 0; i < 3000; i++)
		pop(arena);
	expect_the_model(arena);
	end();
	arena_free(arena);
}

static void
fill(const char *letters)
{
	struct queue queue = {
	    .id = "q1", .name = "one", .company = COMPANY, .last_update = 7};
	struct queue_entry entry = {.added = 7};
	char task[2] = "";

	store = make_store();
	CU_ASSERT_EQUAL(store_add_company(store, COMPANY, "one"), STORE_OK);
	CU_ASSERT_EQUAL(store_create(store, &queue), STORE_OK);
	for (; *letters != '\0'; letters++) {
		task[0] = *letters;
		entry.task = task;
		CU_ASSERT_EQUAL(
		    store_add_task(store, COMPANY, "q1", &entry, NULL, false),
		    STORE_OK);
	}
}

/* Move a task and expect its place and the order of all. */
static void
check_move(const char *task, int64_t by, int64_t place, const char *order)
{
	struct arena *arena = arena_new();
	struct queue queue;
	int64_t position;
	size_t i;

	CU_ASSERT_EQUAL(
	    store_move_task(store, COMPANY, "q1", task, by, NULL, &position),
	    STORE_OK);
	CU_ASSERT_EQUAL(position, place);
	CU_ASSERT_EQUAL(
	    store_get_by_id(store, arena, COMPANY, "q1",
		(struct queue_need){.parts = QUEUE_ENTRIES}, &queue),
	    STORE_OK);
	for (i = 0; i < queue.n_entries; i++) {
		CU_ASSERT_EQUAL(queue.entries[i].task[0], order[i]);
		CU_ASSERT_EQUAL(queue.entries[i].added, 7);
	}
	CU_ASSERT_EQUAL(queue.last_update, 7);
	arena_free(arena);
}

static void
moves_no_further_than_the_ends(void)
{
	fill("abcd");
	check_move("c", -1, 1, "acbd");
	check_move("c", -5, 0, "cabd");
	check_move("c", INT64_MAX, 3, "abdc");
	check_move("d", INT64_MIN, 0, "dabc");
	check_move("d", 2, 2, "abdc");
	check_move("a", 0, 0, "abdc");
	check_move("c", 9, 3, "abdc");
	end();
}

/* There are always gaps, however often tasks move to the same place. */
static void
moves_to_one_place_again_and_again(void)
{
	int i;

	fill("abc");
	for (i = 0; i < 100; i++) {
		check_move("c", -1, 1, "acb");
		check_move("b", -1, 1, "abc");
	}
	for (i = 0; i < 100; i++) {
		check_move("a", 1, 1, "bac");
		check_move("b", 1, 1, "abc");
	}
	end();
}

static void
moves_only_what_is_there(void)
{
	int64_t position = 77;

	fill("a");
	CU_ASSERT_EQUAL(
	    store_move_task(store, COMPANY, "q1", "x", 1, NULL, &position),
	    STORE_NO_TASK);
	CU_ASSERT_EQUAL(
	    store_move_task(store, COMPANY, "q2", "a", 1, NULL, &position),
	    STORE_NO_TASK);
	CU_ASSERT_EQUAL(
	    store_move_task(store, "c2", "q1", "a", 1, NULL, &position),
	    STORE_NO_TASK);
	CU_ASSERT_EQUAL(position, 77);
	end();
}

int
store_contract_run_array(const char *name, store_contract_new *make,
    store_contract_check *check, int steps)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(behaves_as_an_array_does),
	    SUITE_TEST(behaves_as_a_long_array_does),
	    SUITE_TEST(moves_no_further_than_the_ends),
	    SUITE_TEST(moves_to_one_place_again_and_again),
	    SUITE_TEST(moves_only_what_is_there),
	    SUITE_TEST(makes_room_in_a_long_queue),
	};
	size_t n = sizeof(tests) / sizeof(*tests);

	make_store = make;
	check_store = check;
	n_steps = steps;
	/* the last test is only for stores with a check, which can run out of
	 * gaps */
	return suite_run(name, tests, check == NULL ? n - 1 : n);
}

static unsigned long_seed;
static int long_steps;

/* Half of the steps on a short queue, half on a long one. */
static void
behaves_as_an_array_does_for_long(void)
{
	compare_with_an_array(40, long_steps / 2, 10, long_seed);
	compare_with_an_array(MAX_TASKS, long_steps / 2, 5000, long_seed);
}

int
store_contract_run_long_array(const char *name, store_contract_new *make,
    store_contract_check *check, char **numbers)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(behaves_as_an_array_does_for_long),
	};

	make_store = make;
	check_store = check;
	long_seed = (unsigned)strtoul(numbers[0], NULL, 10);
	long_steps = atoi(numbers[1]);
	return suite_run(name, tests, sizeof(tests) / sizeof(*tests));
}

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "store/queues.h"
#include "store/samples.h"
#include "store/store.h"
#include "store/users.h"
#include "tests/store/contract.h"
#include "tests/suite.h"

#define COMPANY "c1"

#define N_TASKS 30

static store_contract_new *make_store;
static store_contract_check *check_store;
static int n_steps;
static struct store *store;
static struct arena *arena;

static void
add_queue(const char *company, const char *id)
{
	static int64_t now = 5;
	struct queue queue = {.id = id,
	    .name = id,
	    .display_name = "Shown",
	    .company = company,
	    .created = now++,
	    .last_update = 6};

	CU_ASSERT_EQUAL(store_create(store, &queue), STORE_OK);
}

/* The queues one and two of a company, and another's, foreign. */
static void
begin(void)
{
	store = make_store();
	CU_ASSERT_PTR_NOT_NULL_FATAL(store);
	arena = arena_new();
	add_queue(COMPANY, "one");
	add_queue(COMPANY, "two");
	add_queue("c2", "foreign");
}

static void
end(void)
{
	store_close(store);
	arena_free(arena);
}

/* Push tasks that are named by single letters, at a time. */
static void
push(const char *company, const char *queue, const char *tasks, int64_t now)
{
	struct queue_entry entry = {.added = now};

	for (; *tasks != '\0'; tasks++) {
		entry.task = arena_strndup(arena, tasks, 1);
		CU_ASSERT_EQUAL(
		    store_add_task(store, company, queue, &entry, NULL, false),
		    STORE_OK);
	}
}

/* Expect that a task is in a queue, or in none for NULL. */
static void
expect_holder(const char *task, const char *id)
{
	struct queue queue = {.n_entries = 1};
	enum store_result found = store_get_by_task_id(store, arena, COMPANY,
	    task, (struct queue_need){.parts = QUEUE_DISPLAY_NAME}, &queue);

	CU_ASSERT_EQUAL(found, id == NULL ? STORE_NOT_FOUND : STORE_OK);
	if (id == NULL || found != STORE_OK)
		return;
	CU_ASSERT_STRING_EQUAL(queue.id, id);
	CU_ASSERT_STRING_EQUAL(queue.name, id);
	CU_ASSERT_STRING_EQUAL(queue.display_name, "Shown");
	CU_ASSERT_STRING_EQUAL(queue.company, COMPANY);
	CU_ASSERT_EQUAL(queue.n_entries, 0);
}

static void
finds_the_queue_of_a_task(void)
{
	size_t removed;

	begin();
	push("c2", "foreign", "x", 1);
	push(COMPANY, "two", "ab", 1);
	expect_holder("b", "two");
	expect_holder("x", NULL);
	expect_holder("", NULL);
	CU_ASSERT_EQUAL(
	    store_remove_task(store, COMPANY, "two", "b", 2, NULL, &removed),
	    STORE_OK);
	expect_holder("b", NULL);
	push(COMPANY, "one", "b", 3);
	expect_holder("b", "one");
	CU_ASSERT_EQUAL(store_delete(store, COMPANY, "one", true), STORE_OK);
	expect_holder("b", NULL);
	expect_holder("a", "two");
	end();
}

static void
finds_one_of_the_queues_of_a_task(void)
{
	struct queue queue;

	begin();
	push(COMPANY, "one", "a", 1);
	push(COMPANY, "two", "a", 1);
	CU_ASSERT_EQUAL_FATAL(store_get_by_task_id(store, arena, COMPANY, "a",
				  (struct queue_need){0}, &queue),
	    STORE_OK);
	CU_ASSERT_TRUE(
	    strcmp(queue.id, "one") == 0 || strcmp(queue.id, "two") == 0);
	end();
}

static enum store_result
move(const char *from, const char *task, const char *to, int64_t now)
{
	struct queue_entry entry = {.task = task, .added = now};

	return store_move_task_to_queue(store, COMPANY, from, to, &entry, NULL);
}

/* Expect a queue's entries, as "a1 b1 ", and its last update. */
static void
expect_queue(const char *company, const char *id, const char *entries,
    int64_t last_update)
{
	struct queue queue = {0};
	const char *text = "";
	size_t i;

	CU_ASSERT_EQUAL(
	    store_get_by_id(store, arena, company, id,
		(struct queue_need){.parts = QUEUE_ENTRIES}, &queue),
	    STORE_OK);
	for (i = 0; i < queue.n_entries; i++)
		text = arena_printf(arena, "%s%s%lld ", text,
		    queue.entries[i].task, (long long)queue.entries[i].added);
	CU_ASSERT_STRING_EQUAL(text, entries);
	CU_ASSERT_EQUAL(queue.last_update, last_update);
}

static void
moves_to_the_back_of_another_queue(void)
{
	struct queue_entry entry;

	begin();
	push(COMPANY, "one", "abc", 1);
	push(COMPANY, "two", "x", 2);
	CU_ASSERT_EQUAL(move("one", "b", "two", 7), STORE_OK);
	expect_queue(COMPANY, "one", "a1 c1 ", 7);
	expect_queue(COMPANY, "two", "x2 b7 ", 7);
	expect_holder("b", "two");
	CU_ASSERT_EQUAL(move("one", "a", "two", 8), STORE_OK);
	CU_ASSERT_EQUAL(move("one", "c", "two", 9), STORE_OK);
	expect_queue(COMPANY, "one", "", 9);
	CU_ASSERT_EQUAL(move("two", "x", "one", 10), STORE_OK);
	expect_queue(COMPANY, "one", "x10 ", 10);
	expect_queue(COMPANY, "two", "b7 a8 c9 ", 10);
	CU_ASSERT_EQUAL(store_get_next_task(store, arena, COMPANY, "one", NULL,
			    NULL, 11, &entry),
	    STORE_OK);
	CU_ASSERT_STRING_EQUAL(entry.task, "x");
	CU_ASSERT_EQUAL(entry.added, 10);
	CU_ASSERT_EQUAL(store_delete(store, COMPANY, "one", false), STORE_OK);
	end();
}

static void
moves_nothing_that_it_refuses(void)
{
	begin();
	push(COMPANY, "one", "ab", 1);
	push(COMPANY, "two", "b", 2);
	push("c2", "foreign", "f", 3);
	CU_ASSERT_EQUAL(move("one", "x", "two", 9), STORE_NO_TASK);
	CU_ASSERT_EQUAL(move("one", "x", "nosuch", 9), STORE_NO_TASK);
	CU_ASSERT_EQUAL(move("nosuch", "a", "two", 9), STORE_NO_TASK);
	CU_ASSERT_EQUAL(move("foreign", "f", "two", 9), STORE_NO_TASK);
	CU_ASSERT_EQUAL(move("one", "a", "nosuch", 9), STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(move("one", "a", "foreign", 9), STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(move("one", "b", "two", 9), STORE_DUPLICATE);
	CU_ASSERT_EQUAL(move("one", "b", "one", 9), STORE_DUPLICATE);
	expect_queue(COMPANY, "one", "a1 b1 ", 1);
	expect_queue(COMPANY, "two", "b2 ", 2);
	expect_queue("c2", "foreign", "f3 ", 3);
	end();
}

/* Take the samples of a company as text. */
static bool
take_sample(void *context, const char *queue, const struct queue_sample *sample)
{
	const char **text = context;

	if (sample == NULL)
		*text = arena_printf(arena, "%s(%s)", *text, queue);
	else
		*text = arena_printf(arena, "%s %lld:%lldms/%lld", *text,
		    (long long)sample->second, (long long)sample->wait,
		    (long long)sample->length);
	return true;
}

static void
samples_both_queues_of_a_move(void)
{
	const char *ids[] = {"one", "two"};
	struct store_sample_range range = {
	    .company = COMPANY, .ids = {2, ids}, .from = 0, .to = INT64_MAX};
	const char *text = "";

	begin();
	push(COMPANY, "one", "ab", 1000);
	push(COMPANY, "two", "x", 2000);
	CU_ASSERT_EQUAL(move("one", "b", "two", 5000), STORE_OK);
	CU_ASSERT_EQUAL(move("one", "b", "two", 6000), STORE_NO_TASK);
	CU_ASSERT_EQUAL(
	    store_list_samples(store, arena, &range, take_sample, &text),
	    STORE_OK);
	CU_ASSERT_STRING_EQUAL(text, "(one) 1:0ms/2 5:4000ms/1"
				     "(two) 2:0ms/1 5:3000ms/2");
	end();
}

/* What three queues should hold. */
static struct {
	int tasks[N_TASKS];
	int n;
} model[3];

static const char *
id_of(int queue)
{
	return queue == 0 ? "zero" : queue == 1 ? "one" : "two";
}

static int
place_of(int queue, int task)
{
	int at;

	for (at = 0; at < model[queue].n && model[queue].tasks[at] != task;)
		at++;
	return at;
}

static bool
is_there(int queue, int task)
{
	return place_of(queue, task) < model[queue].n;
}

static void
drop(int queue, int at)
{
	for (model[queue].n--; at < model[queue].n; at++)
		model[queue].tasks[at] = model[queue].tasks[at + 1];
}

static void
step_push(int queue, int task, const char *name)
{
	struct queue_entry entry = {.task = name, .added = 1};

	CU_ASSERT_EQUAL(
	    store_add_task(store, COMPANY, id_of(queue), &entry, NULL, false),
	    is_there(queue, task) ? STORE_DUPLICATE : STORE_OK);
	if (!is_there(queue, task))
		model[queue].tasks[model[queue].n++] = task;
}

static void
step_pop(int queue)
{
	struct queue_entry entry;

	CU_ASSERT_EQUAL_FATAL(store_get_next_task(store, arena, COMPANY,
				  id_of(queue), NULL, NULL, 2, &entry),
	    model[queue].n > 0 ? STORE_OK : STORE_EMPTY);
	if (model[queue].n == 0)
		return;
	CU_ASSERT_EQUAL(atoi(entry.task), model[queue].tasks[0]);
	drop(queue, 0);
}

static void
step_move(int from, int to, int task, const char *name)
{
	enum store_result expected = !is_there(from, task) ? STORE_NO_TASK
				     : is_there(to, task)  ? STORE_DUPLICATE
							   : STORE_OK;

	CU_ASSERT_EQUAL(move(id_of(from), name, id_of(to), 3), expected);
	if (expected != STORE_OK)
		return;
	drop(from, place_of(from, task));
	model[to].tasks[model[to].n++] = task;
}

static void
expect_the_model(void)
{
	struct queue queue = {0};
	int i, at;

	for (i = 0; i < 3; i++) {
		CU_ASSERT_EQUAL(
		    store_get_by_id(store, arena, COMPANY, id_of(i),
			(struct queue_need){.parts = QUEUE_ENTRIES}, &queue),
		    STORE_OK);
		CU_ASSERT_EQUAL_FATAL((int)queue.n_entries, model[i].n);
		for (at = 0; at < model[i].n; at++)
			CU_ASSERT_EQUAL(
			    atoi(queue.entries[at].task), model[i].tasks[at]);
	}
}

/* One random step: mostly a move. */
static void
step(uint64_t random)
{
	int from = (int)(random % 3), to = (int)(random / 3 % 3);
	int task = (int)(random / 9 % N_TASKS);
	char name[16];

	snprintf(name, sizeof(name), "%d", task);
	switch (random / 9 / N_TASKS % 4) {
	case 0:
		step_push(from, task, name);
		break;
	case 1:
		step_pop(from);
		break;
	default:
		step_move(from, to, task, name);
	}
}

static void
behaves_as_three_arrays_do(void)
{
	uint64_t seed = 42;
	int i;

	store = make_store();
	arena = arena_new();
	memset(model, 0, sizeof(model));
	CU_ASSERT_EQUAL(store_add_company(store, COMPANY, "one"), STORE_OK);
	for (i = 0; i < 3; i++)
		add_queue(COMPANY, id_of(i));
	for (i = 0; i < n_steps; i++) {
		step(suite_random(&seed));
		if (i % 10 == 0)
			expect_the_model();
		arena_reset(arena);
	}
	expect_the_model();
	CU_ASSERT(check_store == NULL || check_store(store));
	end();
}

int
store_contract_run_several(const char *name, store_contract_new *make,
    store_contract_check *check, int steps)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(finds_the_queue_of_a_task),
	    SUITE_TEST(finds_one_of_the_queues_of_a_task),
	    SUITE_TEST(moves_to_the_back_of_another_queue),
	    SUITE_TEST(moves_nothing_that_it_refuses),
	    SUITE_TEST(samples_both_queues_of_a_move),
	    SUITE_TEST(behaves_as_three_arrays_do),
	};

	make_store = make;
	check_store = check;
	n_steps = steps;
	return suite_run(name, tests, sizeof(tests) / sizeof(*tests));
}

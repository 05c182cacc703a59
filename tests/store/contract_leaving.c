#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "model/filter.h"
#include "store/queues.h"
#include "store/records.h"
#include "store/samples.h"
#include "store/store.h"
#include "store/tasks.h"
#include "tests/store/contract.h"
#include "tests/suite.h"

#define COMPANY "c1"
#define FEW 300
#define LONG 1000 /* entries */

static store_contract_new *make_store;
static struct store *store;
static struct arena *arena;

static void
begin(void)
{
	store = make_store();
	CU_ASSERT_PTR_NOT_NULL_FATAL(store);
	arena = arena_new();
}

static void
end(void)
{
	store_close(store);
	arena_free(arena);
}

static enum store_result
add_queue(const char *company, const char *id, const char *name)
{
	static int64_t now = 5;
	struct queue queue = {.id = id,
	    .name = name,
	    .company = company,
	    .created = now++,
	    .last_update = 6};

	return store_create(store, &queue);
}

static enum store_result
push(const char *queue, const char *task, int64_t now)
{
	struct queue_entry entry = {.task = task, .added = now};

	return store_add_task(store, COMPANY, queue, &entry, NULL, false);
}

static struct queue
find(const char *id)
{
	struct queue queue = {0};

	CU_ASSERT_EQUAL(store_get_by_id(store, arena, COMPANY, id,
			    (struct queue_need){.parts = QUEUE_ALL}, &queue),
	    STORE_OK);
	return queue;
}

/* Expect the tasks of a queue, with blanks between. */
static void
expect_tasks(const char *id, const char *expected)
{
	struct queue queue = find(id);
	const char *text = "";
	size_t i;

	for (i = 0; i < queue.n_entries; i++)
		text = arena_printf(arena, "%s%s%s", text, i > 0 ? " " : "",
		    queue.entries[i].task);
	CU_ASSERT_STRING_EQUAL(text, expected);
}

static void
pops_a_task_only_if_it_is_first(void)
{
	struct queue_entry entry = {0};

	begin();
	CU_ASSERT_EQUAL(add_queue(COMPANY, "q1", "one"), STORE_OK);
	CU_ASSERT_EQUAL(store_get_next_task(
			    store, arena, COMPANY, "q1", "a", NULL, 30, &entry),
	    STORE_NO_TASK);
	CU_ASSERT_EQUAL(push("q1", "b", 10), STORE_OK);
	CU_ASSERT_EQUAL(push("q1", "a", 20), STORE_OK);
	CU_ASSERT_EQUAL(store_get_next_task(
			    store, arena, COMPANY, "q1", "a", NULL, 30, &entry),
	    STORE_NO_TASK);
	CU_ASSERT_EQUAL(find("q1").last_update, 20);
	CU_ASSERT_EQUAL(store_get_next_task(
			    store, arena, COMPANY, "q1", "b", NULL, 30, &entry),
	    STORE_OK);
	CU_ASSERT_STRING_EQUAL(entry.task, "b");
	CU_ASSERT_EQUAL(entry.added, 10);
	CU_ASSERT_EQUAL(find("q1").last_update, 30);
	CU_ASSERT_EQUAL(store_get_next_task(
			    store, arena, COMPANY, "q2", "a", NULL, 40, &entry),
	    STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(store_get_next_task(
			    store, arena, "c2", "q1", "a", NULL, 40, &entry),
	    STORE_NOT_FOUND);
	expect_tasks("q1", "a");
	end();
}

static const struct store_leaving leaving = {
    .company = COMPANY, .queue = "q1", .reason = "why", .now = 5000};

static enum store_result
clear(size_t *n, const char ***tasks)
{
	*n = 0;
	return store_clear_queue(store, arena, &leaving, n, tasks);
}

static int
compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Expect n tasks, or none if another server keeps tasks: these don't exist. */
static bool
expect_cleared(size_t n, const char **tasks, size_t expected)
{
	CU_ASSERT_EQUAL(n, store_knows_tasks(store) && !store_keeps_tasks(store)
			       ? 0
			       : expected);
	if (n > 0)
		qsort(tasks, n, sizeof(*tasks), compare_texts);
	return n > 0 && n == expected;
}

static void
clears_a_queue(void)
{
	const char **tasks;
	size_t n;

	begin();
	CU_ASSERT_EQUAL(add_queue(COMPANY, "q1", "one"), STORE_OK);
	CU_ASSERT_EQUAL(push("q1", "b", 10), STORE_OK);
	CU_ASSERT_EQUAL(push("q1", "a", 20), STORE_OK);
	CU_ASSERT_EQUAL(clear(&n, &tasks), STORE_OK);
	if (expect_cleared(n, tasks, 2)) {
		CU_ASSERT_STRING_EQUAL(tasks[0], "a");
		CU_ASSERT_STRING_EQUAL(tasks[1], "b");
	}
	expect_tasks("q1", "");
	CU_ASSERT_EQUAL(find("q1").last_update, 20);
	CU_ASSERT_EQUAL(push("q1", "a", 30), STORE_OK);
	expect_tasks("q1", "a");
	CU_ASSERT_EQUAL(
	    store_clear_queue(store, NULL, &leaving, NULL, NULL), STORE_OK);
	expect_tasks("q1", "");
	end();
}

static void
clears_nothing_else(void)
{
	struct store_leaving foreign = leaving;
	const char **tasks;
	size_t n;

	begin();
	foreign.company = "c2";
	CU_ASSERT_EQUAL(clear(&n, &tasks), STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(add_queue(COMPANY, "q1", "one"), STORE_OK);
	CU_ASSERT_EQUAL(add_queue(COMPANY, "q2", "two"), STORE_OK);
	CU_ASSERT_EQUAL(push("q2", "a", 10), STORE_OK);
	CU_ASSERT_EQUAL(clear(&n, &tasks), STORE_EMPTY);
	CU_ASSERT_EQUAL(find("q1").last_update, 6);
	CU_ASSERT_EQUAL(push("q1", "a", 10), STORE_OK);
	CU_ASSERT_EQUAL(store_clear_queue(store, arena, &foreign, &n, &tasks),
	    STORE_NOT_FOUND);
	expect_tasks("q1", "a");
	CU_ASSERT_EQUAL(clear(&n, &tasks), STORE_OK);
	expect_tasks("q2", "a");
	end();
}

/* Make a queue with more tasks than a store may take at once. */
static void
add_long_queue(const char *id, const char *name)
{
	const char *tags[] = {"t"};
	struct queue_metadata metadata[] = {{"m", "m", "t", "v"}};
	struct queue queue = {.id = id,
	    .name = name,
	    .company = COMPANY,
	    .created = 5,
	    .last_update = 6,
	    .n_tags = 1,
	    .tags = tags,
	    .n_metadata = 1,
	    .metadata = metadata,
	    .n_entries = LONG};
	int i;

	queue.entries = arena_alloc_n(arena, LONG, sizeof(*queue.entries));
	for (i = 0; i < LONG; i++)
		queue.entries[i] = (struct queue_entry){
		    .task = arena_printf(arena, "t%04d", i), .added = 5};
	CU_ASSERT_EQUAL(store_create(store, &queue), STORE_OK);
}

static void
clears_a_long_queue(void)
{
	const char **tasks;
	size_t i, n;

	begin();
	add_long_queue("q1", "one");
	CU_ASSERT_EQUAL(clear(&n, &tasks), STORE_OK);
	if (!expect_cleared(n, tasks, LONG))
		n = 0;
	for (i = 0; i < n; i++)
		CU_ASSERT_STRING_EQUAL(
		    tasks[i], arena_printf(arena, "t%04d", (int)i));
	expect_tasks("q1", "");
	CU_ASSERT_EQUAL(find("q1").n_tags, 1);
	CU_ASSERT_EQUAL(find("q1").n_metadata, 1);
	CU_ASSERT_EQUAL(find("q1").last_update, 6);
	CU_ASSERT_EQUAL(push("q1", "t0001", 30), STORE_OK);
	CU_ASSERT_EQUAL(push("q1", "t0000", 40), STORE_OK);
	CU_ASSERT_EQUAL(push("q1", "t0000", 40), STORE_DUPLICATE);
	expect_tasks("q1", "t0001 t0000");
	end();
}

static void
push_many(const char *id)
{
	int i;

	for (i = 0; i < FEW; i++)
		CU_ASSERT_EQUAL(
		    push(id, arena_printf(arena, "u%d", i), 7), STORE_OK);
}

/* Expect the queues of the company in this order. */
static void
expect_order(const char *expected)
{
	struct queue *queues;
	const char *text = "";
	size_t i, n;

	CU_ASSERT_EQUAL(store_get_all(store, arena, filter_new(arena, COMPANY),
			    (struct queue_need){0}, &n, &queues),
	    STORE_OK);
	for (i = 0; i < n; i++)
		text = arena_printf(
		    arena, "%s%s%s", text, i > 0 ? " " : "", queues[i].id);
	CU_ASSERT_STRING_EQUAL(text, expected);
}

static void
leaves_a_long_queue_in_its_place(void)
{
	int i;

	begin();
	add_long_queue("q1", "one");
	add_long_queue("q2", "two");
	for (i = 0; i < 3; i++) {
		expect_order("q1 q2");
		CU_ASSERT_EQUAL(
		    store_clear_queue(store, NULL, &leaving, NULL, NULL),
		    i < 2 ? STORE_OK : STORE_EMPTY);
		if (i == 0)
			push_many("q1");
	}
	CU_ASSERT_EQUAL(store_delete(store, COMPANY, "q1", false), STORE_OK);
	expect_order("q2");
	end();
}

static bool
note_sample(void *context, const char *queue, const struct queue_sample *sample)
{
	(void)queue;
	if (sample != NULL)
		*(const char **)context =
		    arena_printf(arena, "%s%d:%d ", *(const char **)context,
			(int)sample->second, (int)sample->last);
	return true;
}

/* Expect seconds and lengths of the samples of a queue. */
static void
expect_samples(const char *id, const char *expected)
{
	struct store_sample_range range = {
	    .company = COMPANY, .ids = {1, &id}, .from = 0, .to = 100};
	const char *text = "";

	CU_ASSERT_EQUAL(
	    store_list_samples(store, arena, &range, note_sample, &text),
	    STORE_OK);
	CU_ASSERT_STRING_EQUAL(text, expected);
}

static void
samples_the_empty_queue(void)
{
	const char **tasks;
	size_t n;

	begin();
	add_long_queue("q1", "one");
	CU_ASSERT_EQUAL(push("q1", "a", 2000), STORE_OK);
	CU_ASSERT_EQUAL(clear(&n, &tasks), STORE_OK);
	CU_ASSERT_EQUAL(clear(&n, &tasks), STORE_EMPTY);
	CU_ASSERT_EQUAL(push("q1", "a", 7000), STORE_OK);
	expect_samples("q1", "2:1001 5:0 7:1 ");
	end();
}

static void
removes_with_tasks(void)
{
	struct store_leaving none = leaving;
	struct queue queue;

	begin();
	none.queue = "none";
	CU_ASSERT_EQUAL(store_delete_with_tasks(store, &none), STORE_NOT_FOUND);
	add_long_queue("q1", "one");
	CU_ASSERT_EQUAL(store_delete_with_tasks(store, &leaving), STORE_OK);
	CU_ASSERT_EQUAL(store_get_by_id(store, arena, COMPANY, "q1",
			    (struct queue_need){0}, &queue),
	    STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(add_queue(COMPANY, "q1", "one"), STORE_OK);
	CU_ASSERT_EQUAL(store_delete_with_tasks(store, &leaving), STORE_OK);
	expect_order("");
	end();
}

int
store_contract_run_leaving(const char *name, store_contract_new *make)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(pops_a_task_only_if_it_is_first),
	    SUITE_TEST(clears_a_queue),
	    SUITE_TEST(clears_nothing_else),
	    SUITE_TEST(clears_a_long_queue),
	    SUITE_TEST(leaves_a_long_queue_in_its_place),
	    SUITE_TEST(samples_the_empty_queue),
	    SUITE_TEST(removes_with_tasks),
	};

	make_store = make;
	return suite_run(name, tests, sizeof(tests) / sizeof(*tests));
}

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "store/entries.h"
#include "store/queues.h"
#include "tests/store/contract.h"
#include "tests/suite.h"

#define COMPANY "c1"
#define MANY 2500 /* more than two blocks of the SQLite store */

static store_contract_new *make_store;
static struct store *store;
static struct arena *arena;

/* Make a queue of n tasks: t0 added at 1000, t1 at 1001, ... */
static void
add_queue(const char *company, const char *id, size_t n)
{
	struct queue queue = {.id = id,
	    .name = arena_printf(arena, "name of %s", id),
	    .company = company,
	    .created = 5,
	    .last_update = 6,
	    .n_entries = n};
	size_t i;

	queue.entries = arena_alloc_n(arena, n, sizeof(*queue.entries));
	for (i = 0; i < n; i++)
		queue.entries[i] = (struct queue_entry){
		    arena_printf(arena, "t%zu", i), 1000 + (int64_t)i};
	CU_ASSERT_EQUAL(store_create(store, &queue), STORE_OK);
}

static void
begin(void)
{
	store = make_store();
	CU_ASSERT_PTR_NOT_NULL_FATAL(store);
	arena = arena_new();
	add_queue(COMPANY, "long", MANY);
	add_queue(COMPANY, "short", 3);
	add_queue("c2", "foreign", 3);
}

static void
end(void)
{
	store_close(store);
	arena_free(arena);
}

/* Expect n entries from a position on, beginning with the task tFIRST. */
static void
expect_window(const char *queue, int64_t from, size_t asked, size_t length,
    size_t n, size_t first)
{
	struct store_window window;
	size_t i;

	CU_ASSERT_EQUAL_FATAL(store_list_entries(store, arena, COMPANY, queue,
				  from, asked, &window),
	    STORE_OK);
	CU_ASSERT_EQUAL(window.length, length);
	CU_ASSERT_EQUAL_FATAL(window.n, n);
	for (i = 0; i < n; i++) {
		CU_ASSERT_STRING_EQUAL(window.entries[i].task,
		    arena_printf(arena, "t%zu", first + i));
		CU_ASSERT_EQUAL(
		    window.entries[i].added, 1000 + (int64_t)(first + i));
	}
}

static void
lists_entries_at_any_depth(void)
{
	struct queue_entry entry;
	size_t i;

	begin();
	expect_window("long", 0, 3, MANY, 3, 0);
	expect_window("long", 990, 500, MANY, 500, 990);
	expect_window("long", MANY - 2, 500, MANY, 2, MANY - 2);
	expect_window("long", MANY, 5, MANY, 0, 0);
	expect_window("long", INT64_MAX, 5, MANY, 0, 0);
	expect_window("short", 1, 1, 3, 1, 1);
	for (i = 0; i < 10; i++)
		CU_ASSERT_EQUAL(
		    store_get_next_task(store, arena, COMPANY, "long", NULL,
			&(const struct store_actor){.user = "u1"}, 9, &entry),
		    STORE_OK);
	expect_window("long", 0, 2, MANY - 10, 2, 10);
	expect_window("long", 2000, 5, MANY - 10, 5, 2010);
	end();
}

static void
lists_entries_of_the_company_alone(void)
{
	struct store_window window;

	begin();
	CU_ASSERT_EQUAL(
	    store_list_entries(store, arena, COMPANY, "foreign", 0, 5, &window),
	    STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(
	    store_list_entries(store, arena, COMPANY, "none", 0, 5, &window),
	    STORE_NOT_FOUND);
	end();
}

static const struct store_holder *
find_holder(size_t n, const struct store_holder *holders, const char *id)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (strcmp(holders[i].id, id) == 0)
			return &holders[i];
	}
	return NULL;
}

static void
finds_all_queues_of_a_task(void)
{
	const struct store_holder *holder;
	struct store_holder *holders;
	size_t n;

	begin();
	CU_ASSERT_EQUAL_FATAL(
	    store_find_holders(store, arena, COMPANY, "t2", &n, &holders),
	    STORE_OK);
	CU_ASSERT_EQUAL(n, 2);
	holder = find_holder(n, holders, "short");
	CU_ASSERT_PTR_NOT_NULL_FATAL(holder);
	CU_ASSERT_STRING_EQUAL(holder->name, "name of short");
	CU_ASSERT_EQUAL(holder->position, 2);
	CU_ASSERT_EQUAL(holder->length, 3);
	CU_ASSERT_EQUAL(holder->added, 1002);
	CU_ASSERT_PTR_NOT_NULL(find_holder(n, holders, "long"));
	CU_ASSERT_EQUAL_FATAL(
	    store_find_holders(store, arena, COMPANY, "t2400", &n, &holders),
	    STORE_OK);
	CU_ASSERT_EQUAL_FATAL(n, 1);
	CU_ASSERT_EQUAL(holders[0].position, 2400);
	CU_ASSERT_EQUAL(holders[0].length, MANY);
	end();
}

static void
finds_no_queue_of_other_tasks(void)
{
	struct store_holder *holders;
	size_t n;

	begin();
	CU_ASSERT_EQUAL(
	    store_find_holders(store, arena, COMPANY, "none", &n, &holders),
	    STORE_OK);
	CU_ASSERT_EQUAL(n, 0);
	CU_ASSERT_EQUAL(
	    store_find_holders(store, arena, "c3", "t1", &n, &holders),
	    STORE_OK);
	CU_ASSERT_EQUAL(n, 0);
	end();
}

int
store_contract_run_entries(const char *name, store_contract_new *make)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(lists_entries_at_any_depth),
	    SUITE_TEST(lists_entries_of_the_company_alone),
	    SUITE_TEST(finds_all_queues_of_a_task),
	    SUITE_TEST(finds_no_queue_of_other_tasks),
	};

	make_store = make;
	return suite_run(name, tests, sizeof(tests) / sizeof(*tests));
}

#include <string.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "store/store.h"
#include "tests/store/contract.h"
#include "tests/suite.h"

#define COMPANY "c1"

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

	return store_push(store, COMPANY, queue, &entry);
}

static struct queue
find(const char *id)
{
	struct queue queue = {0};

	CU_ASSERT_EQUAL(store_find(store, arena, COMPANY, id,
			    (struct queue_need){.parts = QUEUE_ALL}, &queue),
	    STORE_OK);
	return queue;
}

/* The tasks of a queue with blanks between. */
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
	CU_ASSERT_EQUAL(
	    store_pop_task(store, arena, COMPANY, "q1", "a", 30, &entry),
	    STORE_NO_TASK);
	CU_ASSERT_EQUAL(push("q1", "b", 10), STORE_OK);
	CU_ASSERT_EQUAL(push("q1", "a", 20), STORE_OK);
	CU_ASSERT_EQUAL(
	    store_pop_task(store, arena, COMPANY, "q1", "a", 30, &entry),
	    STORE_NO_TASK);
	CU_ASSERT_EQUAL(find("q1").last_update, 20);
	CU_ASSERT_EQUAL(
	    store_pop_task(store, arena, COMPANY, "q1", "b", 30, &entry),
	    STORE_OK);
	CU_ASSERT_STRING_EQUAL(entry.task, "b");
	CU_ASSERT_EQUAL(entry.added, 10);
	CU_ASSERT_EQUAL(find("q1").last_update, 30);
	CU_ASSERT_EQUAL(
	    store_pop_task(store, arena, COMPANY, "q2", "a", 40, &entry),
	    STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(
	    store_pop_task(store, arena, "c2", "q1", "a", 40, &entry),
	    STORE_NOT_FOUND);
	expect_tasks("q1", "a");
	end();
}

int
store_contract_run_leaving(const char *name, store_contract_new *make)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(pops_a_task_only_if_it_is_first),
	};

	make_store = make;
	return suite_run(name, tests, sizeof(tests) / sizeof(*tests));
}

#include <stdio.h>
#include <string.h>
#include <time.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "base/timefmt.h"
#include "store/queues.h"
#include "store/sqlite/sqlite.h"
#include "store/store.h"
#include "store/users.h"
#include "tests/scratch.h"
#include "tests/store/sqlite/raw.h"
#include "tests/suite.h"

#define MANY 20000
#define LONGEST 60000 /* ms */

static struct arena *arena;
static const char *error, *data;
static struct queue_entry entries[MANY];

/* Start a server on a new database with a company, and a second connection. */
static struct store *
begin(void)
{
	struct store *store;
	size_t i;

	data = scratch_new();
	store_close(store_sqlite_open_or_create(arena, data, &error));
	store = store_sqlite_open(arena, data, 100, 0, &error);
	CU_ASSERT_PTR_NOT_NULL_FATAL(store);
	CU_ASSERT_EQUAL(store_add_company(store, "c1", "one"), STORE_OK);
	raw_open(data);
	for (i = 0; i < MANY; i++) {
		entries[i].task = arena_printf(arena, "task %zu", i);
		entries[i].added = (int64_t)i;
	}
	return store;
}

static void
end(struct store *store)
{
	raw_close();
	store_close(store);
}

static void
fail(void *context, const char *text)
{
	(void)context;
	fprintf(stderr, "%s\n", text);
	CU_FAIL("a fault");
}

/* Wait until a query gives 1; the store must be sound all the time. */
static void
wait_until(struct store *store, const char *sql)
{
	const struct timespec pause = {.tv_nsec = 1000000};
	int64_t end = timefmt_now() + LONGEST;

	while (raw_number(sql) != 1 && timefmt_now() < end) {
		CU_ASSERT_TRUE(store_sqlite_check(store, fail, NULL));
		nanosleep(&pause, NULL);
	}
	CU_ASSERT_EQUAL(raw_number(sql), 1);
	CU_ASSERT_TRUE(store_sqlite_check(store, fail, NULL));
}

static enum store_result
create(struct store *store, const char *id, const char *name, size_t n)
{
	struct queue queue = {.id = id,
	    .name = name,
	    .company = "c1",
	    .created = 5,
	    .last_update = 7,
	    .n_entries = n,
	    .entries = entries};

	return store_create(store, &queue);
}

static void
adds_all_of_a_long_queue(void)
{
	struct store *store = begin();
	struct queue queue;
	size_t i;

	CU_ASSERT_EQUAL(create(store, "q1", "one", MANY), STORE_OK);
	CU_ASSERT_EQUAL(store_get_by_id(store, arena, "c1", "q1",
			    (struct queue_need){.parts = QUEUE_ALL}, &queue),
	    STORE_OK);
	CU_ASSERT_STRING_EQUAL(queue.name, "one");
	CU_ASSERT_EQUAL(queue.created, 5);
	CU_ASSERT_EQUAL(queue.last_update, 7);
	CU_ASSERT_EQUAL_FATAL(queue.n_entries, MANY);
	for (i = 0; i < MANY; i++) {
		CU_ASSERT_STRING_EQUAL(queue.entries[i].task, entries[i].task);
		CU_ASSERT_EQUAL(queue.entries[i].added, (int64_t)i);
	}
	CU_ASSERT_TRUE(store_sqlite_check(store, fail, NULL));
	end(store);
}

static void
adds_nothing_of_one_that_is_refused(void)
{
	struct store *store = begin();

	CU_ASSERT_EQUAL(create(store, "q1", "one", 0), STORE_OK);
	CU_ASSERT_EQUAL(create(store, "q1", "two", MANY), STORE_DUPLICATE);
	CU_ASSERT_EQUAL(create(store, "q2", "one", MANY), STORE_DUPLICATE);
	CU_ASSERT_EQUAL(raw_number("SELECT count(*) FROM entries"), 0);
	entries[MANY - 1].task = entries[0].task;
	CU_ASSERT_EQUAL(create(store, "q2", "two", MANY), STORE_DUPLICATE);
	wait_until(store, "SELECT count(*) = 1 FROM queues");
	CU_ASSERT_EQUAL(raw_number("SELECT count(*) FROM entries"), 0);
	CU_ASSERT_EQUAL(raw_number("SELECT count(*) FROM blocks"), 0);
	end(store);
}

/* The queue is gone at once; its entries are removed while others write. */
static void
removes_a_long_queue_step_by_step(void)
{
	struct queue_entry entry = {.task = "a", .added = 1};
	struct store *store = begin();
	struct queue queue;

	CU_ASSERT_EQUAL(create(store, "q1", "one", MANY), STORE_OK);
	CU_ASSERT_EQUAL(
	    store_delete(store, "c1", "q1", false), STORE_NOT_EMPTY);
	CU_ASSERT_EQUAL(store_delete(store, "c1", "q1", true), STORE_OK);
	CU_ASSERT_EQUAL(store_get_by_id(store, arena, "c1", "q1",
			    (struct queue_need){0}, &queue),
	    STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(store_add_task(store, "c1", "q1", &entry, NULL, false),
	    STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(create(store, "q1", "one", 0), STORE_OK);
	CU_ASSERT_EQUAL(
	    store_add_task(store, "c1", "q1", &entry, NULL, false), STORE_OK);
	wait_until(store, "SELECT count(*) = 1 FROM queues");
	CU_ASSERT_EQUAL(raw_number("SELECT count(*) FROM entries"), 1);
	CU_ASSERT_EQUAL(raw_number("SELECT count(*) FROM blocks"), 1);
	end(store);
}

/* The leftovers of a crash are removed, but not what another process uses. */
static void
sweeps_when_it_starts(void)
{
	struct store *store = begin();
	struct queue queue;

	CU_ASSERT_EQUAL(create(store, "q1", "one", 1000), STORE_OK);
	CU_ASSERT_EQUAL(create(store, "q2", "two", 1000), STORE_OK);
	CU_ASSERT_EQUAL(create(store, "q3", "three", 1000), STORE_OK);
	store_close(store);
	raw_run("UPDATE queues SET company = '', last_update = NULL"
		" WHERE id = 'q1';"
		"UPDATE queues SET company = '', last_update = 1000 *"
		" (strftime('%s', 'now') - 100) WHERE id = 'q2';"
		"UPDATE queues SET company = '', last_update = 1000 *"
		" strftime('%s', 'now') WHERE id = 'q3'");
	store = store_sqlite_open(arena, data, 100, 0, &error);
	CU_ASSERT_PTR_NOT_NULL_FATAL(store);
	wait_until(store, "SELECT count(*) = 1 FROM queues");
	CU_ASSERT_EQUAL(
	    raw_number("SELECT count(*) FROM queues WHERE id = 'q3'"), 1);
	CU_ASSERT_EQUAL(store_get_by_id(store, arena, "", "q3",
			    (struct queue_need){0}, &queue),
	    STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(raw_number("SELECT count(*) FROM entries"), 1000);
	end(store);
}

/* Beside a server, everything is removed before the call returns. */
static void
removes_without_a_server(void)
{
	struct store *store = begin(), *tool;

	CU_ASSERT_EQUAL(create(store, "q1", "one", 5000), STORE_OK);
	tool = store_sqlite_open_beside(arena, data, &error);
	CU_ASSERT_PTR_NOT_NULL_FATAL(tool);
	CU_ASSERT_EQUAL(store_delete(tool, "c1", "q1", true), STORE_OK);
	CU_ASSERT_EQUAL(raw_number("SELECT count(*) FROM queues"), 0);
	CU_ASSERT_EQUAL(raw_number("SELECT count(*) FROM entries"), 0);
	store_close(tool);
	end(store);
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(adds_all_of_a_long_queue),
	    SUITE_TEST(adds_nothing_of_one_that_is_refused),
	    SUITE_TEST(removes_a_long_queue_step_by_step),
	    SUITE_TEST(sweeps_when_it_starts),
	    SUITE_TEST(removes_without_a_server),
	};
	int status;

	arena = arena_new();
	status = suite_run(
	    "store_sqlite long", tests, sizeof(tests) / sizeof(*tests));
	scratch_remove();
	arena_free(arena);
	return status;
}

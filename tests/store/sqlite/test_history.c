#include <pthread.h>
#include <stdio.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "store/history.h"
#include "store/queues.h"
#include "store/sqlite/sqlite.h"
#include "store/sqlite/verbs.h"
#include "store/users.h"
#include "tests/scratch.h"
#include "tests/store/sqlite/hold.h"
#include "tests/store/sqlite/raw.h"
#include "tests/suite.h"

#define DAY INT64_C(86400000)
#define NOW (20000 * DAY)

static struct arena *arena;
static const char *error, *data;
static struct store *store;

static void
start(void)
{
	store = store_sqlite_open(arena, data, 100, 0, &error);
	CU_ASSERT_PTR_NOT_NULL_FATAL(store);
	store_sqlite_keep_history(store, 30 * DAY);
}

/* Start a server on a new database with a queue, and a second connection. */
static void
begin(void)
{
	const struct queue queue = {.id = "q1",
	    .name = "one",
	    .company = "c1",
	    .created = 1,
	    .last_update = 1};

	arena = arena_new();
	data = scratch_new();
	store_close(store_sqlite_open_or_create(arena, data, &error));
	start();
	CU_ASSERT_EQUAL(store_add_company(store, "c1", "one"), STORE_OK);
	CU_ASSERT_EQUAL(store_create(store, &queue), STORE_OK);
	raw_open(data);
}

static void
end(void)
{
	raw_close();
	store_close(store);
	scratch_remove();
	arena_free(arena);
}

static void
add_tasks(int from, int n, int64_t now)
{
	const struct store_actor who = {.user = "u1", .worker = "host:0"};
	struct queue_entry entry = {.added = now};
	int i;

	for (i = from; i < from + n; i++) {
		entry.task = arena_printf(arena, "t%d", i);
		CU_ASSERT_EQUAL(
		    store_add_task(store, "c1", "q1", &entry, &who, false),
		    STORE_OK);
	}
}

/* The last changes of the queue; n are expected. */
static const struct store_change *
list(size_t n)
{
	struct store_change *changes;
	size_t found = 0;

	CU_ASSERT_EQUAL(store_list_history(store, arena, "c1", "q1", NULL,
			    10000, &found, &changes),
	    STORE_OK);
	CU_ASSERT_EQUAL_FATAL(found, n);
	return changes;
}

static void
tell(void *context, const char *fault)
{
	(void)context;
	CU_FAIL("a fault");
	puts(fault);
}

static void
shows_each_change(void)
{
	const struct store_change *change;
	struct store_change *changes;
	size_t n;

	begin();
	add_tasks(1, 3, NOW);
	change = list(3);
	CU_ASSERT_STRING_EQUAL(change->task, "t3");
	CU_ASSERT_STRING_EQUAL(change->queue, "q1");
	CU_ASSERT_STRING_EQUAL(change->who.user, "u1");
	CU_ASSERT_STRING_EQUAL(change->who.worker, "host:0");
	CU_ASSERT_EQUAL(change->at, NOW);
	CU_ASSERT_EQUAL(change->after, 2);
	add_tasks(4, 1, NOW);
	CU_ASSERT_EQUAL(store_list_history(
			    store, arena, "c1", NULL, "t4", 10, &n, &changes),
	    STORE_OK);
	CU_ASSERT_EQUAL_FATAL(n, 1);
	CU_ASSERT_EQUAL(changes->action, STORE_ADDED);
	end();
}

static void
is_written_with_its_change(void)
{
	begin();
	add_tasks(1, 3, NOW);
	CU_ASSERT_EQUAL(raw_number("SELECT count(*) FROM history"), 3);
	end();
}

static void
notes_nothing_that_is_undone(void)
{
	struct queue_entry entry = {"t1", NOW};

	begin();
	add_tasks(1, 1, NOW);
	list(1);
	raw_run("CREATE TRIGGER no_more BEFORE UPDATE ON queues"
		" BEGIN SELECT raise(ABORT, 'no'); END");
	entry.task = "t2";
	CU_ASSERT_NOT_EQUAL(
	    store_add_task(store, "c1", "q1", &entry, NULL, false), STORE_OK);
	raw_run("DROP TRIGGER no_more");
	list(1);
	add_tasks(3, 1, NOW);
	CU_ASSERT_STRING_EQUAL(list(2)->task, "t3");
	end();
}

/* Each 64 changes, twice as many old ones as a segment has, and a few more. */
static void
deletes_what_is_old_in_slices(void)
{
	begin();
	add_tasks(1, 5000, NOW);
	add_tasks(5001, 55, NOW + 31 * DAY);
	list(5055);
	add_tasks(5056, 1, NOW + 31 * DAY);
	list(5056 - 2050);
	add_tasks(5057, 64, NOW + 31 * DAY);
	list(5120 - 4100);
	add_tasks(5121, 64, NOW + 31 * DAY);
	list(184);
	end();
}

/* A million, and up to a segment more. */
static void
keeps_a_number_of_changes(void)
{
	begin();
	add_tasks(1, 2, NOW);
	raw_run("UPDATE history SET number = 1000 WHERE number = 2");
	raw_run("INSERT INTO history (number, at, place, action, before, after,"
		" company, queue) VALUES (1001023, 1, 99, 0, 0, 0, '', '')");
	raw_run("UPDATE history SET at = (SELECT max(at) FROM history)");
	add_tasks(3, 1, NOW);
	list(3);
	raw_run("UPDATE history SET number = 1001087 WHERE number = 1001024");
	add_tasks(4, 1, NOW);
	CU_ASSERT_STRING_EQUAL(list(2)->task, "t4");
	CU_ASSERT_EQUAL(raw_number("SELECT min(number) FROM history"), 1001023);
	end();
}

static void
finds_task(const char *task, size_t expected)
{
	struct store_change *changes;
	size_t n = 99;

	CU_ASSERT_EQUAL(store_list_history(
			    store, arena, "c1", NULL, task, 10, &n, &changes),
	    STORE_OK);
	CU_ASSERT_EQUAL_FATAL(n, expected);
	if (n > 0)
		CU_ASSERT_STRING_EQUAL(changes->task, task);
}

/* Each 1,024 changes get a list of what they are found by. */
static void
finds_what_is_far_back(void)
{
	begin();
	add_tasks(1, 2500, NOW);
	CU_ASSERT_EQUAL(raw_number("SELECT count(*) FROM history_segments"), 2);
	CU_ASSERT_STRING_EQUAL(list(2500)->task, "t2500");
	finds_task("t1", 1);
	finds_task("t1023", 1);
	finds_task("t1024", 1);
	finds_task("t2047", 1);
	finds_task("t2048", 1);
	finds_task("t2501", 0);
	raw_run("UPDATE history SET at = 0 WHERE number <= 2400");
	add_tasks(2501, 20 * 64, NOW);
	CU_ASSERT_EQUAL(raw_number("SELECT min(number) FROM history"), 2401);
	CU_ASSERT_EQUAL(
	    raw_number("SELECT min(segment) FROM history_segments"), 2);
	finds_task("t2400", 0);
	finds_task("t2401", 1);
	finds_task("t3780", 1);
	end();
}

/* A call on a thread of its own, and what history is to say of it. */
struct call {
	enum store_action action;
	const char *task;
	int64_t before;
	int64_t after;
	enum store_result result;
	pthread_t thread;
};

static void *
run_call(void *argument)
{
	struct call *call = argument;
	struct queue_entry entry = {call->task, NOW};
	struct arena *own = arena_new();
	size_t removed;

	if (call->action == STORE_ADDED)
		call->result =
		    store_add_task(store, "c1", "q1", &entry, NULL, false);
	else if (call->action == STORE_REMOVED)
		call->result = store_remove_task(
		    store, "c1", "q1", call->task, NOW, NULL, &removed);
	else
		call->result = store_get_next_task(
		    store, own, "c1", "q1", NULL, NULL, NOW, &entry);
	arena_free(own);
	return NULL;
}

/* Have calls share a commit, in order; all must succeed. */
static void
run_together(struct call *calls, size_t n)
{
	size_t i;

	hold_begin(&sqlite_of(store)->writer);
	for (i = 0; i < n; i++) {
		pthread_create(&calls[i].thread, NULL, run_call, &calls[i]);
		hold_wait(i + 1);
	}
	hold_end();
	for (i = 0; i < n; i++) {
		pthread_join(calls[i].thread, NULL);
		CU_ASSERT_EQUAL(calls[i].result, STORE_OK);
	}
}

/* Calls that share a commit at both ends of a queue and between them. */
static void
counts_what_a_group_does(void)
{
	struct call calls[] = {
	    {STORE_POPPED, "t1", 0, -1, 0, 0},
	    {STORE_POPPED, "t2", 0, -1, 0, 0},
	    {STORE_ADDED, "new", -1, 2498, 0, 0},
	    {STORE_REMOVED, "t1500", 1497, -1, 0, 0},
	    {STORE_POPPED, "t3", 0, -1, 0, 0},
	    {STORE_REMOVED, "t2500", 2495, -1, 0, 0},
	    {STORE_ADDED, "t1", -1, 2496, 0, 0},
	    {STORE_REMOVED, "new", 2495, -1, 0, 0},
	};
	size_t i, n = sizeof(calls) / sizeof(*calls);
	const struct store_change *change;

	begin();
	add_tasks(1, 2500, NOW);
	run_together(calls, n);
	change = list(2500 + n);
	for (i = 0; i < n; i++) {
		CU_ASSERT_EQUAL(change[n - 1 - i].action, calls[i].action);
		CU_ASSERT_STRING_EQUAL(change[n - 1 - i].task, calls[i].task);
		CU_ASSERT_EQUAL(change[n - 1 - i].before, calls[i].before);
		CU_ASSERT_EQUAL(change[n - 1 - i].after, calls[i].after);
	}
	CU_ASSERT_EQUAL(raw_number("SELECT n FROM blocks LIMIT 1"), 997);
	CU_ASSERT_EQUAL(raw_number("SELECT sum(n) FROM blocks"), 2496);
	CU_ASSERT_TRUE(store_sqlite_check(store, tell, NULL));
	end();
}

/* All three blocks of a queue become empty in one group, the last one first. */
static void
counts_when_blocks_become_empty(void)
{
	struct call calls[] = {
	    {STORE_REMOVED, "t2001", 2, -1, 0, 0},
	    {STORE_ADDED, "x", -1, 2, 0, 0},
	    {STORE_POPPED, "t1", 0, -1, 0, 0},
	    {STORE_POPPED, "t1999", 0, -1, 0, 0},
	    {STORE_POPPED, "x", 0, -1, 0, 0},
	    {STORE_ADDED, "y", -1, 0, 0, 0},
	    {STORE_ADDED, "z", -1, 1, 0, 0},
	};
	size_t i, removed;

	begin();
	add_tasks(1, 2001, NOW);
	for (i = 2; i <= 2000; i++) {
		if (i != 1999)
			CU_ASSERT_EQUAL(store_remove_task(store, "c1", "q1",
					    arena_printf(arena, "t%zu", i), NOW,
					    NULL, &removed),
			    STORE_OK);
	}
	CU_ASSERT_EQUAL(raw_number("SELECT count(*) FROM blocks"), 3);
	run_together(calls, sizeof(calls) / sizeof(*calls));
	CU_ASSERT_EQUAL(raw_number("SELECT sum(n) FROM blocks"), 2);
	CU_ASSERT_TRUE(store_sqlite_check(store, tell, NULL));
	end();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(shows_each_change),
	    SUITE_TEST(is_written_with_its_change),
	    SUITE_TEST(notes_nothing_that_is_undone),
	    SUITE_TEST(deletes_what_is_old_in_slices),
	    SUITE_TEST(keeps_a_number_of_changes),
	    SUITE_TEST(finds_what_is_far_back),
	    SUITE_TEST(counts_what_a_group_does),
	    SUITE_TEST(counts_when_blocks_become_empty),
	};

	return suite_run("history", tests, sizeof(tests) / sizeof(*tests));
}

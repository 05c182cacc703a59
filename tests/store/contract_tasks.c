#include <string.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "store/queues.h"
#include "store/store.h"
#include "store/tasks.h"
#include "tests/store/contract.h"
#include "tests/suite.h"

#define COMPANY "c1"

static store_contract_new *make_store;
static store_contract_put_task *put_task;
static store_contract_get_task *get_task;
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

/* Put a task of the company, to be run from a queue, or from none (NULL). */
static void
put(const char *id, const char *status, const char *queue)
{
	const struct contract_task task = {
	    .id = id, .company = COMPANY, .status = status, .queue = queue};

	put_task(store, &task);
}

static void
put_foreign(const char *id, const char *status, const char *queue)
{
	const struct contract_task task = {
	    .id = id, .company = "c2", .status = status, .queue = queue};

	put_task(store, &task);
}

static const char *
or_none(const char *text)
{
	return text == NULL ? "-" : text;
}

/* Expect a task's status, status before it was queued, queue and reason. */
static void
expect(const char *id, const char *expected)
{
	struct contract_task task;

	get_task(store, arena, id, &task);
	CU_ASSERT_STRING_EQUAL(
	    arena_printf(arena, "%s %s %s %s", or_none(task.status),
		or_none(task.enqueue_status), or_none(task.queue),
		or_none(task.reason)),
	    expected);
}

static void
knows_tasks(void)
{
	begin();
	CU_ASSERT_TRUE(store_knows_tasks(store));
	end();
}

static void
requeues_a_task_that_was_stopped(void)
{
	begin();
	put("a", "stopped", "q1");
	put("b", "in_progress", "q1");
	put("other", "stopped", "q1");
	put_foreign("foreign", "stopped", "q1");
	store_requeue_task(store, COMPANY, "a");
	store_requeue_task(store, COMPANY, "b");
	store_requeue_task(store, COMPANY, "foreign");
	store_requeue_task(store, COMPANY, "ghost");
	expect("a", "queued - q1 -");
	expect("b", "in_progress - q1 -");
	expect("other", "stopped - q1 -");
	expect("foreign", "stopped - q1 -");
	end();
}

static const struct store_leaving leaving = {.company = COMPANY,
    .queue = "q1",
    .reason = "$why",
    .user = "u1",
    .now = 5};

static void
revert(const char *task)
{
	store_revert_task(store, &leaving, task);
}

static void
reverts_a_task(void)
{
	const struct contract_task again = {.id = "again",
	    .company = COMPANY,
	    .status = "queued",
	    .enqueue_status = "failed",
	    .queue = "q1",
	    .reason = "before"};

	begin();
	put("a", "queued", "q1");
	put("other", "queued", "q1");
	put_task(store, &again);
	revert("a");
	revert("again");
	revert("ghost");
	expect("a", "created - - $why");
	expect("again", "failed - - $why");
	expect("other", "queued - q1 -");
	end();
}

static void
reverts_any_task_of_the_queue_and_no_other(void)
{
	begin();
	put("running", "in_progress", "q1");
	put("elsewhere", "queued", "q2");
	put("nowhere", "queued", NULL);
	put_foreign("foreign", "queued", "q1");
	revert("running");
	revert("elsewhere");
	revert("nowhere");
	revert("foreign");
	expect("running", "created - - $why");
	expect("elsewhere", "queued - q2 -");
	expect("nowhere", "queued - - -");
	expect("foreign", "queued - q1 -");
	end();
}

static void
add_queue(const char *id, const char *const *tasks)
{
	struct queue queue = {
	    .id = id, .name = id, .company = COMPANY, .last_update = 6};
	struct queue_entry entry = {.added = 10};

	CU_ASSERT_EQUAL(store_create(store, &queue), STORE_OK);
	for (; *tasks != NULL; tasks++) {
		entry.task = *tasks;
		CU_ASSERT_EQUAL(
		    store_add_task(store, COMPANY, id, &entry, NULL, false),
		    STORE_OK);
	}
}

/* Add a task to a queue, to be run from there or not. */
static void
add(const char *queue, const char *task, bool sets_queue)
{
	const struct queue_entry entry = {.task = task, .added = 11};

	CU_ASSERT_EQUAL(
	    store_add_task(store, COMPANY, queue, &entry, NULL, sets_queue),
	    STORE_OK);
}

static void
sets_the_queue_of_a_task_that_is_added(void)
{
	static const char *const nothing[] = {NULL};

	begin();
	add_queue("q2", nothing);
	add_queue("$q2", nothing);
	put("a", "created", NULL);
	put("b", "queued", "q1");
	put("c", "queued", "q1");
	put("other", "queued", "q1");
	put_foreign("foreign", "queued", "q9");
	add("q2", "a", true);
	add("$q2", "b", true);
	add("q2", "c", false);
	add("q2", "foreign", true);
	add("q2", "ghost", true);
	expect("a", "created - q2 -");
	expect("b", "queued - $q2 -");
	expect("c", "queued - q1 -");
	expect("other", "queued - q1 -");
	expect("foreign", "queued - q9 -");
	end();
}

/* Make tasks of all kinds, of which "a" and "running" are to be reverted. */
static void
add_mixed_queue(void)
{
	static const char *const tasks[] = {
	    "a", "elsewhere", "ghost", "foreign", "running", NULL};

	add_queue("q1", tasks);
	put("a", "queued", "q1");
	put("elsewhere", "queued", "q2");
	put_foreign("foreign", "queued", "q1");
	put("running", "in_progress", "q1");
	put("left", "queued", "q1");
}

static void
expect_reverted(void)
{
	expect("a", "created - - $why");
	expect("elsewhere", "queued - q2 -");
	expect("foreign", "queued - q1 -");
	expect("running", "created - - $why");
	expect("left", "queued - q1 -");
}

static void
reverts_what_is_cleared(void)
{
	const char **tasks;
	size_t n = 0;

	begin();
	add_mixed_queue();
	CU_ASSERT_EQUAL(
	    store_clear_queue(store, arena, &leaving, &n, &tasks), STORE_OK);
	CU_ASSERT_EQUAL_FATAL(n, 2);
	CU_ASSERT_TRUE(
	    (strcmp(tasks[0], "a") == 0 && strcmp(tasks[1], "running") == 0) ||
	    (strcmp(tasks[1], "a") == 0 && strcmp(tasks[0], "running") == 0));
	expect_reverted();
	CU_ASSERT_EQUAL(
	    store_clear_queue(store, arena, &leaving, &n, &tasks), STORE_EMPTY);
	end();
}

static void
reverts_what_is_removed_with_its_queue(void)
{
	struct queue queue;

	begin();
	add_mixed_queue();
	CU_ASSERT_EQUAL(
	    store_delete(store, COMPANY, "q1", false), STORE_NOT_EMPTY);
	CU_ASSERT_EQUAL(store_delete_with_tasks(store, &leaving), STORE_OK);
	CU_ASSERT_EQUAL(store_get_by_id(store, arena, COMPANY, "q1",
			    (struct queue_need){0}, &queue),
	    STORE_NOT_FOUND);
	expect_reverted();
	end();
}

int
store_contract_run_tasks(const char *name, store_contract_new *make,
    store_contract_put_task *put_one, store_contract_get_task *get_one)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(knows_tasks),
	    SUITE_TEST(sets_the_queue_of_a_task_that_is_added),
	    SUITE_TEST(requeues_a_task_that_was_stopped),
	    SUITE_TEST(reverts_a_task),
	    SUITE_TEST(reverts_any_task_of_the_queue_and_no_other),
	    SUITE_TEST(reverts_what_is_cleared),
	    SUITE_TEST(reverts_what_is_removed_with_its_queue),
	};

	make_store = make;
	put_task = put_one;
	get_task = get_one;
	return suite_run(name, tests, sizeof(tests) / sizeof(*tests));
}

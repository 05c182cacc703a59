#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <CUnit/CUnit.h>
#include <mongoc/mongoc.h>

#include "base/arena.h"
#include "base/steady.h"
#include "store/mongo/verbs.h"
#include "tests/store/mongo/fixture.h"
#include "tests/suite.h"

#define N_MANY 2500   /* more than twice as many as fit a command */
#define LONGEST 20000 /* ms until a thread has done something */

static const atomic_bool never = false;
static struct store_mongo *store;

static const struct store_leaving leaving = {.company = "c",
    .queue = "q",
    .reason = "cleared",
    .user = "u",
    .now = 9000};

/* A store that finishes pending work by itself, or does not. */
static void
begin(bool has_chores)
{
	store = mongo_of(fixture_store());
	if (has_chores)
		return;
	store_mongo_chores_free(store->chores);
	store->chores = NULL;
}

static void
end(void)
{
	store_close(&store->store);
}

/* A task that has been queued in the queue since a time. */
static void
put_task(const char *id, int64_t since)
{
	bson_t *task = BCON_NEW("_id", BCON_UTF8(id), "company", "c", "status",
	    "queued", "status_changed", BCON_DATE_TIME(since), "execution", "{",
	    "queue", "q", "}");

	fixture_insert("task", task);
	bson_destroy(task);
}

static bool
is(const char *id, const char *status, const char *reason)
{
	bson_t *members = BCON_NEW("_id", BCON_UTF8(id), "status",
	    BCON_UTF8(status), "status_reason", BCON_UTF8(reason));
	bool found = fixture_has("task", members);

	bson_destroy(members);
	return found;
}

static bool
is_queued(const char *id)
{
	bson_t *members = BCON_NEW(
	    "_id", BCON_UTF8(id), "status", "queued", "execution.queue", "q");
	bool found = fixture_has("task", members);

	bson_destroy(members);
	return found;
}

/*
 * The state after a crash between the two steps: a and b have left the queue.
 */
static void
put_left_queue(void)
{
	bson_t *queue = BCON_NEW("_id", "q", "name", "queue", "company", "c",
	    "odd", "member", "entries", "[", "]", "last_update",
	    BCON_DATE_TIME(7), STORE_MONGO_KEPT, "{", "id", "x", "reason",
	    "earlier", "user", "u0", "at", BCON_DATE_TIME(5000), "tasks", "[",
	    "a", "b", "]", "}");

	fixture_insert("queue", queue);
	bson_destroy(queue);
	put_task("a", 4000);
	put_task("b", 6000); /* b was queued again, and perhaps popped */
	put_task("c", 6000);
}

static void
expect_left_is_done(void)
{
	bson_t *by = BCON_NEW("_id", "a", "last_changed_by", "u0");

	CU_ASSERT_TRUE(is("a", "created", "earlier"));
	CU_ASSERT_TRUE(fixture_has("task", by));
	CU_ASSERT_TRUE(is_queued("b"));
	bson_destroy(by);
}

static bool
keeps_something(void)
{
	bson_t *keeping = BCON_NEW(
	    "_id", "q", STORE_MONGO_KEPT, "{", "$exists", BCON_BOOL(true), "}");
	bool found = fixture_has("queue", keeping);

	bson_destroy(keeping);
	return found;
}

static enum store_result
clear(size_t *n, const char ***tasks)
{
	*n = 0;
	return store_clear_queue(
	    &store->store, fixture_arena, &leaving, n, tasks);
}

static void
goes_on_after_a_crash(void)
{
	const char **tasks;
	bson_t *left = BCON_NEW(
	    "_id", "q", "odd", "member", "last_update", BCON_DATE_TIME(7));
	size_t n;

	begin(false);
	put_left_queue();
	CU_ASSERT_EQUAL(clear(&n, &tasks), STORE_OK);
	CU_ASSERT_EQUAL_FATAL(n, 1);
	CU_ASSERT_STRING_EQUAL(tasks[0], "a");
	expect_left_is_done();
	CU_ASSERT_FALSE(keeps_something());
	CU_ASSERT_TRUE(fixture_has("queue", left));
	CU_ASSERT_EQUAL(clear(&n, &tasks), STORE_EMPTY);
	bson_destroy(left);
	end();
}

static void
clears_more_after_a_crash(void)
{
	const struct queue_entry entry = {.task = "c", .added = 8000};
	const char **tasks;
	size_t n;

	begin(false);
	put_left_queue();
	CU_ASSERT_EQUAL(
	    store_add_task(&store->store, "c", "q", &entry, NULL, false),
	    STORE_OK);
	CU_ASSERT_EQUAL(clear(&n, &tasks), STORE_OK);
	CU_ASSERT_EQUAL_FATAL(n, 2);
	CU_ASSERT_STRING_EQUAL(tasks[0], "a");
	CU_ASSERT_STRING_EQUAL(tasks[1], "c");
	expect_left_is_done();
	CU_ASSERT_TRUE(is("c", "created", "cleared"));
	CU_ASSERT_FALSE(keeps_something());
	end();
}

/*
 * A queue that looks empty is removed without force, but only after the rest.
 */
static void
is_removed_after_a_crash(void)
{
	const struct queue_entry entry = {.task = "c", .added = 8000};
	struct queue_entry popped;

	begin(false);
	put_left_queue();
	store_add_task(&store->store, "c", "q", &entry, NULL, false);
	CU_ASSERT_EQUAL(
	    store_delete(&store->store, "c", "q", false), STORE_NOT_EMPTY);
	CU_ASSERT_TRUE(is_queued("a"));
	store_get_next_task(
	    &store->store, fixture_arena, "c", "q", NULL, NULL, 9000, &popped);
	CU_ASSERT_EQUAL(store_delete(&store->store, "c", "q", false), STORE_OK);
	expect_left_is_done();
	CU_ASSERT_EQUAL(
	    store_delete(&store->store, "c", "q", false), STORE_NOT_FOUND);
	end();
}

/* A queue of many tasks, t0 and so on. */
static void
add_many(void)
{
	struct queue queue = {
	    .id = "q", .name = "queue", .company = "c", .n_entries = N_MANY};
	char *task;
	size_t i;

	queue.entries =
	    arena_alloc_n(fixture_arena, N_MANY, sizeof(*queue.entries));
	for (i = 0; i < N_MANY; i++) {
		task = arena_printf(fixture_arena, "t%zu", i);
		queue.entries[i].task = task;
		put_task(task, 4000);
	}
	CU_ASSERT_EQUAL(store_create(&store->store, &queue), STORE_OK);
}

static int
count(const char *name, bson_t *selector)
{
	int n = (int)fixture_count(name, selector);

	bson_destroy(selector);
	return n;
}

static int
count_reverted(void)
{
	return count(
	    "task", BCON_NEW("status", "created", "status_reason", "cleared"));
}

static void
reverts_a_thousand_tasks_a_command(void)
{
	const char **tasks;
	uint64_t n_before;
	size_t n;

	begin(false);
	fixture_calm(&store->store);
	add_many();
	n_before = mongo_count(store->mongo);
	CU_ASSERT_EQUAL(clear(&n, &tasks), STORE_OK);
	/* look, take, three times look, find, update and look, forget */
	CU_ASSERT_TRUE(mongo_count(store->mongo) - n_before <= 15 + 1);
	CU_ASSERT_EQUAL(n, N_MANY);
	CU_ASSERT_EQUAL(count_reverted(), N_MANY);
	CU_ASSERT_FALSE(keeps_something());
	end();
}

static void
puts_aside_what_takes_long(void)
{
	const char **tasks;
	atomic_bool stop = true;
	size_t n;

	begin(false);
	add_many();
	store->patience = 0;
	CU_ASSERT_EQUAL(clear(&n, &tasks), STORE_OK);
	CU_ASSERT_EQUAL(n, N_MANY);
	CU_ASSERT_EQUAL(count_reverted(), 0);
	CU_ASSERT_FALSE(keeps_something());
	CU_ASSERT_EQUAL(count("lineup_leaving", bson_new()), 1);
	CU_ASSERT_EQUAL(store_delete(&store->store, "c", "q", false), STORE_OK);
	store_mongo_revert_waiting(store, &stop);
	CU_ASSERT_EQUAL(count_reverted(), 0);
	stop = false;
	store_mongo_revert_waiting(store, &stop);
	CU_ASSERT_EQUAL(count_reverted(), N_MANY);
	CU_ASSERT_EQUAL(count("lineup_leaving", bson_new()), 0);
	end();
}

static void
put_waiting(int64_t claimed)
{
	bson_t *waiting = BCON_NEW("_id", "x", "company", "c", "queue", "q",
	    "reason", "cleared", "at", BCON_DATE_TIME(5000), "claimed",
	    BCON_DATE_TIME(claimed), "tasks", "[", "a", "b", "]");

	fixture_insert("lineup_leaving", waiting);
	bson_destroy(waiting);
	put_task("a", 4000);
	put_task("b", 6000);
}

static void
leaves_to_others_what_they_work_on(void)
{
	atomic_bool stop = false;

	begin(false);
	put_waiting((int64_t)time(NULL) * 1000);
	store_mongo_revert_waiting(store, &stop);
	CU_ASSERT_TRUE(is_queued("a"));
	CU_ASSERT_EQUAL(count("lineup_leaving", bson_new()), 1);
	end();
}

static void
takes_over_from_who_is_gone(void)
{
	atomic_bool stop = false;

	begin(false);
	put_waiting(((int64_t)time(NULL) - 3600) * 1000);
	store_mongo_revert_waiting(store, &stop);
	CU_ASSERT_TRUE(is("a", "created", "cleared"));
	CU_ASSERT_TRUE(is_queued("b"));
	CU_ASSERT_EQUAL(count("lineup_leaving", bson_new()), 0);
	end();
}

static void
does_what_waits_by_itself(void)
{
	int64_t until;

	begin(true);
	add_many();
	store->patience = 0;
	CU_ASSERT_EQUAL(
	    store_delete_with_tasks(&store->store, &leaving), STORE_OK);
	until = steady_now() + LONGEST;
	while (count("lineup_leaving", bson_new()) > 0 && steady_now() < until)
		continue;
	CU_ASSERT_EQUAL(count_reverted(), N_MANY);
	end();
}

/* Write the queue's document, with one entry. */
static void
put_queue(const char *task)
{
	bson_t *queue = BCON_NEW("_id", "q", "name", "queue", "company", "c",
	    "entries", "[", "{", "task", BCON_UTF8(task), "added",
	    BCON_DATE_TIME(9500), "}", "]");

	fixture_insert("queue", queue);
	bson_destroy(queue);
}

static void
leaves_what_is_in_the_queue_again(void)
{
	atomic_bool stop = false;

	begin(false);
	put_waiting(0);
	put_queue("a");
	store_mongo_revert_waiting(store, &stop);
	CU_ASSERT_TRUE(is_queued("a"));
	CU_ASSERT_EQUAL(count("lineup_leaving", bson_new()), 0);
	end();
}

/*
 * A task is reverted, though it is noted only later where it is to be run from.
 */
static void
reverts_what_is_late(void)
{
	bson_t *task = BCON_NEW("_id", "a", "company", "c", "status", "queued");
	atomic_bool stop = false;
	const char **tasks;
	size_t n;

	begin(false);
	put_queue("a");
	fixture_insert("task", task);
	bson_destroy(task);
	CU_ASSERT_EQUAL(clear(&n, &tasks), STORE_OK);
	CU_ASSERT_EQUAL(n, 0);
	store_mongo_set_task_queue(&store->store, "c", "a", "q");
	CU_ASSERT_TRUE(is_queued("a"));
	store_mongo_revert_waiting(store, &stop);
	CU_ASSERT_TRUE(is_queued("a")); /* it is not reverted yet */
	fixture_set("lineup_leaving", "claimed", 0);
	store_mongo_revert_waiting(store, &stop);
	CU_ASSERT_TRUE(is("a", "created", "cleared"));
	CU_ASSERT_EQUAL(count("lineup_leaving", bson_new()), 0);
	end();
}

static void
finishes_what_a_queue_has_kept_for_long(void)
{
	begin(false);
	put_left_queue();
	store_mongo_finish_kept(store, &never);
	expect_left_is_done();
	CU_ASSERT_FALSE(keeps_something());
	end();
}

static void
leaves_to_its_call_what_a_queue_keeps(void)
{
	begin(false);
	put_left_queue();
	fixture_set(
	    "queue", STORE_MONGO_KEPT ".at", (int64_t)time(NULL) * 1000);
	store_mongo_finish_kept(store, &never);
	CU_ASSERT_TRUE(keeps_something());
	CU_ASSERT_TRUE(is_queued("a"));
	end();
}

/* Tasks that can't be changed now are tried again later. */
static void
keeps_what_is_refused(void)
{
	bson_t *all = bson_new(),
	       *valid = BCON_NEW("status", "queued", "_id", "a");
	atomic_bool stop = false;
	const char **tasks;
	size_t n;

	begin(false);
	put_queue("a");
	put_task("a", 4000);
	fixture_refuse_changes("task", valid);
	CU_ASSERT_EQUAL(clear(&n, &tasks), STORE_OK);
	CU_ASSERT_EQUAL(n, 1);
	CU_ASSERT_TRUE(is_queued("a"));
	CU_ASSERT_FALSE(keeps_something());
	store_mongo_revert_waiting(store, &stop);
	CU_ASSERT_EQUAL(count("lineup_leaving", bson_new()), 1);
	fixture_refuse_changes("task", all);
	fixture_set("lineup_leaving", "claimed", 0);
	store_mongo_revert_waiting(store, &stop);
	CU_ASSERT_TRUE(is("a", "created", "cleared"));
	CU_ASSERT_EQUAL(count("lineup_leaving", bson_new()), 0);
	bson_destroy(valid);
	bson_destroy(all);
	end();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(goes_on_after_a_crash),
	    SUITE_TEST(clears_more_after_a_crash),
	    SUITE_TEST(is_removed_after_a_crash),
	    SUITE_TEST(reverts_a_thousand_tasks_a_command),
	    SUITE_TEST(puts_aside_what_takes_long),
	    SUITE_TEST(leaves_to_others_what_they_work_on),
	    SUITE_TEST(takes_over_from_who_is_gone),
	    SUITE_TEST(does_what_waits_by_itself),
	    SUITE_TEST(leaves_what_is_in_the_queue_again),
	    SUITE_TEST(reverts_what_is_late),
	    SUITE_TEST(finishes_what_a_queue_has_kept_for_long),
	    SUITE_TEST(leaves_to_its_call_what_a_queue_keeps),
	    SUITE_TEST(keeps_what_is_refused),
	};
	int status;

	if (!fixture_begin("test_clear"))
		return EXIT_FAILURE;
	status = suite_run(
	    "store_mongo clear", tests, sizeof(tests) / sizeof(*tests));
	fixture_end();
	return status;
}

#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "model/queue.h"
#include "store/queues.h"
#include "store/sqlite/sqlite.h"
#include "store/store.h"
#include "tests/scratch.h"
#include "tests/suite.h"

#define LOG "lineup.db-wal"
#define INDEX "lineup.db-shm"
#define N_TASKS 3

static struct arena *arena;
static const char *error, *data;
static struct store *store;

static const char *
path_of(const char *name)
{
	return arena_printf(arena, "%s/%s", data, name);
}

static enum store_result
push(struct store *into, const char *task)
{
	struct queue_entry entry = {.task = task, .added = 1};

	return store_add_task(into, "c1", "q1", &entry, NULL, false);
}

/* A store that works on a queue of N_TASKS tasks, "0" and so on. */
static void
begin(void)
{
	struct queue queue = {.id = "q1", .name = "one", .company = "c1"};
	int i;

	data = scratch_new();
	store_close(store_sqlite_open_or_create(arena, data, &error));
	store = store_sqlite_open(arena, data, 100, 0, &error);
	CU_ASSERT_PTR_NOT_NULL_FATAL(store);
	CU_ASSERT_EQUAL(store_create(store, &queue), STORE_OK);
	for (i = 0; i < N_TASKS; i++)
		CU_ASSERT_EQUAL(
		    push(store, arena_printf(arena, "%d", i)), STORE_OK);
}

/*
 * The tasks that the queue holds for a new process: "012"; "" if there is none.
 */
static const char *
left(void)
{
	struct store *again = store_sqlite_open(arena, data, 100, 0, &error);
	const char *text = "";
	struct queue queue;
	size_t i;

	CU_ASSERT_PTR_NOT_NULL_FATAL(again);
	if (store_get_by_id(again, arena, "c1", "q1",
		(struct queue_need){.parts = QUEUE_ENTRIES},
		&queue) == STORE_OK)
		for (i = 0; i < queue.n_entries; i++)
			text = arena_printf(
			    arena, "%s%s", text, queue.entries[i].task);
	store_close(again);
	return text;
}

/* Have another process push a task; returns its result. */
static enum store_result
push_beside(const char *task)
{
	int status = -1;
	pid_t child = fork();

	if (child == 0) {
		struct store *beside =
		    store_sqlite_open_beside(arena, data, &error);

		_exit(beside == NULL ? STORE_UNAVAILABLE
				     : (int)push(beside, task));
	}
	waitpid(child, &status, 0);
	CU_ASSERT_TRUE(WIFEXITED(status));
	return (enum store_result)WEXITSTATUS(status);
}

/* No write is acknowledged any more. */
static void
check_refusals(void)
{
	struct queue_entry entry;

	CU_ASSERT_EQUAL(push(store, "x"), STORE_UNAVAILABLE);
	CU_ASSERT_EQUAL(store_get_next_task(
			    store, arena, "c1", "q1", NULL, NULL, 2, &entry),
	    STORE_UNAVAILABLE);
	/* readers check from time to time */
	while (store_ping(store) == STORE_OK)
		sched_yield();
	CU_ASSERT_EQUAL(store_ping(store), STORE_UNAVAILABLE);
}

static void
copy(const char *from, const char *to)
{
	char piece[4096];
	FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
	size_t n;

	CU_ASSERT_TRUE_FATAL(in != NULL && out != NULL);
	while ((n = fread(piece, 1, sizeof(piece), in)) > 0)
		fwrite(piece, 1, n, out);
	fclose(in);
	fclose(out);
}

static void
replace(const char *name)
{
	copy(path_of(name), path_of("copy"));
	CU_ASSERT_EQUAL(rename(path_of("copy"), path_of(name)), 0);
}

static void
cut(const char *name, off_t by)
{
	struct stat status;

	CU_ASSERT_EQUAL(stat(path_of(name), &status), 0);
	CU_ASSERT_EQUAL(
	    truncate(path_of(name), by == 0 ? 0 : status.st_size - by), 0);
}

static void
keeps_what_a_removed_log_held(void)
{
	begin();
	CU_ASSERT_EQUAL(unlink(path_of(LOG)), 0);
	check_refusals();
	store_close(store);
	CU_ASSERT_STRING_EQUAL(left(), "012");
}

static void
keeps_what_a_replaced_log_held(void)
{
	begin();
	replace(LOG);
	check_refusals();
	store_close(store);
	CU_ASSERT_STRING_EQUAL(left(), "012");
}

static void
goes_on_with_a_log_that_was_put_back(void)
{
	begin();
	CU_ASSERT_EQUAL(rename(path_of(LOG), path_of("away")), 0);
	check_refusals();
	CU_ASSERT_EQUAL(rename(path_of("away"), path_of(LOG)), 0);
	CU_ASSERT_EQUAL(push(store, "3"), STORE_OK);
	CU_ASSERT_EQUAL(store_ping(store), STORE_OK);
	store_close(store);
	CU_ASSERT_STRING_EQUAL(left(), "0123");
}

static void
acknowledges_nothing_with_a_log_that_was_cut(void)
{
	begin();
	cut(LOG, 0);
	check_refusals();
	CU_ASSERT_EQUAL(push_beside("y"), STORE_UNAVAILABLE);
	store_close(store);
	CU_ASSERT_PTR_NULL(strpbrk(left(), "xy"));
	begin();
	cut(LOG, 1);
	check_refusals();
	store_close(store);
	CU_ASSERT_STRING_EQUAL(left(), "01");
}

static void
keeps_everything_without_its_index(void)
{
	begin();
	CU_ASSERT_EQUAL(unlink(path_of(INDEX)), 0);
	check_refusals();
	store_close(store);
	CU_ASSERT_STRING_EQUAL(left(), "012");
	begin();
	replace(INDEX);
	check_refusals();
	store_close(store);
	CU_ASSERT_STRING_EQUAL(left(), "012");
}

static void
keeps_everything_without_both(void)
{
	begin();
	CU_ASSERT_EQUAL(unlink(path_of(INDEX)), 0);
	CU_ASSERT_EQUAL(unlink(path_of(LOG)), 0);
	check_refusals();
	store_close(store);
	CU_ASSERT_STRING_EQUAL(left(), "012");
}

/*
 * What another process has written with another index stays when this one,
 * which doesn't know of it, closes.
 */
static void
leaves_a_log_to_its_others(void)
{
	begin();
	CU_ASSERT_EQUAL(unlink(path_of(INDEX)), 0);
	CU_ASSERT_EQUAL(push_beside("3"), STORE_OK);
	check_refusals();
	store_close(store);
	CU_ASSERT_STRING_EQUAL(left(), "0123");
}

/* A tool that finds another log than the server's writes nothing. */
static void
writes_nothing_into_another_log(void)
{
	begin();
	CU_ASSERT_EQUAL(unlink(path_of(LOG)), 0);
	CU_ASSERT_EQUAL(push_beside("y"), STORE_UNAVAILABLE);
	check_refusals();
	store_close(store);
	CU_ASSERT_PTR_NULL(strpbrk(left(), "xy"));
}

static void
keeps_everything_with_an_index_that_was_cut(void)
{
	begin();
	cut(INDEX, 0);
	check_refusals();
	store_close(store);
	CU_ASSERT_STRING_EQUAL(left(), "012");
}

/* The index is mapped, so a process that reads it then ends at once. */
static void
loses_nothing_when_the_index_is_cut_under_a_reader(void)
{
	int status = 0;
	pid_t child;

	begin();
	store_close(store);
	child = fork();
	if (child == 0) {
		store = store_sqlite_open(arena, data, 100, 0, &error);
		if (store == NULL || push(store, "3") != STORE_OK ||
		    store_ping(store) != STORE_OK)
			_exit(EXIT_FAILURE);
		cut(INDEX, 0);
		while (store_ping(store) == STORE_OK)
			continue;
		_exit(EXIT_SUCCESS); /* that was after another check */
	}
	waitpid(child, &status, 0);
	CU_ASSERT_TRUE(
	    status == 0 || (WIFSIGNALED(status) && WTERMSIG(status) == SIGBUS));
	CU_ASSERT_STRING_EQUAL(left(), "0123");
}

static void
makes_a_private_file(void)
{
	struct stat status;
	char path[300];

	data = scratch_new();
	store_close(store_sqlite_open_or_create(arena, data, &error));
	snprintf(path, sizeof(path), "%s/lineup.db", data);
	CU_ASSERT_EQUAL(stat(path, &status), 0);
	CU_ASSERT_EQUAL(status.st_mode & 0777, 0600);
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(makes_a_private_file),
	    SUITE_TEST(keeps_what_a_removed_log_held),
	    SUITE_TEST(keeps_what_a_replaced_log_held),
	    SUITE_TEST(goes_on_with_a_log_that_was_put_back),
	    SUITE_TEST(acknowledges_nothing_with_a_log_that_was_cut),
	    SUITE_TEST(keeps_everything_without_its_index),
	    SUITE_TEST(keeps_everything_without_both),
	    SUITE_TEST(leaves_a_log_to_its_others),
	    SUITE_TEST(writes_nothing_into_another_log),
	    SUITE_TEST(keeps_everything_with_an_index_that_was_cut),
	    SUITE_TEST(loses_nothing_when_the_index_is_cut_under_a_reader),
	};
	int status;

	arena = arena_new();
	status = suite_run(
	    "store_sqlite_place", tests, sizeof(tests) / sizeof(*tests));
	scratch_remove();
	arena_free(arena);
	return status;
}

#include <pthread.h>
#include <stdio.h>

#include <CUnit/CUnit.h>
#include <sqlite3.h>

#include "store/sqlite/db.h"
#include "tests/scratch.h"
#include "tests/store/sqlite/hold.h"
#include "tests/suite.h"

#define N_WRITES 3

static struct db_writer writer;
static int n_groups, n_kept, n_settled;
static bool settles;

static enum store_result
settle(struct db *db, void *context)
{
	(void)db;
	(void)context;
	n_settled++;
	return settles ? STORE_OK : STORE_FAILED;
}

static void
end_group(struct db *db, void *context, bool kept)
{
	(void)db;
	(void)context;
	n_groups++;
	n_kept += kept;
}

static void
open_writer(void)
{
	const char *data = scratch_new();
	char path[300];
	FILE *file;

	snprintf(path, sizeof(path), "%s/test.db", data);
	file = fopen(path, "w");
	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	fclose(file);
	CU_ASSERT_TRUE_FATAL(
	    db_writer_open(&writer, path, NULL, settle, end_group, NULL));
	CU_ASSERT_TRUE(db_run(
	    &writer.db, "CREATE TABLE numbers (number INTEGER PRIMARY KEY)"));
	n_groups = n_kept = n_settled = 0;
	settles = true;
}

static int64_t
count(const char *sql)
{
	int64_t n = -1;

	CU_ASSERT_EQUAL(db_read(&writer.db, sql, 0, NULL, &n), STORE_OK);
	return n;
}

/* A write, on a thread of its own. */
struct job {
	int64_t number;
	enum store_result wanted; /* returned after the insert */
	enum store_result result;
	int n_calls;
	pthread_t thread;
};

static enum store_result
insert(struct db *db, void *arguments)
{
	struct job *job = arguments;
	enum store_result result;

	job->n_calls++;
	result =
	    db_change(db, "INSERT INTO numbers VALUES (?)", 1, &job->number);
	return result == STORE_OK ? job->wanted : result;
}

static void *
submit(void *argument)
{
	struct job *job = argument;

	job->result = db_submit(&writer, DB_GROWS, insert, job);
	return NULL;
}

/* Have jobs written in one group, in order. */
static void
run_as_group(struct job jobs[N_WRITES])
{
	size_t i;

	hold_begin(&writer);
	for (i = 0; i < N_WRITES; i++) {
		pthread_create(&jobs[i].thread, NULL, submit, &jobs[i]);
		hold_wait(i + 1);
	}
	hold_end();
	for (i = 0; i < N_WRITES; i++)
		pthread_join(jobs[i].thread, NULL);
}

static void
close_writer(void)
{
	db_writer_close(&writer);
	scratch_remove();
}

static void
writes_a_group_in_one_commit(void)
{
	struct job jobs[N_WRITES] = {
	    {.number = 1}, {.number = 2}, {.number = 3}};

	open_writer();
	run_as_group(jobs);
	CU_ASSERT_EQUAL(jobs[0].result, STORE_OK);
	CU_ASSERT_EQUAL(jobs[2].result, STORE_OK);
	CU_ASSERT_EQUAL(count("SELECT count(*) FROM numbers"), N_WRITES);
	CU_ASSERT_EQUAL(n_groups, 2); /* this is the second */
	CU_ASSERT_EQUAL(n_settled, 2);
	CU_ASSERT_EQUAL(jobs[1].n_calls, 1);
	close_writer();
}

/* A refusal that changed nothing costs the others nothing. */
static void
refuses_one_of_a_group(void)
{
	struct job jobs[N_WRITES] = {
	    {.number = 1}, {.number = 1}, {.number = 3}};

	open_writer();
	run_as_group(jobs);
	CU_ASSERT_EQUAL(jobs[0].result, STORE_OK);
	CU_ASSERT_EQUAL(jobs[1].result, STORE_DUPLICATE);
	CU_ASSERT_EQUAL(jobs[2].result, STORE_OK);
	CU_ASSERT_EQUAL(count("SELECT sum(number) FROM numbers"), 4);
	CU_ASSERT_EQUAL(jobs[0].n_calls, 1);
	close_writer();
}

/* What a write did before it failed is undone, and what the others did stays.
 */
static void
undoes_one_of_a_group(void)
{
	struct job jobs[N_WRITES] = {
	    {.number = 1}, {.number = 2, .wanted = STORE_FULL}, {.number = 3}};

	open_writer();
	run_as_group(jobs);
	CU_ASSERT_EQUAL(jobs[0].result, STORE_OK);
	CU_ASSERT_EQUAL(jobs[1].result, STORE_FULL);
	CU_ASSERT_EQUAL(jobs[2].result, STORE_OK);
	CU_ASSERT_EQUAL(count("SELECT sum(number) FROM numbers"), 4);
	CU_ASSERT_EQUAL(n_kept, 2);
	close_writer();
}

/* If deferred work fails at the end, nothing of the group is kept. */
static void
keeps_nothing_if_it_can_not_settle(void)
{
	struct job jobs[N_WRITES] = {
	    {.number = 1}, {.number = 2}, {.number = 3}};

	open_writer();
	submit(&jobs[0]);
	settles = false;
	submit(&jobs[1]);
	CU_ASSERT_EQUAL(jobs[0].result, STORE_OK);
	CU_ASSERT_EQUAL(jobs[1].result, STORE_FAILED);
	CU_ASSERT_EQUAL(count("SELECT sum(number) FROM numbers"), 1);
	CU_ASSERT_EQUAL(n_kept, 1);
	close_writer();
}

static void
undoes_one_alone(void)
{
	struct job job = {.number = 1, .wanted = STORE_NOT_FOUND};

	open_writer();
	submit(&job);
	CU_ASSERT_EQUAL(job.result, STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(job.n_calls, 1);
	CU_ASSERT_EQUAL(count("SELECT count(*) FROM numbers"), 0);
	CU_ASSERT_EQUAL(n_kept, 0);
	close_writer();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(writes_a_group_in_one_commit),
	    SUITE_TEST(refuses_one_of_a_group),
	    SUITE_TEST(undoes_one_of_a_group),
	    SUITE_TEST(keeps_nothing_if_it_can_not_settle),
	    SUITE_TEST(undoes_one_alone),
	};

	return suite_run("db_writer", tests, sizeof(tests) / sizeof(*tests));
}

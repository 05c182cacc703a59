#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "generated/queues.h"
#include "store/queues.h"
#include "tests/queues/fixture.h"
#include "tests/suite.h"

static struct queues_delete_resp response;

static const struct call_result *
remove_queue(const char *queue, bool force)
{
	struct queues_delete_req request = {.queue = queue, .force = force};

	response = (struct queues_delete_resp){0};
	return queues_delete(&fixture_call, &request, &response);
}

static void
deletes_an_empty_queue(void)
{
	fixture_begin();
	fixture_add_queue("training", "");
	fixture_expect(remove_queue("training", false), ERR_OK, "OK");
	CU_ASSERT_TRUE(response.has.deleted);
	CU_ASSERT_EQUAL(response.deleted, 1);
	CU_ASSERT_STRING_EQUAL(fixture_tasks("training"), "-");
	fixture_end();
}

static void
refuses_queue_with_entries(void)
{
	fixture_begin();
	fixture_add_queue("training", "ab");
	fixture_expect(remove_queue("training", false), ERR_QUEUE_NOT_EMPTY,
	    "Queue is not empty (use force=true to delete): id=training");
	CU_ASSERT_STRING_EQUAL(fixture_tasks("training"), "ab");
	fixture_end();
}

static void
deletes_entries_by_force(void)
{
	fixture_begin();
	fixture_add_queue("training", "ab");
	fixture_expect(remove_queue("training", true), ERR_OK, "OK");
	CU_ASSERT_STRING_EQUAL(fixture_tasks("training"), "-");
	fixture_end();
}

static void
gives_tasks_back_by_force(void)
{
	fixture_begin_with_tasks();
	fixture_add_queue("training", "ab");
	fixture_add_task("a", "queued", "training");
	fixture_add_task("b", "queued", "other");
	CU_ASSERT_EQUAL(
	    remove_queue("training", false)->error, ERR_QUEUE_NOT_EMPTY);
	CU_ASSERT_STRING_EQUAL(fixture_task("a"), "queued training");
	fixture_expect(remove_queue("training", true), ERR_OK, "OK");
	CU_ASSERT_STRING_EQUAL(fixture_tasks("training"), "-");
	CU_ASSERT_STRING_EQUAL(
	    fixture_task("a"), "created -: Queue training was deleted");
	CU_ASSERT_STRING_EQUAL(fixture_task("b"), "queued other");
	fixture_end();
}

static enum store_result
delete_what_is_never_empty(
    struct store *store, const char *company, const char *id, bool force)
{
	(void)store;
	(void)company;
	(void)id;
	return force ? STORE_OK : STORE_NOT_EMPTY;
}

/* Delete a queue by force, and return the line that is logged. */
static const char *
remove_and_log(const char *queue)
{
	char *line = arena_alloc(fixture_call.arena, 300);
	FILE *log = tmpfile();
	int true_stderr = dup(STDERR_FILENO);

	CU_ASSERT_PTR_NOT_NULL_FATAL(log);
	dup2(fileno(log), STDERR_FILENO);
	fixture_expect(remove_queue(queue, true), ERR_OK, "OK");
	dup2(true_stderr, STDERR_FILENO);
	close(true_stderr);
	rewind(log);
	CU_ASSERT_PTR_NOT_NULL(fgets(line, 300, log));
	fclose(log);
	return line;
}

static void
logs_that_tasks_were_added_all_the_time(void)
{
	struct store_queue_verbs verbs;

	fixture_begin_with_tasks();
	verbs = *fixture_call.store->queues;
	verbs.delete = delete_what_is_never_empty;
	fixture_call.store->queues = &verbs;
	fixture_add_queue("training", "a");
	CU_ASSERT_PTR_NOT_NULL(strstr(remove_and_log("training"),
	    "queue training: tasks were added while it was deleted"));
	fixture_end();
}

static void
refuses_unknown_and_foreign_queues(void)
{
	fixture_begin();
	fixture_add_queue("training", "");
	fixture_expect(remove_queue("other", true), ERR_INVALID_QUEUE_ID,
	    "Invalid queue id: id=other, company=c1");
	fixture_call.who.company = "c2";
	fixture_expect(remove_queue("training", true), ERR_INVALID_QUEUE_ID,
	    "Invalid queue id: id=training, company=c2");
	fixture_end();
}

static void
tells_of_a_store_that_fails(void)
{
	fixture_begin();
	fixture_break_store(STORE_UNAVAILABLE);
	CU_ASSERT_EQUAL(remove_queue("training", true)->error, ERR_UNAVAILABLE);
	fixture_break_store(STORE_FAILED);
	CU_ASSERT_EQUAL(
	    remove_queue("training", true)->error, ERR_INTERNAL_ERROR);
	fixture_end();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(deletes_an_empty_queue),
	    SUITE_TEST(refuses_queue_with_entries),
	    SUITE_TEST(deletes_entries_by_force),
	    SUITE_TEST(gives_tasks_back_by_force),
	    SUITE_TEST(logs_that_tasks_were_added_all_the_time),
	    SUITE_TEST(refuses_unknown_and_foreign_queues),
	    SUITE_TEST(tells_of_a_store_that_fails),
	};

	return suite_run(
	    "queues.delete", tests, sizeof(tests) / sizeof(*tests));
}

#include <string.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "generated/queues.h"
#include "tests/queues/fixture.h"
#include "tests/suite.h"

static struct queues_clear_queue_resp response;

static const struct call_result *
clear(const char *queue)
{
	struct queues_clear_queue_req request = {.queue = queue};

	response = (struct queues_clear_queue_resp){0};
	return queues_clear_queue(&fixture_call, &request, &response);
}

/* Expect the tasks that were removed, by their first letters, in order. */
static void
expect_removed(const char *expected)
{
	char *text =
	    arena_alloc(fixture_call.arena, response.n_removed_tasks + 1);
	size_t i;

	CU_ASSERT_TRUE(response.has.removed_tasks);
	for (i = 0; i < response.n_removed_tasks; i++)
		text[i] = response.removed_tasks[i][0];
	CU_ASSERT_STRING_EQUAL(text, expected);
}

static void
takes_all_tasks_out(void)
{
	fixture_begin();
	fixture_add_queue("training", "abc");
	fixture_add_queue("other", "a");
	fixture_expect(clear("training"), ERR_OK, "OK");
	expect_removed("abc");
	CU_ASSERT_STRING_EQUAL(fixture_tasks("training"), "");
	CU_ASSERT_STRING_EQUAL(fixture_tasks("other"), "a");
	fixture_end();
}

static void
gives_tasks_back(void)
{
	fixture_begin_with_tasks();
	fixture_add_queue("training", "abcd");
	fixture_add_task("a", "queued", "training");
	fixture_add_task("b", "queued", "other");
	fixture_add_task("c", "in_progress", "training");
	fixture_expect(clear("training"), ERR_OK, "OK");
	expect_removed("ac");
	CU_ASSERT_STRING_EQUAL(
	    fixture_task("a"), "created -: Queue training was cleared");
	CU_ASSERT_STRING_EQUAL(fixture_task("b"), "queued other");
	CU_ASSERT_STRING_EQUAL(
	    fixture_task("c"), "created -: Queue training was cleared");
	CU_ASSERT_STRING_EQUAL(fixture_tasks("training"), "");
	fixture_end();
}

static void
answers_an_empty_queue_with_an_empty_list(void)
{
	fixture_begin();
	fixture_add_queue("training", "");
	fixture_expect(clear("training"), ERR_OK, "OK");
	expect_removed("");
	fixture_end();
}

static void
refuses_unknown_and_foreign_queues(void)
{
	fixture_begin();
	fixture_add_queue("training", "a");
	fixture_expect(clear("other"), ERR_INVALID_QUEUE_ID,
	    "Invalid queue id: queue=other");
	fixture_call.who.company = "c2";
	fixture_expect(clear("training"), ERR_INVALID_QUEUE_ID,
	    "Invalid queue id: queue=training");
	CU_ASSERT_FALSE(response.has.removed_tasks);
	fixture_call.who.company = "c1";
	CU_ASSERT_STRING_EQUAL(fixture_tasks("training"), "a");
	fixture_end();
}

static void
tells_of_a_store_that_fails(void)
{
	fixture_begin();
	fixture_break_store(STORE_UNAVAILABLE);
	CU_ASSERT_EQUAL(clear("training")->error, ERR_UNAVAILABLE);
	fixture_break_store(STORE_FAILED);
	CU_ASSERT_EQUAL(clear("training")->error, ERR_INTERNAL_ERROR);
	CU_ASSERT_FALSE(response.has.removed_tasks);
	fixture_end();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(takes_all_tasks_out),
	    SUITE_TEST(gives_tasks_back),
	    SUITE_TEST(answers_an_empty_queue_with_an_empty_list),
	    SUITE_TEST(refuses_unknown_and_foreign_queues),
	    SUITE_TEST(tells_of_a_store_that_fails),
	};

	return suite_run(
	    "queues.clear_queue", tests, sizeof(tests) / sizeof(*tests));
}

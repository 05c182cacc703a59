#include <CUnit/CUnit.h>

#include "generated/queues.h"
#include "tests/queues/fixture.h"
#include "tests/suite.h"

static struct queues_peek_task_resp response;

static const struct call_result *
peek(const char *queue)
{
	struct queues_peek_task_req request = {.queue = queue};

	response = (struct queues_peek_task_resp){0};
	return queues_peek_task(&fixture_call, &request, &response);
}

static void
shows_the_first_task_and_leaves_it(void)
{
	fixture_begin();
	fixture_add_queue("training", "ab");
	fixture_expect(peek("training"), ERR_OK, "OK");
	CU_ASSERT_PTR_NOT_NULL(response.task);
	CU_ASSERT_FALSE(response.null.task);
	CU_ASSERT_STRING_EQUAL(response.task, "a");
	CU_ASSERT_STRING_EQUAL(fixture_tasks("training"), "ab");
	fixture_end();
}

static void
answers_null_for_an_empty_queue(void)
{
	fixture_begin();
	fixture_add_queue("training", "");
	fixture_expect(peek("training"), ERR_OK, "OK");
	CU_ASSERT_PTR_NULL(response.task);
	CU_ASSERT_TRUE(response.null.task);
	fixture_end();
}

static void
refuses_unknown_and_foreign_queues(void)
{
	fixture_begin();
	fixture_add_queue("training", "a");
	fixture_expect(peek("other"), ERR_INVALID_QUEUE_ID,
	    "Invalid queue id: id=other, company=c1");
	fixture_call.who.company = "c2";
	fixture_expect(peek("training"), ERR_INVALID_QUEUE_ID,
	    "Invalid queue id: id=training, company=c2");
	fixture_end();
}

static void
tells_of_a_store_that_fails(void)
{
	fixture_begin();
	fixture_break_store(STORE_UNAVAILABLE);
	CU_ASSERT_EQUAL(peek("training")->error, ERR_UNAVAILABLE);
	fixture_end();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(shows_the_first_task_and_leaves_it),
	    SUITE_TEST(answers_null_for_an_empty_queue),
	    SUITE_TEST(refuses_unknown_and_foreign_queues),
	    SUITE_TEST(tells_of_a_store_that_fails),
	};

	return suite_run(
	    "queues.peek_task", tests, sizeof(tests) / sizeof(*tests));
}

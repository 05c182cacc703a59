#include <CUnit/CUnit.h>

#include "generated/queues.h"
#include "tests/queues/fixture.h"
#include "tests/suite.h"

static struct queues_remove_task_resp response;

static const struct call_result *
remove_task(const char *queue, const char *task)
{
	struct queues_remove_task_req request = {.queue = queue, .task = task};

	response = (struct queues_remove_task_resp){0};
	return queues_remove_task(&fixture_call, &request, &response);
}

static void
takes_a_task_out_wherever_it_stands(void)
{
	fixture_begin();
	fixture_add_queue("training", "abc");
	fixture_expect(remove_task("training", "b"), ERR_OK, "OK");
	CU_ASSERT_TRUE(response.has.removed);
	CU_ASSERT_EQUAL(response.removed, 1);
	CU_ASSERT_STRING_EQUAL(fixture_tasks("training"), "ac");
	fixture_end();
}

static void
gives_the_task_back_where_that_is_asked_for(void)
{
	struct queues_remove_task_req request = {.queue = "training",
	    .task = "b",
	    .update_task_status = true,
	    .has = {.update_task_status = true}};

	fixture_begin_with_tasks();
	fixture_add_queue("training", "abc");
	fixture_add_task("a", "queued", "training");
	fixture_add_task("b", "queued", "training");
	fixture_add_task("c", "queued", "training");
	fixture_expect(remove_task("training", "a"), ERR_OK, "OK");
	CU_ASSERT_STRING_EQUAL(fixture_task("a"), "queued training");
	fixture_expect(queues_remove_task(&fixture_call, &request, &response),
	    ERR_OK, "OK");
	CU_ASSERT_STRING_EQUAL(fixture_task("b"),
	    "created -: Task was removed from the queue training");
	CU_ASSERT_STRING_EQUAL(fixture_task("c"), "queued training");
	CU_ASSERT_EQUAL(
	    queues_remove_task(&fixture_call, &request, &response)->error,
	    ERR_INVALID_QUEUE_OR_TASK_NOT_IN_QUEUE);
	fixture_end();
}

static void
refuses_what_is_not_there(void)
{
	fixture_begin();
	fixture_add_queue("training", "a");
	fixture_expect(remove_task("training", "x"),
	    ERR_INVALID_QUEUE_OR_TASK_NOT_IN_QUEUE,
	    "Invalid queue id or task not in queue: task=x, id=training, "
	    "company=c1");
	fixture_expect(remove_task("other", "a"),
	    ERR_INVALID_QUEUE_OR_TASK_NOT_IN_QUEUE,
	    "Invalid queue id or task not in queue: task=a, id=other, "
	    "company=c1");
	fixture_call.who.company = "c2";
	CU_ASSERT_EQUAL(remove_task("training", "a")->error,
	    ERR_INVALID_QUEUE_OR_TASK_NOT_IN_QUEUE);
	CU_ASSERT_STRING_EQUAL(fixture_tasks("training"), "a");
	fixture_end();
}

static void
tells_of_a_store_that_fails(void)
{
	fixture_begin();
	fixture_break_store(STORE_UNAVAILABLE);
	CU_ASSERT_EQUAL(remove_task("training", "a")->error, ERR_UNAVAILABLE);
	fixture_break_store(STORE_FAILED);
	CU_ASSERT_EQUAL(
	    remove_task("training", "a")->error, ERR_INTERNAL_ERROR);
	fixture_end();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(takes_a_task_out_wherever_it_stands),
	    SUITE_TEST(gives_the_task_back_where_that_is_asked_for),
	    SUITE_TEST(refuses_what_is_not_there),
	    SUITE_TEST(tells_of_a_store_that_fails),
	};

	return suite_run(
	    "queues.remove_task", tests, sizeof(tests) / sizeof(*tests));
}

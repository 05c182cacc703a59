#include <CUnit/CUnit.h>

#include "generated/queues.h"
#include "tests/queues/fixture.h"
#include "tests/suite.h"

static struct queues_add_task_resp response;

static const struct call_result *
add(const char *queue, const char *task)
{
	struct queues_add_task_req request = {.queue = queue, .task = task};

	response = (struct queues_add_task_resp){0};
	return queues_add_task(&fixture_call, &request, &response);
}

static void
appends_a_task(void)
{
	fixture_begin();
	fixture_add_queue("training", "ab");
	fixture_expect(add("training", "c"), ERR_OK, "OK");
	CU_ASSERT_TRUE(response.has.added);
	CU_ASSERT_EQUAL(response.added, 1);
	CU_ASSERT_STRING_EQUAL(fixture_tasks("training"), "abc");
	fixture_end();
}

static void
add_with(struct queues_add_task_req request)
{
	request.queue = "training";
	fixture_expect(
	    queues_add_task(&fixture_call, &request, &response), ERR_OK, "OK");
}

static void
tells_the_task_where_it_is_to_be_run_from(void)
{
	fixture_begin_with_tasks();
	fixture_add_queue("training", "");
	fixture_add_task("a", "created", "other");
	fixture_add_task("b", "queued", NULL);
	fixture_add_task("c", "queued", "other");
	add_with((struct queues_add_task_req){
	    .task = "a", .update_execution_queue = true});
	CU_ASSERT_STRING_EQUAL(fixture_task("a"), "created training");
	add_with((struct queues_add_task_req){.task = "b",
	    .update_execution_queue = true,
	    .has = {.update_execution_queue = true}});
	CU_ASSERT_STRING_EQUAL(fixture_task("b"), "queued training");
	add_with((struct queues_add_task_req){.task = "c",
	    .update_execution_queue = false,
	    .has = {.update_execution_queue = true}});
	CU_ASSERT_STRING_EQUAL(fixture_task("c"), "queued other");
	fixture_end();
}

static void
takes_null_for_no(void)
{
	fixture_begin_with_tasks();
	fixture_add_queue("training", "");
	fixture_add_task("a", "queued", "other");
	add_with((struct queues_add_task_req){.task = "a",
	    .update_execution_queue = true,
	    .null = {.update_execution_queue = true}});
	CU_ASSERT_STRING_EQUAL(fixture_task("a"), "queued other");
	fixture_end();
}

static void
leaves_a_task_alone_that_is_not_added(void)
{
	struct queues_add_task_req request = {
	    .queue = "training", .task = "a", .update_execution_queue = true};

	fixture_begin_with_tasks();
	fixture_add_queue("training", "a");
	fixture_add_task("a", "queued", "other");
	CU_ASSERT_EQUAL(
	    queues_add_task(&fixture_call, &request, &response)->error,
	    ERR_TASK_ALREADY_QUEUED);
	CU_ASSERT_STRING_EQUAL(fixture_task("a"), "queued other");
	fixture_end();
}

static void
takes_an_empty_task_id(void)
{
	fixture_begin();
	fixture_add_queue("training", "");
	fixture_expect(add("training", ""), ERR_OK, "OK");
	fixture_expect(add("training", ""), ERR_TASK_ALREADY_QUEUED,
	    "Failed adding task to queue since task is already queued: task=");
	fixture_end();
}

static void
refuses_a_task_that_is_queued(void)
{
	fixture_begin();
	fixture_add_queue("training", "ab");
	fixture_add_queue("other", "");
	fixture_expect(add("training", "a"), ERR_TASK_ALREADY_QUEUED,
	    "Failed adding task to queue since task is already queued: "
	    "task=a");
	CU_ASSERT_STRING_EQUAL(fixture_tasks("training"), "ab");
	fixture_expect(add("other", "a"), ERR_OK, "OK");
	fixture_end();
}

static void
refuses_unknown_and_foreign_queues(void)
{
	fixture_begin();
	fixture_add_queue("training", "");
	fixture_expect(add("other", "a"), ERR_INVALID_QUEUE_ID,
	    "Invalid queue id: id=other, company=c1");
	fixture_call.who.company = "c2";
	fixture_expect(add("training", "a"), ERR_INVALID_QUEUE_ID,
	    "Invalid queue id: id=training, company=c2");
	fixture_end();
}

static void
refuses_what_a_full_queue_cannot_hold(void)
{
	fixture_begin();
	fixture_break_store(STORE_FULL);
	fixture_expect(add("training", "a"), ERR_DATA_VALIDATION_ERROR,
	    "Data validation error (the queue is full): queue=training");
	CU_ASSERT_FALSE(response.has.added);
	fixture_end();
}

static void
tells_of_a_store_that_fails(void)
{
	fixture_begin();
	fixture_break_store(STORE_UNAVAILABLE);
	CU_ASSERT_EQUAL(add("training", "a")->error, ERR_UNAVAILABLE);
	fixture_break_store(STORE_FAILED);
	CU_ASSERT_EQUAL(add("training", "a")->error, ERR_INTERNAL_ERROR);
	CU_ASSERT_FALSE(response.has.added);
	fixture_end();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(appends_a_task),
	    SUITE_TEST(tells_the_task_where_it_is_to_be_run_from),
	    SUITE_TEST(takes_null_for_no),
	    SUITE_TEST(leaves_a_task_alone_that_is_not_added),
	    SUITE_TEST(takes_an_empty_task_id),
	    SUITE_TEST(refuses_a_task_that_is_queued),
	    SUITE_TEST(refuses_unknown_and_foreign_queues),
	    SUITE_TEST(refuses_what_a_full_queue_cannot_hold),
	    SUITE_TEST(tells_of_a_store_that_fails),
	};

	return suite_run(
	    "queues.add_task", tests, sizeof(tests) / sizeof(*tests));
}

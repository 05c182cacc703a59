#include <CUnit/CUnit.h>

#include "generated/queues.h"
#include "tests/queues/fixture.h"
#include "tests/suite.h"

static struct queues_move_task_to_queue_resp response;

static const struct call_result *
move(const char *queue, const char *task, const char *target)
{
	struct queues_move_task_to_queue_req request = {
	    .queue = queue, .task = task, .target_queue = target};

	response = (struct queues_move_task_to_queue_resp){0};
	return queues_move_task_to_queue(&fixture_call, &request, &response);
}

static void
begin(void)
{
	fixture_begin();
	fixture_add_queue("training", "abc");
	fixture_add_queue("other", "xc");
}

/* Expect a refusal, and that both queues are as they were. */
static void
expect_refusal(
    const struct call_result *result, enum err error, const char *message)
{
	fixture_expect(result, error, message);
	CU_ASSERT_FALSE(response.has.moved);
	CU_ASSERT_STRING_EQUAL(fixture_tasks("training"), "abc");
	CU_ASSERT_STRING_EQUAL(fixture_tasks("other"), "xc");
}

static void
moves_a_task_to_the_back_of_another_queue(void)
{
	begin();
	fixture_expect(move("training", "b", "other"), ERR_OK, "OK");
	CU_ASSERT_TRUE(response.has.moved);
	CU_ASSERT_EQUAL(response.moved, 1);
	CU_ASSERT_STRING_EQUAL(fixture_tasks("training"), "ac");
	CU_ASSERT_STRING_EQUAL(fixture_tasks("other"), "xcb");
	fixture_end();
}

/* Move a task that waits in the queue training, with this in the request. */
static void
move_with(const char *task, struct queues_move_task_to_queue_req request)
{
	fixture_add_task(task, "queued", "training");
	request.queue = "training";
	request.task = task;
	request.target_queue = "other";
	fixture_expect(
	    queues_move_task_to_queue(&fixture_call, &request, &response),
	    ERR_OK, "OK");
}

static void
tells_the_task_unless_that_is_refused(void)
{
	fixture_begin_with_tasks();
	fixture_add_queue("training", "abc");
	fixture_add_queue("other", "");
	move_with("a", (struct queues_move_task_to_queue_req){
			   .update_execution_queue = true});
	CU_ASSERT_STRING_EQUAL(fixture_task("a"), "queued other");
	move_with("b", (struct queues_move_task_to_queue_req){
			   .update_execution_queue = false});
	CU_ASSERT_STRING_EQUAL(fixture_task("b"), "queued training");
	move_with("c", (struct queues_move_task_to_queue_req){
			   .update_execution_queue = true,
			   .null = {.update_execution_queue = true}});
	CU_ASSERT_STRING_EQUAL(fixture_task("c"), "queued training");
	fixture_end();
}

static void
leaves_a_task_that_is_not_moved(void)
{
	struct queues_move_task_to_queue_req request = {.queue = "training",
	    .task = "a",
	    .target_queue = "nosuch",
	    .update_execution_queue = true};

	fixture_begin_with_tasks();
	fixture_add_queue("training", "a");
	fixture_add_task("a", "queued", "training");
	CU_ASSERT_EQUAL(
	    queues_move_task_to_queue(&fixture_call, &request, &response)
		->error,
	    ERR_INVALID_QUEUE_ID);
	CU_ASSERT_STRING_EQUAL(fixture_task("a"), "queued training");
	fixture_end();
}

static void
refuses_a_task_that_is_not_there(void)
{
	begin();
	expect_refusal(move("training", "x", "other"),
	    ERR_INVALID_QUEUE_OR_TASK_NOT_IN_QUEUE,
	    "Invalid queue id or task not in queue: task=x, id=training, "
	    "company=c1");
	expect_refusal(move("nosuch", "a", "nosuch"),
	    ERR_INVALID_QUEUE_OR_TASK_NOT_IN_QUEUE,
	    "Invalid queue id or task not in queue: task=a, id=nosuch, "
	    "company=c1");
	fixture_end();
}

static void
refuses_a_target_that_is_not_there(void)
{
	begin();
	expect_refusal(move("training", "a", "nosuch"), ERR_INVALID_QUEUE_ID,
	    "Invalid queue id: id=nosuch, company=c1");
	fixture_end();
}

static void
refuses_a_target_that_holds_the_task(void)
{
	static const char text[] = "Failed adding task to queue since task is "
				   "already queued: task=c";

	begin();
	expect_refusal(
	    move("training", "c", "other"), ERR_TASK_ALREADY_QUEUED, text);
	expect_refusal(
	    move("training", "c", "training"), ERR_TASK_ALREADY_QUEUED, text);
	fixture_end();
}

static void
tells_of_a_store_that_fails(void)
{
	fixture_begin();
	fixture_break_store(STORE_FULL);
	fixture_expect(move("training", "a", "other"),
	    ERR_DATA_VALIDATION_ERROR,
	    "Data validation error (the queue is full): queue=other");
	fixture_break_store(STORE_UNAVAILABLE);
	CU_ASSERT_EQUAL(move("training", "a", "other")->error, ERR_UNAVAILABLE);
	fixture_break_store(STORE_FAILED);
	CU_ASSERT_EQUAL(
	    move("training", "a", "other")->error, ERR_INTERNAL_ERROR);
	fixture_end();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(moves_a_task_to_the_back_of_another_queue),
	    SUITE_TEST(tells_the_task_unless_that_is_refused),
	    SUITE_TEST(leaves_a_task_that_is_not_moved),
	    SUITE_TEST(refuses_a_task_that_is_not_there),
	    SUITE_TEST(refuses_a_target_that_is_not_there),
	    SUITE_TEST(refuses_a_target_that_holds_the_task),
	    SUITE_TEST(tells_of_a_store_that_fails),
	};

	return suite_run(
	    "queues.move_task_to_queue", tests, sizeof(tests) / sizeof(*tests));
}

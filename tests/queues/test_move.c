#include <stdint.h>

#include <CUnit/CUnit.h>

#include "generated/queues.h"
#include "tests/queues/fixture.h"
#include "tests/suite.h"

static int64_t position;

static const struct call_result *
forward(const char *queue, const char *task, int64_t count)
{
	struct queues_move_task_forward_req request = {
	    .queue = queue, .task = task, .count = count};
	struct queues_move_task_forward_resp response = {.position = -7};
	const struct call_result *result;

	result = queues_move_task_forward(&fixture_call, &request, &response);
	position = response.position;
	return result;
}

static const struct call_result *
backward(const char *task, int64_t count)
{
	struct queues_move_task_backward_req request = {
	    .queue = "training", .task = task, .count = count};
	struct queues_move_task_backward_resp response = {.position = -7};
	const struct call_result *result;

	result = queues_move_task_backward(&fixture_call, &request, &response);
	position = response.position;
	return result;
}

static const struct call_result *
to_front(const char *task)
{
	struct queues_move_task_to_front_req request = {
	    .queue = "training", .task = task};
	struct queues_move_task_to_front_resp response = {.position = -7};
	const struct call_result *result;

	result = queues_move_task_to_front(&fixture_call, &request, &response);
	position = response.position;
	return result;
}

static const struct call_result *
to_back(const char *task)
{
	struct queues_move_task_to_back_req request = {
	    .queue = "training", .task = task};
	struct queues_move_task_to_back_resp response = {.position = -7};
	const struct call_result *result;

	result = queues_move_task_to_back(&fixture_call, &request, &response);
	position = response.position;
	return result;
}

/* Expect success, the position answered and the order that follows. */
static void
expect(const struct call_result *result, int64_t place, const char *tasks)
{
	fixture_expect(result, ERR_OK, "OK");
	CU_ASSERT_EQUAL(position, place);
	CU_ASSERT_STRING_EQUAL(fixture_tasks("training"), tasks);
}

static void
moves_forward_and_backward(void)
{
	fixture_begin();
	fixture_add_queue("training", "abcd");
	expect(forward("training", "c", 1), 1, "acbd");
	expect(backward("c", 2), 3, "abdc");
	expect(forward("training", "c", 100), 0, "cabd");
	expect(backward("c", 100), 3, "abdc");
	fixture_end();
}

static void
turns_round_for_negative_counts(void)
{
	fixture_begin();
	fixture_add_queue("training", "abcd");
	expect(forward("training", "a", -2), 2, "bcad");
	expect(backward("a", -1), 1, "bacd");
	expect(forward("training", "a", INT64_MIN), 3, "bcda");
	expect(backward("a", INT64_MIN), 0, "abcd");
	expect(forward("training", "a", 0), 0, "abcd");
	fixture_end();
}

static void
moves_to_the_ends(void)
{
	fixture_begin();
	fixture_add_queue("training", "abcd");
	expect(to_front("c"), 0, "cabd");
	expect(to_front("c"), 0, "cabd");
	expect(to_back("a"), 3, "cbda");
	expect(to_back("a"), 3, "cbda");
	fixture_end();
}

static void
refuses_what_is_not_there(void)
{
	fixture_begin();
	fixture_add_queue("training", "a");
	fixture_expect(forward("training", "x", 1),
	    ERR_INVALID_QUEUE_OR_TASK_NOT_IN_QUEUE,
	    "Invalid queue id or task not in queue: task=x, id=training, "
	    "company=c1");
	CU_ASSERT_EQUAL(forward("other", "a", 1)->error,
	    ERR_INVALID_QUEUE_OR_TASK_NOT_IN_QUEUE);
	CU_ASSERT_EQUAL(
	    to_back("x")->error, ERR_INVALID_QUEUE_OR_TASK_NOT_IN_QUEUE);
	fixture_call.who.company = "c2";
	CU_ASSERT_EQUAL(
	    to_front("a")->error, ERR_INVALID_QUEUE_OR_TASK_NOT_IN_QUEUE);
	fixture_end();
}

static void
tells_of_a_store_that_fails(void)
{
	fixture_begin();
	fixture_break_store(STORE_UNAVAILABLE);
	CU_ASSERT_EQUAL(to_front("a")->error, ERR_UNAVAILABLE);
	fixture_break_store(STORE_FAILED);
	CU_ASSERT_EQUAL(backward("a", 1)->error, ERR_INTERNAL_ERROR);
	fixture_end();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(moves_forward_and_backward),
	    SUITE_TEST(turns_round_for_negative_counts),
	    SUITE_TEST(moves_to_the_ends),
	    SUITE_TEST(refuses_what_is_not_there),
	    SUITE_TEST(tells_of_a_store_that_fails),
	};

	return suite_run("queues.move", tests, sizeof(tests) / sizeof(*tests));
}

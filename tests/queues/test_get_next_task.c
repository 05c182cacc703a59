#include <CUnit/CUnit.h>

#include "generated/queues.h"
#include "tests/queues/fixture.h"
#include "tests/suite.h"

static struct queues_get_next_task_resp response;

static const struct call_result *
get_next(const char *queue)
{
	struct queues_get_next_task_req request = {.queue = queue};

	response = (struct queues_get_next_task_resp){0};
	return queues_get_next_task(&fixture_call, &request, &response);
}

static void
pops_in_order(void)
{
	fixture_begin();
	fixture_add_queue("training", "ab");
	fixture_expect(get_next("training"), ERR_OK, "OK");
	CU_ASSERT_TRUE_FATAL(response.has.entry);
	CU_ASSERT_STRING_EQUAL(response.entry.task, "a");
	CU_ASSERT_EQUAL(response.entry.added, 1000);
	CU_ASSERT_STRING_EQUAL(fixture_tasks("training"), "b");
	fixture_end();
}

static const struct call_result *
get_if_next(const char *queue, const char *task)
{
	struct queues_get_next_task_req request = {
	    .queue = queue, .task = task, .has = {.task = true}};

	response = (struct queues_get_next_task_resp){0};
	return queues_get_next_task(&fixture_call, &request, &response);
}

static void
pops_the_task_that_is_named(void)
{
	fixture_begin();
	fixture_add_queue("training", "ab");
	fixture_expect(get_if_next("training", "a"), ERR_OK, "OK");
	CU_ASSERT_TRUE_FATAL(response.has.entry);
	CU_ASSERT_STRING_EQUAL(response.entry.task, "a");
	CU_ASSERT_STRING_EQUAL(fixture_tasks("training"), "b");
	fixture_end();
}

static void
pops_no_other(void)
{
	fixture_begin();
	fixture_add_queue("training", "ab");
	fixture_expect(get_if_next("training", "b"), ERR_OK, "OK");
	CU_ASSERT_FALSE(response.has.entry);
	fixture_expect(get_if_next("training", "x"), ERR_OK, "OK");
	CU_ASSERT_FALSE(response.has.entry);
	CU_ASSERT_STRING_EQUAL(fixture_tasks("training"), "ab");
	fixture_expect(get_if_next("other", "a"), ERR_INVALID_QUEUE_ID,
	    "Invalid queue id: id=other, company=c1");
	fixture_end();
}

static void
takes_an_empty_name_for_none(void)
{
	fixture_begin();
	fixture_add_queue("training", "ab");
	fixture_expect(get_if_next("training", ""), ERR_OK, "OK");
	CU_ASSERT_TRUE_FATAL(response.has.entry);
	CU_ASSERT_STRING_EQUAL(response.entry.task, "a");
	fixture_end();
}

static void
queues_a_task_again_that_was_stopped(void)
{
	fixture_begin_with_tasks();
	fixture_add_queue("training", "abc");
	fixture_add_task("a", "stopped", "training");
	fixture_add_task("b", "failed", "training");
	fixture_add_task("c", "stopped", "training");
	fixture_expect(get_next("training"), ERR_OK, "OK");
	CU_ASSERT_STRING_EQUAL(fixture_task("a"), "queued training");
	fixture_expect(get_if_next("training", "b"), ERR_OK, "OK");
	CU_ASSERT_STRING_EQUAL(fixture_task("b"), "failed training");
	CU_ASSERT_STRING_EQUAL(fixture_task("c"), "stopped training");
	fixture_end();
}

static void
answers_nothing_from_an_empty_queue(void)
{
	fixture_begin();
	fixture_add_queue("training", "");
	fixture_expect(get_next("training"), ERR_OK, "OK");
	CU_ASSERT_FALSE(response.has.entry);
	fixture_end();
}

static void
refuses_unknown_and_foreign_queues(void)
{
	fixture_begin();
	fixture_add_queue("training", "a");
	fixture_expect(get_next("other"), ERR_INVALID_QUEUE_ID,
	    "Invalid queue id: id=other, company=c1");
	fixture_call.who.company = "c2";
	fixture_expect(get_next("training"), ERR_INVALID_QUEUE_ID,
	    "Invalid queue id: id=training, company=c2");
	CU_ASSERT_FALSE(response.has.entry);
	fixture_end();
}

static void
tells_of_a_store_that_fails(void)
{
	fixture_begin();
	fixture_add_queue("training", "a");
	fixture_break_store(STORE_UNAVAILABLE);
	CU_ASSERT_EQUAL(get_next("training")->error, ERR_UNAVAILABLE);
	fixture_break_store(STORE_FAILED);
	CU_ASSERT_EQUAL(get_next("training")->error, ERR_INTERNAL_ERROR);
	CU_ASSERT_FALSE(response.has.entry);
	fixture_end();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(pops_in_order),
	    SUITE_TEST(pops_the_task_that_is_named),
	    SUITE_TEST(pops_no_other),
	    SUITE_TEST(takes_an_empty_name_for_none),
	    SUITE_TEST(queues_a_task_again_that_was_stopped),
	    SUITE_TEST(answers_nothing_from_an_empty_queue),
	    SUITE_TEST(refuses_unknown_and_foreign_queues),
	    SUITE_TEST(tells_of_a_store_that_fails),
	};

	return suite_run(
	    "queues.get_next_task", tests, sizeof(tests) / sizeof(*tests));
}

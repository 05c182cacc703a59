#include <CUnit/CUnit.h>

#include "generated/queues.h"
#include "tests/queues/fixture.h"
#include "tests/suite.h"

static struct queues_get_by_task_id_resp response;

static const struct call_result *
get(const char *task)
{
	struct queues_get_by_task_id_req request = {.task = task};

	response = (struct queues_get_by_task_id_resp){0};
	return queues_get_by_task_id(&fixture_call, &request, &response);
}

static void
names_the_queue(void)
{
	fixture_begin();
	fixture_add_queue("other", "a");
	fixture_add_queue("training", "bc");
	fixture_expect(get("c"), ERR_OK, "OK");
	CU_ASSERT_PTR_NOT_NULL(response.id);
	CU_ASSERT_PTR_NOT_NULL(response.name);
	CU_ASSERT_STRING_EQUAL(response.id, "training");
	CU_ASSERT_STRING_EQUAL(response.name, "training");
	CU_ASSERT_PTR_NULL(response.display_name);
	fixture_end();
}

static void
refuses_a_task_that_waits_nowhere(void)
{
	fixture_begin();
	fixture_add_queue("training", "a");
	fixture_expect(get("x"), ERR_INVALID_QUEUE_ID,
	    "Invalid queue id: task=x, company=c1");
	fixture_call.who.company = "c2";
	CU_ASSERT_EQUAL(get("a")->error, ERR_INVALID_QUEUE_ID);
	fixture_end();
}

static void
tells_of_a_store_that_fails(void)
{
	fixture_begin();
	fixture_break_store(STORE_UNAVAILABLE);
	CU_ASSERT_EQUAL(get("a")->error, ERR_UNAVAILABLE);
	fixture_end();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(names_the_queue),
	    SUITE_TEST(refuses_a_task_that_waits_nowhere),
	    SUITE_TEST(tells_of_a_store_that_fails),
	};

	return suite_run(
	    "queues.get_by_task_id", tests, sizeof(tests) / sizeof(*tests));
}

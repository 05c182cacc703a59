#include <stdio.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "generated/queues.h"
#include "store/queues.h"
#include "tests/queues/fixture.h"
#include "tests/suite.h"

static struct queues_get_default_resp response;

static const struct call_result *
get_default(void)
{
	struct queues_get_default_req request = {0};

	response = (struct queues_get_default_resp){0};
	return queues_get_default(&fixture_call, &request, &response);
}

static void
add_default(const char *name)
{
	const char *tags[] = {"default"};
	struct queue queue = {.id = name,
	    .name = name,
	    .company = "c1",
	    .n_system_tags = 1,
	    .system_tags = tags};

	CU_ASSERT_EQUAL(store_create(fixture_call.store, &queue), STORE_OK);
}

static void
finds_the_tagged_queue(void)
{
	fixture_begin();
	fixture_add_queue("training", "");
	add_default("standard");
	fixture_expect(get_default(), ERR_OK, "OK");
	CU_ASSERT_STRING_EQUAL(response.id, "standard");
	CU_ASSERT_STRING_EQUAL(response.name, "standard");
	fixture_end();
}

static void
refuses_when_none_is_tagged(void)
{
	fixture_begin();
	fixture_add_queue("training", "");
	fixture_expect(get_default(), ERR_NO_DEFAULT_QUEUE,
	    "No queue is tagged as the default queue for this company");
	fixture_end();
}

static void
refuses_when_several_are_tagged(void)
{
	fixture_begin();
	add_default("standard");
	add_default("second");
	fixture_expect(get_default(), ERR_MORE_THAN_ONE_DEFAULT_QUEUE,
	    "More than one queue is tagged as the default queue for this "
	    "company: queues=(standard, second)");
	fixture_end();
}

static void
tells_a_bounded_number_of_ids(void)
{
	char name[32];
	int i;

	fixture_begin();
	for (i = 0; i < 300; i++) {
		snprintf(name, sizeof(name), "queue%d", i);
		add_default(name);
	}
	CU_ASSERT_TRUE(strlen(get_default()->message) < 2000);
	fixture_end();
}

static void
tells_of_a_store_that_fails(void)
{
	fixture_begin();
	fixture_break_store(STORE_UNAVAILABLE);
	CU_ASSERT_EQUAL(get_default()->error, ERR_UNAVAILABLE);
	fixture_break_store(STORE_FAILED);
	CU_ASSERT_EQUAL(get_default()->error, ERR_INTERNAL_ERROR);
	fixture_end();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(finds_the_tagged_queue),
	    SUITE_TEST(refuses_when_none_is_tagged),
	    SUITE_TEST(refuses_when_several_are_tagged),
	    SUITE_TEST(tells_a_bounded_number_of_ids),
	    SUITE_TEST(tells_of_a_store_that_fails),
	};

	return suite_run(
	    "queues.get_default", tests, sizeof(tests) / sizeof(*tests));
}

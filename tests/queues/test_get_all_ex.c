#include <stdio.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "generated/queues.h"
#include "store/queues.h"
#include "tests/queues/fixture.h"
#include "tests/store/sample_store.h"
#include "tests/suite.h"

static struct queues_get_all_ex_resp response;

static const struct call_result *
get_all_ex(const struct queues_get_all_req *request)
{
	response = (struct queues_get_all_ex_resp){0};
	return queues_get_all_ex(&fixture_call, request, &response);
}

/*
 * Expect queues as their tasks, then "/" and their number, if it is answered.
 */
static void
expect(const struct queues_get_all_req *request, const char *expected)
{
	const struct queues_queue_ex *queue;
	char got[200] = "", *end = got;
	size_t i, j;

	fixture_expect(get_all_ex(request), ERR_OK, "OK");
	for (i = 0; i < response.n_queues; i++) {
		queue = &response.queues[i];
		end += sprintf(end, "%s", i > 0 ? " " : "");
		for (j = 0; j < queue->n_entries; j++)
			end += sprintf(end, "%s", queue->entries[j].task.id);
		if (queue->has.entries_count)
			end += sprintf(end, "/%d", (int)queue->entries_count);
	}
	CU_ASSERT_STRING_EQUAL(got, expected);
}

static void
begin(void)
{
	fixture_begin();
	fixture_add_queue("one", "abc");
	fixture_add_queue("two", "");
	fixture_add_queue("three", "de");
}

static void
cuts_and_counts_entries(void)
{
	struct queues_get_all_req request = {0};

	begin();
	expect(&request, "abc  de");
	request.max_task_entries = 1;
	expect(&request, "a  d");
	request.count_task_entries = true;
	expect(&request, "a/3 /0 d/2");
	request.max_task_entries = -2;
	expect(&request, "bc/3 /0 de/2");
	fixture_end();
}

static void
ignores_only_fields(void)
{
	const char *fields[] = {"nosuch"};
	struct queues_get_all_req request = {
	    .n_only_fields = 1, .only_fields = fields};

	begin();
	expect(&request, "abc  de");
	CU_ASSERT_PTR_NOT_NULL(response.queues[0].id);
	CU_ASSERT_TRUE(response.queues[0].has.entries);
	CU_ASSERT_TRUE(response.queues[0].has.metadata);
	CU_ASSERT_TRUE(response.queues[0].has.workers);
	CU_ASSERT_PTR_NULL(response.queues[0].display_name);
	fixture_end();
}

static void
shows_display_names_and_resources(void)
{
	static const struct queue_resources resources = {true, true, 0.5, 2};
	struct queue queue = {
	    .id = "one", .name = "one", .display_name = "One", .company = "c1"};
	struct queues_get_all_req request = {0};

	fixture_begin();
	CU_ASSERT_EQUAL(store_create(fixture_call.store, &queue), STORE_OK);
	sample_store_use_resources(fixture_call.store, "one", &resources);
	fixture_expect(get_all_ex(&request), ERR_OK, "OK");
	CU_ASSERT_STRING_EQUAL(response.queues[0].display_name, "One");
	CU_ASSERT_TRUE(response.queues[0].has.resources);
	CU_ASSERT_EQUAL(response.queues[0].resources.cpu_usage, 0.5);
	CU_ASSERT_EQUAL(response.queues[0].resources.gpu_usage, 2);
	fixture_end();
}

static void
hides_queues_unless_they_are_looked_for(void)
{
	const char *tag = "k8s-glue";
	struct queue queue = {.id = "pods",
	    .name = "pods",
	    .company = "c1",
	    .n_system_tags = 1,
	    .system_tags = &tag};
	struct queues_get_all_req request = {0};

	fixture_begin();
	CU_ASSERT_EQUAL(store_create(fixture_call.store, &queue), STORE_OK);
	fixture_expect(get_all_ex(&request), ERR_OK, "OK");
	CU_ASSERT_EQUAL(response.n_queues, 0);
	request.search_hidden = true;
	fixture_expect(get_all_ex(&request), ERR_OK, "OK");
	CU_ASSERT_EQUAL(response.n_queues, 1);
	fixture_end();
}

static void
tells_of_a_store_that_fails(void)
{
	struct queues_get_all_req request = {0};

	fixture_begin();
	fixture_break_store(STORE_UNAVAILABLE);
	CU_ASSERT_EQUAL(get_all_ex(&request)->error, ERR_UNAVAILABLE);
	fixture_end();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(cuts_and_counts_entries),
	    SUITE_TEST(ignores_only_fields),
	    SUITE_TEST(shows_display_names_and_resources),
	    SUITE_TEST(hides_queues_unless_they_are_looked_for),
	    SUITE_TEST(tells_of_a_store_that_fails),
	};

	return suite_run(
	    "queues.get_all_ex", tests, sizeof(tests) / sizeof(*tests));
}

#include <CUnit/CUnit.h>

#include "generated/queues.h"
#include "store/queues.h"
#include "tests/queues/fixture.h"
#include "tests/store/sample_store.h"
#include "tests/suite.h"

static struct queues_get_by_id_resp response;

static const struct call_result *
get(const char *queue)
{
	struct queues_get_by_id_req request = {.queue = queue};

	response = (struct queues_get_by_id_resp){0};
	return queues_get_by_id(&fixture_call, &request, &response);
}

static void
shows_all_of_a_queue(void)
{
	fixture_begin();
	fixture_add_queue("training", "ab");
	fixture_expect(get("training"), ERR_OK, "OK");
	CU_ASSERT_TRUE(response.has.queue);
	CU_ASSERT_STRING_EQUAL(response.queue.id, "training");
	CU_ASSERT_STRING_EQUAL(response.queue.name, "training");
	CU_ASSERT_STRING_EQUAL(response.queue.company, "c1");
	CU_ASSERT_PTR_NULL(response.queue.user);
	CU_ASSERT_TRUE(response.queue.has.tags);
	CU_ASSERT_TRUE(response.queue.has.metadata);
	CU_ASSERT_EQUAL(response.queue.n_entries, 2);
	CU_ASSERT_STRING_EQUAL(response.queue.entries[1].task, "b");
	CU_ASSERT_EQUAL(response.queue.entries[1].added, 1000);
	fixture_end();
}

static void
sorts_tags(void)
{
	const char *tags[] = {"b", "a"};
	struct store_strings strings = {.n = 2, .items = tags};
	struct store_changes changes = {.tags = &strings};

	fixture_begin();
	fixture_add_queue("training", "");
	CU_ASSERT_EQUAL(
	    store_update(fixture_call.store, "c1", "training", &changes),
	    STORE_OK);
	fixture_expect(get("training"), ERR_OK, "OK");
	CU_ASSERT_EQUAL_FATAL(response.queue.n_tags, 2);
	CU_ASSERT_STRING_EQUAL(response.queue.tags[0], "a");
	fixture_end();
}

static void
leaves_out_a_time_that_never_was(void)
{
	struct queue queue = {.id = "old",
	    .name = "old",
	    .company = "c1",
	    .last_update = QUEUE_NEVER};

	fixture_begin();
	CU_ASSERT_EQUAL(store_create(fixture_call.store, &queue), STORE_OK);
	fixture_expect(get("old"), ERR_OK, "OK");
	CU_ASSERT_FALSE(response.queue.has.last_update);
	fixture_end();
}

static void
refuses_unknown_and_foreign_queues(void)
{
	fixture_begin();
	fixture_add_queue("training", "");
	fixture_expect(get("other"), ERR_INVALID_QUEUE_ID,
	    "Invalid queue id: id=other, company=c1");
	fixture_call.who.company = "c2";
	fixture_expect(get("training"), ERR_INVALID_QUEUE_ID,
	    "Invalid queue id: id=training, company=c2");
	fixture_end();
}

static void
tells_of_a_store_that_fails(void)
{
	fixture_begin();
	fixture_break_store(STORE_UNAVAILABLE);
	CU_ASSERT_EQUAL(get("training")->error, ERR_UNAVAILABLE);
	fixture_break_store(STORE_FAILED);
	CU_ASSERT_EQUAL(get("training")->error, ERR_INTERNAL_ERROR);
	fixture_end();
}

static void
shows_a_display_name_and_resources(void)
{
	static const struct queue_resources resources = {
	    .has_cpu_usage = true, .cpu_usage = 0.5};
	struct queue queue = {.id = "training",
	    .name = "training",
	    .display_name = "",
	    .company = "c1"};

	fixture_begin();
	CU_ASSERT_EQUAL(store_create(fixture_call.store, &queue), STORE_OK);
	sample_store_use_resources(fixture_call.store, "training", &resources);
	fixture_add_queue("other", "");
	fixture_expect(get("training"), ERR_OK, "OK");
	CU_ASSERT_PTR_NOT_NULL_FATAL(response.queue.display_name);
	CU_ASSERT_STRING_EQUAL(response.queue.display_name, "");
	CU_ASSERT_TRUE(response.queue.has.resources);
	CU_ASSERT_TRUE(response.queue.resources.has.cpu_usage);
	CU_ASSERT_EQUAL(response.queue.resources.cpu_usage, 0.5);
	CU_ASSERT_FALSE(response.queue.resources.has.gpu_usage);
	fixture_expect(get("other"), ERR_OK, "OK");
	CU_ASSERT_PTR_NULL(response.queue.display_name);
	CU_ASSERT_FALSE(response.queue.has.resources);
	fixture_end();
}

static void
cuts_entries(void)
{
	struct queues_get_by_id_req request = {
	    .queue = "training", .max_task_entries = -2};

	fixture_begin();
	fixture_add_queue("training", "abc");
	fixture_expect(
	    queues_get_by_id(&fixture_call, &request, &response), ERR_OK, "OK");
	CU_ASSERT_EQUAL_FATAL(response.queue.n_entries, 2);
	CU_ASSERT_STRING_EQUAL(response.queue.entries[0].task, "b");
	CU_ASSERT_STRING_EQUAL(response.queue.entries[1].task, "c");
	fixture_end();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(shows_all_of_a_queue),
	    SUITE_TEST(sorts_tags),
	    SUITE_TEST(leaves_out_a_time_that_never_was),
	    SUITE_TEST(refuses_unknown_and_foreign_queues),
	    SUITE_TEST(tells_of_a_store_that_fails),
	    SUITE_TEST(shows_a_display_name_and_resources),
	    SUITE_TEST(cuts_entries),
	};

	return suite_run(
	    "queues.get_by_id", tests, sizeof(tests) / sizeof(*tests));
}

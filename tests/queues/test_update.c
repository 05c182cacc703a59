#include <CUnit/CUnit.h>

#include "generated/queues.h"
#include "store/queues.h"
#include "tests/queues/fixture.h"
#include "tests/suite.h"

static struct queues_update_resp response;

static const struct call_result *
update(const struct queues_update_req *request)
{
	response = (struct queues_update_resp){0};
	return queues_update(&fixture_call, request, &response);
}

static struct queue
find(const char *id)
{
	struct queue queue = {0};

	CU_ASSERT_EQUAL(
	    store_get_by_id(fixture_call.store, fixture_call.arena, "c1", id,
		(struct queue_need){.parts = QUEUE_ALL}, &queue),
	    STORE_OK);
	return queue;
}

static void
renames_and_echoes_the_name_as_sent(void)
{
	struct queues_update_req request = {
	    .queue = "training", .has = {.name = true}, .name = " renamed "};

	fixture_begin();
	fixture_add_queue("training", "");
	fixture_call.now = 2000;
	fixture_expect(update(&request), ERR_OK, "OK");
	CU_ASSERT_EQUAL(response.updated, 1);
	CU_ASSERT_STRING_EQUAL(response.fields.name, " renamed ");
	CU_ASSERT_FALSE(response.fields.has.tags);
	CU_ASSERT_STRING_EQUAL(find("training").name, "renamed");
	CU_ASSERT_EQUAL(find("training").last_update, 1000);
	fixture_end();
}

static void
keeps_the_order_of_tags_and_echoes_them_sorted(void)
{
	const char *tags[] = {"b", "a"};
	struct queues_update_req request = {.queue = "training",
	    .has = {.tags = true},
	    .n_tags = 2,
	    .tags = tags};

	fixture_begin();
	fixture_add_queue("training", "");
	fixture_expect(update(&request), ERR_OK, "OK");
	CU_ASSERT_TRUE(response.fields.has.tags);
	CU_ASSERT_STRING_EQUAL(response.fields.tags[0], "a");
	CU_ASSERT_STRING_EQUAL(find("training").tags[0], "b");
	fixture_end();
}

static void
clears_lists_by_null_but_not_the_name(void)
{
	const char *tags[] = {"b"};
	struct queues_update_req set = {.queue = "training",
	    .has = {.tags = true},
	    .n_tags = 1,
	    .tags = tags};
	struct queues_update_req clear = {
	    .queue = "training", .null = {.tags = true, .name = true}};

	fixture_begin();
	fixture_add_queue("training", "");
	fixture_expect(update(&set), ERR_OK, "OK");
	fixture_expect(update(&clear), ERR_OK, "OK");
	CU_ASSERT_EQUAL(response.updated, 1);
	CU_ASSERT_PTR_NULL(response.fields.name);
	CU_ASSERT_EQUAL(find("training").n_tags, 0);
	CU_ASSERT_STRING_EQUAL(find("training").name, "training");
	fixture_end();
}

static void
updates_nothing_when_nothing_is_named(void)
{
	struct queues_update_req request = {.queue = "training"};

	fixture_begin();
	fixture_add_queue("training", "");
	fixture_expect(update(&request), ERR_OK, "OK");
	CU_ASSERT_TRUE(response.has.updated);
	CU_ASSERT_EQUAL(response.updated, 0);
	CU_ASSERT_TRUE(response.has.fields);
	fixture_end();
}

static void
checks_prefixes_only_where_tags_are_given(void)
{
	const char *operators[] = {"__$not"};
	struct queues_update_req system_tags = {.queue = "training",
	    .has = {.system_tags = true},
	    .n_system_tags = 1,
	    .system_tags = operators};
	struct queues_update_req tags = {.queue = "training",
	    .has = {.tags = true},
	    .n_tags = 1,
	    .tags = operators};

	fixture_begin();
	fixture_add_queue("training", "");
	fixture_expect(update(&system_tags), ERR_OK, "OK");
	fixture_expect(update(&tags), ERR_INVALID_FIELDS_VALUE,
	    "Invalid value for fields (unsupported tag prefix): "
	    "values=(__$not)");
	fixture_end();
}

static void
refuses_bad_names(void)
{
	struct queues_update_req request = {
	    .queue = "training", .has = {.name = true}, .name = "ab"};

	fixture_begin();
	fixture_add_queue("training", "");
	fixture_add_queue("other", "");
	fixture_expect(update(&request), ERR_DATA_VALIDATION_ERROR,
	    "Data validation error: name=String value is too short");
	request.name = "other";
	fixture_expect(update(&request), ERR_VALUE_EXISTS,
	    "Value combination already exists (unique field already contains "
	    "this value): name=other, company=c1");
	fixture_end();
}

static void
refuses_unknown_and_foreign_queues(void)
{
	struct queues_update_req request = {
	    .queue = "training", .has = {.name = true}, .name = "renamed"};

	fixture_begin();
	fixture_add_queue("training", "");
	fixture_call.who.company = "c2";
	fixture_expect(update(&request), ERR_INVALID_QUEUE_ID,
	    "Invalid queue id: id=training, company=c2");
	request.has.name = false;
	fixture_expect(update(&request), ERR_INVALID_QUEUE_ID,
	    "Invalid queue id: id=training, company=c2");
	fixture_end();
}

static void
tells_of_a_store_that_fails(void)
{
	struct queues_update_req request = {.queue = "training"};

	fixture_begin();
	fixture_break_store(STORE_UNAVAILABLE);
	CU_ASSERT_EQUAL(update(&request)->error, ERR_UNAVAILABLE);
	fixture_break_store(STORE_FAILED);
	CU_ASSERT_EQUAL(update(&request)->error, ERR_INTERNAL_ERROR);
	CU_ASSERT_FALSE(response.has.updated);
	fixture_end();
}

static void
changes_a_display_name_but_not_by_null(void)
{
	struct queues_update_req set = {.queue = "training",
	    .has = {.display_name = true},
	    .display_name = " Training "};
	struct queues_update_req null = {
	    .queue = "training", .null = {.display_name = true}};

	fixture_begin();
	fixture_add_queue("training", "");
	fixture_call.now = 2000;
	fixture_expect(update(&set), ERR_OK, "OK");
	CU_ASSERT_EQUAL(response.updated, 1);
	CU_ASSERT_PTR_NOT_NULL(response.fields.display_name);
	CU_ASSERT_STRING_EQUAL(response.fields.display_name, " Training ");
	CU_ASSERT_PTR_NULL(response.fields.name);
	CU_ASSERT_STRING_EQUAL(find("training").display_name, " Training ");
	CU_ASSERT_EQUAL(find("training").last_update, 1000);
	fixture_expect(update(&null), ERR_OK, "OK");
	CU_ASSERT_EQUAL(response.updated, 0);
	CU_ASSERT_PTR_NULL(response.fields.display_name);
	CU_ASSERT_STRING_EQUAL(find("training").display_name, " Training ");
	set.display_name = "";
	fixture_expect(update(&set), ERR_OK, "OK");
	CU_ASSERT_STRING_EQUAL(find("training").display_name, "");
	fixture_end();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(renames_and_echoes_the_name_as_sent),
	    SUITE_TEST(keeps_the_order_of_tags_and_echoes_them_sorted),
	    SUITE_TEST(clears_lists_by_null_but_not_the_name),
	    SUITE_TEST(updates_nothing_when_nothing_is_named),
	    SUITE_TEST(checks_prefixes_only_where_tags_are_given),
	    SUITE_TEST(refuses_bad_names),
	    SUITE_TEST(refuses_unknown_and_foreign_queues),
	    SUITE_TEST(tells_of_a_store_that_fails),
	    SUITE_TEST(changes_a_display_name_but_not_by_null),
	};

	return suite_run(
	    "queues.update", tests, sizeof(tests) / sizeof(*tests));
}

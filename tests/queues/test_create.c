#include <CUnit/CUnit.h>

#include "generated/queues.h"
#include "store/queues.h"
#include "tests/queues/fixture.h"
#include "tests/suite.h"

static struct queues_create_resp response;

static const struct call_result *
create(const struct queues_create_req *request)
{
	response = (struct queues_create_resp){0};
	return queues_create(&fixture_call, request, &response);
}

static const struct call_result *
create_named(const char *name)
{
	struct queues_create_req request = {.name = name};

	return create(&request);
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
creates_an_empty_queue(void)
{
	struct queue queue;

	fixture_begin();
	fixture_expect(create_named("training"), ERR_OK, "OK");
	CU_ASSERT_PTR_NOT_NULL_FATAL(response.id);
	queue = find(response.id);
	CU_ASSERT_STRING_EQUAL(queue.name, "training");
	CU_ASSERT_STRING_EQUAL(queue.company, "c1");
	CU_ASSERT_EQUAL(queue.n_entries, 0);
	CU_ASSERT_EQUAL(queue.created, fixture_call.now);
	CU_ASSERT_EQUAL(queue.last_update, fixture_call.now);
	fixture_end();
}

static void
sorts_tags_and_keeps_duplicates(void)
{
	const char *tags[] = {"b", "a", "b"};
	struct queues_create_req request = {
	    .name = "training", .n_tags = 3, .tags = tags};
	struct queue queue;

	fixture_begin();
	fixture_expect(create(&request), ERR_OK, "OK");
	queue = find(response.id);
	CU_ASSERT_EQUAL_FATAL(queue.n_tags, 3);
	CU_ASSERT_STRING_EQUAL(queue.tags[0], "a");
	CU_ASSERT_STRING_EQUAL(queue.tags[1], "b");
	CU_ASSERT_STRING_EQUAL(queue.tags[2], "b");
	fixture_end();
}

static void
strips_names(void)
{
	fixture_begin();
	fixture_expect(
	    create_named(" \n\xc2\xa0tra in\xe3\x80\x80 "), ERR_OK, "OK");
	CU_ASSERT_STRING_EQUAL(find(response.id).name, "tra in");
	fixture_end();
}

static void
counts_characters_not_bytes(void)
{
	fixture_begin();
	fixture_expect(create_named("\xc3\xa4\xf0\x9f\x98\x80"),
	    ERR_DATA_VALIDATION_ERROR,
	    "Data validation error: name=String value is too short");
	fixture_expect(create_named("\xc3\xa4\xc3\xb6\xc3\xbc"), ERR_OK, "OK");
	fixture_end();
}

static void
refuses_short_names(void)
{
	static const char *const names[] = {"", "ab", "  ab  ", "   "};
	size_t i;

	fixture_begin();
	for (i = 0; i < sizeof(names) / sizeof(*names); i++)
		fixture_expect(create_named(names[i]),
		    ERR_DATA_VALIDATION_ERROR,
		    "Data validation error: name=String value is too short");
	fixture_end();
}

static void
refuses_a_name_that_is_taken(void)
{
	fixture_begin();
	fixture_expect(create_named("training"), ERR_OK, "OK");
	fixture_expect(create_named(" training"), ERR_VALUE_EXISTS,
	    "Value combination already exists (unique field already contains "
	    "this value): name=training, company=c1");
	fixture_expect(create_named("Training"), ERR_OK, "OK");
	fixture_call.who.company = "c2";
	fixture_expect(create_named("training"), ERR_OK, "OK");
	fixture_end();
}

static void
refuses_tags_that_look_like_operators(void)
{
	const char *tags[] = {"a", "__$not"};
	struct queues_create_req request = {
	    .name = "training", .n_system_tags = 2, .system_tags = tags};

	fixture_begin();
	fixture_expect(create(&request), ERR_INVALID_FIELDS_VALUE,
	    "Invalid value for fields (unsupported tag prefix): "
	    "values=(__$not)");
	fixture_end();
}

static void
tells_of_a_store_that_fails(void)
{
	fixture_begin();
	fixture_break_store(STORE_UNAVAILABLE);
	CU_ASSERT_EQUAL(create_named("training")->error, ERR_UNAVAILABLE);
	fixture_break_store(STORE_FAILED);
	CU_ASSERT_EQUAL(create_named("training")->error, ERR_INTERNAL_ERROR);
	CU_ASSERT_PTR_NULL(response.id);
	fixture_end();
}

static void
keeps_a_display_name_as_it_is(void)
{
	struct queues_create_req request = {.name = "training",
	    .has = {.display_name = true},
	    .display_name = " Training "};

	fixture_begin();
	fixture_expect(create(&request), ERR_OK, "OK");
	CU_ASSERT_STRING_EQUAL(find(response.id).display_name, " Training ");
	fixture_expect(create_named("other"), ERR_OK, "OK");
	CU_ASSERT_PTR_NULL(find(response.id).display_name);
	fixture_end();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(creates_an_empty_queue),
	    SUITE_TEST(sorts_tags_and_keeps_duplicates),
	    SUITE_TEST(strips_names),
	    SUITE_TEST(counts_characters_not_bytes),
	    SUITE_TEST(refuses_short_names),
	    SUITE_TEST(refuses_a_name_that_is_taken),
	    SUITE_TEST(refuses_tags_that_look_like_operators),
	    SUITE_TEST(tells_of_a_store_that_fails),
	    SUITE_TEST(keeps_a_display_name_as_it_is),
	};

	return suite_run(
	    "queues.create", tests, sizeof(tests) / sizeof(*tests));
}

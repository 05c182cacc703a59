#include <string.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "generated/queues.h"
#include "store/queues.h"
#include "tests/queues/fixture.h"
#include "tests/suite.h"

static struct queues_add_or_update_metadata_resp response;

static const struct call_result *
set(const char *key, const char *value, bool replace)
{
	struct queues_metadata_item item = {
	    .key = key, .type = "t", .value = value};
	struct queues_add_or_update_metadata_req request = {.queue = "training",
	    .n_metadata = key == NULL ? 0 : 1,
	    .metadata = &item,
	    .replace_metadata = replace};

	response = (struct queues_add_or_update_metadata_resp){0};
	return queues_add_or_update_metadata(
	    &fixture_call, &request, &response);
}

static struct queue
find(void)
{
	struct queue queue = {0};

	CU_ASSERT_EQUAL(
	    store_get_by_id(fixture_call.store, fixture_call.arena, "c1",
		"training", (struct queue_need){.parts = QUEUE_METADATA},
		&queue),
	    STORE_OK);
	return queue;
}

static void
sets_by_the_stripped_key(void)
{
	fixture_begin();
	fixture_add_queue("training", "");
	fixture_expect(set(" k ", "1", false), ERR_OK, "OK");
	CU_ASSERT_EQUAL(response.updated, 1);
	fixture_expect(set("k", "2", false), ERR_OK, "OK");
	fixture_expect(set("l", "3", false), ERR_OK, "OK");
	CU_ASSERT_EQUAL_FATAL(find().n_metadata, 2);
	CU_ASSERT_STRING_EQUAL(find().metadata[0].name, "k");
	CU_ASSERT_STRING_EQUAL(find().metadata[0].value, "2");
	fixture_end();
}

static void
replaces_when_asked(void)
{
	fixture_begin();
	fixture_add_queue("training", "");
	fixture_expect(set("k", "1", false), ERR_OK, "OK");
	fixture_expect(set("l", "2", true), ERR_OK, "OK");
	CU_ASSERT_EQUAL_FATAL(find().n_metadata, 1);
	CU_ASSERT_STRING_EQUAL(find().metadata[0].name, "l");
	fixture_end();
}

/* A value of so many bytes. */
static const char *
value_of(size_t n)
{
	char *value = arena_alloc(fixture_call.arena, n + 1);

	return memset(value, 'v', n);
}

/* A queue may have more than the limit, which is 10000 bytes here. */
static void
shrinks_what_is_too_long(void)
{
	struct queue_metadata item = {"k", "k", "t", NULL};
	const struct queue queue = {.id = "training",
	    .name = "training",
	    .company = "c1",
	    .n_metadata = 1,
	    .metadata = &item};

	fixture_begin();
	item.value = value_of(20000);
	CU_ASSERT_EQUAL(store_create(fixture_call.store, &queue), STORE_OK);
	fixture_expect(set("k", value_of(15000), true), ERR_OK, "OK");
	fixture_expect(set("k", value_of(14000), false), ERR_OK, "OK");
	CU_ASSERT_EQUAL(
	    set("k", value_of(14001), true)->error, ERR_VALIDATION_ERROR);
	CU_ASSERT_EQUAL(strlen(find().metadata[0].value), 14000);
	fixture_expect(set("k", "v", true), ERR_OK, "OK");
	CU_ASSERT_EQUAL(
	    set("k", value_of(10000), true)->error, ERR_VALIDATION_ERROR);
	fixture_end();
}

static void
refuses_what_it_cannot_set(void)
{
	fixture_begin();
	fixture_expect(set("k", "1", false), ERR_INVALID_QUEUE_ID,
	    "Invalid queue id: id=training, company=c1");
	fixture_add_queue("training", "");
	fixture_expect(set("  ", "1", true), ERR_VALIDATION_ERROR,
	    "Validation error (Empty key is not allowed)");
	fixture_expect(set(NULL, "", true), ERR_VALIDATION_ERROR,
	    "Validation error (metadata: length, expected at least 1, got 0)");
	CU_ASSERT_FALSE(response.has.updated);
	fixture_end();
}

static void
tells_of_a_store_that_fails(void)
{
	fixture_begin();
	fixture_break_store(STORE_UNAVAILABLE);
	CU_ASSERT_EQUAL(set("k", "1", false)->error, ERR_UNAVAILABLE);
	fixture_break_store(STORE_FAILED);
	CU_ASSERT_EQUAL(set("k", "1", false)->error, ERR_INTERNAL_ERROR);
	fixture_end();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(sets_by_the_stripped_key),
	    SUITE_TEST(replaces_when_asked),
	    SUITE_TEST(shrinks_what_is_too_long),
	    SUITE_TEST(refuses_what_it_cannot_set),
	    SUITE_TEST(tells_of_a_store_that_fails),
	};

	return suite_run("queues.add_or_update_metadata", tests,
	    sizeof(tests) / sizeof(*tests));
}

#include <CUnit/CUnit.h>

#include "generated/queues.h"
#include "store/queues.h"
#include "tests/queues/fixture.h"
#include "tests/suite.h"

static struct queues_delete_metadata_resp response;

static const struct call_result *
forget(size_t n, const char **keys)
{
	struct queues_delete_metadata_req request = {
	    .queue = "training", .n_keys = n, .keys = keys};

	response = (struct queues_delete_metadata_resp){0};
	return queues_delete_metadata(&fixture_call, &request, &response);
}

static void
deletes_what_is_there(void)
{
	struct queue_metadata items[] = {{"ne", "", "", ""}, {"b", "", "", ""}};
	struct store_metadata_changes changes = {.set = {2, items}};
	const char *keys[] = {" ne ", "nosuch", "ne"};
	struct queue queue;

	fixture_begin();
	fixture_add_queue("training", "");
	CU_ASSERT_EQUAL(store_change_metadata(
			    fixture_call.store, "c1", "training", &changes),
	    STORE_OK);
	fixture_expect(forget(3, keys), ERR_OK, "OK");
	CU_ASSERT_EQUAL(response.updated, 1);
	CU_ASSERT_EQUAL(
	    store_get_by_id(fixture_call.store, fixture_call.arena, "c1",
		"training", (struct queue_need){.parts = QUEUE_METADATA},
		&queue),
	    STORE_OK);
	CU_ASSERT_EQUAL_FATAL(queue.n_metadata, 1);
	CU_ASSERT_STRING_EQUAL(queue.metadata[0].name, "b");
	fixture_end();
}

static void
refuses_what_it_cannot_delete(void)
{
	const char *keys[] = {"k"};

	fixture_begin();
	fixture_expect(forget(1, keys), ERR_INVALID_QUEUE_ID,
	    "Invalid queue id: id=training, company=c1");
	fixture_add_queue("training", "");
	fixture_expect(forget(0, NULL), ERR_VALIDATION_ERROR,
	    "Validation error (keys: length, expected at least 1, got 0)");
	fixture_end();
}

static void
tells_of_a_store_that_fails(void)
{
	const char *keys[] = {"k"};

	fixture_begin();
	fixture_break_store(STORE_UNAVAILABLE);
	CU_ASSERT_EQUAL(forget(1, keys)->error, ERR_UNAVAILABLE);
	fixture_break_store(STORE_FAILED);
	CU_ASSERT_EQUAL(forget(1, keys)->error, ERR_INTERNAL_ERROR);
	fixture_end();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(deletes_what_is_there),
	    SUITE_TEST(refuses_what_it_cannot_delete),
	    SUITE_TEST(tells_of_a_store_that_fails),
	};

	return suite_run(
	    "queues.delete_metadata", tests, sizeof(tests) / sizeof(*tests));
}

#include <string.h>

#include <CUnit/CUnit.h>

#include "generated/queues.h"
#include "model/queue.h"
#include "store/queues.h"
#include "tests/queues/fixture.h"
#include "tests/suite.h"

static struct queues_get_num_entries_resp response;

static const struct call_result *
count(const char *queue)
{
	struct queues_get_num_entries_req request = {.queue = queue};

	response = (struct queues_get_num_entries_resp){0};
	return queues_get_num_entries(&fixture_call, &request, &response);
}

static void
counts_what_waits(void)
{
	fixture_begin();
	fixture_add_queue("training", "abc");
	fixture_add_queue("other", "");
	fixture_expect(count("training"), ERR_OK, "OK");
	CU_ASSERT_TRUE(response.has.num);
	CU_ASSERT_EQUAL(response.num, 3);
	fixture_expect(count("other"), ERR_OK, "OK");
	CU_ASSERT_TRUE(response.has.num);
	CU_ASSERT_EQUAL(response.num, 0);
	fixture_end();
}

static void
refuses_unknown_and_foreign_queues(void)
{
	fixture_begin();
	fixture_add_queue("training", "a");
	fixture_expect(count("other"), ERR_INVALID_QUEUE_ID,
	    "Invalid queue id: queue_id=other");
	fixture_call.who.company = "c2";
	fixture_expect(count("training"), ERR_INVALID_QUEUE_ID,
	    "Invalid queue id: queue_id=training");
	fixture_end();
}

static enum store_result
find_shared(struct store *store, struct arena *arena, const char *company,
    const char *id, struct queue_need need, struct queue *queue)
{
	(void)store;
	(void)arena;
	(void)need;
	if (*company != '\0' || strcmp(id, "shared") != 0)
		return STORE_NOT_FOUND;
	*queue = (struct queue){.length = 2};
	return STORE_OK;
}

/* In SQLite, there are none. */
static void
counts_in_a_queue_of_no_company(void)
{
	struct store_queue_verbs verbs;

	fixture_begin();
	verbs = *fixture_call.store->queues;
	verbs.get_by_id = find_shared;
	fixture_call.store->queues = &verbs;
	fixture_expect(count("shared"), ERR_OK, "OK");
	CU_ASSERT_EQUAL(response.num, 2);
	fixture_expect(count("other"), ERR_INVALID_QUEUE_ID,
	    "Invalid queue id: queue_id=other");
	fixture_end();
}

static void
tells_of_a_store_that_fails(void)
{
	fixture_begin();
	fixture_break_store(STORE_UNAVAILABLE);
	CU_ASSERT_EQUAL(count("training")->error, ERR_UNAVAILABLE);
	fixture_end();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(counts_what_waits),
	    SUITE_TEST(counts_in_a_queue_of_no_company),
	    SUITE_TEST(refuses_unknown_and_foreign_queues),
	    SUITE_TEST(tells_of_a_store_that_fails),
	};

	return suite_run(
	    "queues.get_num_entries", tests, sizeof(tests) / sizeof(*tests));
}

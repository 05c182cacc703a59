#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "generated/queues.h"
#include "store/store.h"
#include "tests/queues/fixture.h"
#include "tests/suite.h"

static struct queues_get_queue_metrics_resp response;

static const struct call_result *
get(double from, double to, size_t n, const char **ids)
{
	struct queues_get_queue_metrics_req request = {.from_date = from,
	    .to_date = to,
	    .interval = 10,
	    .n_queue_ids = n,
	    .queue_ids = ids};

	response = (struct queues_get_queue_metrics_resp){0};
	return queues_get_queue_metrics(&fixture_call, &request, &response);
}

/* Pop from a queue, the entries of which were added at 1000 ms. */
static void
pop(const char *queue, int64_t now)
{
	struct queue_entry entry;

	CU_ASSERT_EQUAL(store_pop(fixture_call.store, fixture_call.arena, "c1",
			    queue, now, &entry),
	    STORE_OK);
	fixture_call.now = now + 60000;
}

static void
shows_a_series_for_each_queue(void)
{
	const char *ids[] = {"training", "other", "nosuch"};
	const struct queues_queue_metrics *series;

	fixture_begin();
	fixture_add_queue("training", "ab");
	fixture_add_queue("other", "");
	pop("training", 31000);
	fixture_expect(get(0, 100, 3, ids), ERR_OK, "OK");
	CU_ASSERT_TRUE(response.has.queues);
	CU_ASSERT_EQUAL_FATAL(response.n_queues, 1);
	series = response.queues;
	CU_ASSERT_STRING_EQUAL(series->queue, "training");
	CU_ASSERT_EQUAL_FATAL(series->n_dates, 2);
	CU_ASSERT_EQUAL_FATAL(series->n_avg_waiting_times, 2);
	CU_ASSERT_EQUAL_FATAL(series->n_queue_lengths, 2);
	CU_ASSERT_EQUAL(series->dates[0], 0);
	CU_ASSERT_EQUAL(series->queue_lengths[0], 2);
	CU_ASSERT_EQUAL(series->dates[1], 30000);
	CU_ASSERT_EQUAL(series->avg_waiting_times[1], 30);
	CU_ASSERT_EQUAL(series->queue_lengths[1], 1);
	fixture_end();
}

static void
shows_one_series_of_all(void)
{
	fixture_begin();
	fixture_add_queue("training", "ab");
	fixture_add_queue("other", "c");
	fixture_call.now = 60000;
	fixture_expect(get(0, 100, 0, NULL), ERR_OK, "OK");
	CU_ASSERT_EQUAL_FATAL(response.n_queues, 1);
	CU_ASSERT_STRING_EQUAL(response.queues[0].queue, "total");
	CU_ASSERT_EQUAL_FATAL(response.queues[0].n_queue_lengths, 1);
	CU_ASSERT_EQUAL(response.queues[0].queue_lengths[0], 3);
	fixture_end();
}

static void
shows_an_empty_series_or_none(void)
{
	fixture_begin();
	fixture_expect(get(0, 100, 0, NULL), ERR_OK, "OK");
	CU_ASSERT_TRUE(response.has.queues);
	CU_ASSERT_EQUAL(response.n_queues, 0);
	fixture_add_queue("training", "");
	fixture_expect(get(0, 100, 0, NULL), ERR_OK, "OK");
	CU_ASSERT_EQUAL_FATAL(response.n_queues, 1);
	CU_ASSERT_TRUE(response.queues[0].has.dates);
	CU_ASSERT_EQUAL(response.queues[0].n_dates, 0);
	fixture_call.who.company = "c2";
	fixture_expect(get(0, 100, 0, NULL), ERR_OK, "OK");
	CU_ASSERT_EQUAL(response.n_queues, 0);
	fixture_end();
}

/* An hour before from_date counts, for what has not changed since. */
static void
counts_an_hour_before(void)
{
	fixture_begin();
	fixture_add_queue("training", "ab");
	fixture_add_queue("other", "cd");
	pop("other", 3600000);
	fixture_expect(get(3600, 3700, 0, NULL), ERR_OK, "OK");
	CU_ASSERT_EQUAL_FATAL(response.queues[0].n_dates, 1);
	CU_ASSERT_EQUAL(response.queues[0].queue_lengths[0], 3);
	fixture_expect(get(3602, 3700, 0, NULL), ERR_OK, "OK");
	CU_ASSERT_EQUAL_FATAL(response.queues[0].n_dates, 1);
	CU_ASSERT_EQUAL(response.queues[0].queue_lengths[0], 1);
	fixture_end();
}

static void
refuses_a_time_that_ends_before_it_begins(void)
{
	static const char text[] = "Invalid value for fields "
				   "(from_date must be less than to_date)";

	fixture_begin();
	fixture_expect(get(2, 2, 0, NULL), ERR_INVALID_FIELDS_VALUE, text);
	fixture_expect(get(3, 2, 0, NULL), ERR_INVALID_FIELDS_VALUE, text);
	fixture_expect(get(2, 2.5, 0, NULL), ERR_OK, "OK");
	fixture_expect(get(0, 1e300, 0, NULL), ERR_OK, "OK");
	fixture_expect(get(1e299, 1e300, 0, NULL), ERR_OK, "OK");
	fixture_end();
}

static void
tells_of_a_store_that_fails(void)
{
	fixture_begin();
	fixture_break_store(STORE_UNAVAILABLE);
	CU_ASSERT_EQUAL(get(0, 1, 0, NULL)->error, ERR_UNAVAILABLE);
	fixture_break_store(STORE_FAILED);
	CU_ASSERT_EQUAL(get(0, 1, 0, NULL)->error, ERR_INTERNAL_ERROR);
	fixture_end();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(shows_a_series_for_each_queue),
	    SUITE_TEST(shows_one_series_of_all),
	    SUITE_TEST(shows_an_empty_series_or_none),
	    SUITE_TEST(counts_an_hour_before),
	    SUITE_TEST(refuses_a_time_that_ends_before_it_begins),
	    SUITE_TEST(tells_of_a_store_that_fails),
	};

	return suite_run(
	    "queues.get_queue_metrics", tests, sizeof(tests) / sizeof(*tests));
}

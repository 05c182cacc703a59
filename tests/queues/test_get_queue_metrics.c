#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "generated/queues.h"
#include "store/queues.h"
#include "store/samples.h"
#include "tests/queues/fixture.h"
#include "tests/suite.h"

static struct queues_get_queue_metrics_resp response;

static const struct call_result *
get_with(struct queues_get_queue_metrics_req request)
{
	request.interval = 10;
	response = (struct queues_get_queue_metrics_resp){0};
	return queues_get_queue_metrics(&fixture_call, &request, &response);
}

static const struct call_result *
get(double from, double to, size_t n, const char **ids)
{
	return get_with((struct queues_get_queue_metrics_req){.from_date = from,
	    .to_date = to,
	    .n_queue_ids = n,
	    .queue_ids = ids});
}

/* Pop from a queue whose entries were added at 1000 ms. */
static void
pop(const char *queue, int64_t now)
{
	struct queue_entry entry;

	CU_ASSERT_EQUAL(
	    store_get_next_task(fixture_call.store, fixture_call.arena, "c1",
		queue, NULL, NULL, now, &entry),
	    STORE_OK);
}

/* Expect one series with points as "second:wait/length ". */
static void
expect_one(const char *queue, const char *points)
{
	const struct queues_queue_metrics *series = response.queues;
	const char *text = "";
	size_t i;

	CU_ASSERT_TRUE(response.has.queues);
	CU_ASSERT_EQUAL_FATAL(response.n_queues, 1);
	CU_ASSERT_STRING_EQUAL(series->queue, queue);
	CU_ASSERT_TRUE(series->has.dates);
	CU_ASSERT_EQUAL_FATAL(series->n_avg_waiting_times, series->n_dates);
	CU_ASSERT_EQUAL_FATAL(series->n_queue_lengths, series->n_dates);
	for (i = 0; i < series->n_dates; i++)
		text = arena_printf(fixture_call.arena, "%s%lld:%g/%lld ", text,
		    (long long)series->dates[i] / 1000,
		    series->avg_waiting_times[i],
		    (long long)series->queue_lengths[i]);
	CU_ASSERT_STRING_EQUAL(text, points);
}

static void
shows_a_series_for_each_queue(void)
{
	const char *ids[] = {"training", "other", "nosuch"};

	fixture_begin();
	fixture_add_queue("training", "ab");
	fixture_add_queue("other", "");
	pop("training", 31000);
	fixture_call.now = 200000;
	fixture_expect(get(0, 100, 3, ids), ERR_OK, "OK");
	expect_one("training", "0:0/2 30:30/1 ");
	fixture_end();
}

static void
shows_one_series_of_all(void)
{
	fixture_begin();
	fixture_add_queue("training", "ab");
	fixture_add_queue("other", "c");
	fixture_call.now = 200000;
	fixture_expect(get(0, 100, 0, NULL), ERR_OK, "OK");
	expect_one("total", "0:0/3 ");
	fixture_end();
}

/* Nothing was recorded, as by another server. */
static void
ends_with_what_is_there_now(void)
{
	const char *ids[] = {"training"};

	fixture_begin();
	fixture_add_queue("training", "ab");
	fixture_add_queue("other", "c");
	fixture_call.now = 61000;
	fixture_expect(get(0, 100, 1, ids), ERR_OK, "OK");
	expect_one("training", "0:0/2 60:60/2 ");
	fixture_expect(get(0, 61, 0, NULL), ERR_OK, "OK");
	expect_one("total", "0:0/3 60:60/3 ");
	fixture_expect(get(0, 60.9, 0, NULL), ERR_OK, "OK");
	expect_one("total", "0:0/3 ");
	fixture_call.now = 62000;
	fixture_expect(get(0, 100, 1, ids), ERR_OK, "OK");
	expect_one("training", "0:0/2 60:61/2 ");
	fixture_end();
}

/* With more queues, only what was recorded is shown. */
static void
looks_at_a_hundred_queues_at_most(void)
{
	int i;

	fixture_begin();
	for (i = 0; i < STORE_MOST_LOOKS; i++)
		fixture_add_queue(
		    arena_printf(fixture_call.arena, "queue %d", i), "a");
	fixture_call.now = 61000;
	fixture_expect(get(0, 100, 0, NULL), ERR_OK, "OK");
	expect_one("total", "0:0/100 60:60/100 ");
	fixture_add_queue("another", "a");
	fixture_expect(get(0, 100, 0, NULL), ERR_OK, "OK");
	expect_one("total", "0:0/101 ");
	fixture_end();
}

static const struct call_result *
refresh(double from, double to)
{
	return get_with((struct queues_get_queue_metrics_req){
	    .from_date = from, .to_date = to, .refresh = true});
}

/* The sample is recorded, whether the call succeeds or not. */
static void
records_what_is_there_if_asked_to(void)
{
	fixture_begin();
	fixture_add_queue("training", "ab");
	fixture_call.now = 61000;
	fixture_expect(refresh(0, 100), ERR_OK, "OK");
	expect_one("total", "0:0/2 60:60/2 ");
	fixture_call.now = 81000;
	CU_ASSERT_EQUAL(refresh(2, 2)->error, ERR_INVALID_FIELDS_VALUE);
	fixture_call.now = 200000;
	fixture_expect(get(0, 100, 0, NULL), ERR_OK, "OK");
	expect_one("total", "0:0/2 60:60/2 80:80/2 ");
	fixture_end();
}

static void
refreshes_a_hundred_queues_at_most(void)
{
	const char *id = "queue 0";
	int i;

	fixture_begin();
	for (i = 0; i <= STORE_MOST_LOOKS; i++)
		fixture_add_queue(
		    arena_printf(fixture_call.arena, "queue %d", i), "a");
	fixture_call.now = 61000;
	fixture_expect(refresh(0, 100), ERR_OK, "OK");
	fixture_call.now = 200000;
	fixture_expect(get(0, 100, 1, &id), ERR_OK, "OK");
	expect_one("queue 0", "0:0/1 ");
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
	expect_one("total", "");
	fixture_call.who.company = "c2";
	fixture_expect(get(0, 100, 0, NULL), ERR_OK, "OK");
	CU_ASSERT_EQUAL(response.n_queues, 0);
	fixture_end();
}

static void
hides_queues_of_hidden_tags(void)
{
	const char *tags[] = {"k8s-glue"};
	struct queues_get_queue_metrics_req all = {
	    .to_date = 100, .search_hidden = true};
	struct queue queue = {.id = "glue",
	    .name = "glue",
	    .company = "c1",
	    .n_system_tags = 1,
	    .system_tags = tags};
	struct queue_entry entry = {.task = "x", .added = 1000};
	const char *ids[] = {"glue"};

	fixture_begin();
	CU_ASSERT_EQUAL(store_create(fixture_call.store, &queue), STORE_OK);
	CU_ASSERT_EQUAL(store_add_task(fixture_call.store, "c1", "glue", &entry,
			    NULL, false),
	    STORE_OK);
	fixture_call.now = 200000;
	fixture_expect(get(0, 100, 1, ids), ERR_OK, "OK");
	CU_ASSERT_EQUAL(response.n_queues, 0);
	fixture_expect(get_with(all), ERR_OK, "OK");
	expect_one("total", "0:0/1 ");
	fixture_add_queue("training", "ab");
	fixture_expect(get(0, 100, 0, NULL), ERR_OK, "OK");
	expect_one("total", "0:0/2 ");
	fixture_expect(get_with(all), ERR_OK, "OK");
	expect_one("total", "0:0/3 ");
	fixture_end();
}

/* Ids are just ids. */
static void
knows_no_operators_in_ids(void)
{
	const char *ids[] = {"__$not", "-other"};

	fixture_begin();
	fixture_add_queue("training", "ab");
	fixture_expect(get(0, 100, 2, ids), ERR_OK, "OK");
	CU_ASSERT_EQUAL(response.n_queues, 0);
	fixture_add_queue("-other", "c");
	fixture_expect(get(0, 100, 2, ids), ERR_OK, "OK");
	expect_one("-other", "0:0/1 ");
	fixture_end();
}

/* Samples of the hour before from_date count if nothing has changed since. */
static void
counts_an_hour_before(void)
{
	fixture_begin();
	fixture_add_queue("training", "ab");
	fixture_add_queue("other", "cd");
	pop("other", 3600000);
	fixture_call.now = 4000000;
	fixture_expect(get(3600, 3700, 0, NULL), ERR_OK, "OK");
	expect_one("total", "3600:1199.67/3 ");
	fixture_expect(get(3602, 3700, 0, NULL), ERR_OK, "OK");
	expect_one("total", "3600:3599/1 ");
	fixture_end();
}

/* An interval before from_date is shown, to the millisecond. */
static void
shows_an_interval_before(void)
{
	fixture_begin();
	fixture_add_queue("training", "ab");
	fixture_call.now = 200000;
	fixture_expect(get(10, 100, 0, NULL), ERR_OK, "OK");
	expect_one("total", "0:0/2 ");
	fixture_expect(get(10.0001, 100, 0, NULL), ERR_OK, "OK");
	expect_one("total", "");
	fixture_end();
}

static void
refuses_a_time_that_ends_before_it_begins(void)
{
	static const char text[] = "Invalid value for fields "
				   "(from_date must be less than to_date)";

	fixture_begin();
	fixture_expect(get(2, 2, 0, NULL), ERR_OK, "OK");
	CU_ASSERT_TRUE(response.has.queues);
	CU_ASSERT_EQUAL(response.n_queues, 0);
	fixture_add_queue("training", "");
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
	    SUITE_TEST(ends_with_what_is_there_now),
	    SUITE_TEST(looks_at_a_hundred_queues_at_most),
	    SUITE_TEST(records_what_is_there_if_asked_to),
	    SUITE_TEST(refreshes_a_hundred_queues_at_most),
	    SUITE_TEST(shows_an_empty_series_or_none),
	    SUITE_TEST(hides_queues_of_hidden_tags),
	    SUITE_TEST(knows_no_operators_in_ids),
	    SUITE_TEST(counts_an_hour_before),
	    SUITE_TEST(shows_an_interval_before),
	    SUITE_TEST(refuses_a_time_that_ends_before_it_begins),
	    SUITE_TEST(tells_of_a_store_that_fails),
	};

	return suite_run(
	    "queues.get_queue_metrics", tests, sizeof(tests) / sizeof(*tests));
}

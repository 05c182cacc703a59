#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "base/budget.h"
#include "model/queue.h"
#include "model/series.h"
#include "tests/sample_budget.h"
#include "tests/suite.h"

static struct arena *arena;
static struct series_set *metrics;
static const char *queue;

/* Begin with a query in seconds. */
static void
begin(int64_t from, int64_t to, int64_t interval)
{
	struct series_query query = {from * 1000, to * 1000, interval};

	arena = arena_new();
	metrics = series_new(arena, &query);
}

static void
end(void)
{
	arena_free(arena);
}

/* Samples added from now on are of this queue. */
static void
begin_queue(const char *id)
{
	queue = id;
	CU_ASSERT_TRUE(series_add(metrics, queue, NULL));
}

/* A sample; the mean is in seconds. */
static void
add(int64_t second, int64_t mean, int64_t length, int64_t last)
{
	struct queue_sample sample = {
	    second, mean * length * 1000, length, last, false};

	CU_ASSERT_TRUE(series_add(metrics, queue, &sample));
}

/* Add a sample of the present state of the queue. */
static void
look(int64_t second, int64_t mean, int64_t length)
{
	struct queue_sample sample = {
	    second, mean * length * 1000, length, length, true};

	CU_ASSERT_TRUE(series_add(metrics, queue, &sample));
}

/* Expect points as "second:mean/length ". */
static void
expect_points(const struct series *series, const char *text)
{
	const char *points = "";
	size_t i;

	for (i = 0; i < series->n; i++) {
		CU_ASSERT_EQUAL(series->points[i].time % 1000, 0);
		points = arena_printf(arena, "%s%lld:%.17g/%lld ", points,
		    (long long)series->points[i].time / 1000,
		    series->points[i].wait,
		    (long long)series->points[i].length);
	}
	CU_ASSERT_STRING_EQUAL(points, text);
}

static void
expect_total(const char *text)
{
	struct series total;

	series_total(metrics, &total);
	CU_ASSERT_STRING_EQUAL(total.queue, "total");
	expect_points(&total, text);
}

/* The only series. */
static void
expect_one(const char *text)
{
	struct series *series;

	CU_ASSERT_EQUAL_FATAL(series_each(metrics, &series), 1);
	CU_ASSERT_STRING_EQUAL(series[0].queue, queue);
	expect_points(&series[0], text);
}

/* The example of doc/original.md, "Metrics", in which A's third second has two
 * samples of the same mean: the store keeps the longer. */
static void
add_the_example(void)
{
	begin(999999990, 1000000100, 10);
	begin_queue("A");
	add(1000000001, 2, 1, 1);
	add(1000000003, 5, 3, 3);
	add(1000000012, 1, 1, 1);
	add(1000000021, 0, 0, 0);
	begin_queue("B");
	add(1000000004, 10, 4, 4);
	add(1000000021, 0, 0, 0);
}

static void
shows_each_queue_of_the_example(void)
{
	struct series *series;

	add_the_example();
	CU_ASSERT_EQUAL_FATAL(series_each(metrics, &series), 2);
	CU_ASSERT_STRING_EQUAL(series[0].queue, "A");
	expect_points(
	    &series[0], "1000000000:5/3 1000000010:1/1 1000000020:0/0 ");
	CU_ASSERT_STRING_EQUAL(series[1].queue, "B");
	expect_points(&series[1], "1000000000:10/4 1000000020:0/0 ");
	end();
}

static void
adds_up_the_queues_of_the_example(void)
{
	add_the_example();
	expect_total("1000000000:7.8571428571428577/7 "
		     "1000000010:8.1999999999999993/5 1000000020:0/0 ");
	end();
}

static void
falls_to_zero_after_the_last_task(void)
{
	begin(1000, 1100, 10);
	begin_queue("A");
	add(1005, 5, 1, 0);
	add(1045, 7, 2, 0);
	add(1055, 3, 2, 0);
	expect_one("1000:5/1 1010:0/0 1040:7/2 1050:3/2 1060:0/0 ");
	end();
}

static void
does_not_fall_beyond_the_end(void)
{
	begin(1000, 1009, 10);
	begin_queue("A");
	add(1005, 5, 1, 0);
	expect_one("1000:5/1 ");
	end();
	begin(1000, 1010, 10);
	begin_queue("A");
	add(1005, 5, 1, 0);
	expect_one("1000:5/1 1010:0/0 ");
	end();
}

static void
falls_in_the_total_too(void)
{
	begin(1000, 1100, 10);
	begin_queue("A");
	add(1001, 6, 2, 2);
	begin_queue("B");
	add(1005, 4, 2, 0);
	expect_total("1000:5/4 1010:6/2 ");
	end();
}

static void
counts_any_number_of_queues(void)
{
	int i;

	begin(1000, 1100, 10);
	for (i = 0; i < 16; i++) {
		begin_queue(arena_printf(arena, "%d", i));
		add(1001, 4, 1, 1);
	}
	expect_total("1000:4/16 ");
	end();
}

static void
counts_what_was_before(void)
{
	begin(5000, 5100, 10);
	begin_queue("A");
	add(2000, 30, 3, 3);
	begin_queue("B");
	add(4989, 1, 1, 1);
	add(4990, 10, 1, 1);
	add(5001, 20, 1, 1);
	expect_total("4990:25/4 5000:27.5/4 ");
	end();
}

static void
shows_nothing_from_before(void)
{
	struct series *series;

	begin(5000, 5100, 10);
	begin_queue("A");
	add(4000, 30, 3, 3);
	begin_queue("B");
	CU_ASSERT_EQUAL(series_each(metrics, &series), 0);
	end();
}

static void
orders_series_by_their_first_points(void)
{
	struct series *series;

	begin(0, 100, 10);
	begin_queue("A");
	add(55, 1, 1, 1);
	begin_queue("B");
	add(9, 1, 1, 1);
	begin_queue("C");
	add(1, 1, 1, 1);
	CU_ASSERT_EQUAL_FATAL(series_each(metrics, &series), 3);
	CU_ASSERT_STRING_EQUAL(series[0].queue, "B");
	CU_ASSERT_STRING_EQUAL(series[1].queue, "C");
	CU_ASSERT_STRING_EQUAL(series[2].queue, "A");
	end();
}

static void
has_an_empty_total(void)
{
	begin(0, 100, 10);
	expect_total("");
	end();
}

static void
ends_with_what_is_there_now(void)
{
	begin(1000, 1100, 10);
	begin_queue("A");
	add(1005, 5, 1, 1);
	look(1083, 40, 2);
	begin_queue("B");
	look(1083, 10, 1);
	expect_total("1000:5/1 1080:30/3 ");
	end();
}

/* In one interval the longest wait counts, recorded or present. */
static void
looks_at_an_interval_that_has_samples(void)
{
	begin(1000, 1100, 10);
	begin_queue("A");
	add(1081, 50, 3, 1);
	look(1083, 2, 1);
	expect_one("1080:50/3 ");
	end();
	begin(1000, 1100, 10);
	begin_queue("A");
	add(1081, 50, 3, 1);
	look(1083, 60, 1);
	expect_one("1080:60/1 ");
	end();
}

/* Another server has emptied it, and nothing was recorded. */
static void
sees_that_a_queue_is_empty_now(void)
{
	begin(1000, 1100, 10);
	begin_queue("A");
	add(1005, 5, 1, 1);
	look(1083, 0, 0);
	expect_one("1000:5/1 1080:0/0 ");
	end();
	begin(1000, 1100, 10);
	begin_queue("A");
	add(1081, 5, 1, 1);
	look(1083, 0, 0);
	expect_one("1080:5/1 1090:0/0 ");
	end();
}

static void
does_not_say_twice_that_a_queue_is_empty(void)
{
	struct series *series;

	begin(1000, 1100, 10);
	begin_queue("A");
	add(1005, 5, 1, 0);
	look(1083, 0, 0);
	expect_one("1000:5/1 1010:0/0 ");
	end();
	begin(1000, 1100, 10);
	begin_queue("A");
	look(1083, 0, 0);
	CU_ASSERT_EQUAL(series_each(metrics, &series), 0);
	end();
}

/* Points are shown from one interval before the beginning on, to the ms. */
static void
begins_one_interval_early(void)
{
	struct series_query query = {1010000, 1100000, 10};

	begin(1010, 1100, 10);
	begin_queue("A");
	add(1001, 5, 1, 1);
	add(1011, 6, 1, 1);
	expect_one("1000:5/1 1010:6/1 ");
	end();
	query.from = 1010001;
	arena = arena_new();
	metrics = series_new(arena, &query);
	begin_queue("A");
	add(1001, 5, 1, 1);
	add(1011, 6, 1, 1);
	expect_one("1010:6/1 ");
	end();
}

/* Add samples in so many intervals; false if they cost too much. */
static bool
add_many(int64_t n, struct budget **budget)
{
	struct queue_sample sample = {.wait = 1000, .length = 1, .last = 1};
	bool is_fine = true;

	begin(0, 100000000, 1);
	*budget = sample_budget(arena);
	budget_begin(*budget, BUDGET_GO_ON);
	begin_queue("A");
	for (sample.second = 1; sample.second <= n && is_fine; sample.second++)
		is_fine = series_add(metrics, queue, &sample);
	return is_fine;
}

static void
reads_no_more_than_its_budget_allows(void)
{
	struct budget *budget;

	CU_ASSERT_FALSE(add_many(100000000, &budget));
	CU_ASSERT_NOT_EQUAL(budget->fault, BUDGET_FINE);
	budget_end(budget);
	end();
}

static void
shows_no_more_than_its_budget_allows(void)
{
	struct series *series, total;
	struct budget *budget;

	CU_ASSERT_TRUE_FATAL(add_many(60000, &budget));
	CU_ASSERT_EQUAL(series_each(metrics, &series), 0);
	CU_ASSERT_EQUAL(budget->fault, BUDGET_TOO_LONG);
	budget_end(budget);
	end();
	CU_ASSERT_TRUE_FATAL(add_many(60000, &budget));
	series_total(metrics, &total);
	CU_ASSERT_EQUAL(total.n, 0);
	CU_ASSERT_EQUAL(budget->fault, BUDGET_TOO_LONG);
	budget_end(budget);
	end();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(shows_each_queue_of_the_example),
	    SUITE_TEST(adds_up_the_queues_of_the_example),
	    SUITE_TEST(falls_to_zero_after_the_last_task),
	    SUITE_TEST(does_not_fall_beyond_the_end),
	    SUITE_TEST(falls_in_the_total_too),
	    SUITE_TEST(counts_any_number_of_queues),
	    SUITE_TEST(counts_what_was_before),
	    SUITE_TEST(shows_nothing_from_before),
	    SUITE_TEST(orders_series_by_their_first_points),
	    SUITE_TEST(has_an_empty_total),
	    SUITE_TEST(ends_with_what_is_there_now),
	    SUITE_TEST(looks_at_an_interval_that_has_samples),
	    SUITE_TEST(sees_that_a_queue_is_empty_now),
	    SUITE_TEST(does_not_say_twice_that_a_queue_is_empty),
	    SUITE_TEST(begins_one_interval_early),
	    SUITE_TEST(reads_no_more_than_its_budget_allows),
	    SUITE_TEST(shows_no_more_than_its_budget_allows),
	};

	return suite_run("metrics", tests, sizeof(tests) / sizeof(*tests));
}

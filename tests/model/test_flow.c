#include <CUnit/CUnit.h>

#include "model/flow.h"
#include "tests/suite.h"

#define NOW (INT64_C(30000000) * FLOW_MINUTE + 15000) /* 1/4 into a minute */
#define MINUTE INT64_C(30000000)

static void
counts_a_minute_and_an_hour(void)
{
	struct flow flow = {0};

	flow_add(&flow, NOW, MINUTE, FLOW_ADDED, 3);
	flow_add(&flow, NOW, MINUTE - 1, FLOW_ADDED, 4);
	flow_add(&flow, NOW, MINUTE - 59, FLOW_REMOVED, 5);
	flow_add(&flow, NOW, MINUTE - 60, FLOW_REMOVED, 8);
	flow_add(&flow, NOW, MINUTE - 61, FLOW_REMOVED, 100);
	flow_add(&flow, NOW, MINUTE, flow_wait(100), 7);
	flow_add(&flow, NOW, MINUTE + 1, FLOW_ADDED, 100);
	CU_ASSERT_EQUAL(flow.minute.added, 3 + 3);
	CU_ASSERT_EQUAL(flow.minute.removed, 0);
	CU_ASSERT_EQUAL(flow.minute.popped, 7);
	CU_ASSERT_EQUAL(flow.hour.added, 7);
	CU_ASSERT_EQUAL(flow.hour.removed, 5 + 6);
	CU_ASSERT_EQUAL(flow.hour.popped, 7);
	CU_ASSERT_EQUAL(flow.first_pop, MINUTE * FLOW_MINUTE);
}

static void
sorts_waits_by_their_bits(void)
{
	CU_ASSERT_EQUAL(flow_wait(-5), 0);
	CU_ASSERT_EQUAL(flow_wait(0), 0);
	CU_ASSERT_EQUAL(flow_wait(1), 1);
	CU_ASSERT_EQUAL(flow_wait(1023), 10);
	CU_ASSERT_EQUAL(flow_wait(1024), 11);
	CU_ASSERT_EQUAL(flow_wait(INT64_MAX), FLOW_WAITS - 1);
}

static void
estimates_quantiles(void)
{
	struct flow flow = {0};
	int64_t median, late;

	CU_ASSERT_EQUAL(flow_quantile(&flow, 0.5), -1);
	flow_add(&flow, NOW, MINUTE, flow_wait(1500), 90);
	flow_add(&flow, NOW, MINUTE, flow_wait(60000), 10);
	median = flow_quantile(&flow, 0.5);
	late = flow_quantile(&flow, 0.95);
	CU_ASSERT(median >= 1024 && median <= 2048);
	CU_ASSERT(late >= 32768 && late <= 65536);
	CU_ASSERT(flow_quantile(&flow, 0) >= 1024);
	CU_ASSERT(flow_quantile(&flow, 1) <= 65536);
}

static void
forecasts_by_the_rate(void)
{
	struct flow flow = {0};

	flow_add(&flow, NOW, MINUTE - 10, flow_wait(1), 4);
	CU_ASSERT_EQUAL(flow_forecast(&flow, NOW, 0), -1);
	flow_add(&flow, NOW, MINUTE, flow_wait(1), 6);
	/* ten in 10 1/4 minutes */
	CU_ASSERT_EQUAL(flow_forecast(&flow, NOW, 0), 61500);
	CU_ASSERT_EQUAL(flow_forecast(&flow, NOW, 9), 615000);
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(counts_a_minute_and_an_hour),
	    SUITE_TEST(sorts_waits_by_their_bits),
	    SUITE_TEST(estimates_quantiles),
	    SUITE_TEST(forecasts_by_the_rate),
	};

	return suite_run("flow", tests, sizeof(tests) / sizeof(*tests));
}

#include <stdio.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/buf.h"
#include "base/exposition.h"
#include "base/metric.h"
#include "tests/suite.h"

static char text[4096];
static struct buf out;
static struct exposition page;

static void
begin(bool is_open)
{
	memset(text, 0, sizeof(text));
	buf_init(&out, text, sizeof(text), NULL, NULL);
	page = (struct exposition){.out = &out, .is_open = is_open};
}

static void
end(const char *expected)
{
	exposition_end(&page);
	if (strcmp(text, expected) != 0)
		fprintf(stderr, "got:\n%s", text);
	CU_ASSERT_STRING_EQUAL(text, expected);
}

static void
writes_counters(void)
{
	begin(false);
	exposition_single(
	    &page, "calls", EXPOSITION_COUNTER, "All calls.", 1234567890);
	end("# HELP calls_total All calls.\n# TYPE calls_total counter\n"
	    "calls_total 1234567890\n");
	begin(true);
	exposition_single(
	    &page, "calls", EXPOSITION_COUNTER, "All calls.", 0.125);
	end("# HELP calls All calls.\n# TYPE calls counter\n"
	    "calls_total 0.125\n# EOF\n");
}

static void
writes_information(void)
{
	const struct exposition_label label = {"version", "1"};

	begin(false);
	exposition_family(&page, "build", EXPOSITION_INFO, "It.");
	exposition_sample(&page, 1, &label, 1);
	end("# HELP build_info It.\n# TYPE build_info gauge\n"
	    "build_info{version=\"1\"} 1\n");
	begin(true);
	exposition_family(&page, "build", EXPOSITION_INFO, "It.");
	exposition_sample(&page, 1, &label, 1);
	end("# HELP build It.\n# TYPE build info\n"
	    "build_info{version=\"1\"} 1\n# EOF\n");
}

static void
escapes_values_of_labels(void)
{
	const struct exposition_label labels[] = {
	    {"a", "\"x\\y\nz\""}, {"b", ""}};

	begin(false);
	exposition_family(&page, "g", EXPOSITION_GAUGE, "It.");
	exposition_sample(&page, 2, labels, -1.5);
	end("# HELP g It.\n# TYPE g gauge\n"
	    "g{a=\"\\\"x\\\\y\\nz\\\"\",b=\"\"} -1.5\n");
}

static void
writes_histograms(void)
{
	static const struct metric_bounds bounds = {3, {500, 1000000, 2500000}};
	const struct exposition_label label = {"a", "b"};
	struct metric_histogram histogram;

	metric_init(&histogram, &bounds);
	metric_add(&histogram, -5);
	metric_add(&histogram, 500);
	metric_add(&histogram, 501);
	metric_add(&histogram, 2500000);
	metric_add(&histogram, 9000000);
	begin(true);
	exposition_family(&page, "h", EXPOSITION_HISTOGRAM, "It.");
	exposition_histogram(&page, 1, &label, &histogram);
	end("# HELP h It.\n# TYPE h histogram\n"
	    "h_bucket{a=\"b\",le=\"0.0005\"} 2\n"
	    "h_bucket{a=\"b\",le=\"1.0\"} 3\n"
	    "h_bucket{a=\"b\",le=\"2.5\"} 4\n"
	    "h_bucket{a=\"b\",le=\"+Inf\"} 5\n"
	    "h_sum{a=\"b\"} 11.501001\nh_count{a=\"b\"} 5\n# EOF\n");
}

static void
has_bounds_that_grow(void)
{
	const struct metric_bounds *const all[] = {&metric_short, &metric_long};
	size_t i, k;

	for (i = 0; i < 2; i++) {
		for (k = 1; k < all[i]->n; k++)
			CU_ASSERT_TRUE(all[i]->us[k] > all[i]->us[k - 1]);
		CU_ASSERT_TRUE(all[i]->n <= METRIC_BOUNDS);
	}
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(writes_counters),
	    SUITE_TEST(writes_information),
	    SUITE_TEST(escapes_values_of_labels),
	    SUITE_TEST(writes_histograms),
	    SUITE_TEST(has_bounds_that_grow),
	};

	return suite_run("exposition", tests, sizeof(tests) / sizeof(*tests));
}

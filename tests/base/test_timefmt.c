#include <stdint.h>

#include <CUnit/CUnit.h>

#include "base/timefmt.h"
#include "tests/suite.h"

static void
check(int64_t ms, const char *expected)
{
	char text[TIMEFMT_ISO_SIZE];

	timefmt_iso(ms, text);
	CU_ASSERT_STRING_EQUAL(text, expected);
}

static void
leaves_out_a_zero_fraction(void)
{
	check(1640995200000, "2022-01-01T00:00:00+00:00");
	check(0, "1970-01-01T00:00:00+00:00");
}

static void
writes_six_digits_of_a_fraction(void)
{
	check(1640995200005, "2022-01-01T00:00:00.005000+00:00");
	check(1640995200999, "2022-01-01T00:00:00.999000+00:00");
}

static void
knows_times_before_1970(void)
{
	check(-1, "1969-12-31T23:59:59.999000+00:00");
	check(-1000, "1969-12-31T23:59:59+00:00");
}

static void
clamps_what_has_no_four_digit_year(void)
{
	check(INT64_MAX, "9999-12-31T23:59:59.999000+00:00");
	check(INT64_MIN, "0000-01-01T00:00:00+00:00");
}

static void
writes_dates_for_headers(void)
{
	char text[TIMEFMT_HTTP_SIZE];

	timefmt_http(784111777999, text);
	CU_ASSERT_STRING_EQUAL(text, "Sun, 06 Nov 1994 08:49:37 GMT");
	timefmt_http(INT64_C(99999999999000), text);
	CU_ASSERT_STRING_EQUAL(text, "Wed, 16 Nov 5138 09:46:39 GMT");
	timefmt_http(INT64_MAX, text);
	CU_ASSERT_STRING_EQUAL(text, "Fri, 31 Dec 9999 23:59:59 GMT");
}

static void
tells_the_time(void)
{
	CU_ASSERT_TRUE(timefmt_now() > INT64_C(1600000000000));
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(leaves_out_a_zero_fraction),
	    SUITE_TEST(writes_six_digits_of_a_fraction),
	    SUITE_TEST(knows_times_before_1970),
	    SUITE_TEST(clamps_what_has_no_four_digit_year),
	    SUITE_TEST(writes_dates_for_headers),
	    SUITE_TEST(tells_the_time),
	};

	return suite_run("timefmt", tests, sizeof(tests) / sizeof(*tests));
}

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
expect_time(const char *text, int64_t ms)
{
	int64_t read = 0;

	CU_ASSERT_TRUE(timefmt_read(text, &read));
	CU_ASSERT_EQUAL(read, ms);
}

static void
reads_times(void)
{
	static const char *const wrong[] = {"", "x", "-1", "2022-13-01",
	    "2022-01-32", "2022-01-01T25:00:00", "2022-01-01T00:00",
	    "2022-01-01T00:00:00+1", "2022-01-01 x", "99999999999999999999",
	    "1.5x"};
	int64_t ms;
	size_t i;

	expect_time("0", 0);
	expect_time("1641038400.25", INT64_C(1641038400250));
	expect_time("1970-01-01", 0);
	expect_time("2022-01-01T12:00:00.005000+00:00", INT64_C(1641038400005));
	expect_time("2022-01-01 12:00:00Z", INT64_C(1641038400000));
	expect_time("2022-01-01T12:00:00-01:30", INT64_C(1641043800000));
	expect_time("2000-02-29T00:00:00", INT64_C(951782400000));
	expect_time("1969-12-31T23:59:59", -1000);
	for (i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		CU_ASSERT_FALSE(timefmt_read(wrong[i], &ms));
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
	    SUITE_TEST(reads_times),
	    SUITE_TEST(tells_the_time),
	};

	return suite_run("timefmt", tests, sizeof(tests) / sizeof(*tests));
}

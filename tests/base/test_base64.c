#include <string.h>

#include <CUnit/CUnit.h>

#include "base/base64.h"
#include "tests/suite.h"

static void
check_base64(
    const char *text, enum base64_alphabet alphabet, const char *expected)
{
	char out[100];
	long n;

	n = base64_decode(text, strlen(text), alphabet, out);
	if (expected == NULL) {
		CU_ASSERT_EQUAL(n, -1);
		return;
	}
	CU_ASSERT_EQUAL_FATAL(n, (long)strlen(expected));
	CU_ASSERT_NSTRING_EQUAL(out, expected, strlen(expected));
}

static void
decodes_base64(void)
{
	check_base64("YTpi", BASE64_STANDARD, "a:b");
	check_base64("YTpiYw==", BASE64_STANDARD, "a:bc");
	check_base64("YTpiYw", BASE64_URL, "a:bc");
	check_base64("YTpi\nYw= =", BASE64_STANDARD, "a:bc");
	check_base64("+/+/", BASE64_STANDARD, "\xfb\xff\xbf");
	check_base64("-_-_", BASE64_URL, "\xfb\xff\xbf");
	check_base64("YT-p_i", BASE64_STANDARD, "a:b");
	check_base64("YTpi====YTpi", BASE64_STANDARD, "a:ba:b");
	check_base64("YTpiYw==YTpi", BASE64_STANDARD, "a:bc");
	check_base64("", BASE64_STANDARD, "");
	check_base64("!!!", BASE64_STANDARD, "");
}

static void
refuses_base64_without_its_padding(void)
{
	check_base64("YTpiYw", BASE64_STANDARD, NULL);
	check_base64("YTpiYw=", BASE64_STANDARD, NULL);
	check_base64("YTpiY===", BASE64_STANDARD, NULL);
	check_base64("YTpiY", BASE64_STANDARD, NULL);
	check_base64("YTpiY", BASE64_URL, NULL);
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(decodes_base64),
	    SUITE_TEST(refuses_base64_without_its_padding),
	};

	return suite_run("base64", tests, sizeof(tests) / sizeof(*tests));
}

#include <string.h>

#include <CUnit/CUnit.h>

#include "base/utf8.h"
#include "tests/suite.h"

static char line[100];

/* A whole text as it is shown. */
static const char *
show(const char *text)
{
	char shown[UTF8_SHOWN];

	*line = '\0';
	while (*text != '\0') {
		text += utf8_show(text, shown);
		strcat(line, shown);
	}
	return line;
}

static void
measures_characters(void)
{
	CU_ASSERT_EQUAL(utf8_length("a", 1), 1);
	CU_ASSERT_EQUAL(utf8_length("\xc3\xa4z", 3), 2);
	CU_ASSERT_EQUAL(utf8_length("\xe2\x82\xac", 3), 3);
	CU_ASSERT_EQUAL(utf8_length("\xf4\x8f\xbf\xbf", 4), 4);
}

static void
refuses_what_is_none(void)
{
	static const char *const texts[] = {"\x80", "\xc3", "\xc3z", "\xc0\x80",
	    "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf",
	    "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "\xe2\x82"};
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		CU_ASSERT_EQUAL(utf8_length(texts[i], strlen(texts[i])), 0);
	CU_ASSERT_EQUAL(utf8_length("\xe2\x82\xac", 2), 0);
}

static void
shows_texts_as_they_are(void)
{
	static const char text[] =
	    "a \"b\"\\ \xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80\xc2\xa0";

	CU_ASSERT_STRING_EQUAL(show(text), text);
}

static void
shows_what_breaks_lines_otherwise(void)
{
	CU_ASSERT_STRING_EQUAL(
	    show("a\tb\nc\r\x1b[0m\x7f"), "a\\x09b\\x0ac\\x0d\\x1b[0m\\x7f");
	CU_ASSERT_STRING_EQUAL(show("\xc2\x85\xc2\x9f"), "\\u0085\\u009f");
	CU_ASSERT_STRING_EQUAL(
	    show("\xe2\x80\xa8\xe2\x80\xa9"), "\\u2028\\u2029");
	CU_ASSERT_STRING_EQUAL(
	    show("\xe2\x80\xae\xe2\x81\xa6"), "\\u202e\\u2066");
}

static void
shows_bytes_that_are_no_text(void)
{
	CU_ASSERT_STRING_EQUAL(show("\xffz\xc3"), "\\xffz\\xc3");
	CU_ASSERT_STRING_EQUAL(show("\xe2\x82z"), "\\xe2\\x82z");
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(measures_characters),
	    SUITE_TEST(refuses_what_is_none),
	    SUITE_TEST(shows_texts_as_they_are),
	    SUITE_TEST(shows_what_breaks_lines_otherwise),
	    SUITE_TEST(shows_bytes_that_are_no_text),
	};

	return suite_run("utf8", tests, sizeof(tests) / sizeof(*tests));
}

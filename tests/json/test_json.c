#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "json/json.h"
#include "tests/suite.h"

static const struct json_limits limits = {.values = 1000, .depth = 64};
static struct json_fault fault;

static bool
check(const char *text)
{
	memset(&fault, 0, sizeof(fault));
	return json_check(text, strlen(text), &limits, &fault);
}

static void
accept_all(const char *const *texts)
{
	for (; *texts != NULL; texts++) {
		if (!check(*texts)) {
			fprintf(stderr, "refused: %s\n", *texts);
			CU_FAIL("a good text was refused");
		}
	}
}

static void
refuse_all(const char *const *texts, const char *rule)
{
	for (; *texts != NULL; texts++) {
		if (check(*texts) || strcmp(fault.rule, rule) != 0) {
			fprintf(
			    stderr, "not refused by %s: %s\n", rule, *texts);
			CU_FAIL("a bad text was not refused as it should be");
		}
	}
}

static void
accepts_values(void)
{
	static const char *const texts[] = {"{}", "[]", "null", "true", "false",
	    "0", "-0", "\"\"", " [ 1 , 2 ]\r\n\t", "{\"a\":{}}", "[[],{}]",
	    "{\"a\":1,\"a\":2}", "{\"\":0}", "[null,true,false,\"x\"]", NULL};

	accept_all(texts);
}

static void
accepts_numbers(void)
{
	static const char *const texts[] = {"1", "-1", "12.5", "1e5", "1E+5",
	    "1e-5", "0.1", "-0.0e-0", "9223372036854775807",
	    "-9223372036854775808", "1.7976931348623157e308", "1e-400",
	    "123456789012345678.5", NULL};

	accept_all(texts);
}

static void
refuses_numbers_out_of_range(void)
{
	static const char *const texts[] = {"1e400", "-1e999",
	    "9223372036854775808", "-9223372036854775809",
	    "99999999999999999999999", "{\"a\":[18446744073709551615]}", NULL};

	refuse_all(texts, "number");
}

static void
refuses_numbers_that_are_too_long(void)
{
	char text[500];

	memset(text, '1', sizeof(text));
	memcpy(text, "0.", 2);
	text[401] = '\0';
	CU_ASSERT_FALSE(check(text));
	CU_ASSERT_STRING_EQUAL(fault.rule, "number");
	text[400] = '\0';
	CU_ASSERT_TRUE(check(text));
}

static void
refuses_what_is_no_number(void)
{
	static const char *const texts[] = {"01", "-01", "+1", ".5", "1.",
	    "1.e5", "1e", "1e+", "-", "0x10", "1_000", "NaN", "Infinity",
	    "-Infinity", "1 2", "--1", "\xef\xbc\x91", NULL};

	refuse_all(texts, "syntax");
}

static void
accepts_strings(void)
{
	static const char *const texts[] = {"\"abc\"",
	    "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\u0041\\uD83d\\ude00\"",
	    "\"\\u0000\"", "\"\x7f\"", "\"\xc3\xa4\"", "\"\xe2\x82\xac\"",
	    "\"\xf0\x9f\x98\x80\"", "\"\xed\x9f\xbf\"", "\"\xee\x80\x80\"",
	    "\"\xf4\x8f\xbf\xbf\"", "\"\xef\xbf\xbf\"", NULL};

	accept_all(texts);
}

static void
refuses_what_is_no_string(void)
{
	static const char *const texts[] = {"\"", "\"abc", "'abc'", "\"\n\"",
	    "\"\t\"", "\"\x1f\"", "\"\\x41\"", "\"\\\"", "\"\\u12\"",
	    "\"\\u12g4\"", "\"\\u+123\"", "\"\\U0041\"", "\"\\", "abc",
	    "\"a\" \"b\"", NULL};

	refuse_all(texts, "syntax");
}

static void
refuses_what_is_no_utf8(void)
{
	static const char *const texts[] = {"\"\x80\"", "\"\xff\"",
	    "\"\xc0\x80\"", "\"\xc1\xbf\"", "\"\xe0\x80\x80\"",
	    "\"\xe0\x9f\xbf\"", "\"\xf0\x80\x80\x80\"", "\"\xf0\x8f\xbf\xbf\"",
	    "\"\xed\xa0\x80\"", "\"\xed\xbf\xbf\"", "\"\xf4\x90\x80\x80\"",
	    "\"\xf5\x80\x80\x80\"", "\"\xc3\"", "\"\xe2\x82\"", "\"\xc3",
	    "\"\xf0\x9f\x98", "\"\xc3\x28\"", "\"\\ud800\"", "\"\\udc00\"",
	    "\"\\ud800\\u0041\"", "\"\\ud800x\"", "\"\\ude00\\ud83d\"", NULL};

	refuse_all(texts, "utf8");
}

static void
refuses_broken_structures(void)
{
	static const char *const texts[] = {"", " ", "{", "}", "[", "]", "[1",
	    "[1,", "[1,]", "[,1]", "[1 2]", "[1;2]", "{\"a\"",
	    "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{,}", "{a:1}",
	    "{1:1}", "{\"a\" 1}", "{\"a\"::1}", "{\"a\":1 \"b\":2}", "[1}",
	    "{]", "{} {}", "[]x", "tru", "True", "nul", "nulll", "/**/1", "1//",
	    "\xef\xbb\xbf{}", "\xc2\xa0{}", NULL};

	refuse_all(texts, "syntax");
}

static void
refuses_nul(void)
{
	CU_ASSERT_FALSE(check("{\"a\\u0000b\":1}"));
	CU_ASSERT_STRING_EQUAL(fault.rule, "nul");
	CU_ASSERT_TRUE(check("{\"a\":\"\\u0000\"}"));
	CU_ASSERT_FALSE(json_check("{}\0", 3, &limits, &fault));
	CU_ASSERT_STRING_EQUAL(fault.rule, "syntax");
	CU_ASSERT_FALSE(json_check("\"a\0b\"", 5, &limits, &fault));
	CU_ASSERT_FALSE(json_check("\0", 1, &limits, &fault));
}

static void
reads_no_further_than_told(void)
{
	CU_ASSERT_TRUE(json_check("[1]x", 3, &limits, &fault));
	CU_ASSERT_FALSE(json_check("[1]", 2, &limits, &fault));
	CU_ASSERT_TRUE(json_check("12", 1, &limits, &fault));
	CU_ASSERT_FALSE(json_check("true", 3, &limits, &fault));
}

/* Check n opening brackets with their closing ones. */
static bool
check_nesting(size_t n)
{
	static char text[300000];

	memset(text, '[', n);
	memset(text + n, ']', n);
	memset(&fault, 0, sizeof(fault));
	return json_check(text, 2 * n, &limits, &fault);
}

static void
limits_depth(void)
{
	CU_ASSERT_TRUE(check_nesting(64));
	CU_ASSERT_FALSE(check_nesting(65));
	CU_ASSERT_STRING_EQUAL(fault.rule, "depth");
	CU_ASSERT_FALSE(check_nesting(150000));
	CU_ASSERT_STRING_EQUAL(fault.rule, "depth");
}

static void
limits_values(void)
{
	char text[3000] = "[";
	size_t i;

	for (i = 0; i < 998; i++)
		strcat(text, "1,");
	strcat(text, "1]");
	CU_ASSERT_TRUE(check(text));
	text[strlen(text) - 1] = '\0';
	strcat(text, ",1]");
	CU_ASSERT_FALSE(check(text));
	CU_ASSERT_STRING_EQUAL(fault.rule, "values");
}

static void
tells_where(void)
{
	CU_ASSERT_FALSE(check("{\n  \"a\": 1,\n  b: 2\n}"));
	CU_ASSERT_EQUAL(fault.line, 3);
	CU_ASSERT_EQUAL(fault.column, 3);
	CU_ASSERT_EQUAL(fault.offset, 14);
	CU_ASSERT_STRING_EQUAL(fault.detail, "a key is missing");
	CU_ASSERT_FALSE(check("[1"));
	CU_ASSERT_EQUAL(fault.column, 3);
	CU_ASSERT_STRING_EQUAL(fault.detail, "the text ends too early");
}

/* Whatever byte is changed, the check ends and reads nothing beyond. */
static void
survives_any_change(void)
{
	static const char text[] =
	    "{\"a\\u00e4\":[1.5e3,true,\"\xc3\xa4\"],\"b\":null}";
	char *copy;
	size_t i, n = sizeof(text) - 1;
	int byte;

	for (i = 0; i < n; i++) {
		for (byte = 0; byte < 256; byte++) {
			copy = malloc(n);
			memcpy(copy, text, n);
			copy[i] = (char)byte;
			json_check(copy, n, &limits, &fault);
			json_check(copy, i, &limits, &fault);
			free(copy);
		}
	}
	CU_ASSERT_TRUE(check(text));
}

/* Which bytes may be in a string unescaped, at any place of it. */
static void
knows_each_byte_of_a_string(void)
{
	char text[24];
	size_t n, i;
	int byte;

	for (n = 3; n <= sizeof(text); n++) {
		for (i = 1; i < n - 1; i++) {
			for (byte = 0; byte < 256; byte++) {
				memset(text, 'x', n);
				text[0] = text[n - 1] = '"';
				text[i] = (char)byte;
				CU_ASSERT_EQUAL(
				    json_check(text, n, &limits, &fault),
				    byte >= 0x20 && byte < 0x80 &&
					byte != '"' && byte != '\\');
			}
		}
	}
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(accepts_values),
	    SUITE_TEST(accepts_numbers),
	    SUITE_TEST(refuses_numbers_out_of_range),
	    SUITE_TEST(refuses_numbers_that_are_too_long),
	    SUITE_TEST(refuses_what_is_no_number),
	    SUITE_TEST(accepts_strings),
	    SUITE_TEST(refuses_what_is_no_string),
	    SUITE_TEST(refuses_what_is_no_utf8),
	    SUITE_TEST(refuses_broken_structures),
	    SUITE_TEST(refuses_nul),
	    SUITE_TEST(reads_no_further_than_told),
	    SUITE_TEST(limits_depth),
	    SUITE_TEST(limits_values),
	    SUITE_TEST(tells_where),
	    SUITE_TEST(survives_any_change),
	    SUITE_TEST(knows_each_byte_of_a_string),
	};

	return suite_run("json", tests, sizeof(tests) / sizeof(*tests));
}

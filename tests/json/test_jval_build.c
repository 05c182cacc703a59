#include <stdio.h>
#include <string.h>

#include <CUnit/CUnit.h>
#include <json-c/json.h>

#include "base/arena.h"
#include "json/json.h"
#include "json/jval_build.h"
#include "tests/suite.h"

static const struct json_limits limits = {.values = 1000, .depth = 64};

/* The tree must be the one that json-c's own parser makes. */
static void
check(const char *text)
{
	struct arena *arena = arena_new();
	struct json_object *built, *parsed;
	struct json_fault fault;
	size_t n = strlen(text);
	char exact[200];

	/* what follows the text must not matter */
	snprintf(exact, sizeof(exact), "%s7", text);
	CU_ASSERT_TRUE_FATAL(json_check(exact, n, &limits, &fault));
	built = jval_build(arena, exact, n);
	parsed = json_tokener_parse(text);
	if (!json_object_equal(built, parsed)) {
		printf("%s: is %s\n", text, json_object_to_json_string(built));
		CU_FAIL("another tree");
	}
	json_object_put(built);
	json_object_put(parsed);
	arena_free(arena);
}

static void
builds_what_json_c_would(void)
{
	static const char *const texts[] = {"null", "true", "false", "0", "-0",
	    "12", "-9223372036854775808", "9223372036854775807", "1.5",
	    "-0.25e-3", "1E3", "2.0", "\"\"", "\"text\"", "[]", "{}",
	    " [ 1 , [ ] , \"a\" , { } , null ] ",
	    "\t{ \"a\" : 1 ,\r\n \"b\" : [true,false] } ",
	    "{\"a\":{\"a\":{\"a\":[{\"a\":-1}]}},\"b\":\"x\"}",
	    "{\"a\":1,\"b\":2,\"a\":3}", "{\"\":\"\"}", "[[[[[[]]]]]]",
	    "[1.0,2e0,-3]"};
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		check(texts[i]);
}

static void
reads_strings(void)
{
	static const char *const texts[] = {"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
	    "\"a\\\"\"", "\"\\\\\"", "\"before\\nafter\"",
	    "\"\\u0041\\u00e4\\u20ac\"", "\"\\uD83d\\ude00!\"",
	    "\"\xc3\xa4\xe2\x82\xac\"", "\"\xf0\x9f\x98\x80\\u00E4\"",
	    "\"\\u0000\"", "\"a\\u0000b\"",
	    "{\"k\\u00e4\\ty\":\"\\u007f\\u0080\\u07ff\\u0800\\uffff\"}",
	    "\"\\ud800\\udc00\\udbff\\udfff\""};
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		check(texts[i]);
}

/* Surrogate pairs that json-c's own parser reads wrongly. */
static void
reads_pairs_of_escapes(void)
{
	static const char text[] = "\"\\ud836\\udc7b\\ud877\\udefe\"";
	struct arena *arena = arena_new();
	struct json_object *built = jval_build(arena, text, sizeof(text) - 1);

	CU_ASSERT_STRING_EQUAL(
	    json_object_get_string(built), "\xf0\x9d\xa1\xbb\xf0\xad\xbb\xbe");
	json_object_put(built);
	arena_free(arena);
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(builds_what_json_c_would),
	    SUITE_TEST(reads_strings),
	    SUITE_TEST(reads_pairs_of_escapes),
	};

	return suite_run("jval_build", tests, sizeof(tests) / sizeof(*tests));
}

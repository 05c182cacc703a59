#include <string.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "base/buf.h"
#include "json/json.h"
#include "json/jval.h"
#include "tests/suite.h"

static char piece[4096];
static struct jval_writer writer;
static struct buf buf;

static void
begin_writing(void)
{
	memset(piece, 0, sizeof(piece));
	buf_init(&buf, piece, sizeof(piece) - 1, NULL, NULL);
	jval_writer_init(&writer, &buf, 0);
}

static void
writes_structures(void)
{
	begin_writing();
	jval_begin_object(&writer, NULL);
	jval_write_string(&writer, "s", "x");
	jval_begin_array(&writer, "a");
	jval_write_integer(&writer, NULL, 1);
	jval_begin_object(&writer, NULL);
	jval_end_object(&writer);
	jval_write_null(&writer, NULL);
	jval_end_array(&writer);
	jval_write_boolean(&writer, "b", false);
	jval_begin_array(&writer, "e");
	jval_end_array(&writer);
	jval_write_time(&writer, "t", 1640995200005);
	jval_end_object(&writer);
	CU_ASSERT_STRING_EQUAL(piece,
	    "{\"s\":\"x\",\"a\":[1,{},null],\"b\":false,\"e\":[],"
	    "\"t\":\"2022-01-01T00:00:00.005000+00:00\"}");
}

static void
writes_lists_of_strings(void)
{
	static const char *const texts[] = {"a", NULL, "\"", ""};

	begin_writing();
	jval_begin_object(&writer, NULL);
	jval_write_strings(&writer, "four", texts, 4);
	jval_write_strings(&writer, "none", NULL, 0);
	jval_end_object(&writer);
	CU_ASSERT_STRING_EQUAL(
	    piece, "{\"four\":[\"a\",null,\"\\\"\",\"\"],\"none\":[]}");
}

static void
writes_integers(void)
{
	begin_writing();
	jval_begin_array(&writer, NULL);
	jval_write_integer(&writer, NULL, 0);
	jval_write_integer(&writer, NULL, -10);
	jval_write_integer(&writer, NULL, INT64_MAX);
	jval_write_integer(&writer, NULL, INT64_MIN);
	jval_end_array(&writer);
	CU_ASSERT_STRING_EQUAL(
	    piece, "[0,-10,9223372036854775807,-9223372036854775808]");
}

static void
writes_strings_as_the_original_does(void)
{
	begin_writing();
	jval_write_string(&writer, NULL,
	    "a\"\\/<>&\x7f\b\f\n\r\t\x01\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80"
	    "\xff\xc3");
	CU_ASSERT_STRING_EQUAL(piece,
	    "\"a\\\"\\\\/<>&\x7f\\b\\f\\n\\r\\t\\u0001\\u00E4\\u20AC"
	    "\\uD83D\\uDE00\\uFFFD\\uFFFD\"");
}

static void
writes_numbers_as_the_original_does(void)
{
	static const struct {
		double number;
		const char *text;
	} table[] = {{5, "5.0"}, {0, "0.0"}, {-0.0, "-0.0"}, {0.1, "0.1"},
	    {1e20, "1e+20"}, {1.5e-7, "1.5e-07"}, {-2.5, "-2.5"},
	    {0.0001, "0.0001"}, {0.00001, "1e-05"},
	    {1e15, "1000000000000000.0"}, {1e16, "1e+16"},
	    {123456.789, "123456.789"},
	    {7.857142857142858, "7.857142857142858"}, {41.0 / 5, "8.2"},
	    {1.7976931348623157e308, "1.7976931348623157e+308"},
	    {5e-324, "5e-324"}, {100, "100.0"}, {0.3, "0.3"},
	    {0.1 + 0.2, "0.30000000000000004"}};
	size_t i;

	for (i = 0; i < sizeof(table) / sizeof(*table); i++) {
		begin_writing();
		jval_write_number(&writer, NULL, table[i].number);
		CU_ASSERT_STRING_EQUAL(piece, table[i].text);
	}
}

static void
writes_what_was_read(void)
{
	static const struct json_limits limits = {.values = 20, .depth = 5};
	static const char text[] =
	    "{\"a\": [1, 2.5, null, true, \"\xc3\xa4\"], \"b\": {}}";
	struct arena *arena = arena_new();
	struct jval_reader reader;
	struct jval value;

	jval_reader_init(&reader, arena);
	CU_ASSERT_TRUE(
	    jval_parse(&reader, text, sizeof(text) - 1, &limits, &value));
	begin_writing();
	jval_write_any(&writer, NULL, &value);
	CU_ASSERT_STRING_EQUAL(
	    piece, "{\"a\":[1,2.5,null,true,\"\\u00E4\"],\"b\":{}}");
	arena_free(arena);
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(writes_structures),
	    SUITE_TEST(writes_lists_of_strings),
	    SUITE_TEST(writes_integers),
	    SUITE_TEST(writes_strings_as_the_original_does),
	    SUITE_TEST(writes_numbers_as_the_original_does),
	    SUITE_TEST(writes_what_was_read),
	};

	return suite_run("jval_write", tests, sizeof(tests) / sizeof(*tests));
}

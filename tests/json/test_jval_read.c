#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/api_version.h"
#include "base/arena.h"
#include "json/json.h"
#include "json/jval.h"
#include "tests/suite.h"

static const struct json_limits limits = {.values = 1000, .depth = 64};
static struct jval_reader reader;
static struct arena *arena;
static struct jval root;

/* Begin reading a text; frees that of the test before. */
static bool
parse(const char *text)
{
	arena_reset(arena);
	jval_reader_init(&reader, arena);
	return jval_parse(&reader, text, strlen(text), &limits, &root);
}

static struct jval
member(const char *name)
{
	struct jval found = {0};
	bool null = false;

	jval_optional(&reader, &root, name, &null, &found);
	return found;
}

static void
expect_refusal(
    const char *path, const char *rule, const char *expected, const char *got)
{
	CU_ASSERT_FALSE(jval_ok(&reader));
	CU_ASSERT_PTR_NOT_NULL_FATAL(reader.refusal.rule);
	CU_ASSERT_STRING_EQUAL(reader.refusal.path, path);
	CU_ASSERT_STRING_EQUAL(reader.refusal.rule, rule);
	CU_ASSERT_STRING_EQUAL(reader.refusal.expected, expected);
	CU_ASSERT_STRING_EQUAL(reader.refusal.got, got);
}

static void
takes_nothing_for_an_empty_object(void)
{
	static const char *const texts[] = {
	    "", "null", "false", "0", "0.0", "\"\"", "[]", "{}", NULL};
	const char *const *text;
	struct jval_map map;

	for (text = texts; *text != NULL; text++) {
		CU_ASSERT_TRUE(parse(*text));
		CU_ASSERT_EQUAL(jval_map(&reader, &root, &map), 0);
	}
}

static void
refuses_bodies_that_are_no_objects(void)
{
	CU_ASSERT_FALSE(parse("[1]"));
	expect_refusal("", "type", "object", "array");
	CU_ASSERT_FALSE(parse("true"));
	expect_refusal("", "type", "object", "boolean");
	CU_ASSERT_FALSE(parse("7"));
	expect_refusal("", "type", "object", "integer");
}

static void
tells_why_a_text_is_no_json(void)
{
	CU_ASSERT_FALSE(parse("{\n]"));
	expect_refusal("", "syntax", "", "a key is missing (line 2, column 1)");
	CU_ASSERT_FALSE(parse("{\"a\": 1e999}"));
	CU_ASSERT_STRING_EQUAL(reader.refusal.rule, "number");
}

static void
tells_required_optional_and_null_apart(void)
{
	struct jval found;
	bool null = true;

	parse("{\"a\": 1, \"b\": null}");
	CU_ASSERT_TRUE(jval_required(&reader, &root, "a", &found));
	CU_ASSERT_TRUE(jval_optional(&reader, &root, "a", &null, &found));
	CU_ASSERT_FALSE(null);
	CU_ASSERT_FALSE(jval_optional(&reader, &root, "b", &null, &found));
	CU_ASSERT_TRUE(null);
	null = false;
	CU_ASSERT_FALSE(jval_optional(&reader, &root, "c", &null, &found));
	CU_ASSERT_FALSE(null);
	CU_ASSERT_TRUE(jval_ok(&reader));
	CU_ASSERT_FALSE(jval_required(&reader, &root, "b", &found));
	expect_refusal("b", "required", "", "");
}

static void
finds_members_by_their_whole_names(void)
{
	struct jval inner, outer;

	parse("{\"pages\": 1, \"page\": {\"p\": 2, \"\": 3}, \"a\": 4}");
	CU_ASSERT_PTR_NULL(member("page_size").json);
	CU_ASSERT_PTR_NULL(member("p").json);
	outer = root;
	root = inner = member("page");
	CU_ASSERT_PTR_NOT_NULL(member("p").json);
	CU_ASSERT_PTR_NOT_NULL(member("").json);
	CU_ASSERT_PTR_NULL(member("a").json);
	root = outer;
	CU_ASSERT_PTR_NOT_NULL(member("a").json);
	CU_ASSERT_PTR_EQUAL(member("page").json, inner.json);
}

static void
finds_what_was_set_after_a_look(void)
{
	parse("{\"a\": 1}");
	CU_ASSERT_PTR_NULL(member("b").json);
	jval_set_text(&reader, &root, JVAL_QUERY, "b", "2");
	CU_ASSERT_PTR_NOT_NULL(member("b").json);
}

static void
keeps_the_first_refusal(void)
{
	struct jval found;

	parse("{\"a\": 1}");
	jval_required(&reader, &root, "x", &found);
	jval_required(&reader, &root, "y", &found);
	found = member("a");
	CU_ASSERT_EQUAL(jval_integer(&reader, &found), 0);
	expect_refusal("x", "required", "", "");
}

static void
reads_scalars(void)
{
	struct jval value;

	parse("{\"s\": \"t\xc3\xa4\", \"i\": -5, \"w\": 2.0, \"n\": 1.5,"
	      " \"b\": true, \"m\": 9223372036854775807}");
	value = member("s");
	CU_ASSERT_STRING_EQUAL(jval_string(&reader, &value), "t\xc3\xa4");
	value = member("i");
	CU_ASSERT_EQUAL(jval_integer(&reader, &value), -5);
	CU_ASSERT_EQUAL(jval_number(&reader, &value), -5.0);
	value = member("w");
	CU_ASSERT_EQUAL(jval_integer(&reader, &value), 2);
	value = member("n");
	CU_ASSERT_EQUAL(jval_number(&reader, &value), 1.5);
	value = member("b");
	CU_ASSERT_TRUE(jval_boolean(&reader, &value));
	value = member("m");
	CU_ASSERT_EQUAL(jval_integer(&reader, &value), INT64_MAX);
	CU_ASSERT_TRUE(jval_ok(&reader));
}

static void
refuses_every_wrong_type(void)
{
	static const char *const values[] = {
	    "\"5\"", "5", "1.5", "true", "[5]", "{\"a\":5}"};
	static const char *const types[] = {
	    "string", "integer", "number", "boolean", "array", "object"};
	struct jval value;
	char text[100];
	size_t want, got;

	for (got = 0; got < 6; got++) {
		for (want = 0; want < 6; want++) {
			snprintf(
			    text, sizeof(text), "{\"v\": %s}", values[got]);
			parse(text);
			value = member("v");
			switch (want) {
			case 0:
				jval_string(&reader, &value);
				break;
			case 1:
				jval_integer(&reader, &value);
				break;
			case 2:
				jval_number(&reader, &value);
				break;
			case 3:
				jval_boolean(&reader, &value);
				break;
			case 4:
				jval_array(&reader, &value);
				break;
			default:
				jval_object(&reader, &value);
				break;
			}
			if (got == want || (want == 2 && got == 1))
				CU_ASSERT_TRUE(jval_ok(&reader))
			else
				expect_refusal(
				    "v", "type", types[want], types[got]);
		}
	}
}

static void
refuses_integers_that_are_none(void)
{
	static const char *const texts[] = {"{\"v\": 1.5}", "{\"v\": 1e300}",
	    "{\"v\": 9007199254740994.0}", NULL};
	const char *const *text;
	struct jval value;

	for (text = texts; *text != NULL; text++) {
		parse(*text);
		value = member("v");
		jval_integer(&reader, &value);
		expect_refusal("v", "type", "integer", "number");
	}
}

static void
refuses_nul_in_strings(void)
{
	struct jval value;

	parse("{\"v\": \"a\\u0000b\"}");
	value = member("v");
	CU_ASSERT_STRING_EQUAL(jval_string(&reader, &value), "");
	expect_refusal("v", "nul", "", "");
	parse("{\"v\": [\"a\", \"\\u0000\"]}");
	value = member("v");
	jval_strings(&reader, &value, &(size_t){0});
	expect_refusal("v[1]", "nul", "", "");
}

static void
reads_lists(void)
{
	struct jval value;
	const char **list;
	size_t n;

	parse("{\"v\": [\"a\", null, \"b\"], \"s\": \"x\", \"e\": []}");
	value = member("v");
	list = jval_string_list(&reader, &value, &n);
	CU_ASSERT_EQUAL_FATAL(n, 3);
	CU_ASSERT_STRING_EQUAL(list[0], "a");
	CU_ASSERT_PTR_NULL(list[1]);
	value = member("s");
	list = jval_string_list(&reader, &value, &n);
	CU_ASSERT_EQUAL_FATAL(n, 1);
	CU_ASSERT_STRING_EQUAL(list[0], "x");
	value = member("e");
	jval_string_list(&reader, &value, &n);
	CU_ASSERT_EQUAL(n, 0);
	CU_ASSERT_TRUE(jval_ok(&reader));
	value = member("v");
	jval_strings(&reader, &value, &n);
	expect_refusal("v[1]", "type", "string", "null");
}

static void
walks_maps_in_the_order_sent(void)
{
	struct jval_map map;
	struct jval item;

	parse("{\"b\": 1, \"a\": 2, \"b\": 3, \"x.1\": 4, \"x.2\": 5}");
	CU_ASSERT_EQUAL(jval_map(&reader, &root, &map), 4);
	CU_ASSERT_TRUE(jval_map_next(&map, &item));
	CU_ASSERT_STRING_EQUAL(item.name, "b");
	CU_ASSERT_EQUAL(jval_integer(&reader, &item), 3);
	CU_ASSERT_TRUE(jval_map_next(&map, &item));
	CU_ASSERT_STRING_EQUAL(item.name, "a");
	CU_ASSERT_EQUAL(jval_map_prefixed(&reader, &root, "x.", &map), 2);
	CU_ASSERT_TRUE(jval_map_next(&map, &item));
	CU_ASSERT_STRING_EQUAL(item.name, "x.1");
	CU_ASSERT_TRUE(jval_map_next(&map, &item));
	CU_ASSERT_FALSE(jval_map_next(&map, &item));
}

static void
tells_paths(void)
{
	struct jval list, item, inner, key;
	struct jval_map map;

	parse("{\"m\": [0, {\"a b\": {\"key\": 5}}]}");
	list = member("m");
	jval_item(&list, 1, &item);
	jval_map(&reader, &item, &map);
	CU_ASSERT_TRUE(jval_map_next(&map, &inner));
	jval_required(&reader, &inner, "key", &key);
	jval_string(&reader, &key);
	expect_refusal("m[1][\"a b\"].key", "type", "string", "integer");
}

/* Read strictly, for 2.minor; refused is the member that is refused. */
static void
expect_only(const char *text, unsigned minor, const struct jval_name *names,
    const char *refused)
{
	parse(text);
	reader.is_strict = true;
	reader.version = API_VERSION(2, minor);
	jval_only(&reader, &root, names);
	if (refused == NULL)
		CU_ASSERT_TRUE(jval_ok(&reader));
	if (refused != NULL)
		expect_refusal(refused, "closed", "", "");
}

static void
refuses_unknown_members_of_closed_objects(void)
{
	static const struct jval_name names[] = {{.text = "a"},
	    {.text = "b", .since = API_VERSION(2, 4)},
	    {.text = "c", .gone = API_VERSION(2, 4)},
	    {.text = "d.", .begins = true}, {.text = NULL}};

	expect_only("{\"a\": 1, \"c\": null, \"d.x\": 1}", 3, names, NULL);
	expect_only("{\"a\": 1, \"b\": 1, \"d.\": 1}", 4, names, NULL);
	expect_only("{\"a\": 1, \"b\": 1}", 3, names, "b");
	expect_only("{\"a\": 1, \"c\": 1}", 4, names, "c");
	expect_only("{\"a\": 1, \"d\": null}", 4, names, "d");
	parse("{\"e\": 1}");
	jval_only(&reader, &root, names);
	CU_ASSERT_TRUE(jval_ok(&reader));
}

static void
refuses_less_than_a_minimum(void)
{
	struct jval value;

	parse("{\"v\": 0}");
	value = member("v");
	jval_minimum(&reader, &value, 0, 0);
	CU_ASSERT_TRUE(jval_ok(&reader));
	jval_minimum(&reader, &value, 0, 1);
	expect_refusal("v", "minimum", "1", "0");
}

static void
cuts_what_it_tells(void)
{
	char text[1000], name[600];
	struct jval found;

	memset(name, 'x', sizeof(name));
	name[599] = '\0';
	snprintf(text, sizeof(text), "{\"%s\": 1}", name);
	parse(text);
	jval_required(&reader, &root, name + 1, &found);
	CU_ASSERT_TRUE(strlen(reader.refusal.path) < 120);
}

static void
converts_text_by_type(void)
{
	struct jval value;
	size_t n;

	parse("{\"i\": true}");
	jval_set_text(&reader, &root, JVAL_QUERY, "i", "12");
	jval_set_text(&reader, &root, JVAL_QUERY, "n", "1.5");
	jval_set_text(&reader, &root, JVAL_QUERY, "b", "True");
	jval_set_text(&reader, &root, JVAL_QUERY, "l", "one");
	jval_set_text(&reader, &root, JVAL_QUERY, "m[]", "1");
	jval_set_text(&reader, &root, JVAL_QUERY, "m[]", "2");
	jval_set_text(&reader, &root, JVAL_QUERY, "r", "x");
	jval_set_text(&reader, &root, JVAL_QUERY, "r", "y");
	value = member("i");
	CU_ASSERT_EQUAL(jval_integer(&reader, &value), 12);
	CU_ASSERT_STRING_EQUAL(jval_string(&reader, &value), "12");
	value = member("n");
	CU_ASSERT_EQUAL(jval_number(&reader, &value), 1.5);
	value = member("b");
	CU_ASSERT_TRUE(jval_boolean(&reader, &value));
	value = member("l");
	CU_ASSERT_STRING_EQUAL(jval_strings(&reader, &value, &n)[0], "one");
	value = member("m");
	CU_ASSERT_EQUAL(jval_array(&reader, &value), 2);
	value = member("r");
	CU_ASSERT_STRING_EQUAL(jval_strings(&reader, &value, &n)[1], "y");
	CU_ASSERT_TRUE(jval_ok(&reader));
}

static void
refuses_text_of_a_wrong_type(void)
{
	static const char *const texts[] = {
	    "", "x", "1.5", "1x", " 1", "99999999999999999999", NULL};
	const char *const *text;
	struct jval value;

	for (text = texts; *text != NULL; text++) {
		parse("");
		jval_set_text(&reader, &root, JVAL_QUERY, "v", *text);
		value = member("v");
		jval_integer(&reader, &value);
		expect_refusal("v", "type", "integer", "string");
	}
	parse("");
	jval_set_text(&reader, &root, JVAL_QUERY, "v", "1");
	value = member("v");
	jval_boolean(&reader, &value);
	expect_refusal("v", "type", "boolean", "string");
}

static void
nests_text_by_dots(void)
{
	struct jval value, inner;

	parse("{\"b\": 5}");
	jval_set_text(&reader, &root, JVAL_QUERY, "a.x", "1");
	jval_set_text(&reader, &root, JVAL_QUERY, "a.y", "2");
	value = member("a");
	CU_ASSERT_TRUE(jval_required(&reader, &value, "y", &inner));
	CU_ASSERT_EQUAL(jval_integer(&reader, &inner), 2);
	jval_set_text(&reader, &root, JVAL_QUERY, "b.x", "1");
	CU_ASSERT_FALSE(jval_ok(&reader));
	parse("");
	jval_set_text(&reader, &root, JVAL_QUERY, "a.b.c.d.e.f.g.h.i.j.k", "1");
	CU_ASSERT_FALSE(jval_ok(&reader));
}

static void
keeps_sources_of_text_apart(void)
{
	struct jval value;

	parse("{\"v\": [true]}");
	jval_set_text(&reader, &root, JVAL_QUERY, "v", "1");
	jval_set_text(&reader, &root, JVAL_QUERY, "v", "2");
	jval_set_text(&reader, &root, JVAL_FORM, "v", "3");
	value = member("v");
	CU_ASSERT_EQUAL(jval_integer(&reader, &value), 3);
	jval_set_text(&reader, &root, JVAL_FORM, "v", "4");
	value = member("v");
	CU_ASSERT_EQUAL(jval_array(&reader, &value), 2);
	CU_ASSERT_TRUE(jval_ok(&reader));
}

static void
refuses_text_that_is_no_utf8(void)
{
	parse("");
	jval_set_text(&reader, &root, JVAL_QUERY, "v", "\xc3\xa4\xff");
	expect_refusal("", "utf8", "", "");
	parse("");
	jval_set_text(&reader, &root, JVAL_QUERY, "\xc0\x80", "v");
	expect_refusal("", "utf8", "", "");
	parse("");
	jval_set_text(&reader, &root, JVAL_QUERY, "v", "\xc3\xa4");
	CU_ASSERT_TRUE(jval_ok(&reader));
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(takes_nothing_for_an_empty_object),
	    SUITE_TEST(refuses_bodies_that_are_no_objects),
	    SUITE_TEST(tells_why_a_text_is_no_json),
	    SUITE_TEST(tells_required_optional_and_null_apart),
	    SUITE_TEST(finds_members_by_their_whole_names),
	    SUITE_TEST(finds_what_was_set_after_a_look),
	    SUITE_TEST(keeps_the_first_refusal),
	    SUITE_TEST(reads_scalars),
	    SUITE_TEST(refuses_every_wrong_type),
	    SUITE_TEST(refuses_integers_that_are_none),
	    SUITE_TEST(refuses_nul_in_strings),
	    SUITE_TEST(reads_lists),
	    SUITE_TEST(walks_maps_in_the_order_sent),
	    SUITE_TEST(tells_paths),
	    SUITE_TEST(refuses_unknown_members_of_closed_objects),
	    SUITE_TEST(refuses_less_than_a_minimum),
	    SUITE_TEST(cuts_what_it_tells),
	    SUITE_TEST(converts_text_by_type),
	    SUITE_TEST(refuses_text_of_a_wrong_type),
	    SUITE_TEST(nests_text_by_dots),
	    SUITE_TEST(keeps_sources_of_text_apart),
	    SUITE_TEST(refuses_text_that_is_no_utf8),
	};
	int status;

	arena = arena_new();
	status = suite_run("jval_read", tests, sizeof(tests) / sizeof(*tests));
	arena_free(arena);
	return status;
}

/*
 * Uses the code generated from constructs.conf: test_constructs.py makes a
 * program of both.
 */

#include <stdio.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "base/buf.h"
#include "generated/constructs.h"
#include "json/json.h"
#include "tests/suite.h"

static const struct json_limits limits = {.values = 1000, .depth = 64};
static struct jval_reader reader;
static struct arena *arena;
static struct jval root;

static void
parse(uint32_t version, const char *text)
{
	arena_reset(arena);
	jval_reader_init(&reader, arena);
	reader.version = version;
	jval_parse(&reader, text, strlen(text), &limits, &root);
}

static void
expect_refusal(const char *path, const char *rule, const char *expected)
{
	CU_ASSERT_FALSE(jval_ok(&reader));
	CU_ASSERT_PTR_NOT_NULL_FATAL(reader.refusal.rule);
	CU_ASSERT_STRING_EQUAL(reader.refusal.path, path);
	CU_ASSERT_STRING_EQUAL(reader.refusal.rule, rule);
	CU_ASSERT_STRING_EQUAL(reader.refusal.expected, expected);
}

static bool
read_choices(const char *text, struct constructs_choices_req *into)
{
	parse(API_VERSION(1, 0), text);
	return constructs_choices_req_read(&reader, &root, into);
}

static void
refuse_choices(
    const char *text, const char *path, const char *rule, const char *expected)
{
	struct constructs_choices_req into;

	CU_ASSERT_FALSE(read_choices(text, &into));
	expect_refusal(path, rule, expected);
}

static void
reads_texts_as_enums(void)
{
	struct constructs_choices_req into;

	CU_ASSERT_TRUE(read_choices("{\"kind\": \"large one\", \"order\": \"\","
				    "\"kinds\": [\"small\"],"
				    "\"by_kind\": {\"a\": \"small\"}}",
	    &into));
	CU_ASSERT_EQUAL(into.kind, CONSTRUCTS_KIND_LARGE_ONE);
	CU_ASSERT_STRING_EQUAL(constructs_kind_text(into.kind), "large one");
	CU_ASSERT_STRING_EQUAL(
	    constructs_choices_req_order_text(into.order), "");
	CU_ASSERT_EQUAL(into.kinds[0], CONSTRUCTS_KIND_SMALL);
	CU_ASSERT_STRING_EQUAL(into.by_kind[0].name, "a");
	CU_ASSERT_EQUAL(into.by_kind[0].value, CONSTRUCTS_KIND_SMALL);
	refuse_choices(
	    "{\"kind\": \"huge\"}", "kind", "enum", "small, large one");
	refuse_choices("{\"kind\": \"small\", \"kinds\": [\"small\", \"x\"]}",
	    "kinds[1]", "enum", "small, large one");
	refuse_choices("{\"kind\": 1}", "kind", "type", "string");
}

static void
takes_defaults(void)
{
	struct constructs_choices_req into;

	CU_ASSERT_TRUE(
	    read_choices("{\"kind\": \"small\", \"size\": null}", &into));
	CU_ASSERT_EQUAL(into.order, CONSTRUCTS_CHOICES_REQ_ORDER_MINUS_NAME);
	CU_ASSERT_EQUAL(into.size, 2);
	CU_ASSERT_FALSE(into.has.size);
	CU_ASSERT_TRUE(into.null.size);
	CU_ASSERT_EQUAL(into.n_words, 2);
	CU_ASSERT_STRING_EQUAL(into.words[1], "b");
}

static void
checks_values(void)
{
	refuse_choices(
	    "{\"kind\": \"small\", \"size\": 3}", "size", "enum", "1, 2, 4");
	refuse_choices("{\"kind\": \"small\", \"word\": \"A\"}", "word",
	    "pattern", "^[a-z]+$");
	refuse_choices("{\"kind\": \"small\", \"words\": [\"a\", \"2\"]}",
	    "words[1]", "pattern", "^[a-z]+$");
	refuse_choices("{\"kind\": \"small\", \"sizes\": [1, 0]}", "sizes[1]",
	    "minimum", "1");
}

static void
reads_one_of_several(void)
{
	struct constructs_choices_req into;

	CU_ASSERT_TRUE(read_choices(
	    "{\"kind\": \"small\", \"either\": {\"x\": 3}}", &into));
	CU_ASSERT_EQUAL(into.either.point->x, 3);
	CU_ASSERT_PTR_NULL(into.either.tree);
	CU_ASSERT_TRUE(read_choices(
	    "{\"kind\": \"small\", \"either\": {\"name\": \"n\"}}", &into));
	CU_ASSERT_PTR_NULL(into.either.point);
	CU_ASSERT_STRING_EQUAL(into.either.tree->name, "n");
	refuse_choices("{\"kind\": \"small\", \"either\": {\"z\": 3}}",
	    "either", "anyOf", "point or tree");
}

static bool
read_shape(const char *text, struct constructs_told_apart_req *into)
{
	parse(API_VERSION(1, 0), text);
	return constructs_told_apart_req_read(&reader, &root, into);
}

static void
refuse_shape(
    const char *text, const char *path, const char *rule, const char *expected)
{
	struct constructs_told_apart_req into;

	CU_ASSERT_FALSE(read_shape(text, &into));
	expect_refusal(path, rule, expected);
}

static void
reads_what_a_member_says(void)
{
	struct constructs_told_apart_req into;

	CU_ASSERT_TRUE(
	    read_shape("{\"kind\": \"a square\", \"side\": 1}", &into));
	CU_ASSERT_PTR_NULL(into.circle);
	CU_ASSERT_EQUAL(into.square->side, 1);
	refuse_shape("{\"kind\": \"circle\"}", "radius", "required", "");
	refuse_shape("{\"radius\": 1}", "kind", "required", "");
	refuse_shape("{\"kind\": \"x\"}", "kind", "enum", "circle, a square");
}

static void
reads_all_that_fit(void)
{
	struct constructs_choices_req into;

	CU_ASSERT_TRUE(read_choices("{\"kind\": \"small\", \"either\": "
				    "{\"x\": 3, \"name\": \"n\"}}",
	    &into));
	CU_ASSERT_EQUAL(into.either.point->x, 3);
	CU_ASSERT_STRING_EQUAL(into.either.tree->name, "n");
}

static void
reads_nulls_in_lists(void)
{
	struct constructs_nulls_req into;

	parse(API_VERSION(1, 0), "{\"texts\": [\"a\", null]}");
	CU_ASSERT_TRUE(constructs_nulls_req_read(&reader, &root, &into));
	CU_ASSERT_EQUAL(into.n_texts, 2);
	CU_ASSERT_STRING_EQUAL(into.texts[0], "a");
	CU_ASSERT_PTR_NULL(into.texts[1]);
	CU_ASSERT_EQUAL(into.least, INT64_MIN);
	CU_ASSERT_DOUBLE_EQUAL(into.most, 1e20, 0);
	CU_ASSERT_STRING_EQUAL(into.trigraph, "what?"
					      "?!");
	parse(API_VERSION(1, 0), "{\"texts\": \"a\"}");
	CU_ASSERT_FALSE(constructs_nulls_req_read(&reader, &root, &into));
	expect_refusal("texts", "type", "array");
}

static void
needs_a_field_where_its_version_does(void)
{
	struct constructs_comes_and_goes_req into;
	unsigned minor;

	for (minor = 0; minor <= 4; minor++) {
		parse(API_VERSION(1, minor), "{\"task\": \"t\"}");
		CU_ASSERT_EQUAL(
		    constructs_comes_and_goes_req_read(&reader, &root, &into),
		    minor == 2 || minor == 3);
	}
}

static bool
read_lists(const char *text, struct constructs_nested_lists_req *into)
{
	parse(API_VERSION(1, 0), text);
	return constructs_nested_lists_req_read(&reader, &root, into);
}

static void
reads_lists_and_maps_within_others(void)
{
	struct constructs_nested_lists_req into;

	CU_ASSERT_TRUE(read_lists("{\"matrix\": [[1, 2.5], []],"
				  "\"cube\": [[[\"a\"], [\"b\", \"c\"]]],"
				  "\"sections\": {\"s\": {\"r\": [\"x\"]}},"
				  "\"lists\": {\"l\": [7]},"
				  "\"inline\": {\"i\": {\"x\": \"y\"}},"
				  "\"anything\": {\"a\": {\"b\": [1]}}}",
	    &into));
	CU_ASSERT_EQUAL(into.n_matrix, 2);
	CU_ASSERT_DOUBLE_EQUAL(into.matrix[0].items[1], 2.5, 0);
	CU_ASSERT_EQUAL(into.matrix[1].n_items, 0);
	CU_ASSERT_STRING_EQUAL(into.cube[0].items[1].items[1], "c");
	CU_ASSERT_STRING_EQUAL(into.sections[0].name, "s");
	CU_ASSERT_STRING_EQUAL(into.sections[0].value.pairs[0].name, "r");
	CU_ASSERT_STRING_EQUAL(
	    into.sections[0].value.pairs[0].value.items[0], "x");
	CU_ASSERT_EQUAL(into.lists[0].value.items[0], 7);
	CU_ASSERT_STRING_EQUAL(into.inline_[0].value.x, "y");
}

static void
tells_the_path_within_them(void)
{
	struct constructs_nested_lists_req into;

	CU_ASSERT_FALSE(
	    read_lists("{\"cube\": [[[\"a\"], [\"b\", 3]]]}", &into));
	expect_refusal("cube[0][1][1]", "type", "string");
	CU_ASSERT_FALSE(
	    read_lists("{\"sections\": {\"s\": {\"r\": [\"x\", 1]}}}", &into));
	expect_refusal("sections.s.r[1]", "type", "string");
}

/* A tree of so many nested levels. */
static const char *
tree(unsigned depth)
{
	static char text[4096];
	unsigned i;

	strcpy(text, "{\"tree\":");
	for (i = 0; i < depth; i++)
		strcat(text, "{\"name\":\"n\",\"next\":");
	strcat(text, "null");
	for (i = 0; i <= depth; i++)
		strcat(text, "}");
	return text;
}

static void
reads_what_holds_itself_to_a_limit(void)
{
	struct constructs_nested_lists_req into;
	const struct constructs_tree *at;
	unsigned depth = 1;

	CU_ASSERT_TRUE(read_lists(tree(63), &into));
	for (at = &into.tree; at->has.next; at = at->next)
		depth++;
	CU_ASSERT_EQUAL(depth, 63);
	CU_ASSERT_FALSE(read_lists(tree(65), &into));
	expect_refusal("", "depth", "at most 64 levels");
	CU_ASSERT_TRUE(read_lists("{\"tree\": {\"name\": \"a\", \"children\": "
				  "[{\"name\": \"b\", \"by_name\": {\"c\": "
				  "{\"name\": \"d\"}}}]}}",
	    &into));
	CU_ASSERT_STRING_EQUAL(
	    into.tree.children[0].by_name[0].value.name, "d");
}

static bool
read_changes(
    uint32_t version, const char *text, struct constructs_changes_req *into)
{
	parse(version, text);
	return constructs_changes_req_read(&reader, &root, into);
}

static void
reads_a_field_by_the_type_of_its_version(void)
{
	struct constructs_changes_req into;

	CU_ASSERT_TRUE(read_changes(API_VERSION(1, 0),
	    "{\"always\": \"a\", \"status\": \"up\"}", &into));
	CU_ASSERT_STRING_EQUAL(into.status_until_1_0, "up");
	CU_ASSERT_FALSE(into.has.status);
	CU_ASSERT_TRUE(read_changes(API_VERSION(1, 4),
	    "{\"page\": 1, \"fresh\": true, \"status\": 4}", &into));
	CU_ASSERT_EQUAL(into.status_until_1_3, 4);
	CU_ASSERT_FALSE(into.has.status_until_1_0);
	CU_ASSERT_TRUE(read_changes(API_VERSION(2, 0),
	    "{\"page\": 1, \"fresh\": true, \"status\": [\"x\"]}", &into));
	CU_ASSERT_STRING_EQUAL(into.status[0], "x");
	CU_ASSERT_FALSE(read_changes(API_VERSION(2, 0),
	    "{\"page\": 1, \"fresh\": true, \"status\": 4}", &into));
	expect_refusal("status", "type", "array");
}

static void
keeps_the_rules_of_the_version(void)
{
	struct constructs_changes_req into;

	CU_ASSERT_FALSE(read_changes(API_VERSION(1, 0), "{}", &into));
	expect_refusal("always", "required", "");
	CU_ASSERT_FALSE(
	    read_changes(API_VERSION(1, 3), "{\"page\": 1}", &into));
	expect_refusal("fresh", "required", "");
	CU_ASSERT_FALSE(read_changes(
	    API_VERSION(1, 3), "{\"page\": 0, \"fresh\": true}", &into));
	expect_refusal("page", "minimum", "1");
	CU_ASSERT_TRUE(read_changes(
	    API_VERSION(1, 0), "{\"always\": \"a\", \"page\": -1}", &into));
	CU_ASSERT_EQUAL(into.page, -1);
	CU_ASSERT_TRUE(read_changes(
	    API_VERSION(1, 0), "{\"always\": \"a\", \"fresh\": true}", &into));
	CU_ASSERT_TRUE(into.fresh);
	CU_ASSERT_EQUAL(into.page, 10);
}

static void
reads_a_batch(void)
{
	struct constructs_batch_req into;
	struct jval list, item;
	static const char *const lines[] = {
	    "{\"here\": {\"x\": 1}}", "{\"here\": {\"x\": -9}}"};

	parse(API_VERSION(1, 0), lines[0]);
	jval_new_list(&reader, &list);
	jval_add_item(&list, &root);
	CU_ASSERT_TRUE(constructs_batch_req_read(&reader, &list, &into));
	CU_ASSERT_EQUAL(into.n_items, 1);
	CU_ASSERT_EQUAL(into.items[0].here.x, 1);
	jval_parse(&reader, lines[1], strlen(lines[1]), &limits, &item);
	jval_add_item(&list, &item);
	CU_ASSERT_FALSE(constructs_batch_req_read(&reader, &list, &into));
	expect_refusal("[1].here.x", "minimum", "-5");
}

static char written[512];

/* Begin to write for a client of this version. */
static void
begin(struct jval_writer *writer, struct buf *buf, uint32_t version)
{
	buf_init(buf, written, sizeof(written) - 1, NULL, NULL);
	jval_writer_init(writer, buf, version);
}

static void
expect_written(const struct buf *buf, const char *text)
{
	written[buf->total] = '\0';
	CU_ASSERT_STRING_EQUAL(written, text);
}

static void
writes_what_holds_itself(void)
{
	struct constructs_tree leaf = {.has = {.name = true}, .name = "leaf"};
	struct constructs_tree_pair pair = {.name = "k", .value = leaf};
	const struct constructs_choices_resp from = {
	    .has = {.children = true, .by_name = true},
	    .name = "top",
	    .next = &leaf,
	    .n_children = 1,
	    .children = &leaf,
	    .n_by_name = 1,
	    .by_name = &pair};
	struct jval_writer writer;
	struct buf buf;

	begin(&writer, &buf, API_VERSION(1, 0));
	constructs_choices_resp_write(&writer, NULL, &from);
	expect_written(&buf, "{\"name\":\"top\",\"next\":{\"name\":\"leaf\"},"
			     "\"children\":[{\"name\":\"leaf\"}],"
			     "\"by_name\":{\"k\":{\"name\":\"leaf\"}}}");
}

static void
writes_one_of_several(void)
{
	struct constructs_point point = {.has = {.x = true}, .x = 4};
	const struct constructs_any_of_resp from = {.point = &point};
	struct jval_writer writer;
	struct buf buf;

	begin(&writer, &buf, API_VERSION(1, 0));
	constructs_any_of_resp_write(&writer, "data", &from);
	expect_written(&buf, "\"data\":{\"x\":4}");
}

static void
writes_nulls(void)
{
	const char *texts[] = {"a", NULL};
	const struct constructs_nulls_resp from = {.has = {.texts = true},
	    .null = {.text = true, .here = true, .total_until_1_0 = true},
	    .n_texts = 2,
	    .texts = texts};
	struct jval_writer writer;
	struct buf buf;

	begin(&writer, &buf, API_VERSION(1, 0));
	constructs_nulls_resp_write(&writer, NULL, &from);
	expect_written(&buf, "{\"text\":null,\"here\":null,"
			     "\"texts\":[\"a\",null],\"total\":null}");
	begin(&writer, &buf, API_VERSION(1, 2));
	constructs_nulls_resp_write(&writer, NULL, &from);
	expect_written(&buf, "{\"text\":null,\"here\":null,"
			     "\"texts\":[\"a\",null]}");
}

static void
writes_a_field_by_the_type_of_the_version(void)
{
	const struct constructs_changes_resp from = {
	    .has = {.total = true}, .total = 5, .total_until_1_0 = "five"};
	struct jval_writer writer;
	struct buf buf;

	begin(&writer, &buf, API_VERSION(1, 2));
	constructs_changes_resp_write(&writer, NULL, &from);
	expect_written(&buf, "{\"total\":\"five\"}");
	begin(&writer, &buf, API_VERSION(1, 3));
	constructs_changes_resp_write(&writer, NULL, &from);
	expect_written(&buf, "{\"total\":5}");
}

static void
writes_a_map_of_maps(void)
{
	const char *texts[] = {"a", "b"};
	struct constructs_row_pair row = {
	    .name = "r", .value = {.n_items = 2, .items = texts}};
	struct constructs_section_pair section = {
	    .name = "s", .value = {.n_pairs = 1, .pairs = &row}};
	const struct constructs_nested_lists_resp from = {
	    .n_pairs = 1, .pairs = &section};
	struct jval_writer writer;
	struct buf buf;

	begin(&writer, &buf, API_VERSION(1, 0));
	constructs_nested_lists_resp_write(&writer, NULL, &from);
	expect_written(&buf, "{\"s\":{\"r\":[\"a\",\"b\"]}}");
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(reads_texts_as_enums),
	    SUITE_TEST(takes_defaults),
	    SUITE_TEST(checks_values),
	    SUITE_TEST(reads_one_of_several),
	    SUITE_TEST(reads_what_a_member_says),
	    SUITE_TEST(reads_all_that_fit),
	    SUITE_TEST(reads_nulls_in_lists),
	    SUITE_TEST(needs_a_field_where_its_version_does),
	    SUITE_TEST(writes_nulls),
	    SUITE_TEST(reads_lists_and_maps_within_others),
	    SUITE_TEST(tells_the_path_within_them),
	    SUITE_TEST(reads_what_holds_itself_to_a_limit),
	    SUITE_TEST(reads_a_field_by_the_type_of_its_version),
	    SUITE_TEST(keeps_the_rules_of_the_version),
	    SUITE_TEST(reads_a_batch),
	    SUITE_TEST(writes_what_holds_itself),
	    SUITE_TEST(writes_one_of_several),
	    SUITE_TEST(writes_a_field_by_the_type_of_the_version),
	    SUITE_TEST(writes_a_map_of_maps),
	};
	int failed;

	arena = arena_new();
	failed = suite_run("constructs", tests, sizeof(tests) / sizeof(*tests));
	arena_free(arena);
	return failed;
}

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "model/filter.h"
#include "model/list_filter.h"
#include "tests/sample_budget.h"
#include "tests/suite.h"

#define N 4

static struct arena *arena;
static struct filter *filter;
static const char *error;

/* Queues a to d: tags "x y", "y", none, "z"; times 4, never, 2, 1. */
static void
begin(void)
{
	arena = arena_new();
	sample_budget(arena);
	filter = filter_new(arena, "c1");
	error = NULL;
}

static void
fill(struct queue queues[N])
{
	static const char *tags_a[] = {"x", "y"}, *tags_b[] = {"y"},
			  *tags_d[] = {"z"};

	queues[0] = (struct queue){.id = "4",
	    .name = "alpha",
	    .last_update = 4,
	    .n_tags = 2,
	    .tags = tags_a};
	queues[1] = (struct queue){.id = "3",
	    .name = "bravo",
	    .last_update = QUEUE_NEVER,
	    .n_tags = 1,
	    .tags = tags_b};
	queues[2] =
	    (struct queue){.id = "2", .name = "charlie", .last_update = 2};
	queues[3] = (struct queue){.id = "1",
	    .name = "delta",
	    .last_update = 1,
	    .n_tags = 1,
	    .tags = tags_d};
}

/* Expect queues by the first letters of their names. */
static void
expect(const char *letters)
{
	struct queue queues[N];
	char got[N + 1] = "";
	size_t i, n;

	fill(queues);
	n = filter_apply(filter, N, queues, &error);
	for (i = 0; i < n; i++)
		got[i] = queues[i].name[0];
	CU_ASSERT_STRING_EQUAL(got, letters);
	arena_free(arena);
}

static void
tags(const char *first, const char *second, const char *third)
{
	const char *values[] = {first, second, third};
	size_t n = third != NULL ? 3 : second != NULL ? 2 : 1;

	begin();
	CU_ASSERT_EQUAL(
	    filter_list(filter, FILTER_TAGS, n, values, &error), FILTER_FINE);
}

static void
expect_refusal(const char *first, const char *second, const char *text)
{
	const char *values[] = {first, second};
	size_t n = second != NULL ? 2 : 1;

	begin();
	CU_ASSERT_EQUAL(filter_list(filter, FILTER_TAGS, n, values, &error),
	    FILTER_BAD_LIST);
	CU_ASSERT_STRING_EQUAL(error, text);
	arena_free(arena);
}

static void
lets_all_through_at_first(void)
{
	begin();
	CU_ASSERT_EQUAL(
	    filter_list(filter, FILTER_TAGS, 0, NULL, &error), FILTER_FINE);
	expect("abcd");
}

static void
matches_any_of_a_list(void)
{
	tags("x", "z", NULL);
	expect("ad");
}

static void
excludes_by_a_dash(void)
{
	tags("-y", NULL, NULL);
	expect("cd");
	tags("y", "-x", NULL);
	expect("b");
}

static void
knows_operators(void)
{
	tags("__$not", "y", NULL);
	expect("cd");
	tags("__$all", "x", "y");
	expect("a");
	tags("__$any", "x", "z");
	expect("ad");
	tags("__$or", "__$not", "y");
	expect("cd");
	tags("__$all", "-y", NULL);
	expect("");
	tags("y", "__$not", "x");
	expect("b");
}

static void
takes_null_for_empty(void)
{
	const char *values[] = {"z", NULL};

	begin();
	CU_ASSERT_EQUAL(
	    filter_list(filter, FILTER_TAGS, 2, values, &error), FILTER_FINE);
	expect("cd");
	tags(NULL, NULL, NULL);
	expect("c");
}

static void
refuses_operators_without_sense(void)
{
	expect_refusal("__$bad", NULL,
	    "(Unsupported operator): field=tags, operator=__$bad");
	expect_refusal("__$not", NULL,
	    "(Value is expected after): field=tags, operator=__$not");
	expect_refusal("__$not", "__$all",
	    "(Value is expected after): field=tags, operator=__$not");
	expect_refusal("-", NULL,
	    "(Missing value after the exclude prefix -): field=tags, value=");
}

static void
name(const char *pattern)
{
	begin();
	CU_ASSERT_EQUAL(filter_name(filter, pattern, &error), FILTER_FINE);
}

static void
matches_names_anywhere_and_by_case(void)
{
	name("ha");
	expect("ac");
	name("^b.*o$");
	expect("b");
	name("ALPHA");
	expect("");
	name("(?i)ALPHA");
	expect("a");
}

static void
refuses_bad_patterns(void)
{
	char pattern[5000];

	begin();
	CU_ASSERT_EQUAL(filter_name(filter, "(", &error), FILTER_BAD_PATTERN);
	CU_ASSERT_STRING_EQUAL(
	    error, "missing closing parenthesis at position 1");
	memset(pattern, 'a', sizeof(pattern));
	pattern[4097] = '\0';
	CU_ASSERT_EQUAL(
	    filter_name(filter, pattern, &error), FILTER_BAD_PATTERN);
	pattern[4096] = '\0';
	CU_ASSERT_EQUAL(filter_name(filter, pattern, &error), FILTER_FINE);
	arena_free(arena);
}

/* A store that others write to, or that is damaged, may have such names. */
static void
bears_names_that_are_no_utf8(void)
{
	static const char *const names[] = {"\xff", "b\xc3", "\xc3\xff\xff.b"};
	struct queue queues[3];
	size_t i;

	begin();
	for (i = 0; i < 3; i++)
		queues[i] = (struct queue){.id = "1", .name = names[i]};
	CU_ASSERT_EQUAL(filter_name(filter, "b|\\X\\X", &error), FILTER_FINE);
	CU_ASSERT_EQUAL(filter_apply(filter, 3, queues, &error), 2);
	CU_ASSERT_PTR_NULL(error);
	arena_free(arena);
}

static void
order(const char *first, const char *second)
{
	begin();
	CU_ASSERT_EQUAL(filter_order(filter, first, &error), FILTER_FINE);
	if (second != NULL)
		CU_ASSERT_EQUAL(
		    filter_order(filter, second, &error), FILTER_FINE);
}

static void
orders_by_any_number_of_fields(void)
{
	int i;

	begin();
	for (i = 0; i < 99; i++)
		CU_ASSERT_EQUAL(
		    filter_order(filter, "system_tags", &error), FILTER_FINE);
	CU_ASSERT_EQUAL(filter_order(filter, "name", &error), FILTER_FINE);
	expect("abcd");
}

static void
refuses_orders_by_what_is_no_field(void)
{
	begin();
	CU_ASSERT_EQUAL(filter_order(filter, "user", &error), FILTER_NO_FIELD);
	CU_ASSERT_EQUAL(filter_order(filter, "", &error), FILTER_NO_FIELD);
	CU_ASSERT_EQUAL(
	    filter_order(filter, "--name", &error), FILTER_NO_FIELD);
	expect("abcd");
	order("-name", "id");
	expect("dcba");
	order("last_update", NULL);
	expect("dcab");
}

static void
pages(void)
{
	begin();
	filter_page(filter, 1, 2);
	expect("bc");
	begin();
	filter_page(filter, 3, 2);
	expect("d");
	begin();
	filter_page(filter, SIZE_MAX, 2);
	expect("");
}

static void
tells_stores_which_ids_can_match(void)
{
	const char *plain[] = {"2", "1", "2"}, *mixed[] = {"__$or", "2", "-1"};
	const char *const *ids;
	size_t n;

	begin();
	CU_ASSERT_FALSE(filter_ids(filter, &n, &ids));
	CU_ASSERT_EQUAL(
	    filter_list(filter, FILTER_ID, 3, plain, &error), FILTER_FINE);
	CU_ASSERT_TRUE(filter_ids(filter, &n, &ids));
	CU_ASSERT_EQUAL(n, 2);
	expect("cd");
	begin();
	CU_ASSERT_EQUAL(
	    filter_list(filter, FILTER_ID, 3, mixed, &error), FILTER_FINE);
	expect("c");
}

/* Two queues whose ids and tags are numbers, also with a leading zero. */
static void
expect_collated(const char *letters)
{
	static const char *nine[] = {"9"}, *ten[] = {"010"};
	struct queue queues[] = {
	    {.id = "010", .name = "ten", .n_tags = 1, .tags = ten},
	    {.id = "9", .name = "nine", .n_tags = 1, .tags = nine}};
	char got[3] = "";
	size_t i, n;

	n = filter_apply(filter, 2, queues, &error);
	for (i = 0; i < n; i++)
		got[i] = queues[i].name[0];
	CU_ASSERT_STRING_EQUAL(got, letters);
	arena_free(arena);
}

/* Filter by metadata, which makes all texts compare as collate_texts(). */
static void
look_at_metadata(void)
{
	const char *nothing[] = {NULL};

	CU_ASSERT_EQUAL(
	    filter_metadata(filter, "metadata.k", 1, nothing, &error),
	    FILTER_FINE);
}

static void
compares_numbers_where_metadata_is_looked_at(void)
{
	const char *ten[] = {"10"};
	const char *const *ids;
	size_t n;

	tags("10", NULL, NULL);
	expect_collated("");
	tags("10", NULL, NULL);
	look_at_metadata();
	expect_collated("t");
	tags("-10", NULL, NULL);
	look_at_metadata();
	expect_collated("n");
	begin();
	CU_ASSERT_EQUAL(
	    filter_list(filter, FILTER_ID, 1, ten, &error), FILTER_FINE);
	look_at_metadata();
	CU_ASSERT_FALSE(filter_ids(filter, &n, &ids));
	expect_collated("t");
	order("system_tags", NULL);
	expect_collated("tn");
	order("system_tags", NULL);
	look_at_metadata();
	expect_collated("nt");
	order("metadata.k", NULL);
	expect_collated("nt");
	order("-metadata.k", "tags");
	expect_collated("nt");
}

static void
tells_stores_which_parts_it_needs(void)
{
	begin();
	CU_ASSERT_EQUAL(filter_needs(filter), 0);
	CU_ASSERT_EQUAL(filter_order(filter, "entries", &error), FILTER_FINE);
	CU_ASSERT_EQUAL(filter_needs(filter), QUEUE_ENTRIES);
	CU_ASSERT_EQUAL(filter_order(filter, "tags", &error), FILTER_FINE);
	CU_ASSERT_EQUAL(filter_needs(filter), QUEUE_ENTRIES | QUEUE_TAGS);
	arena_free(arena);
}

static void
hides_what_has_a_system_tag(void)
{
	const char *hidden[] = {"a", "b"}, *other[] = {"c", "b"};
	struct queue queues[3] = {
	    {.id = "1", .name = "x", .n_system_tags = 2, .system_tags = other},
	    {.id = "2", .name = "y"},
	    {.id = "3", .name = "z", .n_system_tags = 1, .system_tags = other}};

	begin();
	filter_hide(filter, 0, NULL);
	CU_ASSERT_FALSE(filter_has_hidden(filter));
	CU_ASSERT_EQUAL(filter_needs(filter), 0);
	filter_hide(filter, 2, hidden);
	CU_ASSERT_TRUE(filter_has_hidden(filter));
	CU_ASSERT_EQUAL(filter_needs(filter), QUEUE_SYSTEM_TAGS);
	CU_ASSERT_TRUE(filter_is_hidden(filter, 2, other));
	CU_ASSERT_FALSE(filter_is_hidden(filter, 1, other));
	filter_page(filter, 0, 2);
	CU_ASSERT_EQUAL(filter_apply(filter, 3, queues, &error), 2);
	CU_ASSERT_STRING_EQUAL(queues[0].id, "2");
	CU_ASSERT_STRING_EQUAL(queues[1].id, "3");
	arena_free(arena);
}

static void
puts_parts_in_the_place_of_a_list(void)
{
	const char *x[] = {"x"}, *ids[] = {"4", "1"};
	const struct list_parts without = {.all = {0, NULL, 1, x}};
	const struct list_parts nothing = {0};
	const struct list_parts two = {.any = {2, ids, 0, NULL}};
	const char *const *found;
	size_t n;

	tags("x", NULL, NULL);
	filter_parts(filter, FILTER_TAGS, &without);
	CU_ASSERT_EQUAL(filter_needs(filter), QUEUE_TAGS);
	expect("bcd");
	tags("x", NULL, NULL);
	filter_parts(filter, FILTER_TAGS, &nothing);
	expect("abcd");
	begin();
	filter_parts(filter, FILTER_ID, &two);
	CU_ASSERT_TRUE(filter_ids(filter, &n, &found));
	CU_ASSERT_EQUAL(n, 2);
	expect("ad");
}

/* A piece of metadata is a text or missing, and never an empty list. */
static void
filters_metadata_by_parts(void)
{
	static const char *const text[] = {"10"}, *const none[] = {NULL};
	static const struct {
		struct list_part any;
		const char *expected;
	} rows[] = {{{1, text, 0, NULL}, "a"}, {{0, NULL, 1, text}, "bc"},
	    {{1, none, 0, NULL}, ""}, {{0, NULL, 1, none}, "abc"}};
	struct queue_metadata ten[] = {{"k", "k", "", "10"}},
			      zero[] = {{"k", "k", "", "010"}};
	struct list_parts parts = {0};
	char got[4];
	size_t i, j, n;

	for (i = 0; i < 4; i++) {
		struct queue queues[] = {
		    {.id = "1", .name = "a", .n_metadata = 1, .metadata = ten},
		    {.id = "2", .name = "b", .n_metadata = 1, .metadata = zero},
		    {.id = "3", .name = "c"}};

		begin();
		parts.any = rows[i].any;
		CU_ASSERT_EQUAL(filter_metadata_parts(
				    filter, "metadata.k.value", &parts, &error),
		    FILTER_FINE);
		CU_ASSERT_EQUAL(filter_needs(filter), QUEUE_METADATA);
		n = filter_apply(filter, 3, queues, &error);
		memset(got, 0, sizeof(got));
		for (j = 0; j < n; j++)
			got[j] = *queues[j].name;
		CU_ASSERT_STRING_EQUAL(got, rows[i].expected);
		arena_free(arena);
	}
	begin();
	CU_ASSERT_EQUAL(
	    filter_metadata_parts(filter, "metadata.a.b.c", &parts, &error),
	    FILTER_TOO_DEEP);
	CU_ASSERT_EQUAL(
	    filter_metadata_parts(filter, "metadata.", &parts, &error),
	    FILTER_EMPTY_KEY);
	arena_free(arena);
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(lets_all_through_at_first),
	    SUITE_TEST(matches_any_of_a_list),
	    SUITE_TEST(excludes_by_a_dash),
	    SUITE_TEST(knows_operators),
	    SUITE_TEST(takes_null_for_empty),
	    SUITE_TEST(refuses_operators_without_sense),
	    SUITE_TEST(matches_names_anywhere_and_by_case),
	    SUITE_TEST(refuses_bad_patterns),
	    SUITE_TEST(bears_names_that_are_no_utf8),
	    SUITE_TEST(orders_by_any_number_of_fields),
	    SUITE_TEST(refuses_orders_by_what_is_no_field),
	    SUITE_TEST(pages),
	    SUITE_TEST(tells_stores_which_ids_can_match),
	    SUITE_TEST(compares_numbers_where_metadata_is_looked_at),
	    SUITE_TEST(tells_stores_which_parts_it_needs),
	    SUITE_TEST(hides_what_has_a_system_tag),
	    SUITE_TEST(puts_parts_in_the_place_of_a_list),
	    SUITE_TEST(filters_metadata_by_parts),
	};

	return suite_run("filter", tests, sizeof(tests) / sizeof(*tests));
}

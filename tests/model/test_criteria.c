#include <string.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "base/pattern.h"
#include "model/criteria.h"
#include "tests/suite.h"

/* Records of these tests are lists of two texts: a name and, maybe, a tag. */
static const struct criteria_field items[] = {
    {.name = "name"}, {.name = "tags", .need = 4}};
static const struct criteria_fields fields = {2, items};

static struct arena *arena;
static struct criteria criteria;

static void
look(const void *record, size_t field, struct criteria_texts *texts)
{
	texts->one = ((const char *const *)record)[field];
	texts->n = texts->one != NULL;
}

static bool
matches(const char *name, const char *tag)
{
	const char *const record[] = {name, tag};

	return criteria_match(&criteria, record, look);
}

static void
begin(void)
{
	arena = arena_new();
	criteria_init(&criteria, arena, "c1", &fields);
}

static const char *
add_pattern(const char *text, bool all, size_t n, const char *const *names)
{
	const char *error;
	struct pattern *pattern = pattern_new(arena, text, 0, &error);

	return criteria_add_pattern(&criteria, pattern, all, n, names);
}

static void
lets_all_through_at_first(void)
{
	begin();
	CU_ASSERT_TRUE(matches("a", NULL));
	CU_ASSERT_EQUAL(criteria_needs(&criteria), 0);
	CU_ASSERT_PTR_NULL(criteria_add_list(&criteria, "tags", 0, NULL));
	CU_ASSERT_TRUE(matches("a", "x"));
	arena_free(arena);
}

static void
looks_into_lists(void)
{
	static const char *const tags[] = {"x", "-y", NULL};
	static const char *const hidden[] = {"z"};

	begin();
	CU_ASSERT_PTR_NULL(criteria_add_list(&criteria, "tags", 1, tags));
	CU_ASSERT_TRUE(matches("a", "x"));
	CU_ASSERT_FALSE(matches("a", "y"));
	CU_ASSERT_FALSE(matches("a", NULL));
	CU_ASSERT_EQUAL(criteria_needs(&criteria), 4);
	criteria_init(&criteria, arena, "c1", &fields);
	CU_ASSERT_PTR_NULL(criteria_add_list(&criteria, "tags", 1, &tags[2]));
	CU_ASSERT_TRUE(matches("a", NULL));
	CU_ASSERT_FALSE(matches("a", "x"));
	criteria_init(&criteria, arena, "c1", &fields);
	criteria_exclude(&criteria, "tags", 1, hidden);
	CU_ASSERT_TRUE(matches("a", NULL));
	CU_ASSERT_FALSE(matches("a", "z"));
	arena_free(arena);
}

static void
looks_for_patterns_in_one_field_or_in_all(void)
{
	static const char *const names[] = {"name", "tags", "nosuch"};

	begin();
	CU_ASSERT_PTR_NULL(add_pattern("b", false, 2, names));
	CU_ASSERT_TRUE(matches("abc", NULL));
	CU_ASSERT_TRUE(matches("x", "b"));
	CU_ASSERT_FALSE(matches("x", "y"));
	CU_ASSERT_PTR_NULL(add_pattern("b", true, 2, names));
	CU_ASSERT_FALSE(matches("abc", NULL));
	CU_ASSERT_TRUE(matches("abc", "b"));
	CU_ASSERT_STRING_EQUAL(add_pattern("b", true, 3, names), "nosuch");
	arena_free(arena);
}

static void
reads_orders(void)
{
	begin();
	CU_ASSERT_TRUE(criteria_add_order(&criteria, "-tags"));
	CU_ASSERT_TRUE(criteria.orders[0].descending);
	CU_ASSERT_EQUAL(criteria.orders[0].field, 1);
	CU_ASSERT_TRUE(
	    criteria_add_order(&criteria, "last_metrics.a.b.max_value"));
	CU_ASSERT_STRING_EQUAL(criteria.orders[1].metric, "a");
	CU_ASSERT_STRING_EQUAL(criteria.orders[1].variant, "b");
	CU_ASSERT_STRING_EQUAL(criteria.orders[1].value, "max_value");
	CU_ASSERT_FALSE(criteria_add_order(&criteria, "nosuch"));
	CU_ASSERT_FALSE(criteria_add_order(&criteria, "last_metrics.a.b"));
	CU_ASSERT_FALSE(
	    criteria_add_order(&criteria, "last_metrics.a.b.metric"));
	CU_ASSERT_EQUAL(criteria.n_orders, 2);
	arena_free(arena);
}

static void
takes_lists_in_parts(void)
{
	static const char *const tags[] = {"x"};
	const struct list_parts parts = {
	    .all = {.n_exclude = 1, .exclude = tags}};

	begin();
	CU_ASSERT_TRUE(criteria_add_parts(&criteria, "tags", &parts));
	CU_ASSERT_TRUE(matches("a", NULL));
	CU_ASSERT_FALSE(matches("a", "x"));
	CU_ASSERT_FALSE(criteria_add_parts(&criteria, "nosuch", &parts));
	arena_free(arena);
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(lets_all_through_at_first),
	    SUITE_TEST(looks_into_lists),
	    SUITE_TEST(takes_lists_in_parts),
	    SUITE_TEST(looks_for_patterns_in_one_field_or_in_all),
	    SUITE_TEST(reads_orders),
	};

	return suite_run("criteria", tests, sizeof(tests) / sizeof(*tests));
}

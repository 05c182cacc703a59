#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "model/list_filter.h"
#include "tests/suite.h"

static struct arena *arena;
static struct list_filter list;

static void
make(size_t n, const char *const *values)
{
	arena = arena_new();
	CU_ASSERT_PTR_NULL(list_filter_read(arena, "tags", n, values, &list));
}

/* True if a field of one text, or (NULL) of none, passes. */
static bool
lets_through(bool by_collate, const char *value)
{
	return list_filter_matches(&list, by_collate, value != NULL, &value);
}

static void
lifts_a_negation_by_null(void)
{
	const char *values[] = {"__$not", NULL, "y"};

	make(3, values);
	CU_ASSERT_TRUE(lets_through(false, "y"));
	CU_ASSERT_TRUE(lets_through(false, NULL));
	CU_ASSERT_FALSE(lets_through(false, "x"));
	arena_free(arena);
	make(2, values);
	CU_ASSERT_TRUE(lets_through(false, NULL));
	CU_ASSERT_FALSE(lets_through(false, "y"));
	arena_free(arena);
}

static void
lifts_a_negation_by_nop(void)
{
	const char *values[] = {"__$not", "__$nop", "y"};

	make(3, values);
	CU_ASSERT_TRUE(lets_through(false, "y"));
	CU_ASSERT_FALSE(lets_through(false, "x"));
	arena_free(arena);
	make(2, values);
	CU_ASSERT_TRUE(lets_through(false, "y"));
	CU_ASSERT_TRUE(lets_through(false, NULL));
	arena_free(arena);
}

static void
compares_by_code_or_as_people_sort(void)
{
	const char *in[] = {"x10"}, *out[] = {"-x10"};

	make(1, in);
	CU_ASSERT_FALSE(lets_through(false, "x010"));
	CU_ASSERT_TRUE(lets_through(true, "x010"));
	CU_ASSERT_FALSE(lets_through(true, "X10"));
	CU_ASSERT_FALSE(lets_through(true, "x100"));
	arena_free(arena);
	make(1, out);
	CU_ASSERT_TRUE(lets_through(false, "x010"));
	CU_ASSERT_FALSE(lets_through(true, "x010"));
	arena_free(arena);
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(lifts_a_negation_by_null),
	    SUITE_TEST(lifts_a_negation_by_nop),
	    SUITE_TEST(compares_by_code_or_as_people_sort),
	};

	return suite_run("list_filter", tests, sizeof(tests) / sizeof(*tests));
}

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "model/text_set.h"
#include "tests/suite.h"

static void
numbers_texts_in_their_order(void)
{
	struct arena *arena = arena_new();
	struct text_set *set = text_set_new(arena, 10000, false);
	size_t i;

	for (i = 0; i < 10000; i++)
		CU_ASSERT_EQUAL(
		    text_set_add(set, arena_printf(arena, "%zu", i)), i);
	for (i = 0; i < 10000; i++) {
		CU_ASSERT_EQUAL(
		    text_set_add(set, arena_printf(arena, "%zu", i)), i);
		CU_ASSERT_EQUAL(
		    text_set_find(set, arena_printf(arena, "%zu", i)), i);
	}
	CU_ASSERT_EQUAL(text_set_count(set), 10000);
	CU_ASSERT_EQUAL(text_set_find(set, "10000"), TEXT_SET_NONE);
	CU_ASSERT_EQUAL(text_set_find(set, "007"), TEXT_SET_NONE);
	CU_ASSERT_EQUAL(text_set_find(set, ""), TEXT_SET_NONE);
	arena_free(arena);
}

static void
has_numbers_equal_by_value_where_texts_are_collated(void)
{
	static const char *const same[][2] = {{"a7b", "a007b"}, {"0", "000"},
	    {"v1.02", "v01.2"}, {"x0", "x00"}, {"10", "010"}};
	static const char *const others[][2] = {
	    {"a7", "a70"}, {"x", "x0"}, {"a", "A"}, {"1.0", "10"}};
	struct arena *arena = arena_new();
	struct text_set *set;
	size_t i;

	for (i = 0; i < sizeof(same) / sizeof(*same); i++) {
		set = text_set_new(arena, 1, true);
		text_set_add(set, same[i][0]);
		CU_ASSERT_EQUAL(text_set_find(set, same[i][1]), 0);
		set = text_set_new(arena, 1, true);
		text_set_add(set, same[i][1]);
		CU_ASSERT_EQUAL(text_set_find(set, same[i][0]), 0);
	}
	for (i = 0; i < sizeof(others) / sizeof(*others); i++) {
		set = text_set_new(arena, 1, true);
		text_set_add(set, others[i][0]);
		CU_ASSERT_EQUAL(
		    text_set_find(set, others[i][1]), TEXT_SET_NONE);
	}
	arena_free(arena);
}

static void
can_be_empty(void)
{
	struct arena *arena = arena_new();
	struct text_set *set = text_set_new(arena, 0, false);

	CU_ASSERT_EQUAL(text_set_find(set, "a"), TEXT_SET_NONE);
	CU_ASSERT_EQUAL(text_set_count(set), 0);
	arena_free(arena);
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(numbers_texts_in_their_order),
	    SUITE_TEST(has_numbers_equal_by_value_where_texts_are_collated),
	    SUITE_TEST(can_be_empty),
	};

	return suite_run("text_set", tests, sizeof(tests) / sizeof(*tests));
}

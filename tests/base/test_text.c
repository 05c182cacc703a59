#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "base/text.h"
#include "tests/suite.h"

static void
strips_white_space_of_any_kind(void)
{
	static const struct {
		const char *text;
		const char *stripped;
	} texts[] = {{"", ""}, {" \t\n", ""}, {"a", "a"}, {"  a b ", "a b"},
	    {"\xc2\xa0x\xe3\x80\x80", "x"}, {"\xe2\x80\x8bx", "\xe2\x80\x8bx"},
	    {"\x1c\xc3\xa4\xc2\x85\x1f", "\xc3\xa4"}};
	struct arena *arena = arena_new();
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		CU_ASSERT_STRING_EQUAL(
		    text_strip(arena, texts[i].text), texts[i].stripped);
	arena_free(arena);
}

static void
goes_by_characters(void)
{
	const char *text = "a\xc3\xa4\xf0\x9f\x98\x80z";

	CU_ASSERT_PTR_EQUAL(text_next(text), text + 1);
	CU_ASSERT_PTR_EQUAL(text_next(text + 1), text + 3);
	CU_ASSERT_PTR_EQUAL(text_next(text + 3), text + 7);
}

static void
splits_at_blanks(void)
{
	struct arena *arena = arena_new();
	const char **words;
	size_t n;

	words = text_split(arena, " a\t bc  d ", &n);
	CU_ASSERT_EQUAL_FATAL(n, 3);
	CU_ASSERT_STRING_EQUAL(words[0], "a");
	CU_ASSERT_STRING_EQUAL(words[1], "bc");
	CU_ASSERT_STRING_EQUAL(words[2], "d");
	text_split(arena, " \t", &n);
	CU_ASSERT_EQUAL(n, 0);
	arena_free(arena);
}

static void
sorts_a_copy(void)
{
	const char *texts[] = {"b", "a", "c", "a", "b"};
	struct arena *arena = arena_new();
	const char **sorted = text_sort(arena, 5, texts);
	size_t n = 5;

	CU_ASSERT_STRING_EQUAL(sorted[0], "a");
	CU_ASSERT_STRING_EQUAL(sorted[1], "a");
	CU_ASSERT_STRING_EQUAL(sorted[4], "c");
	CU_ASSERT_STRING_EQUAL(texts[0], "b");
	sorted = text_sort_unique(arena, &n, texts);
	CU_ASSERT_EQUAL_FATAL(n, 3);
	CU_ASSERT_STRING_EQUAL(sorted[0], "a");
	CU_ASSERT_STRING_EQUAL(sorted[1], "b");
	CU_ASSERT_STRING_EQUAL(sorted[2], "c");
	n = 0;
	text_sort_unique(arena, &n, NULL);
	CU_ASSERT_EQUAL(n, 0);
	arena_free(arena);
}

static void
joins(void)
{
	const char *texts[] = {"a", "", "bc"};
	struct arena *arena = arena_new();

	CU_ASSERT_STRING_EQUAL(text_join(arena, 3, texts), "a, , bc");
	CU_ASSERT_STRING_EQUAL(text_join(arena, 1, texts), "a");
	CU_ASSERT_STRING_EQUAL(text_join(arena, 0, NULL), "");
	arena_free(arena);
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(strips_white_space_of_any_kind),
	    SUITE_TEST(goes_by_characters),
	    SUITE_TEST(splits_at_blanks),
	    SUITE_TEST(sorts_a_copy),
	    SUITE_TEST(joins),
	};

	return suite_run("text", tests, sizeof(tests) / sizeof(*tests));
}

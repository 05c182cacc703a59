#include <string.h>

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

/* A list of texts, one for each letter; "0" stands for NULL. */
static size_t
letters(const char *text, const char *texts[4])
{
	static const char all[] = "a\0b\0c\0d";
	size_t i;

	for (i = 0; text[i] != '\0'; i++)
		texts[i] = text[i] == '0' ? NULL : &all[2 * (text[i] - 'a')];
	return i;
}

/*
 * Match the fields "ab", "a", "b", nothing and "abc": those that pass are given
 * by their lengths, with "-" between them.
 */
static void
expect_parts(const char *any_in, const char *any_out, const char *all_in,
    const char *all_out, bool either, const char *expected)
{
	static const char *const fields[] = {"ab", "a", "b", "", "abc"};
	const char *texts[4][4], *field[4];
	const struct list_parts parts = {
	    .any = {letters(any_in, texts[0]), texts[0],
		letters(any_out, texts[1]), texts[1]},
	    .all = {letters(all_in, texts[2]), texts[2],
		letters(all_out, texts[3]), texts[3]},
	    .either = either};
	char got[20] = "";
	size_t i, n;

	arena = arena_new();
	list_filter_read_parts(arena, &parts, &list);
	for (i = 0; i < 5; i++) {
		n = letters(fields[i], field);
		if (list_filter_matches(&list, false, n, field))
			strcat(strcat(got, fields[i]), "-");
	}
	CU_ASSERT_STRING_EQUAL(got, expected);
	arena_free(arena);
}

static void
matches_parts(void)
{
	expect_parts("", "", "", "", false, "ab-a-b--abc-");
	expect_parts("", "", "", "", true, "ab-a-b--abc-");
	expect_parts("ab", "", "", "", false, "ab-a-b-abc-");
	expect_parts("aab", "", "", "", true, "ab-a-b-abc-");
	expect_parts("", "ab", "", "", false, "a-b--");
	expect_parts("", "aab", "", "", false, "a-b--");
	expect_parts("", "", "ab", "", false, "ab-abc-");
	expect_parts("", "", "abb", "", true, "ab-abc-");
	expect_parts("", "", "", "ab", false, "-");
	expect_parts("c", "a", "", "", false, "b--abc-");
	expect_parts("", "", "a", "c", false, "ab-a-");
	expect_parts("c", "", "", "a", false, "");
	expect_parts("c", "", "", "a", true, "b--abc-");
	expect_parts("b", "", "a", "c", false, "ab-");
	expect_parts("b", "", "a", "c", true, "ab-a-b-abc-");
}

/* NULL in an include wants the field empty, in an exclude not empty. */
static void
takes_null_in_parts_for_an_empty_field(void)
{
	expect_parts("0", "", "", "", false, "-");
	expect_parts("c0", "", "", "", false, "-abc-");
	expect_parts("", "0", "", "", false, "ab-a-b-abc-");
	expect_parts("", "0a", "", "", false, "ab-a-b--abc-");
	expect_parts("", "", "0", "", false, "-");
	expect_parts("", "", "a0", "", false, "");
	expect_parts("", "", "", "0", false, "ab-a-b-abc-");
	expect_parts("", "", "", "a0", false, "b-");
}

static void
takes_texts_of_parts_as_they_are(void)
{
	const char *texts[] = {"-a", "__$not"};
	const struct list_parts parts = {.any = {2, texts, 0, NULL}};

	arena = arena_new();
	list_filter_read_parts(arena, &parts, &list);
	CU_ASSERT_TRUE(lets_through(false, "-a"));
	CU_ASSERT_TRUE(lets_through(false, "__$not"));
	CU_ASSERT_FALSE(lets_through(false, "a"));
	CU_ASSERT_FALSE(lets_through(false, NULL));
	arena_free(arena);
}

/* How many texts a field needs one of; 0 if it needs none. */
static size_t
count_needed(struct list_parts parts)
{
	const struct list_texts *needed;
	size_t n;

	arena = arena_new();
	list_filter_read_parts(arena, &parts, &list);
	needed = list_filter_needed(&list);
	n = needed == NULL ? 0 : needed->n;
	arena_free(arena);
	return n;
}

static void
tells_of_which_texts_one_is_needed(void)
{
	const char *texts[] = {"a", "b", NULL};
	struct list_parts parts = {.any = {2, texts, 0, NULL}};

	CU_ASSERT_EQUAL(count_needed(parts), 2);
	parts.all = (struct list_part){0, NULL, 1, texts};
	CU_ASSERT_EQUAL(count_needed(parts), 2);
	parts.either = true;
	CU_ASSERT_EQUAL(count_needed(parts), 0);
	parts = (struct list_parts){.any = {2, texts, 1, texts}};
	CU_ASSERT_EQUAL(count_needed(parts), 0);
	parts = (struct list_parts){.any = {3, texts, 0, NULL}};
	CU_ASSERT_EQUAL(count_needed(parts), 0);
	parts = (struct list_parts){.all = {2, texts, 0, NULL}};
	CU_ASSERT_EQUAL(count_needed(parts), 0);
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(lifts_a_negation_by_null),
	    SUITE_TEST(lifts_a_negation_by_nop),
	    SUITE_TEST(compares_by_code_or_as_people_sort),
	    SUITE_TEST(matches_parts),
	    SUITE_TEST(takes_null_in_parts_for_an_empty_field),
	    SUITE_TEST(takes_texts_of_parts_as_they_are),
	    SUITE_TEST(tells_of_which_texts_one_is_needed),
	};

	return suite_run("list_filter", tests, sizeof(tests) / sizeof(*tests));
}

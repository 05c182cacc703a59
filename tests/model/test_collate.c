#include <CUnit/CUnit.h>

#include "model/collate.h"
#include "tests/suite.h"

/* Expect texts in this order, each before all that follow. */
static void
expect_order(size_t n, const char *const *texts)
{
	size_t i, j;

	for (i = 0; i < n; i++) {
		CU_ASSERT_EQUAL(collate_texts(texts[i], texts[i]), 0);
		for (j = i + 1; j < n; j++) {
			CU_ASSERT(collate_texts(texts[i], texts[j]) < 0);
			CU_ASSERT(collate_texts(texts[j], texts[i]) > 0);
		}
	}
}

static void
compares_numbers_by_value(void)
{
	static const char *const texts[] = {"", "0", "9", "10", "11a", "99",
	    "100", "18446744073709551616", "99999999999999999999"};

	expect_order(9, texts);
}

static void
compares_numbers_within_texts(void)
{
	static const char *const texts[] = {
	    "a", "a1b3", "a1b20", "a2b1", "a10", "b", "b2"};

	expect_order(7, texts);
}

static void
compares_letters_of_either_case_together(void)
{
	static const char *const texts[] = {"a", "A", "ab", "Ab", "b", "B"};

	expect_order(6, texts);
}

static void
puts_signs_before_digits_before_letters(void)
{
	static const char *const texts[] = {
	    "", " ", "_", "-", ",", "~", "$", "0", "5", "a", "Z", "\xc3\xa4"};

	expect_order(12, texts);
}

static void
ignores_zeros_in_front_of_numbers(void)
{
	CU_ASSERT_EQUAL(collate_texts("10", "010"), 0);
	CU_ASSERT_EQUAL(collate_texts("a0b00c1", "a00b0c01"), 0);
	CU_ASSERT(collate_texts("x01A", "x1a") > 0);
	CU_ASSERT(collate_texts("10", "100") < 0);
	CU_ASSERT(collate_texts("0", "") > 0);
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(compares_numbers_by_value),
	    SUITE_TEST(compares_numbers_within_texts),
	    SUITE_TEST(compares_letters_of_either_case_together),
	    SUITE_TEST(puts_signs_before_digits_before_letters),
	    SUITE_TEST(ignores_zeros_in_front_of_numbers),
	};

	return suite_run("collate", tests, sizeof(tests) / sizeof(*tests));
}

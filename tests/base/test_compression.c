#include <stdint.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "base/compression.h"
#include "tests/suite.h"

#define MOST 100000

static struct arena *arena;
static struct compressor *compressor;

static void
begin(void)
{
	arena = arena_new();
	compressor = compression_new();
}

static void
end(void)
{
	compression_free(compressor);
	arena_free(arena);
}

/* A text of n bytes that repeats itself after so many. */
static char *
text_of(size_t n, size_t period)
{
	char *text = arena_alloc(arena, n + 1);
	uint64_t state = 1;
	size_t i;

	for (i = 0; i < n; i++)
		text[i] =
		    i < period ? (char)suite_random(&state) : text[i - period];
	return text;
}

static void
gives_back_what_it_took(void)
{
	static const size_t sizes[] = {600, 1000, 70000, MOST, 700};
	const char *data;
	size_t i, n, length;
	char *text;

	begin();
	for (i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		text = text_of(sizes[i], 100);
		n = compression_run(compressor, text, sizes[i], &data);
		CU_ASSERT_TRUE(n > 0 && n < 300);
		CU_ASSERT_TRUE_FATAL(
		    compression_length(data, n, MOST, &length));
		CU_ASSERT_EQUAL_FATAL(length, sizes[i]);
		CU_ASSERT_EQUAL(memcmp(compression_undo(arena, data, n, length),
				    text, length),
		    0);
	}
	end();
}

static void
leaves_what_it_can_not_shorten(void)
{
	const char *data;

	begin();
	CU_ASSERT_EQUAL(compression_run(compressor, "x", 1, &data), 0);
	CU_ASSERT_EQUAL(compression_run(compressor, "", 0, &data), 0);
	CU_ASSERT_EQUAL(
	    compression_run(compressor, text_of(900, 900), 900, &data), 0);
	end();
}

static void
finds_damage(void)
{
	size_t i, n, length, n_found = 0;
	const char *data;
	char *text, *copy;

	begin();
	text = text_of(1000, 500);
	n = compression_run(compressor, text, 1000, &data);
	CU_ASSERT_FALSE(compression_length(data, n, 999, &length));
	CU_ASSERT_FALSE(compression_length("text", 4, MOST, &length));
	CU_ASSERT_FALSE(compression_length("", 0, MOST, &length));
	CU_ASSERT_PTR_NULL(compression_undo(arena, data, n, 999));
	CU_ASSERT_PTR_NULL(compression_undo(arena, data, n - 1, 1000));
	for (i = 0; i < n; i++) {
		copy = memcpy(arena_alloc(arena, n), data, n);
		copy[i] = (char)~copy[i];
		if (!compression_length(copy, n, MOST, &length) ||
		    compression_undo(arena, copy, n, length) == NULL)
			n_found++;
	}
	CU_ASSERT_TRUE(n_found > 5);
	end();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(gives_back_what_it_took),
	    SUITE_TEST(leaves_what_it_can_not_shorten),
	    SUITE_TEST(finds_damage),
	};

	return suite_run("compression", tests, sizeof(tests) / sizeof(*tests));
}

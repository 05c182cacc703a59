#include <stdint.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "config.h"
#include "tests/suite.h"

#ifdef WITH_ADDRESS_SANITIZER
#include <sanitizer/asan_interface.h>
#endif

static void
gives_zeroed_aligned_memory(void)
{
	struct arena *arena = arena_new();
	unsigned char *a, *b;
	size_t i, sum = 0;

	a = arena_alloc(arena, 3);
	b = arena_alloc(arena, 100000);
	for (i = 0; i < 100000; i++)
		sum += b[i];
	CU_ASSERT_EQUAL(sum, 0);
	CU_ASSERT_EQUAL((uintptr_t)a % _Alignof(max_align_t), 0);
	CU_ASSERT_EQUAL((uintptr_t)b % _Alignof(max_align_t), 0);
	CU_ASSERT_PTR_NOT_EQUAL(a, b);
	arena_free(arena);
}

static void
zeroes_memory_that_is_used_again(void)
{
	struct arena *arena = arena_new();
	char *a;

	memset(arena_alloc(arena, 64), 'x', 64);
	arena_reset(arena);
	a = arena_alloc(arena, 64);
	CU_ASSERT_EQUAL(a[0], 0);
	CU_ASSERT_EQUAL(a[63], 0);
	arena_free(arena);
}

/* Only a build with AddressSanitizer can notice. */
static void
is_watched_by_sanitizers(void)
{
#ifdef WITH_ADDRESS_SANITIZER
	struct arena *arena = arena_new();
	char *a = arena_alloc(arena, 3), *b = arena_alloc(arena, 16);

	CU_ASSERT_FALSE(__asan_address_is_poisoned(a + 2));
	CU_ASSERT_TRUE(__asan_address_is_poisoned(a + 3));
	CU_ASSERT_FALSE(__asan_address_is_poisoned(b + 15));
	CU_ASSERT_TRUE(__asan_address_is_poisoned(b + 16));
	arena_reset(arena);
	CU_ASSERT_TRUE(__asan_address_is_poisoned(a));
	arena_free(arena);
#endif
}

static void
grows_arrays(void)
{
	struct arena *arena = arena_new();
	size_t i, room = 0;
	int *items = NULL;

	for (i = 0; i < 1000; i++) {
		items = arena_grow(arena, items, i, &room, sizeof(*items));
		CU_ASSERT(room > i);
		items[i] = (int)i;
	}
	for (i = 0; i < 1000; i++)
		CU_ASSERT_EQUAL(items[i], (int)i);
	arena_free(arena);
}

static void
copies_and_formats_text(void)
{
	struct arena *arena = arena_new();

	CU_ASSERT_STRING_EQUAL(arena_strdup(arena, "abc"), "abc");
	CU_ASSERT_STRING_EQUAL(arena_strndup(arena, "abc", 2), "ab");
	CU_ASSERT_STRING_EQUAL(arena_printf(arena, "%d-%s", 5, "x"), "5-x");
	CU_ASSERT_EQUAL(
	    strlen(arena_printf(arena, "%20000s", "x")), (size_t)20000);
	arena_free(arena);
}

static char order[3];

static void
note(void *object)
{
	strcat(order, object);
}

static void
cleans_up_newest_first(void)
{
	struct arena *arena = arena_new();
	char a[] = "a", b[] = "b";

	order[0] = '\0';
	arena_defer(arena, note, a);
	arena_defer(arena, note, b);
	arena_reset(arena);
	CU_ASSERT_STRING_EQUAL(order, "ba");
	arena_free(arena);
	CU_ASSERT_STRING_EQUAL(order, "ba");
}

static void
frees_null(void)
{
	arena_free(NULL);
	CU_PASS("no crash");
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(gives_zeroed_aligned_memory),
	    SUITE_TEST(zeroes_memory_that_is_used_again),
	    SUITE_TEST(is_watched_by_sanitizers),
	    SUITE_TEST(grows_arrays),
	    SUITE_TEST(copies_and_formats_text),
	    SUITE_TEST(cleans_up_newest_first),
	    SUITE_TEST(frees_null),
	};

	return suite_run("arena", tests, sizeof(tests) / sizeof(*tests));
}

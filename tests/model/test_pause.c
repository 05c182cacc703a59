#include <string.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "model/pause.h"
#include "tests/suite.h"

static const struct pause_poller poller = {
    .user = "u1", .address = "192.0.2.7", .worker = "gpu:0"};

static void
is_for_everybody_unless_words_say_for_whom(void)
{
	static const char *const all[] = {"", " ", "true",
	    "user:", "host:", "user:u2 noon", "user", "users:u2", " false"};
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(*all); i++) {
		CU_ASSERT_EQUAL(pause_scope(all[i]), PAUSE_EVERYBODY);
		CU_ASSERT_TRUE(pause_holds(all[i], &poller));
	}
	CU_ASSERT_EQUAL(pause_scope("user:u2"), PAUSE_SOME);
	CU_ASSERT_EQUAL(pause_scope("false"), PAUSE_NOBODY);
	CU_ASSERT_EQUAL(pause_scope(NULL), PAUSE_NOBODY);
	CU_ASSERT_FALSE(pause_holds("false", &poller));
	CU_ASSERT_FALSE(pause_holds(NULL, &poller));
}

static void
holds_those_who_are_named(void)
{
	static const char *const held[] = {"user:u1", "host:192.0.2.7",
	    "host:gpu", "host:gpu:0", "host:a  user:b host:gpu "};
	static const char *const free[] = {"user:u", "user:u12", "user:gpu",
	    "host:gp", "host:gpu:", "host:gpu:01", "host:192.0.2", "host:u1"};
	const struct pause_poller nobody = {0};
	size_t i;

	for (i = 0; i < sizeof(held) / sizeof(*held); i++) {
		CU_ASSERT_TRUE(pause_holds(held[i], &poller));
		CU_ASSERT_FALSE(pause_holds(held[i], &nobody));
	}
	for (i = 0; i < sizeof(free) / sizeof(*free); i++)
		CU_ASSERT_FALSE(pause_holds(free[i], &poller));
}

static void
is_for_everybody_if_it_is_too_long(void)
{
	char value[PAUSE_LONGEST + 2] = "host:";

	memset(value + 5, 'x', sizeof(value) - 6);
	value[PAUSE_LONGEST] = '\0';
	CU_ASSERT_EQUAL(pause_scope(value), PAUSE_SOME);
	value[PAUSE_LONGEST] = 'x';
	CU_ASSERT_EQUAL(pause_scope(value), PAUSE_EVERYBODY);
}

static void
lists_for_whom(void)
{
	struct arena *arena = arena_new();
	const char **words;
	size_t n;

	words = pause_list(arena, " user:a  host:b:1 ", &n);
	CU_ASSERT_EQUAL_FATAL(n, 2);
	CU_ASSERT_STRING_EQUAL(words[0], "user:a");
	CU_ASSERT_STRING_EQUAL(words[1], "host:b:1");
	words = pause_list(arena, "", &n);
	CU_ASSERT_EQUAL_FATAL(n, 1);
	CU_ASSERT_STRING_EQUAL(words[0], "everybody");
	pause_list(arena, "false", &n);
	CU_ASSERT_EQUAL(n, 0);
	pause_list(arena, NULL, &n);
	CU_ASSERT_EQUAL(n, 0);
	arena_free(arena);
}

static void
is_found_by_its_key(void)
{
	const struct queue_metadata items[] = {
	    {"a", "lineup_paused", "", "1"}, {PAUSE_KEY, "b", "", "2"}};

	CU_ASSERT_STRING_EQUAL(pause_find(2, items), "2");
	CU_ASSERT_PTR_NULL(pause_find(1, items));
	CU_ASSERT_PTR_NULL(pause_find(0, NULL));
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(is_for_everybody_unless_words_say_for_whom),
	    SUITE_TEST(holds_those_who_are_named),
	    SUITE_TEST(is_for_everybody_if_it_is_too_long),
	    SUITE_TEST(lists_for_whom),
	    SUITE_TEST(is_found_by_its_key),
	};

	return suite_run("pause", tests, sizeof(tests) / sizeof(*tests));
}

#include <string.h>

#include <CUnit/CUnit.h>

#include "api/sessions.h"
#include "api/token.h"
#include "base/arena.h"
#include "tests/suite.h"

#define NOW 1000000

static struct sessions *sessions;

static bool
knows(const char *key, const char *user, const char *company, int64_t now)
{
	struct token token = {
	    .key = key, .who = {.user = user, .company = company}};

	return sessions_know(sessions, &token, now);
}

static void
note(const char *key, const char *user, const char *company)
{
	struct token token = {
	    .key = key, .who = {.user = user, .company = company}};

	sessions_note(sessions, &token, NOW);
}

static void
knows_what_was_found_for_half_a_minute(void)
{
	sessions = sessions_new();
	CU_ASSERT_FALSE(knows("K", "u", "c", NOW));
	note("K", "u", "c");
	CU_ASSERT_TRUE(knows("K", "u", "c", NOW));
	CU_ASSERT_TRUE(knows("K", "u", "c", NOW + 29999));
	CU_ASSERT_FALSE(knows("K", "u", "c", NOW + 30000));
	CU_ASSERT_FALSE(knows("K", "u", "c", NOW - 1));
	sessions_free(sessions);
}

static void
tells_sessions_apart(void)
{
	sessions = sessions_new();
	note("K", "uc", "d");
	CU_ASSERT_FALSE(knows("Ku", "c", "d", NOW));
	CU_ASSERT_FALSE(knows("K", "u", "cd", NOW));
	CU_ASSERT_FALSE(knows(NULL, "uc", "d", NOW));
	CU_ASSERT_FALSE(knows("K", "uc", "e", NOW));
	CU_ASSERT_TRUE(knows("K", "uc", "d", NOW));
	note(NULL, "u", "c");
	CU_ASSERT_TRUE(knows(NULL, "u", "c", NOW));
	CU_ASSERT_FALSE(knows("", "u", "c", NOW));
	sessions_free(sessions);
}

static void
never_knows_what_is_too_long(void)
{
	char user[1000];

	memset(user, 'u', sizeof(user));
	user[sizeof(user) - 1] = '\0';
	sessions = sessions_new();
	note("K", user, "c");
	CU_ASSERT_FALSE(knows("K", user, "c", NOW));
	sessions_free(sessions);
}

static void
forgets_rather_than_grow(void)
{
	struct arena *arena = arena_new();
	const char *user;
	size_t i, n = 0;

	sessions = sessions_new();
	for (i = 0; i < 5000; i++)
		note("K", arena_printf(arena, "%zu", i), "c");
	for (i = 0; i < 5000; i++) {
		user = arena_printf(arena, "%zu", i);
		n += knows("K", user, "c", NOW);
	}
	CU_ASSERT(n > 500 && n <= 1024);
	sessions_free(sessions);
	arena_free(arena);
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(knows_what_was_found_for_half_a_minute),
	    SUITE_TEST(tells_sessions_apart),
	    SUITE_TEST(never_knows_what_is_too_long),
	    SUITE_TEST(forgets_rather_than_grow),
	};

	return suite_run("sessions", tests, sizeof(tests) / sizeof(*tests));
}

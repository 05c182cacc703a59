#include <math.h>
#include <stdio.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "api/token.h"
#include "api/token_cache.h"
#include "base/arena.h"
#include "tests/suite.h"

static struct token_cache *cache;
static struct arena *arena;

static void
begin(void)
{
	cache = token_cache_new();
	arena = arena_new();
}

static void
end(void)
{
	token_cache_free(cache);
	arena_free(arena);
}

static void
add(const char *text, const char *user)
{
	struct token token = {.key = "K",
	    .issued = 1,
	    .not_before = 2,
	    .expires = INFINITY,
	    .who = {user, "c1", "admin", "Ann", "Acme"}};

	token_cache_add(cache, text, &token);
}

static void
finds_what_was_added(void)
{
	char text[] = "head.body.signature", user[] = "u1";
	struct token token;

	begin();
	CU_ASSERT_FALSE(token_cache_find(cache, arena, text, &token));
	add(text, user);
	memset(user, 'x', 2);
	CU_ASSERT_TRUE(token_cache_find(cache, arena, text, &token));
	CU_ASSERT_STRING_EQUAL(token.key, "K");
	CU_ASSERT_STRING_EQUAL(token.who.user, "u1");
	CU_ASSERT_STRING_EQUAL(token.who.company, "c1");
	CU_ASSERT_STRING_EQUAL(token.who.role, "admin");
	CU_ASSERT_STRING_EQUAL(token.who.user_name, "Ann");
	CU_ASSERT_STRING_EQUAL(token.who.company_name, "Acme");
	CU_ASSERT_EQUAL(token.issued, 1);
	CU_ASSERT_EQUAL(token.not_before, 2);
	CU_ASSERT_TRUE(isinf(token.expires));
	end();
}

/* Two tokens of one slot and signature differ in their text alone. */
static void
tells_tokens_of_one_slot_apart(void)
{
	struct token token;

	begin();
	add("head.body.signaturesignature", "u1");
	CU_ASSERT_FALSE(token_cache_find(
	    cache, arena, "head.evil.signaturesignature", &token));
	add("head.evil.signaturesignature", "u2");
	CU_ASSERT_FALSE(token_cache_find(
	    cache, arena, "head.body.signaturesignature", &token));
	CU_ASSERT_TRUE(token_cache_find(
	    cache, arena, "head.evil.signaturesignature", &token));
	CU_ASSERT_STRING_EQUAL(token.who.user, "u2");
	end();
}

static void
is_bounded(void)
{
	struct token token;
	int i, n_found = 0;
	char text[32];

	begin();
	for (i = 0; i < 5000; i++) {
		snprintf(text, sizeof(text), "head.body.%d", i);
		add(text, "u1");
	}
	for (i = 0; i < 5000; i++) {
		snprintf(text, sizeof(text), "head.body.%d", i);
		n_found += token_cache_find(cache, arena, text, &token);
	}
	CU_ASSERT_TRUE(n_found > 100);
	CU_ASSERT_TRUE(n_found <= 256);
	end();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(finds_what_was_added),
	    SUITE_TEST(tells_tokens_of_one_slot_apart),
	    SUITE_TEST(is_bounded),
	};

	return suite_run("token_cache", tests, sizeof(tests) / sizeof(*tests));
}

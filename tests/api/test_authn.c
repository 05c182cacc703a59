#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "api/authn.h"
#include "api/call.h"
#include "api/sessions.h"
#include "api/token.h"
#include "api/token_cache.h"
#include "base/arena.h"
#include "http/http.h"
#include "store/users.h"
#include "tests/api/sample_server.h"
#include "tests/store/failing.h"
#include "tests/store/sample_store.h"
#include "tests/suite.h"

#define MINUTE 60000

static struct authn authn;
static struct arena *arena;
static struct store *store;
static int64_t now; /* ms since 1970 */
static struct call call;

static void
add(const char *id, const char *role, const char *company)
{
	struct store_user user = {
	    .id = id, .name = id, .role = role, .company = company};
	struct store_key key = {
	    .key = arena_printf(arena, "K%s", id), .user = id, .label = ""};

	CU_ASSERT_EQUAL(store_add_user(store, &user), STORE_OK);
	CU_ASSERT_EQUAL(store_add_key(store, &key, "s"), STORE_OK);
}

static void
begin(void)
{
	arena = arena_new();
	authn = sample_server_authn();
	authn.max_lifetime = authn.lifetime = 1000000;
	store = sample_store_new();
	now = INT64_C(1700000000000);
	store_add_company(store, "c1", "One");
	store_add_company(store, "c2", "Two");
	add("una", "user", "c1");
	add("ada", "admin", "c1");
	add("rob", "root", "c1");
	add("sys", "system", "c1");
	add("oda", "user", "c2");
}

static void
end(void)
{
	store_close(store);
	sessions_free(authn.sessions);
	token_cache_free(authn.cache);
	arena_free(arena);
}

/* Make a call with these credentials; returns its error. */
static enum err
check(const char *authorization)
{
	call = (struct call){.arena = arena, .store = store, .now = now};
	return sample_server_error(
	    authn_check(&authn, &call, authorization, NULL));
}

/* A call with the key of a user: "Basic K<user>:s". */
static void
enter(const char *user)
{
	struct identity who;

	call = (struct call){.arena = arena, .store = store, .now = now};
	call.key = arena_printf(arena, "K%s", user);
	CU_ASSERT_EQUAL_FATAL(
	    store_authenticate(store, arena, call.key, "s", &who), STORE_OK);
	call.who = who;
}

/* Have the call made as another user, by one of the two headers. */
static enum err
act(const char *user, bool impersonate)
{
	struct http_header as = {"As", user}, none = {"None", NULL};

	return sample_server_error(authn_impersonate(
	    &call, impersonate ? &as : &none, impersonate ? &none : &as));
}

/* Renew the token of the call; returns it as a header. */
static const char *
renew(void)
{
	struct identity who;

	CU_ASSERT_PTR_NULL_FATAL(authn_renew(&call, &who));
	return arena_printf(
	    arena, "Bearer %s", token_make(&authn, &call, &who, 100000));
}

/* A token of another server, for a user with a role. */
static const char *
foreign(const char *user, const char *role)
{
	struct identity who = {user, "c1", role, "", ""};
	struct call nobody = {.arena = arena, .now = now};

	return arena_printf(
	    arena, "Bearer %s", token_make(&authn, &nobody, &who, 100000));
}

static void
takes_a_token_as_long_as_its_key_is_there(void)
{
	const char *token, *again;
	struct identity who;

	begin();
	enter("una");
	token = renew();
	CU_ASSERT_EQUAL(check(token), ERR_OK);
	CU_ASSERT_STRING_EQUAL(call.who.user, "una");
	CU_ASSERT_STRING_EQUAL(call.key, "Kuna");
	again = renew();
	CU_ASSERT_EQUAL(store_revoke_key(store, "Kuna"), STORE_OK);
	/* the user gets no new token, though this one counts for a moment */
	CU_ASSERT_EQUAL(check(token), ERR_OK);
	CU_ASSERT_EQUAL(
	    sample_server_error(authn_renew(&call, &who)), ERR_INVALID_TOKEN);
	now += MINUTE;
	CU_ASSERT_EQUAL(check(token), ERR_INVALID_TOKEN);
	CU_ASSERT_STRING_EQUAL(
	    call.result.message, "Invalid token (revoked token)");
	CU_ASSERT_PTR_NULL(call.who.user);
	CU_ASSERT_EQUAL(check(again), ERR_INVALID_TOKEN);
	end();
}

static void
takes_a_token_as_long_as_its_user_is_there(void)
{
	const char *token, *other;

	begin();
	enter("una");
	token = renew();
	enter("oda");
	other = renew();
	CU_ASSERT_EQUAL(check(token), ERR_OK);
	CU_ASSERT_EQUAL(check(other), ERR_OK);
	CU_ASSERT_EQUAL(store_disable_user(store, "una", true), STORE_OK);
	CU_ASSERT_EQUAL(store_remove_user(store, "oda"), STORE_OK);
	now += MINUTE;
	CU_ASSERT_EQUAL(check(token), ERR_INVALID_TOKEN);
	CU_ASSERT_EQUAL(check(other), ERR_INVALID_TOKEN);
	CU_ASSERT_EQUAL(store_disable_user(store, "una", false), STORE_OK);
	CU_ASSERT_EQUAL(check(token), ERR_OK);
	end();
}

static void
takes_tokens_of_other_servers_by_their_user(void)
{
	const char *token;

	begin();
	token = foreign("una", "user");
	CU_ASSERT_EQUAL(check(token), ERR_OK);
	CU_ASSERT_PTR_NULL(call.key);
	CU_ASSERT_EQUAL(check(foreign("nobody", "user")), ERR_INVALID_TOKEN);
	CU_ASSERT_EQUAL(check(foreign("oda", "user")), ERR_INVALID_TOKEN);
	CU_ASSERT_EQUAL(store_revoke_key(store, "Kuna"), STORE_OK);
	now += MINUTE;
	CU_ASSERT_EQUAL(check(token), ERR_OK);
	CU_ASSERT_EQUAL(store_remove_user(store, "una"), STORE_OK);
	now += MINUTE;
	CU_ASSERT_EQUAL(check(token), ERR_INVALID_TOKEN);
	end();
}

static void
asks_the_store_once_in_a_while(void)
{
	struct store *there;
	const char *token;

	begin();
	enter("una");
	token = renew();
	CU_ASSERT_EQUAL(check(token), ERR_OK);
	there = store;
	store = store_failing_new(STORE_UNAVAILABLE);
	CU_ASSERT_EQUAL(check(token), ERR_OK);
	now += MINUTE;
	CU_ASSERT_EQUAL(check(token), ERR_UNAVAILABLE);
	store_close(store);
	store = there;
	CU_ASSERT_EQUAL(check(token), ERR_OK);
	end();
}

/* Expect the user and role of a token made by impersonation. */
static void
expect_role(const char *token, const char *user, const char *role)
{
	int i;

	/* and of each token that it is renewed into */
	for (i = 0; i < 3; i++) {
		CU_ASSERT_EQUAL_FATAL(check(token), ERR_OK);
		CU_ASSERT_STRING_EQUAL(call.who.user, user);
		CU_ASSERT_STRING_EQUAL(call.who.role, role);
		if (strcmp(role, "root") != 0)
			CU_ASSERT_EQUAL(
			    act("oda", true), ERR_IMPERSONATION_ERROR);
		token = renew();
	}
}

static void
lets_nobody_cross_companies_by_acting(void)
{
	int way;

	begin();
	for (way = 0; way < 2; way++) {
		enter("ada");
		CU_ASSERT_EQUAL(act("rob", way), ERR_OK);
		CU_ASSERT_STRING_EQUAL(call.who.role, "admin");
		expect_role(renew(), "rob", "admin");
		enter("ada");
		CU_ASSERT_EQUAL(act("sys", way), ERR_OK);
		expect_role(renew(), "sys", "admin");
		enter("sys");
		CU_ASSERT_EQUAL(act("rob", way), ERR_OK);
		expect_role(renew(), "rob", "system");
		enter("ada");
		CU_ASSERT_EQUAL(act("una", way), ERR_OK);
		expect_role(renew(), "una", "user");
		/* with a token of another server, as well */
		CU_ASSERT_EQUAL(check(foreign("ada", "admin")), ERR_OK);
		CU_ASSERT_EQUAL(act("rob", way), ERR_OK);
		expect_role(renew(), "rob", "admin");
	}
	enter("rob");
	CU_ASSERT_EQUAL(act("oda", true), ERR_OK);
	CU_ASSERT_STRING_EQUAL(call.who.company, "c2");
	end();
}

static void
ends_acting_with_what_allowed_it(void)
{
	const char *token, *across;

	begin();
	enter("ada");
	CU_ASSERT_EQUAL(act("una", true), ERR_OK);
	token = renew();
	enter("rob");
	CU_ASSERT_EQUAL(act("oda", true), ERR_OK);
	across = renew();
	CU_ASSERT_EQUAL(check(token), ERR_OK);
	CU_ASSERT_EQUAL(check(across), ERR_OK);
	CU_ASSERT_EQUAL(store_remove_user(store, "una"), STORE_OK);
	CU_ASSERT_EQUAL(store_remove_user(store, "rob"), STORE_OK);
	add("una", "user", "c1");
	now += MINUTE;
	CU_ASSERT_EQUAL(check(token), ERR_OK);
	CU_ASSERT_EQUAL(check(across), ERR_INVALID_TOKEN);
	/* the impersonator is no longer an admin */
	CU_ASSERT_EQUAL(store_remove_user(store, "ada"), STORE_OK);
	add("ada", "user", "c1");
	now += MINUTE;
	CU_ASSERT_EQUAL(check(token), ERR_INVALID_TOKEN);
	/* the impersonator is no longer root */
	add("rob", "admin", "c1");
	CU_ASSERT_EQUAL(check(across), ERR_INVALID_TOKEN);
	end();
}

static void
renews_into_the_role_of_now(void)
{
	const char *token;

	begin();
	enter("una");
	token = renew();
	CU_ASSERT_EQUAL(store_remove_user(store, "una"), STORE_OK);
	add("una", "root", "c1");
	CU_ASSERT_EQUAL(check(token), ERR_OK);
	CU_ASSERT_STRING_EQUAL(call.who.role, "user");
	CU_ASSERT_EQUAL(check(renew()), ERR_OK);
	CU_ASSERT_STRING_EQUAL(call.who.role, "root");
	CU_ASSERT_EQUAL(check(foreign("una", "guest")), ERR_OK);
	CU_ASSERT_EQUAL(check(renew()), ERR_OK);
	CU_ASSERT_STRING_EQUAL(call.who.role, "guest");
	end();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(takes_a_token_as_long_as_its_key_is_there),
	    SUITE_TEST(takes_a_token_as_long_as_its_user_is_there),
	    SUITE_TEST(takes_tokens_of_other_servers_by_their_user),
	    SUITE_TEST(asks_the_store_once_in_a_while),
	    SUITE_TEST(lets_nobody_cross_companies_by_acting),
	    SUITE_TEST(ends_acting_with_what_allowed_it),
	    SUITE_TEST(renews_into_the_role_of_now),
	};

	return suite_run("authn", tests, sizeof(tests) / sizeof(*tests));
}

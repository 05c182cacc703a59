#include <string.h>

#include <CUnit/CUnit.h>

#include "api/authn.h"
#include "api/sessions.h"
#include "api/token_cache.h"
#include "generated/auth.h"
#include "store/users.h"
#include "tests/api/sample_server.h"
#include "tests/queues/fixture.h"
#include "tests/suite.h"

static struct authn authn;
static struct call_server server = {.authn = &authn};
static struct auth_login_resp response;

static void
begin(const char *role)
{
	struct store_user user = {
	    .id = "u1", .name = "Ann", .role = role, .company = "c1"};

	fixture_begin();
	authn = sample_server_authn();
	fixture_call.server = &server;
	store_add_company(fixture_call.store, "c1", "Acme");
	store_add_user(fixture_call.store, &user);
}

static void
end(void)
{
	sessions_free(authn.sessions);
	token_cache_free(authn.cache);
	fixture_end();
}

static const struct call_result *
login(int64_t lifetime)
{
	struct auth_login_req request = {
	    .expiration_sec = lifetime, .cookie = true};

	response = (struct auth_login_resp){0};
	return auth_login(&fixture_call, &request, &response);
}

/* The error of a call with the new token, so many seconds later. */
static enum err
check_after(int64_t seconds)
{
	char header[2000] = "Bearer ";

	strncat(header, response.token, sizeof(header) - 8);
	fixture_call.now += seconds * 1000;
	return sample_server_error(
	    authn_check(&authn, &fixture_call, header, NULL));
}

static void
gives_a_token_of_the_usual_lifetime(void)
{
	begin("user");
	fixture_expect(login(0), ERR_OK, "OK");
	CU_ASSERT_PTR_NOT_NULL(response.token);
	CU_ASSERT_STRING_EQUAL(fixture_call.session, response.token);
	CU_ASSERT_EQUAL(check_after(999), ERR_OK);
	CU_ASSERT_STRING_EQUAL(fixture_call.who.user, "u1");
	CU_ASSERT_STRING_EQUAL(fixture_call.who.company_name, "Acme");
	CU_ASSERT_EQUAL(check_after(1), ERR_INVALID_TOKEN);
	end();
}

static void
gives_the_lifetime_asked_for(void)
{
	begin("user");
	fixture_expect(login(10), ERR_OK, "OK");
	CU_ASSERT_EQUAL(check_after(9), ERR_OK);
	CU_ASSERT_EQUAL(check_after(1), ERR_INVALID_TOKEN);
	end();
}

static void
gives_the_system_a_token_without_end(void)
{
	begin("system");
	fixture_call.who.role = "system";
	fixture_expect(login(0), ERR_OK, "OK");
	CU_ASSERT_EQUAL(check_after(INT32_MAX), ERR_OK);
	end();
}

/* The role is that in the store, not that in the token used. */
static void
gives_the_role_of_now(void)
{
	begin("admin");
	fixture_expect(login(0), ERR_OK, "OK");
	CU_ASSERT_EQUAL(check_after(0), ERR_OK);
	CU_ASSERT_STRING_EQUAL(fixture_call.who.role, "admin");
	end();
}

/* A store may have longer names than the command line allows. */
static void
survives_a_long_name(void)
{
	char name[20000];
	struct store_user user = {
	    .id = "long", .name = name, .role = "user", .company = "c1"};

	memset(name, 'x', sizeof(name));
	name[sizeof(name) - 1] = '\0';
	begin("user");
	store_add_user(fixture_call.store, &user);
	fixture_call.who.user = "long";
	fixture_call.who.user_name = name;
	fixture_expect(login(0), ERR_OK, "OK");
	CU_ASSERT_TRUE(strlen(response.token) > sizeof(name));
	end();
}

static void
refuses_a_lifetime_that_is_too_long(void)
{
	begin("user");
	fixture_expect(login(5001), ERR_VALIDATION_ERROR,
	    "Validation error (expiration_sec: maximum, expected 5000, got "
	    "5001)");
	CU_ASSERT_PTR_NOT_NULL(fixture_call.refusal);
	CU_ASSERT_PTR_NULL(response.token);
	end();
}

static void
refuses_a_user_who_is_gone(void)
{
	begin("user");
	fixture_call.who.user = "u2";
	fixture_expect(login(0), ERR_INVALID_USER_ID,
	    "Invalid user id: id=u2, company=c1");
	end();
}

static void
tells_of_a_store_that_fails(void)
{
	begin("user");
	fixture_break_store(STORE_UNAVAILABLE);
	CU_ASSERT_EQUAL(login(0)->error, ERR_UNAVAILABLE);
	fixture_break_store(STORE_FAILED);
	CU_ASSERT_EQUAL(login(0)->error, ERR_INTERNAL_ERROR);
	end();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(gives_a_token_of_the_usual_lifetime),
	    SUITE_TEST(gives_the_lifetime_asked_for),
	    SUITE_TEST(gives_the_system_a_token_without_end),
	    SUITE_TEST(gives_the_role_of_now),
	    SUITE_TEST(survives_a_long_name),
	    SUITE_TEST(refuses_a_lifetime_that_is_too_long),
	    SUITE_TEST(refuses_a_user_who_is_gone),
	    SUITE_TEST(tells_of_a_store_that_fails),
	};

	return suite_run("auth.login", tests, sizeof(tests) / sizeof(*tests));
}

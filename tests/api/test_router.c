#include <string.h>

#include <CUnit/CUnit.h>

#include "api/authn.h"
#include "api/endpoint.h"
#include "api/router.h"
#include "api/sessions.h"
#include "api/token.h"
#include "api/token_cache.h"
#include "base/arena.h"
#include "base/timefmt.h"
#include "http/http.h"
#include "json/jval.h"
#include "store/users.h"
#include "tests/api/sample_server.h"
#include "tests/store/failing.h"
#include "tests/store/sample_store.h"
#include "tests/suite.h"

static struct authn authn;
static struct router router;
static char piece[HTTP_PIECE + 1];
static struct arena *arena;
static struct http_request request;
static struct http_response response;
static struct identity handled; /* the caller, if the handler ran */
static bool was_handled;
static size_t n_items;  /* in the batch that was read */
static const char *raw; /* what test.raw answers */

static bool
parse(struct jval_reader *reader, const struct jval *value, void *parsed)
{
	(void)value;
	(void)parsed;
	return jval_ok(reader);
}

static const struct call_result *
handle(struct call *call, const void *parsed, void *answer)
{
	(void)parsed;
	(void)answer;
	was_handled = true;
	handled = call->who;
	return call_ok(call);
}

/* Count the objects of a batch. */
static bool
parse_batch(struct jval_reader *reader, const struct jval *value, void *parsed)
{
	struct jval item, field;
	size_t i;

	(void)parsed;
	n_items = jval_array(reader, value);
	for (i = 0; i < n_items; i++) {
		jval_item(value, i, &item);
		if (jval_required(reader, &item, "n", &field))
			jval_integer(reader, &field);
	}
	return jval_ok(reader);
}

static const struct call_result *
handle_raw(struct call *call, const void *parsed, void *answer)
{
	const char **told = answer;

	(void)parsed;
	*told = raw;
	return call_ok(call);
}

static const char *
text(const void *answer)
{
	const char *const *told = answer;

	return *told;
}

static void
write_nothing(struct jval_writer *writer, const char *name, const void *answer)
{
	(void)answer;
	jval_begin_object(writer, name);
	jval_end_object(writer);
}

static const char *const roles_system[] = {"system", "root", NULL};

static const struct endpoint rows[] = {
    {.name = "test.alone",
	.authorize = ENDPOINT_AUTH_NONE,
	.request_size = 1,
	.response_size = 1,
	.parse = parse,
	.handle = handle,
	.write = write_nothing,
	.is_alone = true},
    {.name = "test.batch",
	.authorize = ENDPOINT_AUTH_NONE,
	.request_size = 1,
	.response_size = 1,
	.parse = parse_batch,
	.handle = handle,
	.write = write_nothing,
	.is_batch = true},
    {.name = "test.everybody",
	.authorize = ENDPOINT_AUTH_REQUIRED,
	.request_size = 1,
	.response_size = 1,
	.parse = parse,
	.handle = handle,
	.write = write_nothing},
    {.name = "test.optional",
	.authorize = ENDPOINT_AUTH_OPTIONAL,
	.request_size = 1,
	.response_size = 1,
	.parse = parse,
	.handle = handle,
	.write = write_nothing},
    {.name = "test.planned", .authorize = ENDPOINT_AUTH_REQUIRED},
    {.name = "test.raw",
	.authorize = ENDPOINT_AUTH_NONE,
	.request_size = 1,
	.response_size = sizeof(const char *),
	.parse = parse,
	.handle = handle_raw,
	.write = write_nothing,
	.text = text},
    {.name = "test.system",
	.authorize = ENDPOINT_AUTH_REQUIRED,
	.roles = roles_system,
	.request_size = 1,
	.response_size = 1,
	.parse = parse,
	.handle = handle,
	.write = write_nothing},
};

static const struct endpoint_table table = {
    .n = sizeof(rows) / sizeof(*rows), .rows = rows};

/* A token for the user whose id, name and role are the same word. */
static const char *
token_of(const char *role)
{
	struct call call = {.arena = arena, .now = timefmt_now()};
	struct identity who = {.user = role,
	    .company = "c1",
	    .role = role,
	    .user_name = role,
	    .company_name = ""};

	return arena_printf(
	    arena, "Bearer %s", token_make(&authn, &call, &who, 1000));
}

static void
begin(void)
{
	static const char *const roles[] = {"system", "root", "admin", "user"};
	size_t i;

	arena = arena_new();
	authn = sample_server_authn();
	router = sample_server_router(&authn);
	router.endpoints = &table;
	router.store = sample_store_new();
	store_add_company(router.store, "c1", "Acme");
	for (i = 0; i < 4; i++) {
		const struct store_user user = {.id = roles[i],
		    .name = roles[i],
		    .role = roles[i],
		    .company = "c1"};

		store_add_user(router.store, &user);
	}
	request = (struct http_request){.method = "POST", .body = ""};
}

static void
end(void)
{
	store_close(router.store);
	sessions_free(authn.sessions);
	token_cache_free(authn.cache);
	arena_free(arena);
}

/* Make a call and expect its status and its message. */
static void
expect(const char *action, int status, const char *message)
{
	const char *wanted =
	    arena_printf(arena, "\"result_msg\":\"%s\"", message);

	was_handled = false;
	request.uri = action;
	router_answer(&router, arena, &request, piece, &response);
	CU_ASSERT_EQUAL(response.status, status);
	CU_ASSERT_PTR_NOT_NULL_FATAL(response.body);
	piece[response.length] = '\0';
	CU_ASSERT_PTR_NOT_NULL(strstr(response.body, wanted));
	CU_ASSERT_EQUAL(was_handled, status == 200);
}

static void
has_some_actions_only_where_tasks_are_kept(void)
{
	begin();
	expect("/v2.23/test.alone", 200, "OK");
	router.store->records = NULL;
	expect("/v2.23/test.alone", 404,
	    "Unable to find endpoint for name test.alone and version 2.23");
	end();
}

static void
checks_roles(void)
{
	begin();
	request.authorization = token_of("root");
	expect("/test.system", 200, "OK");
	request.authorization = token_of("user");
	expect("/test.everybody", 200, "OK");
	expect("/test.system", 403,
	    "Forbidden (not allowed for role): role=user, "
	    "allowed=(system, root)");
	CU_ASSERT_PTR_NOT_NULL(strstr(
	    response.body, "\"result_code\":403,\"result_subcode\":20,"));
	end();
}

static void
checks_roles_before_impersonation(void)
{
	begin();
	request.authorization = token_of("admin");
	request.impersonate_as.value = "nobody";
	expect("/test.system", 403,
	    "Forbidden (not allowed for role): role=admin, "
	    "allowed=(system, root)");
	end();
}

static void
checks_the_role_that_was_taken_on(void)
{
	begin();
	request.authorization = token_of("root");
	request.impersonate_as.value = "user";
	expect("/test.everybody", 200, "OK");
	CU_ASSERT_STRING_EQUAL(handled.role, "user");
	expect("/test.system", 403,
	    "Forbidden (not allowed for role): role=user, "
	    "allowed=(system, root)");
	request.act_as.value = "user";
	request.impersonate_as.value = NULL;
	expect("/test.system", 200, "OK");
	CU_ASSERT_STRING_EQUAL(handled.user, "user");
	CU_ASSERT_STRING_EQUAL(handled.role, "root");
	end();
}

static void
tries_optional_credentials(void)
{
	begin();
	expect("/test.optional", 200, "OK");
	CU_ASSERT_PTR_NULL(handled.user);
	request.authorization = "Bearer x";
	expect("/test.optional", 200, "OK");
	CU_ASSERT_PTR_NULL(handled.user);
	request.authorization = token_of("user");
	expect("/test.optional", 200, "OK");
	CU_ASSERT_STRING_EQUAL(handled.user, "user");
	end();
}

static void
goes_on_as_nobody_only_if_the_store_answers(void)
{
	struct store *whole;

	begin();
	whole = router.store;
	router.store = store_failing_new(STORE_UNAVAILABLE);
	request.authorization = token_of("user");
	expect("/test.optional", 503, "Database is temporarily unavailable");
	store_close(router.store);
	router.store = whole;
	expect("/test.optional", 200, "OK");
	CU_ASSERT_STRING_EQUAL(handled.user, "user");
	end();
}

static void
refuses_bodies_that_did_not_arrive(void)
{
	begin();
	request.authorization = token_of("user");
	request.body_state = HTTP_BODY_CUT;
	expect("/test.everybody", 400, "The body is not as long as announced");
	request.body_state = HTTP_BODY_TOO_LARGE;
	expect("/test.everybody", 413, "Request is too large");
	end();
}

static void
tells_of_what_is_only_planned(void)
{
	begin();
	request.authorization = token_of("user");
	expect("/test.planned", 500, "Not implemented");
	request.authorization = NULL;
	expect("/test.planned", 401, "Unauthorized (missing credentials)");
	end();
}

static void
sends_a_raw_answer_as_it_is(void)
{
	begin();
	raw = "one\ntwo";
	request.uri = "/test.raw";
	router_answer(&router, arena, &request, piece, &response);
	CU_ASSERT_EQUAL(response.status, 200);
	CU_ASSERT_STRING_EQUAL(response.body, raw);
	CU_ASSERT_EQUAL(response.length, 7);
	CU_ASSERT_STRING_EQUAL(
	    response.content_type, "text/plain; charset=utf-8");
	raw = NULL;
	router_answer(&router, arena, &request, piece, &response);
	CU_ASSERT_EQUAL(response.length, 0);
	end();
}

/* Send a body to test.batch. */
static void
send_batch(const char *type, const char *body)
{
	request.content_type = type;
	request.body = body;
	request.n_body = strlen(body);
	n_items = 0;
}

static void
reads_a_batch_as_a_list(void)
{
	static const char lines[] = "application/json-lines";

	begin();
	send_batch(lines, "{\"n\": 1}\n{\"n\": 2}\r\n{\"n\": 3}");
	expect("/test.batch", 200, "OK");
	CU_ASSERT_EQUAL(n_items, 3);
	send_batch(lines, "");
	expect("/test.batch", 200, "OK");
	CU_ASSERT_EQUAL(n_items, 0);
	send_batch("application/json", "{\"n\": 1}");
	expect("/test.batch", 200, "OK");
	CU_ASSERT_EQUAL(n_items, 1);
	end();
}

static void
tells_where_in_a_batch(void)
{
	static const char lines[] = "application/json-lines";

	begin();
	send_batch(lines, "{\"n\": 1}\n{\"n\": true}\n");
	expect("/test.batch", 400,
	    "Validation error ([1].n: type, expected integer, got "
	    "boolean)");
	send_batch(lines, "{\"n\": 1}\n[]\n{\"n\": 2}");
	expect("/test.batch", 200, "OK");
	CU_ASSERT_EQUAL(n_items, 2);
	end();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(has_some_actions_only_where_tasks_are_kept),
	    SUITE_TEST(checks_roles),
	    SUITE_TEST(checks_roles_before_impersonation),
	    SUITE_TEST(checks_the_role_that_was_taken_on),
	    SUITE_TEST(tries_optional_credentials),
	    SUITE_TEST(goes_on_as_nobody_only_if_the_store_answers),
	    SUITE_TEST(refuses_bodies_that_did_not_arrive),
	    SUITE_TEST(tells_of_what_is_only_planned),
	    SUITE_TEST(sends_a_raw_answer_as_it_is),
	    SUITE_TEST(reads_a_batch_as_a_list),
	    SUITE_TEST(tells_where_in_a_batch),
	};

	return suite_run("router", tests, sizeof(tests) / sizeof(*tests));
}

#include <CUnit/CUnit.h>

#include "api/call.h"
#include "base/arena.h"
#include "json/jval.h"
#include "tests/suite.h"

static struct call call;

static void
begin(void)
{
	call = (struct call){.arena = arena_new()};
}

/* Expect a message and end the test. */
static void
expect(const struct call_result *result, enum err error, const char *message)
{
	CU_ASSERT_EQUAL(result->error, error);
	CU_ASSERT_STRING_EQUAL(result->message, message);
	arena_free(call.arena);
}

static void
says_ok(void)
{
	begin();
	expect(call_ok(&call), ERR_OK, "OK");
}

static void
puts_extra_in_brackets_and_details_last(void)
{
	begin();
	expect(call_fail(&call, ERR_QUEUE_NOT_EMPTY, NULL, NULL),
	    ERR_QUEUE_NOT_EMPTY, "Queue is not empty");
	begin();
	expect(call_fail(&call, ERR_QUEUE_NOT_EMPTY, "why", NULL),
	    ERR_QUEUE_NOT_EMPTY, "Queue is not empty (why)");
	begin();
	expect(call_fail(&call, ERR_QUEUE_NOT_EMPTY, "why", "id=%s", "%s"),
	    ERR_QUEUE_NOT_EMPTY, "Queue is not empty (why): id=%s");
}

static void
tells_why_a_request_is_refused(void)
{
	struct jval_refusal refusal = {.path = "tags[1]",
	    .rule = "type",
	    .expected = "string",
	    .got = "integer"};

	begin();
	expect(call_fail_request(&call, &refusal), ERR_VALIDATION_ERROR,
	    "Validation error (tags[1]: type, expected string, got integer)");
	CU_ASSERT_PTR_EQUAL(call.refusal, &refusal);
	refusal = (struct jval_refusal){
	    .path = "", .rule = "required", .expected = "", .got = ""};
	begin();
	expect(call_fail_request(&call, &refusal), ERR_VALIDATION_ERROR,
	    "Validation error (required)");
}

static void
tells_failures_of_the_store_apart(void)
{
	begin();
	expect(call_fail_store(&call, STORE_UNAVAILABLE), ERR_UNAVAILABLE,
	    "Database is temporarily unavailable");
	begin();
	expect(call_fail_store(&call, STORE_NO_ROOM), ERR_LOW_DISK_SPACE,
	    "The server's disk is full: nothing can be added until there is "
	    "room");
	begin();
	expect(call_fail_store(&call, STORE_FAILED), ERR_INTERNAL_ERROR,
	    "Internal server error: err=the store failed");
	CU_ASSERT_EQUAL(err_info(ERR_UNAVAILABLE)->code, 503);
	CU_ASSERT_EQUAL(err_info(ERR_INTERNAL_ERROR)->code, 500);
	/* 500, as clients repeat a call that is answered with 503 */
	CU_ASSERT_EQUAL(err_info(ERR_LOW_DISK_SPACE)->code, 500);
	CU_ASSERT_EQUAL(err_info(ERR_LOW_DISK_SPACE)->subcode, 4);
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(says_ok),
	    SUITE_TEST(puts_extra_in_brackets_and_details_last),
	    SUITE_TEST(tells_why_a_request_is_refused),
	    SUITE_TEST(tells_failures_of_the_store_apart),
	};

	return suite_run("call", tests, sizeof(tests) / sizeof(*tests));
}

#include <stdio.h>
#include <string.h>

#include <CUnit/CUnit.h>
#include <mongoc/mongoc.h>

#include "store/mongo/error.h"
#include "tests/suite.h"

static struct mongo_error error;

static const struct mongo_error *
make(uint32_t domain, uint32_t code, const char *message)
{
	error = (struct mongo_error){.domain = domain, .code = code};
	snprintf(error.message, sizeof(error.message), "%s", message);
	return &error;
}

static const struct mongo_error *
answer(uint32_t code)
{
	return make(MONGOC_ERROR_SERVER, code, "");
}

static void
knows_what_was_surely_not_done(void)
{
	const uint32_t codes[] = {
	    13, 18, 50, 91, 112, 189, 10107, 11600, 11602, 13435, 13436};
	size_t i;

	for (i = 0; i < sizeof(codes) / sizeof(*codes); i++) {
		CU_ASSERT_TRUE(mongo_error_is_refusal(answer(codes[i])));
		CU_ASSERT_FALSE(mongo_error_is_refusal(
		    make(MONGOC_ERROR_WRITE_CONCERN, codes[i], "")));
	}
	CU_ASSERT_FALSE(mongo_error_is_refusal(answer(8)));
	CU_ASSERT_FALSE(mongo_error_is_refusal(
	    make(MONGOC_ERROR_STREAM, MONGOC_ERROR_STREAM_SOCKET, "")));
}

static void
never_says_unavailable_of_what_is_unclear(void)
{
	answer(10107);
	CU_ASSERT_EQUAL(mongo_error_result(&error, false), STORE_UNAVAILABLE);
	CU_ASSERT_EQUAL(mongo_error_result(&error, true), STORE_FAILED);
	answer(13);
	CU_ASSERT_EQUAL(mongo_error_result(&error, false), STORE_DENIED);
	CU_ASSERT_EQUAL(mongo_error_result(&error, true), STORE_FAILED);
	answer(11000);
	CU_ASSERT_EQUAL(mongo_error_result(&error, true), STORE_DUPLICATE);
	answer(10334);
	CU_ASSERT_EQUAL(mongo_error_result(&error, true), STORE_FULL);
}

static void
check_text(const char *code_name, const char *expected)
{
	char text[MONGO_ERROR_TEXT];

	snprintf(error.code_name, sizeof(error.code_name), "%s", code_name);
	mongo_error_write(&error, text);
	CU_ASSERT_STRING_EQUAL(text, expected);
}

static void
leaves_out_what_the_server_quotes(void)
{
	make(MONGOC_ERROR_SERVER, 13,
	    "not authorized on auth to execute command { find: \"user\", "
	    "filter: { credentials: { secret: \"s3cret\" } } }");
	check_text("Unauthorized", "not authorized on auth to execute command "
				   "(13 Unauthorized)");
	make(MONGOC_ERROR_SERVER, 9, "{ secret: 1 }");
	check_text("", " (9)");
	make(MONGOC_ERROR_WRITE_CONCERN, 64, "waiting timed out");
	check_text(
	    "WriteConcernFailed", "waiting timed out (64 WriteConcernFailed)");
}

static void
adds_what_the_words_of_the_driver_may_mean(void)
{
	make(MONGOC_ERROR_SERVER_SELECTION, 13053,
	    "no server: [TLS handshake failed: Connection timed out]");
	check_text("", "no server: [TLS handshake failed: Connection timed "
		       "out]; does it speak TLS?");
	make(MONGOC_ERROR_CLIENT, 11, "Authentication failed.");
	check_text("", "Authentication failed.");
}

static void
keeps_a_long_text_whole_in_its_bounds(void)
{
	char message[400], text[MONGO_ERROR_TEXT];

	memset(message, 'x', sizeof(message) - 1);
	message[sizeof(message) - 1] = '\0';
	make(MONGOC_ERROR_SERVER, 1, message);
	strcpy(error.code_name, "Name");
	mongo_error_write(&error, text);
	CU_ASSERT_EQUAL(
	    strlen(text), sizeof(message) - 1 + strlen(" (1 Name)"));
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(knows_what_was_surely_not_done),
	    SUITE_TEST(never_says_unavailable_of_what_is_unclear),
	    SUITE_TEST(leaves_out_what_the_server_quotes),
	    SUITE_TEST(adds_what_the_words_of_the_driver_may_mean),
	    SUITE_TEST(keeps_a_long_text_whole_in_its_bounds),
	};

	return suite_run("error", tests, sizeof(tests) / sizeof(*tests));
}

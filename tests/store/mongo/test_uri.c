#include <string.h>

#include <CUnit/CUnit.h>
#include <mongoc/mongoc.h>

#include "base/arena.h"
#include "store/mongo/uri.h"
#include "tests/suite.h"

static struct arena *arena;
static const char *error;
static struct mongo_uri uri;

static void
read_uri(const char *text)
{
	CU_ASSERT_TRUE_FATAL(mongo_uri_read(arena, text, &uri, &error));
}

static void
refuse(const char *text, const char *why)
{
	error = "";
	CU_ASSERT_FALSE(mongo_uri_read(arena, text, &uri, &error));
	CU_ASSERT_PTR_NOT_NULL(strstr(error, why));
}

static int32_t
number(const char *option)
{
	return mongoc_uri_get_option_as_int32(uri.uri, option, -1);
}

static const mongoc_write_concern_t *
concern(void)
{
	return mongoc_uri_get_write_concern(uri.uri);
}

static void
the_server_gives_up_first(void)
{
	const char *texts[] = {"mongodb://a", "mongodb://a/?w=1",
	    "mongodb://a/?journal=true&socketTimeoutMS=60000"};
	int64_t wait;
	size_t i;

	for (i = 0; i < 3; i++) {
		read_uri(texts[i]);
		wait = mongoc_write_concern_get_wtimeout_int64(concern());
		CU_ASSERT_TRUE(0 < wait && wait < uri.limit);
		CU_ASSERT_TRUE(uri.limit < number(MONGOC_URI_SOCKETTIMEOUTMS));
		mongoc_uri_destroy(uri.uri);
	}
}

/*
 * One second to wait in line and find a server, half a second for a first
 * attempt.
 */
static void
no_call_takes_five_seconds(void)
{
	int32_t all;

	read_uri("mongodb://a");
	all = number(MONGOC_URI_SERVERSELECTIONTIMEOUTMS) +
	      number(MONGOC_URI_SOCKETTIMEOUTMS);
	CU_ASSERT_TRUE(all + 1000 < 5000);
	CU_ASSERT_TRUE(number(MONGOC_URI_CONNECTTIMEOUTMS) <= 1000);
	mongoc_uri_destroy(uri.uri);
}

static void
keeps_what_is_said(void)
{
	read_uri("mongodb://a/?w=2&wtimeoutMS=7&socketTimeoutMS=70"
		 "&retryWrites=false");
	CU_ASSERT_EQUAL(mongoc_write_concern_get_w(concern()), 2);
	CU_ASSERT_EQUAL(mongoc_write_concern_get_wtimeout(concern()), 7);
	CU_ASSERT_FALSE(mongoc_write_concern_journal_is_set(concern()));
	CU_ASSERT_EQUAL(uri.limit, 60);
	CU_ASSERT_FALSE(uri.repeats_writes);
	mongoc_uri_destroy(uri.uri);
}

static void
writes_are_safe_otherwise(void)
{
	read_uri("mongodb://a");
	CU_ASSERT_TRUE(mongoc_write_concern_get_wmajority(concern()));
	CU_ASSERT_TRUE(mongoc_write_concern_get_journal(concern()));
	CU_ASSERT_TRUE(uri.repeats_writes);
	CU_ASSERT_FALSE(mongoc_uri_get_option_as_bool(
	    uri.uri, MONGOC_URI_RETRYWRITES, true));
	mongoc_uri_destroy(uri.uri);
}

static void
refuses_what_it_cannot_use(void)
{
	refuse("redis://a", "store: ");
	refuse("mongodb://a/?w=0", "w may not be 0");
	refuse("mongodb://a/?authMechanism=MONGODB-X509", "needs tls=true");
	refuse("mongodb://a/?authMechanism=MONGODB-X509&tls=true",
	    "tlsCertificateKeyFile");
	refuse("mongodb://a/?tls=true&tlsCAFile=/nonexistent/a.pem",
	    "tlscafile: /nonexistent/a.pem: No such file or directory");
	refuse("mongodb://a/?tls=true&tlsCertificateKeyFile=/nonexistent/a.pem",
	    "/nonexistent/a.pem: No such file or directory");
	read_uri("mongodb://a/?authMechanism=MONGODB-X509&tls=true"
		 "&tlsCertificateKeyFile=/dev/null");
	mongoc_uri_destroy(uri.uri);
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(the_server_gives_up_first),
	    SUITE_TEST(no_call_takes_five_seconds),
	    SUITE_TEST(keeps_what_is_said),
	    SUITE_TEST(writes_are_safe_otherwise),
	    SUITE_TEST(refuses_what_it_cannot_use),
	};
	int status;

	mongoc_init();
	arena = arena_new();
	status = suite_run("uri", tests, sizeof(tests) / sizeof(*tests));
	arena_free(arena);
	mongoc_cleanup();
	return status;
}

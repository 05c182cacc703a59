#include <string.h>

#include <CUnit/CUnit.h>

#include "base/api_version.h"
#include "base/arena.h"
#include "generated/errors.h"
#include "http/http.h"
#include "tests/suite.h"

static struct arena *arena;

static struct http_path
parse(const char *uri)
{
	struct http_path path;

	http_parse_path(arena, uri, &path);
	return path;
}

static void
check_call(const char *uri, const char *name, const char *version)
{
	struct http_path path = parse(uri);

	CU_ASSERT_EQUAL_FATAL(path.kind, HTTP_PATH_CALL);
	CU_ASSERT_STRING_EQUAL(path.name, name);
	if (version == NULL)
		CU_ASSERT_PTR_NULL(path.version_text)
	else
		CU_ASSERT_STRING_EQUAL(path.version_text, version);
}

static void
takes_calls_apart(void)
{
	check_call("/queues.get_all", "queues.get_all", NULL);
	check_call("queues.get_all", "queues.get_all", NULL);
	check_call("/v2.4/queues.get_all/", "queues.get_all", "2.4");
	check_call("/api/v2.4/queues.get_all", "queues.get_all", "2.4");
	check_call("//v2.4/queues.get_all", "queues.get_all", "2.4");
	check_call("//api//v2.4/queues.get_all", "queues.get_all", "2.4");
	check_call("/v24/queues.get_all", "queues.get_all", "24");
	check_call("/v999.0/queues.get_all?a=b", "queues.get_all", "999.0");
	check_call("/v2.4/queues.get_all%0a", "queues.get_all", "2.4");
	check_call("/v2.4/queues%2eget_all", "queues.get_all", "2.4");
	check_call("/v22.get_all", "v22.get_all", NULL);
}

static void
refuses_other_paths(void)
{
	static const char *const bad[] = {"/", "", "/v2/queues.get_all",
	    "/v1/queues.get_all", "/v2./queues.get_all",
	    "/v2.4.1/queues.get_all", "/V2.4/queues.get_all", "/v2.4/queues",
	    "/v2.4/q.a", "/v2.4//queues.get_all", "/queues.get_all//",
	    "/queues.get_all/x", "/queues.get_all%00", "/queues.get_all.x",
	    "/2.4/queues.get_all", "/queues.9get"};
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		CU_ASSERT_EQUAL(parse(bad[i]).kind, HTTP_PATH_BAD);
}

static void
reads_versions_as_numbers(void)
{
	CU_ASSERT_EQUAL(
	    parse("/v2.13/queues.create").version, API_VERSION(2, 13));
	CU_ASSERT_EQUAL(
	    parse("/v24/queues.create").version, API_VERSION(24, 0));
	CU_ASSERT_TRUE(parse("/v2.10/queues.create").version >
		       parse("/v2.4/queues.create").version);
	CU_ASSERT_EQUAL(parse("/v99999999999.99999999999/queues.x1").version,
	    API_VERSION(65535, 65535));
}

static void
names_leading_zeros(void)
{
	struct http_path path = parse("/v2.015/queues.get_all");

	CU_ASSERT_EQUAL(path.kind, HTTP_PATH_BAD_VERSION);
	CU_ASSERT_STRING_EQUAL(
	    path.fault, "Invalid leading zero in minor: '2.015'");
	path = parse("/v02.4/queues.get_all");
	CU_ASSERT_EQUAL(path.kind, HTTP_PATH_BAD_VERSION);
	CU_ASSERT_STRING_EQUAL(
	    path.fault, "Invalid leading zero in major: '02.4'");
	CU_ASSERT_EQUAL(parse("/v2.0/queues.get_all").kind, HTTP_PATH_CALL);
}

static void
compares_pages(void)
{
	CU_ASSERT_TRUE(http_path_is("/healthz", "/healthz"));
	CU_ASSERT_TRUE(http_path_is("/healthz?x", "/healthz"));
	CU_ASSERT_FALSE(http_path_is("/healthzz", "/healthz"));
	CU_ASSERT_FALSE(http_path_is("/health", "/healthz"));
}

static void
check_field(const char **at, const char *name, const char *value)
{
	const char *got_name, *got_value;

	CU_ASSERT_TRUE_FATAL(http_next_field(arena, at, &got_name, &got_value));
	CU_ASSERT_STRING_EQUAL(got_name, name);
	CU_ASSERT_STRING_EQUAL(got_value, value);
}

static void
walks_a_query(void)
{
	const char *at =
	    http_query("/x?a=1&&b=c%20d+e&f&g=%zz&h=%00&=i&j=k=l&");
	const char *name, *value;

	check_field(&at, "a", "1");
	check_field(&at, "b", "c d e");
	check_field(&at, "f", "");
	check_field(&at, "g", "%zz");
	check_field(&at, "h", "%00");
	check_field(&at, "", "i");
	check_field(&at, "j", "k=l");
	CU_ASSERT_FALSE(http_next_field(arena, &at, &name, &value));
	CU_ASSERT_STRING_EQUAL(http_query("/x"), "");
}

static void
finds_cookies(void)
{
	const char *header = "ab=1; b=2;c=3";

	CU_ASSERT_STRING_EQUAL(http_cookie(arena, header, "b"), "2");
	CU_ASSERT_STRING_EQUAL(http_cookie(arena, header, "c"), "3");
	CU_ASSERT_PTR_NULL(http_cookie(arena, header, "a"));
	CU_ASSERT_PTR_NULL(http_cookie(arena, NULL, "a"));
	CU_ASSERT_STRING_EQUAL(http_cookie(arena, "a=", "a"), "");
}

static void
compares_content_types(void)
{
	CU_ASSERT_TRUE(http_type_is("application/JSON", "application/json"));
	CU_ASSERT_TRUE(
	    http_type_is("application/json; charset=x", "application/json"));
	CU_ASSERT_FALSE(
	    http_type_is("application/json-lines", "application/json"));
	CU_ASSERT_FALSE(http_type_is(NULL, "application/json"));
}

static void
calls_every_status_by_name(void)
{
	int error;

	for (error = ERR_OK; error <= ERR_UNAVAILABLE; error++)
		CU_ASSERT_STRING_NOT_EQUAL(
		    http_reason(err_info((enum err)error)->code), "Unknown");
	CU_ASSERT_STRING_EQUAL(http_reason(404), "Not Found");
	CU_ASSERT_STRING_EQUAL(http_reason(0), "Unknown");
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(takes_calls_apart),
	    SUITE_TEST(refuses_other_paths),
	    SUITE_TEST(reads_versions_as_numbers),
	    SUITE_TEST(names_leading_zeros),
	    SUITE_TEST(compares_pages),
	    SUITE_TEST(walks_a_query),
	    SUITE_TEST(finds_cookies),
	    SUITE_TEST(compares_content_types),
	    SUITE_TEST(calls_every_status_by_name),
	};
	int status;

	arena = arena_new();
	status = suite_run("http", tests, sizeof(tests) / sizeof(*tests));
	arena_free(arena);
	return status;
}

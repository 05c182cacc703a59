#include <string.h>

#include <CUnit/CUnit.h>

#include "base/ident.h"
#include "tests/suite.h"

static void
makes_ids_that_agents_take_for_ids(void)
{
	char a[IDENT_ID_SIZE], b[IDENT_ID_SIZE];

	ident_new_id(a);
	ident_new_id(b);
	CU_ASSERT_EQUAL(strspn(a, "0123456789abcdef"), 32);
	CU_ASSERT_EQUAL(strlen(a), 32);
	CU_ASSERT_EQUAL(a[12], '4');
	CU_ASSERT_STRING_NOT_EQUAL(a, b);
}

static void
makes_keys_and_secrets(void)
{
	char key[IDENT_KEY_SIZE], secret[IDENT_SECRET_SIZE];

	ident_new_key(key);
	ident_new_secret(secret);
	CU_ASSERT_EQUAL(strspn(key, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"),
	    IDENT_KEY_SIZE - 1);
	CU_ASSERT_EQUAL(strlen(secret), IDENT_SECRET_SIZE - 1);
	CU_ASSERT_PTR_NULL(strpbrk(secret, "=+/-_ "));
}

static void
digests(void)
{
	char hex[IDENT_SHA256_SIZE];

	ident_sha256("abc", 3, hex);
	CU_ASSERT_STRING_EQUAL(hex, "ba7816bf8f01cfea414140de5dae2223b00361a3"
				    "96177a9cb410ff61f20015ad");
}

static void
compares(void)
{
	CU_ASSERT_TRUE(ident_equal("abc", "abc"));
	CU_ASSERT_TRUE(ident_equal("", ""));
	CU_ASSERT_FALSE(ident_equal("abc", "abd"));
	CU_ASSERT_FALSE(ident_equal("abc", "abcd"));
	CU_ASSERT_FALSE(ident_equal("abcd", "abc"));
}

static void
check_base64(
    const char *text, enum ident_alphabet alphabet, const char *expected)
{
	char out[100];
	long n;

	n = ident_base64(text, strlen(text), alphabet, out);
	if (expected == NULL) {
		CU_ASSERT_EQUAL(n, -1);
		return;
	}
	CU_ASSERT_EQUAL_FATAL(n, (long)strlen(expected));
	CU_ASSERT_NSTRING_EQUAL(out, expected, strlen(expected));
}

static void
decodes_base64(void)
{
	check_base64("YTpi", IDENT_BASE64, "a:b");
	check_base64("YTpiYw==", IDENT_BASE64, "a:bc");
	check_base64("YTpiYw", IDENT_BASE64URL, "a:bc");
	check_base64("YTpi\nYw= =", IDENT_BASE64, "a:bc");
	check_base64("+/+/", IDENT_BASE64, "\xfb\xff\xbf");
	check_base64("-_-_", IDENT_BASE64URL, "\xfb\xff\xbf");
	check_base64("YT-p_i", IDENT_BASE64, "a:b");
	check_base64("YTpi====YTpi", IDENT_BASE64, "a:ba:b");
	check_base64("YTpiYw==YTpi", IDENT_BASE64, "a:bc");
	check_base64("", IDENT_BASE64, "");
	check_base64("!!!", IDENT_BASE64, "");
}

static void
refuses_base64_without_its_padding(void)
{
	check_base64("YTpiYw", IDENT_BASE64, NULL);
	check_base64("YTpiYw=", IDENT_BASE64, NULL);
	check_base64("YTpiY===", IDENT_BASE64, NULL);
	check_base64("YTpiY", IDENT_BASE64, NULL);
	check_base64("YTpiY", IDENT_BASE64URL, NULL);
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(makes_ids_that_agents_take_for_ids),
	    SUITE_TEST(makes_keys_and_secrets),
	    SUITE_TEST(digests),
	    SUITE_TEST(compares),
	    SUITE_TEST(decodes_base64),
	    SUITE_TEST(refuses_base64_without_its_padding),
	};

	return suite_run("ident", tests, sizeof(tests) / sizeof(*tests));
}

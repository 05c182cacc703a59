#include <string.h>

#include <CUnit/CUnit.h>

#include "base/digest.h"
#include "tests/suite.h"

static void
digests(void)
{
	char hex[DIGEST_SHA256_SIZE];

	digest_sha256("abc", 3, hex);
	CU_ASSERT_STRING_EQUAL(hex, "ba7816bf8f01cfea414140de5dae2223b00361a3"
				    "96177a9cb410ff61f20015ad");
}

static void
digests_by_md5(void)
{
	char hex[DIGEST_MD5_SIZE];

	digest_md5("abc", 3, hex);
	CU_ASSERT_STRING_EQUAL(hex, "900150983cd24fb0d6963f7d28e17f72");
}

static void
compares(void)
{
	CU_ASSERT_TRUE(digest_equal("abc", "abc"));
	CU_ASSERT_TRUE(digest_equal("", ""));
	CU_ASSERT_FALSE(digest_equal("abc", "abd"));
	CU_ASSERT_FALSE(digest_equal("abc", "abcd"));
	CU_ASSERT_FALSE(digest_equal("abcd", "abc"));
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(digests),
	    SUITE_TEST(digests_by_md5),
	    SUITE_TEST(compares),
	};

	return suite_run("digest", tests, sizeof(tests) / sizeof(*tests));
}

#include <string.h>

#include <CUnit/CUnit.h>

#include "base/random.h"
#include "tests/suite.h"

static void
makes_ids_that_agents_take_for_ids(void)
{
	char a[RANDOM_ID_SIZE], b[RANDOM_ID_SIZE];

	random_id(a);
	random_id(b);
	CU_ASSERT_EQUAL(strspn(a, "0123456789abcdef"), 32);
	CU_ASSERT_EQUAL(strlen(a), 32);
	CU_ASSERT_EQUAL(a[12], '4');
	CU_ASSERT_STRING_NOT_EQUAL(a, b);
}

static void
makes_keys_and_secrets(void)
{
	char key[RANDOM_KEY_SIZE], secret[RANDOM_SECRET_SIZE];

	random_key(key);
	random_secret(secret);
	CU_ASSERT_EQUAL(strspn(key, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"),
	    RANDOM_KEY_SIZE - 1);
	CU_ASSERT_EQUAL(strlen(secret), RANDOM_SECRET_SIZE - 1);
	CU_ASSERT_PTR_NULL(strpbrk(secret, "=+/-_ "));
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(makes_ids_that_agents_take_for_ids),
	    SUITE_TEST(makes_keys_and_secrets),
	};

	return suite_run("random", tests, sizeof(tests) / sizeof(*tests));
}

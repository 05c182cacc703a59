#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "http/networks.h"
#include "tests/suite.h"

static bool
holds(const char *list, const char *address)
{
	struct arena *arena = arena_new();
	const char *error;
	const struct networks *networks = networks_read(arena, list, &error);
	bool found;

	CU_ASSERT_PTR_NOT_NULL_FATAL(networks);
	found = networks_hold(networks, address);
	arena_free(arena);
	return found;
}

static void
holds_addresses(void)
{
	CU_ASSERT_TRUE(holds("127.0.0.1 ::1", "127.0.0.1"));
	CU_ASSERT_TRUE(holds("127.0.0.1 ::1", "::1"));
	CU_ASSERT_TRUE(holds("127.0.0.1", "::ffff:127.0.0.1"));
	CU_ASSERT_FALSE(holds("127.0.0.1 ::1", "127.0.0.2"));
	CU_ASSERT_FALSE(holds("0.0.0.1", "::1"));
	CU_ASSERT_FALSE(holds("", "127.0.0.1"));
}

static void
holds_networks(void)
{
	CU_ASSERT_TRUE(holds("10.0.0.0/8", "10.255.1.2"));
	CU_ASSERT_FALSE(holds("10.0.0.0/8", "11.0.0.0"));
	CU_ASSERT_TRUE(holds("10.1.16.0/20", "10.1.31.255"));
	CU_ASSERT_FALSE(holds("10.1.16.0/20", "10.1.32.0"));
	CU_ASSERT_TRUE(holds("10.1.2.3/32", "10.1.2.3"));
	CU_ASSERT_TRUE(holds("0.0.0.0/0", "1.2.3.4"));
	CU_ASSERT_FALSE(holds("0.0.0.0/0", "::1"));
	CU_ASSERT_TRUE(holds("fd00::/7", "fc12::1"));
	CU_ASSERT_FALSE(holds("fd00::/8", "fe80::1"));
}

static void
holds_no_other_text(void)
{
	CU_ASSERT_FALSE(holds("0.0.0.0/0 ::/0", NULL));
	CU_ASSERT_FALSE(holds("0.0.0.0/0 ::/0", ""));
	CU_ASSERT_FALSE(holds("0.0.0.0/0 ::/0", "10.0.0.1, 10.0.0.2"));
	CU_ASSERT_FALSE(holds("0.0.0.0/0 ::/0", "localhost"));
}

static void
refuses_what_is_none(void)
{
	static const char *const wrong[] = {"localhost", "10.0.0",
	    "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/+8", "10.0.0.0/8x", "::/129",
	    "10.0.0.1,::1"};
	struct arena *arena = arena_new();
	const char *error;
	size_t i;

	for (i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		error = NULL;
		CU_ASSERT_PTR_NULL(networks_read(arena, wrong[i], &error));
		CU_ASSERT_PTR_NOT_NULL(error);
	}
	arena_free(arena);
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(holds_addresses),
	    SUITE_TEST(holds_networks),
	    SUITE_TEST(holds_no_other_text),
	    SUITE_TEST(refuses_what_is_none),
	};

	return suite_run("networks", tests, sizeof(tests) / sizeof(*tests));
}

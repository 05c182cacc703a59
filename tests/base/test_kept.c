#include <pthread.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "base/kept.h"
#include "base/steady.h"
#include "tests/suite.h"

#define LONG 1000000 /* ms */

static struct kept *kept;
static struct arena *arena;
static int n_made;
static bool fails;

static void
begin(void)
{
	kept = kept_new();
	arena = arena_new();
	n_made = 0;
	fails = false;
}

static void
end(void)
{
	arena_free(arena);
	kept_free(kept);
}

/* Make the number of values made so far. */
static const void *
count(void *context, struct arena *into)
{
	int *value = arena_alloc(into, sizeof(*value));

	(void)context;
	*value = ++n_made;
	return fails ? NULL : value;
}

/* The value for a key. */
static int
get(const char *key, int64_t ms)
{
	const void *value = NULL;

	CU_ASSERT_EQUAL_FATAL(
	    kept_get(kept, arena, key, ms, count, NULL, &value), KEPT_OK);
	return *(const int *)value;
}

static void
makes_it_once_for_all(void)
{
	begin();
	CU_ASSERT_EQUAL(get("a", LONG), 1);
	CU_ASSERT_EQUAL(get("a", LONG), 1);
	CU_ASSERT_EQUAL(get("b", LONG), 2);
	CU_ASSERT_EQUAL(get("b", LONG), 2);
	CU_ASSERT_EQUAL(get("a", LONG), 3);
	end();
}

static void
makes_it_anew_when_its_time_is_over(void)
{
	int64_t until;

	begin();
	CU_ASSERT_EQUAL(get("a", 1), 1);
	for (until = steady_now() + 2; steady_now() < until;)
		;
	CU_ASSERT_EQUAL(get("a", 1), 2);
	end();
}

static void
lasts_as_long_as_its_users(void)
{
	const void *value = NULL;

	begin();
	CU_ASSERT_EQUAL(
	    kept_get(kept, arena, "a", LONG, count, NULL, &value), KEPT_OK);
	CU_ASSERT_EQUAL(get("b", LONG), 2);
	CU_ASSERT_EQUAL(*(const int *)value, 1);
	kept_free(kept);
	kept = NULL;
	CU_ASSERT_EQUAL(*(const int *)value, 1);
	end();
}

static void
keeps_the_one_before_if_it_fails(void)
{
	const void *value = NULL;

	begin();
	fails = true;
	CU_ASSERT_EQUAL(
	    kept_get(kept, arena, "a", LONG, count, NULL, &value), KEPT_FAILED);
	fails = false;
	CU_ASSERT_EQUAL(get("a", LONG), 2);
	end();
}

/* Another thread that asks while the value is being made, and its answer. */
static int others_value;

static void *
ask(void *argument)
{
	const void *value = NULL;
	struct arena *own = arena_new();

	if (kept_get(kept, own, argument, LONG, count, NULL, &value) == KEPT_OK)
		others_value = *(const int *)value;
	arena_free(own);
	return NULL;
}

/* Have another thread ask before the value is there. */
static const void *
ask_meanwhile(void *context, struct arena *into)
{
	pthread_t thread;

	CU_ASSERT_EQUAL(pthread_create(&thread, NULL, ask, context), 0);
	CU_ASSERT_EQUAL(pthread_join(thread, NULL), 0);
	return count(NULL, into);
}

static void
gives_the_one_before_while_it_is_made(void)
{
	const void *value = NULL;
	int64_t until;
	char key[] = "a";

	begin();
	CU_ASSERT_EQUAL(get(key, 1), 1);
	for (until = steady_now() + 2; steady_now() < until;)
		;
	CU_ASSERT_EQUAL(
	    kept_get(kept, arena, key, LONG, ask_meanwhile, key, &value),
	    KEPT_OK);
	CU_ASSERT_EQUAL(others_value, 1);
	CU_ASSERT_EQUAL(*(const int *)value, 2);
	end();
}

static void
waits_for_the_first_one_but_not_for_ever(void)
{
	const void *value = NULL;
	char key[] = "a";

	begin();
	others_value = 0;
	CU_ASSERT_EQUAL(
	    kept_get(kept, arena, key, LONG, ask_meanwhile, key, &value),
	    KEPT_OK);
	CU_ASSERT_EQUAL(others_value, 0); /* KEPT_LATE */
	CU_ASSERT_EQUAL(*(const int *)value, 1);
	end();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(makes_it_once_for_all),
	    SUITE_TEST(makes_it_anew_when_its_time_is_over),
	    SUITE_TEST(lasts_as_long_as_its_users),
	    SUITE_TEST(keeps_the_one_before_if_it_fails),
	    SUITE_TEST(gives_the_one_before_while_it_is_made),
	    SUITE_TEST(waits_for_the_first_one_but_not_for_ever),
	};

	return suite_run("kept", tests, sizeof(tests) / sizeof(*tests));
}

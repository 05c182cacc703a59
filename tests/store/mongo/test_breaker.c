#include <pthread.h>

#include <CUnit/CUnit.h>

#include "base/log.h"
#include "base/steady.h"
#include "store/mongo/breaker.h"
#include "tests/suite.h"

static struct breaker breaker;

static void
begin(size_t n_most)
{
	breaker_init(&breaker, "it", n_most);
}

static void
end(void)
{
	breaker_fini(&breaker);
}

static void
open_it(void)
{
	CU_ASSERT_EQUAL_FATAL(breaker_enter(&breaker), BREAKER_GO);
	breaker_leave(&breaker, BREAKER_AWAY);
}

static void
refuses_all_but_one_that_tries(void)
{
	begin(0);
	open_it();
	CU_ASSERT_TRUE(breaker_is_open(&breaker));
	CU_ASSERT_EQUAL(breaker_enter(&breaker), BREAKER_TRY);
	CU_ASSERT_EQUAL(breaker_enter(&breaker), BREAKER_NO);
	CU_ASSERT_EQUAL(breaker_enter(&breaker), BREAKER_NO);
	end();
}

static void
tries_again_until_there_is_an_answer(void)
{
	begin(0);
	open_it();
	CU_ASSERT_EQUAL(breaker_enter(&breaker), BREAKER_TRY);
	breaker_tried(&breaker, BREAKER_AWAY);
	breaker_leave(&breaker, BREAKER_AWAY);
	CU_ASSERT_EQUAL(breaker_enter(&breaker), BREAKER_TRY);
	breaker_tried(&breaker, BREAKER_UNKNOWN);
	breaker_leave(&breaker, BREAKER_UNKNOWN);
	CU_ASSERT_EQUAL(breaker_enter(&breaker), BREAKER_TRY);
	breaker_tried(&breaker, BREAKER_ANSWER);
	CU_ASSERT_FALSE(breaker_is_open(&breaker));
	CU_ASSERT_EQUAL(breaker_enter(&breaker), BREAKER_GO);
	end();
}

static void
stays_closed_when_a_connection_breaks(void)
{
	begin(0);
	CU_ASSERT_EQUAL(breaker_enter(&breaker), BREAKER_GO);
	breaker_leave(&breaker, BREAKER_UNKNOWN);
	CU_ASSERT_EQUAL(breaker_enter(&breaker), BREAKER_GO);
	end();
}

static void
refuses_when_nobody_gets_on(void)
{
	int64_t begun = steady_now();

	begin(2);
	CU_ASSERT_EQUAL(breaker_enter(&breaker), BREAKER_GO);
	CU_ASSERT_EQUAL(breaker_enter(&breaker), BREAKER_GO);
	CU_ASSERT_EQUAL(breaker_enter(&breaker), BREAKER_NO);
	CU_ASSERT_TRUE(steady_now() - begun > 900);
	begun = steady_now();
	CU_ASSERT_EQUAL(breaker_enter(&breaker), BREAKER_NO);
	CU_ASSERT_TRUE(steady_now() - begun < 500);
	breaker_leave(&breaker, BREAKER_ANSWER);
	CU_ASSERT_EQUAL(breaker_enter(&breaker), BREAKER_GO);
	end();
}

static void *
enter(void *pass)
{
	*(enum breaker_pass *)pass = breaker_enter(&breaker);
	return NULL;
}

/* What one that waits for room gets when another leaves. */
static enum breaker_pass
pass_after(enum breaker_end how)
{
	enum breaker_pass pass = BREAKER_TRY;
	pthread_t waiting;

	CU_ASSERT_EQUAL(breaker_enter(&breaker), BREAKER_GO);
	CU_ASSERT_EQUAL_FATAL(pthread_create(&waiting, NULL, enter, &pass), 0);
	breaker_leave(&breaker, how);
	pthread_join(waiting, NULL);
	return pass;
}

static void
waits_for_room(void)
{
	begin(1);
	CU_ASSERT_EQUAL(pass_after(BREAKER_ANSWER), BREAKER_GO);
	end();
}

static void
waits_no_longer_once_it_is_open(void)
{
	int64_t begun = steady_now();
	enum breaker_pass pass;

	begin(1);
	pass = pass_after(BREAKER_AWAY);
	/* It may have come when it was open already. */
	CU_ASSERT_TRUE(pass == BREAKER_NO || pass == BREAKER_TRY);
	CU_ASSERT_TRUE(steady_now() - begun < 900);
	end();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(refuses_all_but_one_that_tries),
	    SUITE_TEST(tries_again_until_there_is_an_answer),
	    SUITE_TEST(stays_closed_when_a_connection_breaks),
	    SUITE_TEST(refuses_when_nobody_gets_on),
	    SUITE_TEST(waits_for_room),
	    SUITE_TEST(waits_no_longer_once_it_is_open),
	};

	log_configure(LOG_LEVEL_ERROR, false);
	return suite_run("breaker", tests, sizeof(tests) / sizeof(*tests));
}

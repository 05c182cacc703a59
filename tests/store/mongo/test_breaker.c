#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

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
	breaker_leave(&breaker, BREAKER_AWAY, "gone");
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
	breaker_tried(&breaker, BREAKER_AWAY, "gone");
	breaker_leave(&breaker, BREAKER_AWAY, "gone");
	CU_ASSERT_EQUAL(breaker_enter(&breaker), BREAKER_TRY);
	breaker_tried(&breaker, BREAKER_UNKNOWN, "broken");
	breaker_leave(&breaker, BREAKER_UNKNOWN, "broken");
	CU_ASSERT_EQUAL(breaker_enter(&breaker), BREAKER_TRY);
	breaker_tried(&breaker, BREAKER_ANSWER, NULL);
	CU_ASSERT_FALSE(breaker_is_open(&breaker));
	CU_ASSERT_EQUAL(breaker_enter(&breaker), BREAKER_GO);
	end();
}

static void
stays_closed_when_a_connection_breaks(void)
{
	begin(0);
	CU_ASSERT_EQUAL(breaker_enter(&breaker), BREAKER_GO);
	breaker_leave(&breaker, BREAKER_UNKNOWN, "broken");
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
	breaker_leave(&breaker, BREAKER_ANSWER, NULL);
	CU_ASSERT_EQUAL(breaker_enter(&breaker), BREAKER_GO);
	end();
}

static void *
enter(void *pass)
{
	*(enum breaker_pass *)pass = breaker_enter(&breaker);
	return NULL;
}

/* What a call that waits for room gets when another one ends so. */
static enum breaker_pass
pass_after(enum breaker_end how)
{
	enum breaker_pass pass = BREAKER_TRY;
	pthread_t waiting;

	CU_ASSERT_EQUAL(breaker_enter(&breaker), BREAKER_GO);
	CU_ASSERT_EQUAL_FATAL(pthread_create(&waiting, NULL, enter, &pass), 0);
	breaker_leave(&breaker, how, "gone");
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
	/* the breaker may have been open already when it came */
	CU_ASSERT_TRUE(pass == BREAKER_NO || pass == BREAKER_TRY);
	CU_ASSERT_TRUE(steady_now() - begun < 900);
	end();
}

static FILE *log_file;
static int true_stderr;

static void
begin_log(void)
{
	log_configure(LOG_LEVEL_INFO, false);
	log_file = tmpfile();
	fflush(stderr);
	true_stderr = dup(STDERR_FILENO);
	dup2(fileno(log_file), STDERR_FILENO);
}

/* Expect the log since begin_log(), without times. */
static void
end_log(const char *expected)
{
	char text[1024] = "", line[512];

	dup2(true_stderr, STDERR_FILENO);
	close(true_stderr);
	log_configure(LOG_LEVEL_ERROR, false);
	rewind(log_file);
	while (fgets(line, sizeof(line), log_file) != NULL)
		strcat(text, strchr(line, ' ') + 1);
	fclose(log_file);
	CU_ASSERT_STRING_EQUAL(text, expected);
}

static void
logs_why_it_opens_and_what_it_has_refused(void)
{
	begin(0);
	begin_log();
	open_it();
	CU_ASSERT_EQUAL(breaker_enter(&breaker), BREAKER_TRY);
	CU_ASSERT_EQUAL(breaker_enter(&breaker), BREAKER_NO);
	breaker_tried(&breaker, BREAKER_AWAY, "gone");
	breaker_leave(&breaker, BREAKER_AWAY, "gone");
	CU_ASSERT_EQUAL(breaker_enter(&breaker), BREAKER_TRY);
	CU_ASSERT_EQUAL(breaker_enter(&breaker), BREAKER_NO);
	breaker_tried(&breaker, BREAKER_AWAY, "a wrong password");
	breaker_leave(&breaker, BREAKER_AWAY, "a wrong password");
	CU_ASSERT_EQUAL(breaker_enter(&breaker), BREAKER_TRY);
	breaker_tried(&breaker, BREAKER_ANSWER, NULL);
	breaker_leave(&breaker, BREAKER_ANSWER, NULL);
	end();
	end_log(
	    "warning it: all calls are refused until it answers again: gone\n"
	    "warning it: all calls are refused until it answers again: a wrong "
	    "password\n"
	    "info it: answers again; calls refused meanwhile: 2\n");
}

static void
logs_what_is_refused_for_want_of_room_once_a_minute(void)
{
	int i;

	begin(1);
	begin_log();
	CU_ASSERT_EQUAL(breaker_enter(&breaker), BREAKER_GO);
	for (i = 0; i < 3; i++)
		CU_ASSERT_EQUAL(breaker_enter(&breaker), BREAKER_NO);
	breaker.crowd.logged -= 60000;
	CU_ASSERT_EQUAL(breaker_enter(&breaker), BREAKER_NO);
	CU_ASSERT_EQUAL(breaker_enter(&breaker), BREAKER_NO);
	breaker_leave(&breaker, BREAKER_ANSWER, NULL);
	end();
	end_log("warning it: calls refused because no call got an answer "
		"within a second: 1\n"
		"warning it: calls refused because no call got an answer "
		"within a second: 3\n"
		"warning it: calls refused because no call got an answer "
		"within a second: 1\n");
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
	    SUITE_TEST(logs_why_it_opens_and_what_it_has_refused),
	    SUITE_TEST(logs_what_is_refused_for_want_of_room_once_a_minute),
	};

	log_configure(LOG_LEVEL_ERROR, false);
	return suite_run("breaker", tests, sizeof(tests) / sizeof(*tests));
}

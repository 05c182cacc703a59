#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <CUnit/CUnit.h>

#include "base/log.h"
#include "tests/suite.h"

static char line[8192];

/* Log one line and catch what is written. */
static void
catch_line(const char *text)
{
	int ends[2], saved = dup(STDERR_FILENO);
	ssize_t n;

	CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
	dup2(ends[1], STDERR_FILENO);
	log_info("%s", text);
	dup2(saved, STDERR_FILENO);
	close(ends[1]);
	close(saved);
	n = read(ends[0], line, sizeof(line) - 1);
	line[n > 0 ? n : 0] = '\0';
	close(ends[0]);
}

static void
writes_text(void)
{
	log_configure(LOG_LEVEL_INFO, false);
	catch_line("a \"b\"\nc");
	CU_ASSERT_PTR_NOT_NULL(strstr(line, "Z info a \"b\"\\x0ac\n"));
}

static void
writes_json(void)
{
	log_configure(LOG_LEVEL_INFO, true);
	catch_line("a \"b\"\nc");
	CU_ASSERT_PTR_NOT_NULL(strstr(
	    line, "\"level\":\"info\",\"text\":\"a \\\"b\\\"\\u000ac\"}\n"));
	log_configure(LOG_LEVEL_INFO, false);
}

/* Whatever clients send, it is one line of UTF-8. */
static void
writes_what_is_no_text(void)
{
	static const char text[] = "\xff\xe2\x82\xac\xe2\x80\xa8\xc3";

	log_configure(LOG_LEVEL_INFO, false);
	catch_line(text);
	CU_ASSERT_PTR_NOT_NULL(
	    strstr(line, "info \\xff\xe2\x82\xac\\u2028\\xc3\n"));
	log_configure(LOG_LEVEL_INFO, true);
	catch_line(text);
	CU_ASSERT_PTR_NOT_NULL(
	    strstr(line, "\"\\\\xff\xe2\x82\xac\\u2028\\\\xc3\"}\n"));
	log_configure(LOG_LEVEL_INFO, false);
}

/* A character that does not fit is left out whole. */
static void
cuts_long_lines_between_characters(void)
{
	char text[6001];
	size_t i;

	for (i = 0; i < sizeof(text) - 1; i += 3)
		memcpy(text + i, "\xe2\x82\xac", 3);
	text[sizeof(text) - 1] = '\0';
	catch_line(text);
	CU_ASSERT_PTR_NULL(strchr(line, '\\'));
	CU_ASSERT_EQUAL((strchr(line, '\n') - strchr(line, '\xe2')) % 3, 0);
}

static void
leaves_out_what_is_not_wanted(void)
{
	log_configure(LOG_LEVEL_WARNING, false);
	catch_line("quiet");
	CU_ASSERT_STRING_EQUAL(line, "");
	CU_ASSERT_FALSE(log_wants(LOG_LEVEL_INFO));
	log_configure(LOG_LEVEL_INFO, false);
}

static void
cuts_long_lines(void)
{
	char text[6000];

	memset(text, 'x', sizeof(text));
	text[sizeof(text) - 1] = '\0';
	catch_line(text);
	CU_ASSERT_TRUE(strlen(line) <= 4096);
	CU_ASSERT_EQUAL(line[strlen(line) - 1], '\n');
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(writes_text),
	    SUITE_TEST(writes_json),
	    SUITE_TEST(writes_what_is_no_text),
	    SUITE_TEST(leaves_out_what_is_not_wanted),
	    SUITE_TEST(cuts_long_lines),
	    SUITE_TEST(cuts_long_lines_between_characters),
	};

	return suite_run("log", tests, sizeof(tests) / sizeof(*tests));
}

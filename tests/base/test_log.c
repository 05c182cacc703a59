#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CUnit/CUnit.h>

#include "base/log.h"
#include "tests/suite.h"

static const struct log_key user_key = {"user", "user.id"};
static const struct log_key size_key = {"bytes", "http.response.body.size"};
static const struct log_key ms_key = {"ms", "lineup.duration_ms"};

static char line[16384];
static int ends[2], saved;

/* Catch what is written from now on. */
static void
begin(void)
{
	CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
	saved = dup(STDERR_FILENO);
	dup2(ends[1], STDERR_FILENO);
}

/* The line is what was written since begin(). */
static void
end(void)
{
	ssize_t n;

	dup2(saved, STDERR_FILENO);
	close(ends[1]);
	close(saved);
	n = read(ends[0], line, sizeof(line) - 1);
	line[n > 0 ? n : 0] = '\0';
	close(ends[0]);
}

/* Log one line and catch it. */
static void
catch_line(const char *text)
{
	begin();
	log_info("%s", text);
	end();
}

static void
catch_event(bool as_json, const char *user)
{
	const struct log_field fields[] = {
	    {&user_key, LOG_TEXT, user, 0},
	    {&size_key, LOG_NUMBER, NULL, -12},
	    {&ms_key, LOG_MICROSECONDS, NULL, 12034},
	};

	log_configure(LOG_LEVEL_INFO, as_json);
	begin();
	log_event(LOG_LEVEL_INFO, "change", 3, fields);
	end();
	log_configure(LOG_LEVEL_INFO, false);
}

static void
expect(const char *part)
{
	if (strstr(line, part) == NULL)
		fprintf(stderr, "no \"%s\" in: %s\n", part, line);
	CU_ASSERT_PTR_NOT_NULL(strstr(line, part));
}

static void
writes_text(void)
{
	log_configure(LOG_LEVEL_INFO, false);
	catch_line("a \"b\"\nc");
	expect("Z info a \"b\"\\x0ac\n");
}

static void
writes_json(void)
{
	log_configure(LOG_LEVEL_INFO, true);
	catch_line("a \"b\"\nc");
	expect("Z\",\"SeverityText\":\"INFO\",\"SeverityNumber\":9,"
	       "\"Body\":\"a \\\"b\\\"\\u000ac\"}\n");
	CU_ASSERT_EQUAL(strncmp(line, "{\"Timestamp\":\"20", 16), 0);
	log_configure(LOG_LEVEL_INFO, false);
}

static void
writes_fields(void)
{
	catch_event(false, "una");
	expect("Z info change user=una bytes=-12 ms=12.034\n");
	catch_event(true, "una");
	expect("\"Body\":\"change\",\"Attributes\":{\"user.id\":\"una\","
	       "\"http.response.body.size\":-12,"
	       "\"lineup.duration_ms\":12.034}}\n");
}

static void
leaves_out_fields_without_a_value(void)
{
	catch_event(false, NULL);
	expect("Z info change bytes=-12 ms=12.034\n");
	catch_event(true, NULL);
	expect("\"Attributes\":{\"http.response.body.size\":-12,");
}

/* No value can pass for another field. */
static void
quotes_values(void)
{
	catch_event(false, "una bytes=\"1\"\n\\");
	expect(" user=\"una bytes=\\\"1\\\"\\x0a\\\\\" bytes=-12");
	catch_event(false, "");
	expect(" user=\"\" bytes=-12");
	catch_event(true, "una \"1\"\n");
	expect("{\"user.id\":\"una \\\"1\\\"\\u000a\",");
}

/* Whatever clients send, it is one line of UTF-8. */
static void
writes_what_is_no_text(void)
{
	static const char text[] = "\xff\xe2\x82\xac\xe2\x80\xa8\xc3";

	log_configure(LOG_LEVEL_INFO, false);
	catch_line(text);
	expect("info \\xff\xe2\x82\xac\\u2028\\xc3\n");
	log_configure(LOG_LEVEL_INFO, true);
	catch_line(text);
	expect("\"\\\\xff\xe2\x82\xac\\u2028\\\\xc3\"}\n");
	log_configure(LOG_LEVEL_INFO, false);
}

/* A character that does not fit is left out whole. */
static void
cuts_long_lines_between_characters(void)
{
	char text[6001];
	size_t i, shift;

	for (shift = 0; shift < 3; shift++) {
		memset(text, 'x', shift);
		for (i = shift; i + 3 < sizeof(text); i += 3)
			memcpy(text + i, "\xe2\x82\xac", 3);
		text[i] = '\0';
		catch_event(false, text);
		CU_ASSERT_PTR_NULL(strchr(line, '\\'));
		catch_line(text);
		CU_ASSERT_PTR_NULL(strchr(line, '\\'));
		CU_ASSERT_EQUAL(
		    (strchr(line, '\n') - strchr(line, '\xe2')) % 3, 0);
	}
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

	memset(text, '\1', sizeof(text));
	text[sizeof(text) - 1] = '\0';
	catch_line(text);
	CU_ASSERT_TRUE(strlen(line) <= 4096);
	CU_ASSERT_EQUAL(line[strlen(line) - 1], '\n');
	catch_event(true, text);
	CU_ASSERT_TRUE(strlen(line) <= 1024);
	expect("\",\"http.response.body.size\":-12,");
}

static void
count(void *context)
{
	atomic_int *n = context;

	atomic_fetch_add(n, 1);
	log_info("%s", "counted");
}

/* Everything is there when it has stopped, in order. */
static void
writes_by_one_thread(void)
{
	atomic_int n = 0;

	begin();
	log_start(60000, count, &n);
	log_info("%s", "first");
	log_info("%s", "second");
	log_stop();
	log_info("%s", "third");
	end();
	CU_ASSERT_EQUAL(n, 1);
	CU_ASSERT_PTR_NOT_NULL_FATAL(strstr(line, "first\n"));
	CU_ASSERT_PTR_NOT_NULL_FATAL(strstr(line, "second\n"));
	CU_ASSERT_PTR_NOT_NULL_FATAL(strstr(line, "counted\n"));
	CU_ASSERT_PTR_NOT_NULL_FATAL(strstr(line, "third\n"));
	CU_ASSERT_TRUE(strstr(line, "first") < strstr(line, "second"));
	CU_ASSERT_TRUE(strstr(line, "second") < strstr(line, "counted"));
	CU_ASSERT_TRUE(strstr(line, "counted") < strstr(line, "third"));
}

/* A line that comes when the thread sleeps wakes it. */
static void
writes_soon(void)
{
	char first[100];
	int i;

	begin();
	log_start(600000, NULL, NULL);
	for (i = 0; i < 3; i++) {
		log_info("%s", "soon");
		CU_ASSERT_TRUE(read(ends[0], first, sizeof(first)) > 0);
	}
	log_stop();
	end();
}

static void
ticks(void)
{
	atomic_int n = 0;
	char some[100];

	begin();
	log_start(1, count, &n);
	while (atomic_load(&n) < 3)
		CU_ASSERT_TRUE_FATAL(read(ends[0], some, sizeof(some)) > 0);
	log_stop();
	end();
}

/* Read all that a child writes, until its end. */
static char *
read_all(size_t *n_lines)
{
	size_t n = 0, size = (size_t)4 << 20;
	char *text = malloc(size), *at;
	ssize_t got;

	CU_ASSERT_PTR_NOT_NULL_FATAL(text);
	while ((got = read(ends[0], text + n, size - n - 1)) > 0)
		n += (size_t)got;
	text[n] = '\0';
	*n_lines = 0;
	for (at = text; (at = strchr(at, '\n')) != NULL; at++)
		++*n_lines;
	return text;
}

/* Log more than fits while nobody reads; nothing waits. */
static void
overflow(void)
{
	uint64_t before = log_n_dropped();
	int i;

	log_start(60000, NULL, NULL);
	for (i = 0; i < 60000; i++)
		log_info("line %d", i);
	log_error("important");
	printf("%d\n", log_n_dropped() - before > 0);
	fflush(stdout);
	log_stop();
	_exit(0);
}

static void
drops_lines_rather_than_wait(void)
{
	unsigned long long n_dropped = 0;
	size_t n_lines;
	char *text, *at;
	char flag;
	int out[2];

	begin();
	CU_ASSERT_EQUAL_FATAL(pipe(out), 0);
	if (fork() == 0) {
		dup2(out[1], STDOUT_FILENO);
		overflow();
	}
	CU_ASSERT_EQUAL(read(out[0], &flag, 1), 1);
	CU_ASSERT_EQUAL(flag, '1');
	dup2(saved, STDERR_FILENO);
	close(ends[1]);
	text = read_all(&n_lines);
	wait(NULL);
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "info line 0\n"));
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "error important\n"));
	for (at = text; (at = strstr(at, "too slow: ")) != NULL; at++) {
		n_dropped += strtoull(at + 10, NULL, 10);
		n_lines--;
	}
	CU_ASSERT_EQUAL(n_lines + n_dropped, 60001);
	free(text);
	close(ends[0]);
	close(out[0]);
	close(out[1]);
}

/* Standard error takes nothing, for ever. */
static void
stops_all_the_same(void)
{
	int i;

	begin();
	if (fork() == 0) {
		log_start(60000, NULL, NULL);
		for (i = 0; i < 60000; i++)
			log_info("line %d", i);
		log_stop();
		_exit(0);
	}
	wait(NULL);
	end();
	expect("info line 0\n");
}

/* Lines before an abort are not lost. */
static void
writes_all_before_it_dies(void)
{
	begin();
	if (fork() == 0) {
		log_start(60000, NULL, NULL);
		log_info("%s", "first");
		log_info("%s", "second");
		log_fatal("%s", "last");
		_exit(0);
	}
	wait(NULL);
	end();
	expect("info second\n");
	CU_ASSERT_TRUE(strstr(line, "second") < strstr(line, "error last\n"));
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(writes_text),
	    SUITE_TEST(writes_json),
	    SUITE_TEST(writes_fields),
	    SUITE_TEST(leaves_out_fields_without_a_value),
	    SUITE_TEST(quotes_values),
	    SUITE_TEST(writes_what_is_no_text),
	    SUITE_TEST(leaves_out_what_is_not_wanted),
	    SUITE_TEST(cuts_long_lines),
	    SUITE_TEST(cuts_long_lines_between_characters),
	    SUITE_TEST(writes_by_one_thread),
	    SUITE_TEST(writes_soon),
	    SUITE_TEST(ticks),
	    SUITE_TEST(drops_lines_rather_than_wait),
	    SUITE_TEST(stops_all_the_same),
	    SUITE_TEST(writes_all_before_it_dies),
	};

	return suite_run("log", tests, sizeof(tests) / sizeof(*tests));
}

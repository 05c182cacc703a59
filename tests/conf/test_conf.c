#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "base/log.h"
#include "conf/conf.h"
#include "tests/suite.h"

static struct arena *arena;
static const char *error;
static char file[] = "conf-test-XXXXXX";

static void
write_file(const char *text)
{
	FILE *out = fopen(file, "w");

	CU_ASSERT_PTR_NOT_NULL_FATAL(out);
	fputs(text, out);
	fclose(out);
}

/* Read settings from up to two flags, after the file unless it is NULL. */
static enum conf_action
read_conf(const char *path, char *first, char *second, struct conf *conf)
{
	char program[] = "lineupd", config[] = "--config";
	char *argv[6] = {program};
	int argc = 1;

	if (path != NULL) {
		argv[argc++] = config;
		argv[argc++] = arena_strdup(arena, path);
	}
	if (first != NULL)
		argv[argc++] = first;
	if (second != NULL)
		argv[argc++] = second;
	error = NULL;
	return conf_read(arena, argc, argv, conf, &error);
}

static void
check_error(char *first, char *second, const char *expected)
{
	struct conf conf;

	CU_ASSERT_EQUAL(read_conf(NULL, first, second, &conf), CONF_BAD);
	CU_ASSERT_PTR_NOT_NULL_FATAL(error);
	CU_ASSERT_STRING_EQUAL(error, expected);
}

static void
has_defaults(void)
{
	struct conf conf;

	CU_ASSERT_EQUAL(read_conf(NULL, NULL, NULL, &conf), CONF_RUN);
	CU_ASSERT_EQUAL(conf.api_version, 0);
	CU_ASSERT_STRING_EQUAL(conf.cookie, "clearml_token_basic");
	CU_ASSERT_EQUAL(conf.threads, 64);
	CU_ASSERT_EQUAL(conf.max_body, 1048576);
	CU_ASSERT_PTR_NULL(conf.socket);
}

static void
puts_flags_over_environment_over_file(void)
{
	char flag[] = "--threads=7";
	struct conf conf;

	write_file("[server]\nthreads = 5\ndata = /a\n[log]\nlog_level = "
		   "debug\n");
	CU_ASSERT_EQUAL(read_conf(file, NULL, NULL, &conf), CONF_RUN);
	CU_ASSERT_EQUAL(conf.threads, 5);
	setenv("LINEUP_THREADS", "6", 1);
	CU_ASSERT_EQUAL(read_conf(file, NULL, NULL, &conf), CONF_RUN);
	CU_ASSERT_EQUAL(conf.threads, 6);
	CU_ASSERT_EQUAL(read_conf(file, flag, NULL, &conf), CONF_RUN);
	CU_ASSERT_EQUAL(conf.threads, 7);
	CU_ASSERT_STRING_EQUAL(conf.data, "/a");
	CU_ASSERT_EQUAL(conf.log_level, LOG_LEVEL_DEBUG);
	unsetenv("LINEUP_THREADS");
}

static void
reads_the_names_that_operators_know(void)
{
	struct conf conf;

	setenv("CLEARML__secure__auth__token_secret", "0123456789abcdef", 1);
	CU_ASSERT_EQUAL(read_conf(NULL, NULL, NULL, &conf), CONF_RUN);
	CU_ASSERT_STRING_EQUAL(
	    conf_token_secret(arena, &conf, &error), "0123456789abcdef");
	unsetenv("CLEARML__secure__auth__token_secret");
}

static void
check_store(const char *expected)
{
	struct conf conf;

	CU_ASSERT_EQUAL(read_conf(NULL, NULL, NULL, &conf), CONF_RUN);
	CU_ASSERT_EQUAL(conf.store == NULL, expected == NULL);
	if (conf.store != NULL && expected != NULL)
		CU_ASSERT_STRING_EQUAL(conf.store, expected);
}

/* An empty variable is as good as none. */
static void
finds_the_store_of_the_original(void)
{
	const char *names[] = {"CLEARML_MONGODB_SERVICE_HOST",
	    "CLEARML_MONGODB_SERVICE_PORT",
	    "CLEARML_MONGODB_SERVICE_CONNECTION_STRING", "LINEUP_STORE"};
	size_t i;

	for (i = 0; i < 4; i++)
		setenv(names[i], "", 1);
	check_store(NULL);
	setenv(names[0], "db", 1);
	check_store("mongodb://db:27017");
	setenv(names[1], "1", 1);
	check_store("mongodb://db:1");
	setenv(names[2], "mongodb://a", 1);
	check_store("mongodb://a");
	setenv(names[3], "mongodb://b", 1);
	check_store("mongodb://b");
	for (i = 0; i < 4; i++)
		unsetenv(names[i]);
}

static void
finds_the_user_of_the_original(void)
{
	const char *names[] = {"CLEARML_MONGODB_SERVICE_HOST",
	    "CLEARML_MONGODB_SERVICE_USERNAME",
	    "CLEARML_MONGODB_SERVICE_PASSWORD",
	    "CLEARML_MONGODB_SERVICE_QUERY"};
	size_t i;

	setenv(names[1], "j.doe", 1);
	check_store(NULL);
	setenv(names[0], "db", 1);
	check_store("mongodb://j.doe@db:27017");
	setenv(names[2], "p@s:/%\xc3\xa9", 1);
	check_store("mongodb://j.doe:p%40s%3A%2F%25%C3%A9@db:27017");
	setenv(names[3], "replicaSet=rs&authSource=clearml", 1);
	check_store("mongodb://j.doe:p%40s%3A%2F%25%C3%A9@db:27017/"
		    "?replicaSet=rs&authSource=clearml");
	unsetenv(names[1]);
	unsetenv(names[2]);
	check_store("mongodb://db:27017/?replicaSet=rs&authSource=clearml");
	for (i = 0; i < 4; i++)
		unsetenv(names[i]);
}

static void
finds_the_redis_of_the_original(void)
{
	struct conf conf;

	CU_ASSERT_EQUAL(read_conf(NULL, NULL, NULL, &conf), CONF_RUN);
	CU_ASSERT_PTR_NULL(conf.redis);
	setenv("CLEARML_REDIS_SERVICE_HOST", "cache", 1);
	CU_ASSERT_EQUAL(read_conf(NULL, NULL, NULL, &conf), CONF_RUN);
	CU_ASSERT_STRING_EQUAL_FATAL(conf.redis, "redis://cache:6379");
	setenv("CLEARML_REDIS_SERVICE_PASSWORD", "p", 1);
	CU_ASSERT_EQUAL(read_conf(NULL, NULL, NULL, &conf), CONF_RUN);
	CU_ASSERT_STRING_EQUAL_FATAL(conf.redis, "redis://:p@cache:6379");
	unsetenv("CLEARML_REDIS_SERVICE_PASSWORD");
	unsetenv("CLEARML_REDIS_SERVICE_HOST");
}

static void
reads_a_secret_from_a_file(void)
{
	struct conf conf;

	CU_ASSERT_EQUAL(read_conf(NULL, NULL, NULL, &conf), CONF_RUN);
	conf.token_secret_file = file;
	write_file("0123456789abcdef\n");
	CU_ASSERT_STRING_EQUAL(
	    conf_token_secret(arena, &conf, &error), "0123456789abcdef");
	write_file("short\n");
	CU_ASSERT_PTR_NULL(conf_token_secret(arena, &conf, &error));
	conf.token_secret_file = "/nonexistent/secret";
	CU_ASSERT_PTR_NULL(conf_token_secret(arena, &conf, &error));
	CU_ASSERT_STRING_EQUAL(
	    error, "/nonexistent/secret: No such file or directory");
}

static void
refuses_bad_flags(void)
{
	char unknown[] = "--colour=blue", word[] = "blue";
	char zero[] = "--threads=0", text[] = "--threads=many";
	char level[] = "--log-level=loud", part[] = "--log-level=info debug";
	char bare[] = "--data", empty[] = "--data=";
	char version[] = "--api-version=2.x", big[] = "--api-version=2.65536";

	check_error(unknown, NULL,
	    "unknown argument '--colour=blue'; --help lists them");
	check_error(word, NULL, "unknown argument 'blue'; --help lists them");
	check_error(zero, NULL, "threads: '0' is no number from 1 to 1024");
	check_error(text, NULL, "threads: 'many' is no number from 1 to 1024");
	check_error(level, NULL,
	    "log_level: 'loud' is none of: error warning info debug");
	check_error(part, NULL,
	    "log_level: 'info debug' is none of: error warning info debug");
	check_error(
	    version, NULL, "api_version: '2.x' is no version such as 2.23");
	check_error(
	    big, NULL, "api_version: '2.65536' is no version such as 2.23");
	check_error(bare, NULL, "--data: needs a value");
	check_error(empty, NULL, "data: may not be empty");
}

static void
takes_no_words_for_a_list(void)
{
	char none[] = "--hidden-tags=";
	struct conf conf;

	CU_ASSERT_EQUAL(read_conf(NULL, NULL, NULL, &conf), CONF_RUN);
	CU_ASSERT_STRING_EQUAL(conf.hidden_tags, "k8s-glue");
	CU_ASSERT_EQUAL(read_conf(NULL, none, NULL, &conf), CONF_RUN);
	CU_ASSERT_STRING_EQUAL(conf.hidden_tags, "");
	write_file("[server]\nhidden_tags =\n");
	CU_ASSERT_EQUAL(read_conf(file, NULL, NULL, &conf), CONF_RUN);
	CU_ASSERT_STRING_EQUAL(conf.hidden_tags, "");
}

static void
check_file_error(const char *text, const char *expected)
{
	struct conf conf;

	write_file(text);
	CU_ASSERT_EQUAL(read_conf(file, NULL, NULL, &conf), CONF_BAD);
	CU_ASSERT_PTR_NOT_NULL_FATAL(error);
	CU_ASSERT_STRING_EQUAL(
	    error, arena_printf(arena, "%s:%s", file, expected));
}

static void
refuses_bad_files_with_their_line(void)
{
	struct conf conf;

	check_file_error("[server]\nthreads = 5\ncolour = blue\n",
	    "3: no setting 'colour' in section [server]");
	check_file_error(
	    "[log]\nthreads = 5\n", "2: no setting 'threads' in section [log]");
	check_file_error("[server]\nthreads\n",
	    "2: not of the form 'name = value', in at most 198 bytes");
	check_file_error(arena_printf(arena, "[server]\nstore = %0200d\n", 1),
	    "2: not of the form 'name = value', in at most 198 bytes");
	check_file_error("[server]\nthreads = 5\nthreads = 6\n",
	    "3: threads: is set already");
	check_file_error("[server]\ncors_origins = a\n    b\n",
	    "3: cors_origins: is set already");
	CU_ASSERT_EQUAL(
	    read_conf("/nonexistent.conf", NULL, NULL, &conf), CONF_BAD);
	CU_ASSERT_EQUAL(read_conf("/", NULL, NULL, &conf), CONF_BAD);
	CU_ASSERT_STRING_EQUAL(error, "/: Is a directory");
}

static void
takes_an_empty_name_of_a_file_for_none(void)
{
	struct conf conf;

	setenv("LINEUP_CONFIG", "", 1);
	CU_ASSERT_EQUAL(read_conf(NULL, NULL, NULL, &conf), CONF_RUN);
	unsetenv("LINEUP_CONFIG");
}

static void
knows_what_is_asked_for(void)
{
	char help[] = "--help", version[] = "--version";
	char test[] = "--test-config", print[] = "--print-config";
	struct conf conf;

	CU_ASSERT_EQUAL(read_conf(NULL, help, NULL, &conf), CONF_HELP);
	CU_ASSERT_EQUAL(read_conf(NULL, version, NULL, &conf), CONF_VERSION);
	CU_ASSERT_EQUAL(read_conf(NULL, test, NULL, &conf), CONF_TEST);
	CU_ASSERT_EQUAL(read_conf(NULL, print, NULL, &conf), CONF_PRINT);
}

static void
prints_what_it_can_read_but_no_secret(void)
{
	char flag[] = "--token-secret=very-secret-indeed";
	char threads[] = "--threads=9", text[4096];
	struct conf conf;
	FILE *out;
	size_t n;

	CU_ASSERT_EQUAL(read_conf(NULL, flag, threads, &conf), CONF_RUN);
	out = fopen(file, "w+");
	CU_ASSERT_PTR_NOT_NULL_FATAL(out);
	conf_print(&conf, out);
	rewind(out);
	n = fread(text, 1, sizeof(text) - 1, out);
	text[n] = '\0';
	fclose(out);
	CU_ASSERT_PTR_NULL(strstr(text, "very-secret"));
	CU_ASSERT_EQUAL(read_conf(file, NULL, NULL, &conf), CONF_RUN);
	CU_ASSERT_EQUAL(conf.threads, 9);
}

static void
expect_store(const char *uri, const char *shown)
{
	struct conf conf = {.data = "/d", .store = uri};

	CU_ASSERT_STRING_EQUAL(conf_show_store(arena, &conf), shown);
}

static void
shows_no_secret_of_the_store(void)
{
	expect_store(NULL, "sqlite:/d");
	expect_store("mongodb://h:1,i/x?tls=true", "mongodb://h:1,i");
	expect_store("mongodb+srv://u:p@h", "mongodb+srv://h");
	expect_store("mongodb://u:p@q@h/x", "mongodb://h");
	expect_store("mongodb://u:p/q@h/x", "mongodb");
	expect_store("mongodb://u:p?q@h", "mongodb");
	expect_store("secret", "mongodb");
}

static void
names_changes_that_need_a_restart(void)
{
	const struct conf conf = {.data = "/a", .threads = 2, .max_body = 1};
	struct conf wanted = conf;

	wanted.max_body = 2;
	wanted.cors_origins = "x";
	CU_ASSERT_PTR_NULL(conf_fixed_changes(arena, &conf, &wanted));
	wanted.threads = 3;
	wanted.data = "/b";
	wanted.store = "mongodb://a";
	CU_ASSERT_STRING_EQUAL(
	    conf_fixed_changes(arena, &conf, &wanted), "data, store, threads");
	CU_ASSERT_STRING_EQUAL(
	    conf_fixed_changes(arena, &wanted, &conf), "data, store, threads");
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(has_defaults),
	    SUITE_TEST(puts_flags_over_environment_over_file),
	    SUITE_TEST(reads_the_names_that_operators_know),
	    SUITE_TEST(finds_the_store_of_the_original),
	    SUITE_TEST(finds_the_user_of_the_original),
	    SUITE_TEST(finds_the_redis_of_the_original),
	    SUITE_TEST(reads_a_secret_from_a_file),
	    SUITE_TEST(refuses_bad_flags),
	    SUITE_TEST(takes_no_words_for_a_list),
	    SUITE_TEST(refuses_bad_files_with_their_line),
	    SUITE_TEST(takes_an_empty_name_of_a_file_for_none),
	    SUITE_TEST(knows_what_is_asked_for),
	    SUITE_TEST(prints_what_it_can_read_but_no_secret),
	    SUITE_TEST(shows_no_secret_of_the_store),
	    SUITE_TEST(names_changes_that_need_a_restart),
	};
	int status;

	close(mkstemp(file));
	arena = arena_new();
	status = suite_run("conf", tests, sizeof(tests) / sizeof(*tests));
	arena_free(arena);
	unlink(file);
	return status;
}

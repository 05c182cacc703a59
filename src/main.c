#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/observer.h"
#include "api/sessions.h"
#include "api/token.h"
#include "api/token_cache.h"
#include "app.h"
#include "base/api_version.h"
#include "base/arena.h"
#include "base/kept.h"
#include "base/log.h"
#include "base/steady.h"
#include "conf/conf.h"
#include "config.h"
#include "generated/endpoints.h"
#include "http/cgi.h"
#include "http/current.h"
#include "http/fcgi.h"
#include "lineup/overviews.h"
#include "store/open.h"

#define TICK 60000 /* ms between lines about polls */

static void
configure_log(const struct conf *conf)
{
	log_configure(
	    (enum log_level)conf->log_level, conf->log_format == CONF_LOG_JSON);
}

/* Log that the server starts, and how. */
static void
log_begin(struct arena *arena, const struct conf *conf)
{
	static const struct log_key keys[] = {{"version", "service.version"},
	    {"store", "lineup.store"}, {"socket", "lineup.socket"},
	    {"threads", "lineup.threads"}, {"actions", "lineup.actions"},
	    {"api", "lineup.api_version"}};
	const struct log_field fields[] = {
	    {&keys[0], LOG_TEXT, PACKAGE_VERSION, 0},
	    {&keys[1], LOG_TEXT, conf_show_store(arena, conf), 0},
	    {&keys[2], LOG_TEXT,
		conf->socket == NULL ? "descriptor 0" : conf->socket, 0},
	    {&keys[3], LOG_NUMBER, NULL, conf->threads},
	    {&keys[4], LOG_NUMBER, NULL, (int64_t)endpoints.n},
	    {&keys[5], LOG_TEXT, api_version_text(arena, app_api_version(conf)),
		0}};

	log_event(LOG_LEVEL_INFO, "start", 6, fields);
}

/* Log that it stops, and what it has done. */
static void
log_end(struct observer *observer, int64_t begun)
{
	static const struct log_key keys[] = {
	    {"calls", "lineup.calls"}, {"seconds", "lineup.uptime_seconds"}};
	const struct log_field fields[] = {
	    {&keys[0], LOG_NUMBER, NULL, (int64_t)observer_n_calls(observer)},
	    {&keys[1], LOG_NUMBER, NULL, (steady_now() - begun) / 1000}};

	log_event(LOG_LEVEL_INFO, "stop", 2, fields);
}

static bool
is_cgi(const struct conf *conf)
{
	return conf->socket == NULL && fcgi_is_cgi();
}

/* What is needed to read the settings again. */
struct process {
	int argc;
	char **argv;
	const struct conf *conf; /* those that it was started with */
	struct app_parts parts;
	atomic_uint n_busy;      /* threads */
	struct current *current; /* the application */
};

/* Read the settings again, and use those that may change; or, if one is wrong,
 * none of them. */
static void
reload(void *context)
{
	const struct process *process = context;
	const char *error = "it is no time for that", *fixed;
	struct arena *arena = arena_new();
	struct http_app *app = NULL;
	struct conf conf;

	if (conf_read(arena, process->argc, process->argv, &conf, &error) ==
	    CONF_RUN)
		app = app_new(arena, &conf, &process->parts, &error);
	if (app == NULL) {
		log_error("the settings stay as they were: %s", error);
		arena_free(arena);
		return;
	}
	configure_log(&conf);
	fixed = conf_fixed_changes(arena, process->conf, &conf);
	log_info("the settings were read again%s%s",
	    fixed == NULL ? "" : "; a restart is needed for ",
	    fixed == NULL ? "" : fixed);
	current_replace(process->current, app);
}

/* Answer with an application until the end. */
static bool
answer(struct process *process, struct http_app *app)
{
	const struct conf *conf = process->conf;
	const struct fcgi_options options = {.socket = conf->socket,
	    .threads = (size_t)conf->threads,
	    .reload = reload,
	    .context = process};
	bool served = true;

	process->current = current_new(app);
	if (process->parts.is_cgi)
		cgi_answer_process(process->current);
	else
		served = fcgi_serve(process->current, &options);
	current_free(process->current);
	return served;
}

/* Serve with the parts, which are open. */
static bool
serve(struct arena *arena, struct process *process)
{
	const struct app_parts *parts = &process->parts;
	int64_t begun = steady_now();
	struct arena *own = arena_new();
	struct http_app *app;
	const char *error;
	bool served;

	app = app_new(own, process->conf, parts, &error);
	if (app == NULL) {
		log_error("%s", error);
		arena_free(own);
		return false;
	}
	if (!parts->is_cgi)
		log_begin(arena, process->conf);
	served = answer(process, app);
	if (!parts->is_cgi) {
		observer_tick(parts->observer);
		log_end(parts->observer, begun);
	}
	return served;
}

/* Open what applications work on; false, and *error says why not. */
static bool
open_parts(struct arena *arena, const struct conf *conf,
    struct app_parts *parts, const char **error)
{
	parts->authn.secret = conf_token_secret(arena, conf, error);
	if (parts->authn.secret == NULL)
		return false;
	if (!token_can_sign(&parts->authn)) {
		*error = "libcrypto can't sign tokens; is there enough memory?";
		return false;
	}
	parts->store = store_open(arena,
	    parts->is_cgi ? STORE_OPEN_BESIDE : STORE_OPEN_SERVE, conf, error);
	if (parts->store == NULL)
		return false;
	parts->authn.cache = token_cache_new();
	parts->authn.sessions = sessions_new();
	parts->overviews = overviews_new();
	parts->kept = kept_new();
	return true;
}

static void
close_parts(struct app_parts *parts)
{
	kept_free(parts->kept);
	overviews_free(parts->overviews);
	sessions_free(parts->authn.sessions);
	token_cache_free(parts->authn.cache);
	store_close(parts->store);
}

static int
run(struct arena *arena, struct process *process)
{
	const struct conf *conf = process->conf;
	struct app_parts *parts = &process->parts;
	bool served = false;
	const char *error;

	*parts = (struct app_parts){.observer = observer_new(&endpoints),
	    .n_threads = (size_t)conf->threads,
	    .n_busy = &process->n_busy,
	    .is_cgi = is_cgi(conf)};
	configure_log(conf);
	if (!parts->is_cgi) {
		fcgi_keep_signals(); /* before threads are started */
		log_start(TICK, observer_tick, parts->observer);
	}
	if (open_parts(arena, conf, parts, &error)) {
		served = serve(arena, process);
		close_parts(parts);
	} else {
		log_error("%s", error);
	}
	log_stop();
	observer_free(parts->observer);
	return served ? EXIT_SUCCESS : EXIT_FAILURE;
}

static void
print_help(void)
{
	printf("Usage: lineupd [SETTING ...]\n"
	       "Serve the queues API by FastCGI on file descriptor 0 or a "
	       "socket, or answer\none call as a CGI program.\n\n");
	conf_help(stdout);
	printf("  %-23s %s\n", "--help", "this text");
	printf("  %-23s %s\n", "--version", "the version");
	printf("  %-23s %s\n", "--test-config", "check the settings and leave");
	printf("  %-23s %s\n", "--print-config", "print them, secrets masked");
}

static int
test(struct arena *arena, const struct conf *conf)
{
	const char *error;

	if (!store_open_check(arena, conf, &error) ||
	    !app_check(arena, conf, &error)) {
		fprintf(stderr, "lineupd: %s\n", error);
		return EXIT_FAILURE;
	}
	printf("The settings are fine.\n");
	return EXIT_SUCCESS;
}

int
main(int argc, char **argv)
{
	struct arena *arena = arena_new();
	int status = EXIT_SUCCESS;
	const char *error;
	struct conf conf;
	struct process process = {.argc = argc, .argv = argv, .conf = &conf};

	conf_keep_secrets();
	arena_setup();
	signal(SIGPIPE, SIG_IGN);
	switch (conf_read(arena, argc, argv, &conf, &error)) {
	case CONF_RUN:
		status = run(arena, &process);
		break;
	case CONF_HELP:
		print_help();
		break;
	case CONF_VERSION:
		printf("lineupd %s\n", PACKAGE_VERSION);
		break;
	case CONF_TEST:
		status = test(arena, &conf);
		break;
	case CONF_PRINT:
		conf_print(&conf, stdout);
		break;
	case CONF_BAD:
		fprintf(stderr, "lineupd: %s\n", error);
		status = EXIT_FAILURE;
		break;
	}
	arena_free(arena);
	return status;
}

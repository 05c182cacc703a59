#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/authn.h"
#include "api/metrics.h"
#include "api/observer.h"
#include "api/router.h"
#include "api/sessions.h"
#include "api/token.h"
#include "api/token_cache.h"
#include "base/api_version.h"
#include "base/arena.h"
#include "base/budget.h"
#include "base/gate.h"
#include "base/kept.h"
#include "base/log.h"
#include "base/steady.h"
#include "base/text.h"
#include "conf/conf.h"
#include "config.h"
#include "generated/endpoints.h"
#include "http/cgi.h"
#include "http/fcgi.h"
#include "http/http.h"
#include "http/networks.h"
#include "lineup/overviews.h"
#include "store/open.h"

#ifndef CALL_TIME                    /* builds with sanitizers need more */
#define CALL_TIME INT64_C(100000000) /* ns */
#endif
#define LEAST_MEMORY (UINT64_C(64) << 20) /* bytes */
#define EACH 2                            /* costly calls of one user */
#define KEEP 2000  /* ms that numbers of queues in MongoDB are kept */
#define TICK 60000 /* ms between lines about polls */

static void
configure_log(const struct conf *conf)
{
	log_configure(
	    (enum log_level)conf->log_level, conf->log_format == CONF_LOG_JSON);
}

/* The API version that is announced. */
static uint32_t
api_version(const struct conf *conf)
{
	return conf->api_version == 0 ? endpoints.announced
				      : (uint32_t)conf->api_version;
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
	    {&keys[5], LOG_TEXT, api_version_text(arena, api_version(conf)),
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

static struct call_limits
limits(const struct conf *conf)
{
	return (struct call_limits){.tags = (size_t)conf->max_tags,
	    .metadata = (size_t)conf->max_metadata,
	    .metadata_size = (size_t)conf->max_body,
	    .fields = (size_t)conf->max_fields,
	    .only_fields = (size_t)conf->max_only_fields,
	    .filter_values = (size_t)conf->max_filter_values};
}

/*
 * What a call may cost; costly calls together get a quarter of the threads and
 * half of the processors.
 */
static struct budget_rules
make_budget(const struct conf *conf)
{
	uint32_t places = (uint32_t)conf->threads / 4, mib, turns;
	long n_processors = sysconf(_SC_NPROCESSORS_ONLN);
	struct budget_rules rules = {.time = CALL_TIME,
	    .memory = (uint64_t)conf->max_answer * 3 / 2,
	    .answer = (uint64_t)conf->max_answer};

	if (places == 0)
		places = 1;
	if (rules.memory < LEAST_MEMORY)
		rules.memory = LEAST_MEMORY;
	mib = (uint32_t)(rules.memory >> 20);
	turns = n_processors < 4 ? 1 : (uint32_t)n_processors / 2;
	rules.calls = gate_new(places, places < EACH ? places : EACH);
	rules.turns = gate_new(turns, turns);
	rules.memories = gate_new(mib + mib / 4, mib);
	return rules;
}

static bool
is_cgi(const struct conf *conf)
{
	return conf->socket == NULL && fcgi_is_cgi();
}

/* What a server is made of. */
struct parts {
	struct store *store;
	const struct authn *authn;
	const struct networks *networks; /* that may read metrics */
	struct observer *observer;
};

static int
serve(struct arena *arena, const struct conf *conf, const struct parts *parts)
{
	struct router router = {
	    .endpoints = &endpoints,
	    .server = {.authn = parts->authn,
		.limits = limits(conf),
		.overviews = overviews_new()},
	    .store = parts->store,
	    .rules = {.limits = {.values = (size_t)conf->max_values,
			  .depth = (unsigned)conf->max_depth},
		.line = (size_t)conf->max_body,
		.is_strict = conf->validation == CONF_STRICT},
	    .budget = make_budget(conf),
	    .observer = parts->observer,
	    .cors_origins = conf->cors_origins,
	};
	struct kept *kept = kept_new();
	atomic_uint n_busy = 0;
	const struct metrics metrics = {.token = conf->metrics_token,
	    .networks = parts->networks,
	    .n_queues = (size_t)conf->metrics_queues,
	    .n_threads = (size_t)conf->threads,
	    .n_busy = &n_busy,
	    .observer = parts->observer,
	    .store = parts->store,
	    .kept = kept,
	    .keep = conf->store == NULL ? 0 : KEEP};
	const struct http_app app = {
	    router_answer, &router, (size_t)conf->max_batch, &n_busy};
	struct fcgi_options options = {.socket = conf->socket,
	    .threads = (size_t)conf->threads,
	    .max_body = (size_t)conf->max_body};

	bool served = true;

	router.server.hidden_tags.items =
	    text_split(arena, conf->hidden_tags, &router.server.hidden_tags.n);
	if (!is_cgi(conf))
		router.metrics = &metrics;
	if (is_cgi(conf))
		cgi_answer_process(&app, options.max_body);
	else
		served = fcgi_serve(&app, &options);
	overviews_free(router.server.overviews);
	kept_free(kept);
	gate_free(router.budget.calls);
	gate_free(router.budget.turns);
	gate_free(router.budget.memories);
	return served ? EXIT_SUCCESS : EXIT_FAILURE;
}

static const struct networks *
read_networks(struct arena *arena, const struct conf *conf, const char **error)
{
	const char *list = conf->metrics_addresses;
	const struct networks *networks =
	    networks_read(arena, list == NULL ? "" : list, error);

	if (networks == NULL)
		*error = arena_printf(arena, "metrics_addresses: %s", *error);
	return networks;
}

/* Open the store and serve; the settings are read and the log is open. */
static int
open_and_serve(
    struct arena *arena, const struct conf *conf, struct observer *observer)
{
	struct authn authn = {.cookie = conf->cookie,
	    .lifetime = conf->token_lifetime,
	    .max_lifetime = conf->max_token_lifetime,
	    .api_version = api_version(conf)};
	struct parts parts = {.authn = &authn, .observer = observer};
	const char *error;
	int64_t begun = steady_now();
	int status;

	authn.secret = conf_token_secret(arena, conf, &error);
	if (authn.secret != NULL && !token_can_sign(&authn))
		error = "libcrypto can't sign tokens; is there enough memory?";
	else if (authn.secret != NULL &&
		 (parts.networks = read_networks(arena, conf, &error)) != NULL)
		parts.store = store_open(arena,
		    is_cgi(conf) ? STORE_OPEN_BESIDE : STORE_OPEN_SERVE, conf,
		    &error);
	if (parts.store == NULL) {
		log_error("%s", error);
		return EXIT_FAILURE;
	}
	authn.cache = token_cache_new();
	authn.sessions = sessions_new();
	if (!is_cgi(conf))
		log_begin(arena, conf);
	status = serve(arena, conf, &parts);
	if (!is_cgi(conf)) {
		observer_tick(observer);
		log_end(observer, begun);
	}
	sessions_free(authn.sessions);
	token_cache_free(authn.cache);
	store_close(parts.store);
	return status;
}

static int
run(struct arena *arena, const struct conf *conf)
{
	struct observer *observer = observer_new(&endpoints);
	int status;

	configure_log(conf);
	if (!is_cgi(conf)) {
		fcgi_keep_signals(); /* before threads are started */
		log_start(TICK, observer_tick, observer);
	}
	status = open_and_serve(arena, conf, observer);
	log_stop();
	observer_free(observer);
	return status;
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

int
main(int argc, char **argv)
{
	struct arena *arena = arena_new();
	int status = EXIT_SUCCESS;
	const char *error;
	struct conf conf;

	conf_keep_secrets();
	arena_setup();
	signal(SIGPIPE, SIG_IGN);
	switch (conf_read(arena, argc, argv, &conf, &error)) {
	case CONF_RUN:
		status = run(arena, &conf);
		break;
	case CONF_HELP:
		print_help();
		break;
	case CONF_VERSION:
		printf("lineupd %s\n", PACKAGE_VERSION);
		break;
	case CONF_TEST:
		printf("The settings are fine.\n");
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

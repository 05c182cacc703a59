#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/authn.h"
#include "api/router.h"
#include "api/sessions.h"
#include "api/token.h"
#include "api/token_cache.h"
#include "base/arena.h"
#include "base/budget.h"
#include "base/gate.h"
#include "base/log.h"
#include "base/text.h"
#include "conf/conf.h"
#include "config.h"
#include "generated/endpoints.h"
#include "http/cgi.h"
#include "http/fcgi.h"
#include "http/http.h"
#include "lineup/overviews.h"
#include "store/open.h"

#ifndef CALL_TIME                    /* builds with sanitizers need more */
#define CALL_TIME INT64_C(100000000) /* ns */
#endif
#define LEAST_MEMORY (UINT64_C(64) << 20) /* bytes */
#define EACH 2                            /* costly calls of one user */

static void
configure_log(const struct conf *conf)
{
	log_configure(
	    (enum log_level)conf->log_level, conf->log_format == CONF_LOG_JSON);
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

static int
serve(struct arena *arena, const struct conf *conf, struct store *store,
    const struct authn *authn, bool is_cgi)
{
	struct router router = {
	    .endpoints = &endpoints,
	    .server = {.authn = authn,
		.limits = limits(conf),
		.overviews = overviews_new()},
	    .store = store,
	    .rules = {.limits = {.values = (size_t)conf->max_values,
			  .depth = (unsigned)conf->max_depth},
		.line = (size_t)conf->max_body,
		.is_strict = conf->validation == CONF_STRICT},
	    .budget = make_budget(conf),
	    .cors_origins = conf->cors_origins,
	};
	const struct http_app app = {
	    router_answer, &router, (size_t)conf->max_batch};
	struct fcgi_options options = {.socket = conf->socket,
	    .threads = (size_t)conf->threads,
	    .max_body = (size_t)conf->max_body};

	bool served = true;

	router.server.hidden_tags.items =
	    text_split(arena, conf->hidden_tags, &router.server.hidden_tags.n);
	if (is_cgi)
		cgi_answer_process(&app, options.max_body);
	else
		served = fcgi_serve(&app, &options);
	overviews_free(router.server.overviews);
	gate_free(router.budget.calls);
	gate_free(router.budget.turns);
	gate_free(router.budget.memories);
	return served ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int
run(struct arena *arena, const struct conf *conf)
{
	struct authn authn = {.cookie = conf->cookie,
	    .lifetime = conf->token_lifetime,
	    .max_lifetime = conf->max_token_lifetime,
	    .api_version = conf->api_version == 0
			       ? endpoints.announced
			       : (uint32_t)conf->api_version};
	bool is_cgi = conf->socket == NULL && fcgi_is_cgi();
	struct store *store = NULL;
	const char *error;
	int status;

	configure_log(conf);
	if (!is_cgi)
		fcgi_keep_signals(); /* the store starts threads */
	authn.secret = conf_token_secret(arena, conf, &error);
	if (authn.secret != NULL && !token_can_sign(&authn))
		error = "libcrypto can't sign tokens; is there enough memory?";
	else if (authn.secret != NULL)
		store = store_open(arena,
		    is_cgi ? STORE_OPEN_BESIDE : STORE_OPEN_SERVE, conf,
		    &error);
	if (store == NULL) {
		log_error("%s", error);
		return EXIT_FAILURE;
	}
	authn.cache = token_cache_new();
	authn.sessions = sessions_new();
	status = serve(arena, conf, store, &authn, is_cgi);
	sessions_free(authn.sessions);
	token_cache_free(authn.cache);
	store_close(store);
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

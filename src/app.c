#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/authn.h"
#include "api/metrics.h"
#include "api/router.h"
#include "app.h"
#include "base/arena.h"
#include "base/budget.h"
#include "base/gate.h"
#include "base/text.h"
#include "conf/conf.h"
#include "generated/endpoints.h"
#include "http/http.h"
#include "http/networks.h"

#ifndef CALL_TIME                    /* builds with sanitizers need more */
#define CALL_TIME INT64_C(100000000) /* ns */
#endif
#define LEAST_MEMORY (UINT64_C(64) << 20) /* bytes */
#define EACH 2                            /* costly calls of one user */
#define KEEP 2000 /* ms that numbers of queues in MongoDB are kept */

/* What answers requests by one reading of the settings. */
struct app {
	struct http_app http; /* the first member */
	struct arena *arena;  /* that all of it is in */
	struct authn authn;
	struct router router;
	struct metrics metrics;
};

static struct call_limits
call_limits(const struct conf *conf)
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
make_budget(const struct conf *conf, size_t n_threads)
{
	uint32_t places = (uint32_t)n_threads / 4, mib, turns;
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

static void
free_app(struct http_app *http)
{
	struct app *app = (struct app *)http;

	gate_free(app->router.budget.calls);
	gate_free(app->router.budget.turns);
	gate_free(app->router.budget.memories);
	arena_free(app->arena);
}

static struct authn
make_authn(const struct conf *conf, const struct app_parts *parts)
{
	struct authn authn = parts->authn;

	authn.cookie = conf->cookie;
	authn.lifetime = conf->token_lifetime;
	authn.max_lifetime = conf->max_token_lifetime;
	authn.api_version = app_api_version(conf);
	return authn;
}

static struct metrics
make_metrics(const struct conf *conf, const struct app_parts *parts,
    const struct networks *networks)
{
	return (struct metrics){.token = conf->metrics_token,
	    .networks = networks,
	    .n_queues = (size_t)conf->metrics_queues,
	    .n_threads = parts->n_threads,
	    .n_busy = parts->n_busy,
	    .observer = parts->observer,
	    .store = parts->store,
	    .kept = parts->kept,
	    .keep = conf->store == NULL ? 0 : KEEP};
}

static struct router
make_router(
    struct app *app, const struct conf *conf, const struct app_parts *parts)
{
	struct router router = {
	    .endpoints = &endpoints,
	    .server = {.authn = &app->authn,
		.limits = call_limits(conf),
		.overviews = parts->overviews},
	    .store = parts->store,
	    .rules = {.limits = {.values = (size_t)conf->max_values,
			  .depth = (unsigned)conf->max_depth},
		.line = (size_t)conf->max_body,
		.is_strict = conf->validation == CONF_STRICT},
	    .budget = make_budget(conf, parts->n_threads),
	    .observer = parts->observer,
	    .metrics = parts->is_cgi ? NULL : &app->metrics,
	    .cors_origins = conf->cors_origins,
	};

	router.server.hidden_tags.items = text_split(
	    app->arena, conf->hidden_tags, &router.server.hidden_tags.n);
	return router;
}

uint32_t
app_api_version(const struct conf *conf)
{
	return conf->api_version == 0 ? endpoints.announced
				      : (uint32_t)conf->api_version;
}

bool
app_check(struct arena *arena, const struct conf *conf, const char **error)
{
	return read_networks(arena, conf, error) != NULL;
}

struct http_app *
app_new(struct arena *arena, const struct conf *conf,
    const struct app_parts *parts, const char **error)
{
	const struct networks *networks = read_networks(arena, conf, error);
	struct app *app;

	if (networks == NULL)
		return NULL;
	app = arena_alloc(arena, sizeof(*app));
	*app = (struct app){.http = {.answer = router_answer,
				.context = &app->router,
				.max_body = (size_t)conf->max_body,
				.max_waiting = (size_t)conf->max_batch,
				.n_busy = parts->n_busy,
				.free = free_app},
	    .arena = arena,
	    .authn = make_authn(conf, parts),
	    .metrics = make_metrics(conf, parts, networks)};
	app->router = make_router(app, conf, parts);
	return &app->http;
}

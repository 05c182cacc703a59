#ifndef APP_H
#define APP_H

/*
 * What answers requests, as the settings say: a router with its limits, pages
 * and costs.  It is made again when the settings are read again; what it works
 * on stays the same as long as the process lives.
 */

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "api/authn.h"

struct arena;
struct conf;
struct http_app;
struct kept;
struct observer;
struct overviews;
struct store;

/* What all applications of a process work on. */
struct app_parts {
	struct authn
	    authn; /* secret, cache and sessions; the rest is ignored */
	struct overviews *overviews;
	struct kept *kept; /* numbers of queues for metrics */
	struct store *store;
	struct observer *observer;
	size_t n_threads;
	atomic_uint *n_busy; /* of these */
	bool is_cgi;         /* answers one request */
};

/*
 * Make the application.  It owns the arena, in which the texts of conf are, or
 * which outlives these.  NULL, and *error says why not; then the arena stays
 * the caller's.
 */
struct http_app *app_new(struct arena *arena, const struct conf *conf,
    const struct app_parts *parts, const char **error);

/* Check what only applications read of the settings; false: *error says what is
 * wrong. */
bool app_check(
    struct arena *arena, const struct conf *conf, const char **error);

/* The API version that the settings announce. */
uint32_t app_api_version(const struct conf *conf);

#endif

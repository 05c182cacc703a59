#ifndef STORE_MONGO_MONGO_H
#define STORE_MONGO_MONGO_H

/*
 * A store in MongoDB, on the documents of a ClearML server (doc/original.md,
 * "Documents in MongoDB"), which may change them at the same time: every change
 * is an atomic command on the fields concerned, and other fields stay as they
 * are.
 *
 * Data that only lineup uses is in collections whose names begin with
 * "lineup_".  Samples are gathered and written each second; up to a second of
 * them is lost if the process dies.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/store.h"

struct arena;

struct store_mongo_options {
	const char *uri;
	const char *prefix; /* of the databases' names; may be "" */
	const char *redis;  /* URI of Redis, with the workers; or NULL */
	bool is_beside;     /* for one thread, briefly: a command, or CGI */
	int64_t retention;  /* seconds that samples are kept */
	int64_t history;    /* ms that changes of queues are kept; 0: none is */
	size_t threads;     /* number of calling threads; 0: unknown */
};

/*
 * Check the URIs, of which either may be NULL, and connect to nothing.  False:
 * one is invalid, and *error says why.
 */
bool store_mongo_check_uris(struct arena *arena, const char *uri,
    const char *redis, const char **error);

/*
 * Open a store.  MongoDB need not answer yet: calls are STORE_UNAVAILABLE until
 * it does.  NULL: a URI is invalid, or the server too old; *error says why.
 */
struct store *store_mongo_open(struct arena *arena,
    const struct store_mongo_options *options, const char **error);

#endif

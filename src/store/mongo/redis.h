#ifndef STORE_MONGO_REDIS_H
#define STORE_MONGO_REDIS_H

/*
 * Workers, which a ClearML server keeps in Redis (doc/original.md, "Workers in
 * Redis"): JSON texts that expire unless the worker reports.  They are only
 * read here.
 */

#include <stddef.h>

#include "store/workers.h"

struct arena;

/* Where Redis is. */
struct redis_source {
	const char *host;
	int port;
	const char *password; /* NULL: none */
	int database;
};

/*
 * Parse "redis://[:password@]host[:port][/database]"; the port is 6379 and the
 * database 4 by default.  NULL: it is invalid, and *error says why.
 */
struct redis_source *redis_read_uri(
    struct arena *arena, const char *uri, const char **error);

/*
 * List the workers of a company; none if source is NULL.  One that can't be
 * parsed is left out and logged.  STORE_UNAVAILABLE: Redis did not answer.
 */
enum store_result redis_list_workers(const struct redis_source *source,
    struct arena *arena, const char *company, size_t *n,
    struct store_worker **workers);

#endif

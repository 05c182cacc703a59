#ifndef CONF_ENVIRONMENT_H
#define CONF_ENVIRONMENT_H

/* Variables of the environment, and what those of a ClearML server name. */

struct arena;

/* A variable, or NULL if it is not set or empty. */
const char *environment_get(const char *name);

/*
 * The URI that CLEARML_MONGODB_SERVICE_HOST, _PORT, _USERNAME, _PASSWORD and
 * _QUERY make together, or NULL without a host.  User and password are taken
 * literally, the query as it stands in a URI.
 */
const char *environment_mongodb(struct arena *arena);

/* The same of CLEARML_REDIS_SERVICE_HOST, _PORT and _PASSWORD. */
const char *environment_redis(struct arena *arena);

#endif

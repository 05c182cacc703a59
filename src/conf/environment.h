#ifndef CONF_ENVIRONMENT_H
#define CONF_ENVIRONMENT_H

/* Environment variables, and the URIs that those of a ClearML server give. */

struct arena;

/* A variable, or NULL if it is not set or empty. */
const char *environment_get(const char *name);

/*
 * The URI made from CLEARML_MONGODB_SERVICE_HOST, _PORT, _USERNAME, _PASSWORD
 * and _QUERY, or NULL if there is no host.  User and password are percent-
 * encoded; the query is taken as it is.
 */
const char *environment_mongodb(struct arena *arena);

/* The same from CLEARML_REDIS_SERVICE_HOST, _PORT and _PASSWORD, as they are.
 */
const char *environment_redis(struct arena *arena);

#endif

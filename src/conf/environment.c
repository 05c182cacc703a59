#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "conf/environment.h"

const char *
environment_get(const char *name)
{
	const char *value = getenv(name);

	return value == NULL || *value == '\0' ? NULL : value;
}

static const char *
get_or(const char *name, const char *otherwise)
{
	const char *value = environment_get(name);

	return value == NULL ? otherwise : value;
}

/* Percent-encode a text for a URI. */
static const char *
encode(struct arena *arena, const char *text)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
	static const char digits[] = "0123456789ABCDEF";
	char *encoded = arena_alloc(arena, 3 * strlen(text) + 1);
	size_t n = 0;

	for (; *text != '\0'; text++) {
		if (strchr(plain, *text) != NULL) {
			encoded[n++] = *text;
			continue;
		}
		encoded[n++] = '%';
		encoded[n++] = digits[(unsigned char)*text >> 4];
		encoded[n++] = digits[*text & 15];
	}
	encoded[n] = '\0';
	return encoded;
}

const char *
environment_mongodb(struct arena *arena)
{
	const char *host = environment_get("CLEARML_MONGODB_SERVICE_HOST");
	const char *port = get_or("CLEARML_MONGODB_SERVICE_PORT", "27017");
	const char *user = environment_get("CLEARML_MONGODB_SERVICE_USERNAME");
	const char *password =
	    environment_get("CLEARML_MONGODB_SERVICE_PASSWORD");
	const char *query = environment_get("CLEARML_MONGODB_SERVICE_QUERY");
	const char *who = "";

	if (host == NULL)
		return NULL;
	if (user != NULL)
		who = encode(arena, user);
	if (password != NULL)
		who =
		    arena_printf(arena, "%s:%s", who, encode(arena, password));
	return arena_printf(arena, "mongodb://%s%s%s:%s%s%s", who,
	    *who == '\0' ? "" : "@", host, port, query == NULL ? "" : "/?",
	    query == NULL ? "" : query);
}

const char *
environment_redis(struct arena *arena)
{
	const char *host = environment_get("CLEARML_REDIS_SERVICE_HOST");
	const char *port = get_or("CLEARML_REDIS_SERVICE_PORT", "6379");
	const char *password =
	    environment_get("CLEARML_REDIS_SERVICE_PASSWORD");

	if (host == NULL)
		return NULL;
	return arena_printf(arena, "redis://%s%s%s%s:%s",
	    password == NULL ? "" : ":", password == NULL ? "" : password,
	    password == NULL ? "" : "@", host, port);
}

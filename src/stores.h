#ifndef STORES_H
#define STORES_H

/* Which store there is: SQLite in the data directory, or MongoDB. */

#include <stdint.h>

struct arena;
struct store;

struct stores_options {
	const char *redis;         /* of workers, beside MongoDB; NULL: none */
	const char *uri;           /* of MongoDB; NULL: SQLite */
	const char *prefix;        /* of its databases' names; or NULL */
	const char *data;          /* the directory */
	int64_t metrics_retention; /* seconds */
	int64_t reserve;           /* bytes of disk to set aside there */
};

enum stores_mode {
	STORES_SERVE,  /* as the server; on SQLite, the only one */
	STORES_BESIDE, /* beside a server, for a moment */
	STORES_CREATE, /* likewise, and made if there is none */
};

/* NULL: it can't be opened, and *error says why. */
struct store *stores_open(struct arena *arena, enum stores_mode mode,
    const struct stores_options *options, const char **error);

#endif

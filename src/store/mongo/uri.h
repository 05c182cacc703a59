#ifndef STORE_MONGO_URI_H
#define STORE_MONGO_URI_H

/* The URI of MongoDB, which may hold a password. */

#include <stdbool.h>
#include <stdint.h>

struct arena;

/* A URI of the driver. */
typedef struct _mongoc_uri_t mongoc_uri_t;

struct mongo_uri {
	mongoc_uri_t *uri;   /* to be freed by mongoc_uri_destroy() */
	int32_t limit;       /* ms that the server may take; 0: unlimited */
	bool repeats_writes; /* by lineup: the driver must repeat nothing */
};

/*
 * Parse a URI, and set what it leaves open: writes wait for the journal of a
 * majority, and timeouts are such that the server gives up (waiting for the
 * majority first, then the command) before the socket does.
 * False: lineup can't use it, and *error (in the arena) says why, without the
 * user and password.
 */
bool mongo_uri_read(struct arena *arena, const char *text,
    struct mongo_uri *uri, const char **error);

#endif

#ifndef STORE_MONGO_URI_H
#define STORE_MONGO_URI_H

/* The URI of MongoDB, which may hold a password. */

#include <stdbool.h>
#include <stdint.h>

struct arena;

/* A URI of the driver. */
typedef struct _mongoc_uri_t mongoc_uri_t;

struct mongo_uri {
	mongoc_uri_t *uri;   /* to be destroyed by the driver's means */
	int32_t limit;       /* ms that the server may take; 0: any number */
	bool repeats_writes; /* by lineup; the driver is to repeat nothing */
};

/*
 * Read a URI.  What it leaves open is set: writes ask for a majority's journal,
 * and everything is bounded in time, so that the server gives up (a write's
 * confirmation first, then the command) before the socket does.
 * False: lineup can't use it, and *error says why, without the user and
 * password in it.
 */
bool mongo_uri_read(struct arena *arena, const char *text,
    struct mongo_uri *uri, const char **error);

#endif

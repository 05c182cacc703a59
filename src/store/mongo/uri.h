#ifndef STORE_MONGO_URI_H
#define STORE_MONGO_URI_H

/* The URI of MongoDB, which may hold a password. */

struct arena;

/* A URI of the driver. */
typedef struct _mongoc_uri_t mongoc_uri_t;

/*
 * Read a URI, to be destroyed by the driver's means; what it leaves open is
 * set: writes ask for a majority's journal, and everything is bounded in time.
 * NULL: it is none, and *error says why, without the user and password in it.
 */
mongoc_uri_t *mongo_uri_read(
    struct arena *arena, const char *text, const char **error);

#endif

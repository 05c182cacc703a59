#ifndef STORE_MONGO_MONGO_H
#define STORE_MONGO_MONGO_H

/*
 * A store in MongoDB, with the documents of a ClearML server (doc/original.md,
 * "Documents in MongoDB"), which may work on them at the same time: every
 * change is one atomic command on the fields concerned, and what others keep in
 * a document stays.
 *
 * What is lineup's alone is in collections of its own, whose names begin with
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
	const char *redis;  /* where workers are, or NULL; see workers.h */
	bool is_beside;     /* for a moment: the server is not tried first */
	int64_t retention;  /* seconds that samples are kept */
	size_t threads;     /* that will call; 0: nobody knows */
};

/*
 * Open a store.  The server need not answer yet: calls are STORE_UNAVAILABLE
 * until it does.  NULL: the URI is none, and *error says why.
 */
struct store *store_mongo_open(struct arena *arena,
    const struct store_mongo_options *options, const char **error);

#endif

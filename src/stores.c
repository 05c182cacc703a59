#include "config.h"

#include <stddef.h>

#include "store_sqlite.h"
#include "stores.h"
#ifdef HAVE_MONGODB
#include "store_mongo.h"
#endif

static struct store *
open_sqlite(struct arena *arena, enum stores_mode mode,
    const struct stores_options *options, const char **error)
{
	switch (mode) {
	case STORES_SERVE:
		return store_sqlite_open(arena, options->data,
		    options->metrics_retention, options->reserve, error);
	case STORES_BESIDE:
		return store_sqlite_open_beside(arena, options->data, error);
	case STORES_CREATE:
		return store_sqlite_create(arena, options->data, error);
	}
	return NULL;
}

#ifdef HAVE_MONGODB
static struct store *
open_mongo(struct arena *arena, enum stores_mode mode,
    const struct stores_options *options, const char **error)
{
	const struct store_mongo_options mongo = {.uri = options->uri,
	    .prefix = options->prefix == NULL ? "" : options->prefix,
	    .redis = options->redis,
	    .is_beside = mode != STORES_SERVE,
	    .retention = options->metrics_retention};

	return store_mongo_open(arena, &mongo, error);
}
#else
static struct store *
open_mongo(struct arena *arena, enum stores_mode mode,
    const struct stores_options *options, const char **error)
{
	(void)arena;
	(void)mode;
	(void)options;
	*error = "store: this lineup is built without MongoDB";
	return NULL;
}
#endif

struct store *
stores_open(struct arena *arena, enum stores_mode mode,
    const struct stores_options *options, const char **error)
{
	return options->uri == NULL ? open_sqlite(arena, mode, options, error)
				    : open_mongo(arena, mode, options, error);
}

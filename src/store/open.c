#include "config.h"

#include <stddef.h>

#include "conf/conf.h"
#include "store/open.h"
#include "store/sqlite/sqlite.h"
#ifdef HAVE_MONGODB
#include "store/mongo/mongo.h"
#endif

/* In seconds. */
static int64_t
retention(const struct conf *conf)
{
	return conf->metrics_retention * 86400;
}

/* In ms. */
static int64_t
history(const struct conf *conf)
{
	return conf->history_retention * 86400000;
}

static void
limit_events(struct store *store, const struct conf *conf)
{
	const struct store_sqlite_event_limits limits = {
	    .retention = conf->events_retention * 86400000,
	    .of_task = conf->max_task_events * 1048576,
	    .in_all = conf->max_events * 1048576};

	store_sqlite_limit_events(store, &limits);
}

static struct store *
open_sqlite(struct arena *arena, enum store_open_mode mode,
    const struct conf *conf, const char **error)
{
	struct store *store;

	switch (mode) {
	case STORE_OPEN_SERVE:
		store = store_sqlite_open(arena, conf->data, retention(conf),
		    conf->disk_reserve * 1048576, error);
		if (store == NULL)
			return NULL;
		store_sqlite_limit_scrolls(store, conf->max_scrolls);
		store_sqlite_watch_tasks(store, conf->task_silence);
		limit_events(store, conf);
		store_sqlite_keep_history(store, history(conf));
		return store;
	case STORE_OPEN_BESIDE:
		store = store_sqlite_open_beside(arena, conf->data, error);
		if (store != NULL)
			store_sqlite_keep_history(store, history(conf));
		return store;
	case STORE_OPEN_CREATE:
		return store_sqlite_open_or_create(arena, conf->data, error);
	}
	return NULL;
}

#ifdef HAVE_MONGODB
static struct store *
open_mongo(struct arena *arena, enum store_open_mode mode,
    const struct conf *conf, const char **error)
{
	const struct store_mongo_options mongo = {.uri = conf->store,
	    .prefix = conf->store_prefix == NULL ? "" : conf->store_prefix,
	    .redis = conf->redis,
	    .is_beside = mode != STORE_OPEN_SERVE,
	    .retention = retention(conf),
	    .history = history(conf),
	    .threads = (size_t)conf->threads};

	return store_mongo_open(arena, &mongo, error);
}

bool
store_open_check(
    struct arena *arena, const struct conf *conf, const char **error)
{
	return store_mongo_check_uris(arena, conf->store, conf->redis, error);
}
#else
#define WITHOUT "store: lineup was built without MongoDB"

static struct store *
open_mongo(struct arena *arena, enum store_open_mode mode,
    const struct conf *conf, const char **error)
{
	(void)arena;
	(void)mode;
	(void)conf;
	*error = WITHOUT;
	return NULL;
}

bool
store_open_check(
    struct arena *arena, const struct conf *conf, const char **error)
{
	(void)arena;
	if (conf->store != NULL)
		*error = WITHOUT;
	return conf->store == NULL;
}
#endif

struct store *
store_open(struct arena *arena, enum store_open_mode mode,
    const struct conf *conf, const char **error)
{
	if (!store_open_check(arena, conf, error))
		return NULL;
	return conf->store == NULL ? open_sqlite(arena, mode, conf, error)
				   : open_mongo(arena, mode, conf, error);
}

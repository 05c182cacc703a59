#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include <mongoc/mongoc.h>

#include "base/arena.h"
#include "base/group.h"
#include "base/log.h"
#include "store/mongo/breaker.h"
#include "store/mongo/driver.h"
#include "store/mongo/error.h"
#include "store/mongo/uri.h"

static const struct {
	const char *database;
	const char *name;
} collections[] = {
    [MONGO_QUEUES] = {"backend", "queue"},
    [MONGO_TASKS] = {"backend", "task"},
    [MONGO_COMPANIES] = {"backend", "company"},
    [MONGO_PEOPLE] = {"backend", "user"},
    [MONGO_SETTINGS] = {"backend", "settings"},
    [MONGO_USERS] = {"auth", "user"},
    [MONGO_SAMPLES] = {"backend", "lineup_sample"},
    [MONGO_SCROLLS] = {"backend", "lineup_scroll"},
    [MONGO_KEYS] = {"auth", "lineup_key"},
};

struct mongo {
	mongoc_client_pool_t *pool;
	char *prefix;
	struct breaker breaker;
	atomic_uint_fast64_t n_commands;
};

/* A client at work on a collection. */
struct work {
	struct mongo *mongo;
	mongoc_client_t *client;
	mongoc_collection_t *collection;
	int64_t begun; /* us of a steady clock */
	bson_error_t error;
};

/* The driver's own lines go to our log. */
static void
log_driver(mongoc_log_level_t level, const char *domain, const char *message,
    void *context)
{
	(void)context;
	if (level <= MONGOC_LOG_LEVEL_WARNING)
		log_warning("%s: %s", domain, message);
	else
		log_debug("%s: %s", domain, message);
}

static void
start_driver(void)
{
	mongoc_init();
	mongoc_log_set_handler(log_driver, NULL);
}

static void
count_command(const mongoc_apm_command_started_t *event)
{
	struct mongo *mongo = mongoc_apm_command_started_get_context(event);

	atomic_fetch_add(&mongo->n_commands, 1);
}

static void
watch_commands(struct mongo *mongo)
{
	mongoc_apm_callbacks_t *callbacks = mongoc_apm_callbacks_new();

	mongoc_apm_set_command_started_cb(callbacks, count_command);
	mongoc_client_pool_set_apm_callbacks(mongo->pool, callbacks, mongo);
	mongoc_apm_callbacks_destroy(callbacks);
}

struct mongo *
mongo_new(struct arena *arena, const char *text, const char *prefix,
    size_t n_most, const char **error)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct mongo *mongo;
	bson_error_t why;
	mongoc_uri_t *uri;

	pthread_once(&once, start_driver);
	uri = mongo_uri_read(arena, text, error);
	if (uri == NULL)
		return NULL;
	mongo = calloc(1, sizeof(*mongo));
	if (mongo == NULL)
		abort();
	mongo->prefix = strdup(prefix);
	breaker_init(&mongo->breaker, "mongodb", n_most);
	mongo->pool = mongoc_client_pool_new_with_error(uri, &why);
	mongoc_uri_destroy(uri);
	if (mongo->pool != NULL) {
		mongoc_client_pool_set_error_api(
		    mongo->pool, MONGOC_ERROR_API_VERSION_2);
		mongoc_client_pool_set_appname(mongo->pool, "lineup");
		watch_commands(mongo);
		return mongo;
	}
	*error = arena_printf(arena, "store: %s", why.message);
	mongo_free(mongo);
	return NULL;
}

void
mongo_free(struct mongo *mongo)
{
	if (mongo == NULL)
		return;
	if (mongo->pool != NULL)
		mongoc_client_pool_destroy(mongo->pool);
	breaker_fini(&mongo->breaker);
	free(mongo->prefix);
	free(mongo);
}

/* What a failure means; logged unless it is an answer. */
static enum store_result
explain(const struct work *work, bool is_write)
{
	const bson_error_t *error = &work->error;
	enum store_result result = mongo_error_result(error, is_write);

	if (result != STORE_DUPLICATE && result != STORE_FULL)
		log_error("mongodb: %s (%u)", error->message, error->code);
	return result;
}

static bool
sends_ping(struct work *work)
{
	bson_t ping = BSON_INITIALIZER;
	bool answered;

	BSON_APPEND_INT32(&ping, "ping", 1);
	/* bare: MongoDB refuses a ping with a write concern */
	answered = mongoc_client_command_simple(
	    work->client, "admin", &ping, NULL, NULL, &work->error);
	bson_destroy(&ping);
	return answered;
}

static enum breaker_end
how_it_went(const struct work *work)
{
	return mongo_error_end(
	    &work->error, (bson_get_monotonic_time() - work->begun) / 1000);
}

static void
take_client(struct work *work, struct mongo *mongo, enum mongo_collection where)
{
	char database[128];

	*work =
	    (struct work){.mongo = mongo, .begun = bson_get_monotonic_time()};
	snprintf(database, sizeof(database), "%s%s", mongo->prefix,
	    collections[where].database);
	work->client = mongoc_client_pool_pop(mongo->pool);
	work->collection = mongoc_client_get_collection(
	    work->client, database, collections[where].name);
}

static void
give_client_back(struct work *work)
{
	mongoc_collection_destroy(work->collection);
	mongoc_client_pool_push(work->mongo->pool, work->client);
}

/* See whether a server that was away is back; if not, one leaves again. */
static bool
try_server(struct mongo *mongo)
{
	struct work work;
	bool is_there;

	take_client(&work, mongo, MONGO_QUEUES);
	is_there = sends_ping(&work);
	breaker_tried(&mongo->breaker, how_it_went(&work));
	give_client_back(&work);
	if (!is_there) {
		explain(&work, false);
		breaker_leave(&mongo->breaker, how_it_went(&work));
	}
	return is_there;
}

/* False if the server is away: nothing is to be sent, and one is not inside. */
static bool
enter(struct mongo *mongo)
{
	switch (breaker_enter(&mongo->breaker)) {
	case BREAKER_GO:
		return true;
	case BREAKER_TRY:
		return try_server(mongo);
	case BREAKER_NO:
		break;
	}
	return false;
}

/* Whether this thread is inside: then its commands don't enter by themselves.
 */
static _Thread_local bool is_inside;

static enum store_result
end(struct work *work, enum store_result result)
{
	give_client_back(work);
	if (is_inside)
		breaker_tell(&work->mongo->breaker, how_it_went(work));
	else
		breaker_leave(&work->mongo->breaker, how_it_went(work));
	return result;
}

/* False if the server is away: nothing is to be sent, nor to be ended. */
static bool
begin(struct work *work, struct mongo *mongo, enum mongo_collection where)
{
	if (is_inside ? mongo_is_away(mongo) : !enter(mongo))
		return false;
	take_client(work, mongo, where);
	return true;
}

enum store_result
mongo_share(
    struct mongo *mongo, struct group *group, struct group_ticket *ticket)
{
	if (!enter(mongo))
		return STORE_UNAVAILABLE;
	is_inside = true;
	group_submit(group, ticket);
	is_inside = false;
	breaker_leave(&mongo->breaker, BREAKER_UNKNOWN);
	return STORE_OK;
}

static enum store_result
end_write(struct work *work, bool done)
{
	return end(work, done ? STORE_OK : explain(work, true));
}

/* The end of a write whose reply says how many documents were selected. */
static enum store_result
end_counted(struct work *work, bool done, bson_t *reply, const char *name)
{
	bool found = mongo_int(reply, name, 0) > 0;

	bson_destroy(reply);
	if (done && !found)
		return end(work, STORE_NOT_FOUND);
	return end_write(work, done);
}

uint64_t
mongo_count(struct mongo *mongo)
{
	return atomic_load(&mongo->n_commands);
}

bool
mongo_is_away(struct mongo *mongo)
{
	return breaker_is_open(&mongo->breaker);
}

enum store_result
mongo_ping(struct mongo *mongo)
{
	struct work work;

	if (!begin(&work, mongo, MONGO_QUEUES))
		return STORE_UNAVAILABLE;
	return end(&work, sends_ping(&work) ? STORE_OK : explain(&work, false));
}

enum store_result
mongo_wire_version(struct mongo *mongo, int *version)
{
	mongoc_server_description_t *server;
	struct work work;

	if (!begin(&work, mongo, MONGO_QUEUES))
		return STORE_UNAVAILABLE;
	/* the driver's own hello: no server is selected without */
	server =
	    mongoc_client_select_server(work.client, true, NULL, &work.error);
	if (server == NULL)
		return end(&work, explain(&work, false));
	*version =
	    (int)mongo_int(mongoc_server_description_hello_response(server),
		"maxWireVersion", 0);
	mongoc_server_description_destroy(server);
	return end(&work, STORE_OK);
}

enum store_result
mongo_index(struct mongo *mongo, enum mongo_collection where,
    const bson_t *keys, bool is_unique, bool expires)
{
	bson_t command = BSON_INITIALIZER, indexes, index;
	struct work work;
	char *name;
	bool done;

	if (!begin(&work, mongo, where))
		return STORE_UNAVAILABLE;
	name = mongoc_collection_keys_to_index_string(keys);
	BSON_APPEND_UTF8(&command, "createIndexes", collections[where].name);
	BSON_APPEND_ARRAY_BEGIN(&command, "indexes", &indexes);
	BSON_APPEND_DOCUMENT_BEGIN(&indexes, "0", &index);
	BSON_APPEND_DOCUMENT(&index, "key", keys);
	BSON_APPEND_UTF8(&index, "name", name);
	if (is_unique)
		BSON_APPEND_BOOL(&index, "unique", true);
	if (expires)
		BSON_APPEND_INT32(&index, "expireAfterSeconds", 0);
	bson_append_document_end(&indexes, &index);
	bson_append_array_end(&command, &indexes);
	done = mongoc_collection_write_command_with_opts(
	    work.collection, &command, NULL, NULL, &work.error);
	bson_destroy(&command);
	bson_free(name);
	return end_write(&work, done);
}

enum store_result
mongo_insert(
    struct mongo *mongo, enum mongo_collection where, const bson_t *document)
{
	struct work work;

	if (!begin(&work, mongo, where))
		return STORE_UNAVAILABLE;
	return end_write(&work, mongoc_collection_insert_one(work.collection,
				    document, NULL, NULL, &work.error));
}

enum store_result
mongo_insert_many(struct mongo *mongo, enum mongo_collection where, size_t n,
    const bson_t **documents)
{
	bson_t options = BSON_INITIALIZER;
	struct work work;
	bool done;

	if (!begin(&work, mongo, where))
		return STORE_UNAVAILABLE;
	BSON_APPEND_BOOL(&options, "ordered", false);
	done = mongoc_collection_insert_many(
	    work.collection, documents, n, &options, NULL, &work.error);
	bson_destroy(&options);
	return end_write(&work, done);
}

enum store_result
mongo_update(struct mongo *mongo, enum mongo_collection where,
    const bson_t *selector, const bson_t *change)
{
	struct work work;
	bson_t reply;
	bool done;

	if (!begin(&work, mongo, where))
		return STORE_UNAVAILABLE;
	done = mongoc_collection_update_one(
	    work.collection, selector, change, NULL, &reply, &work.error);
	return end_counted(&work, done, &reply, "matchedCount");
}

enum store_result
mongo_modify(
    struct mongo *mongo, const struct mongo_change *change, bson_t *told)
{
	mongoc_find_and_modify_opts_t *options;
	bson_t reply, value;
	struct work work;
	bool done, found;

	bson_init(told);
	if (!begin(&work, mongo, change->where))
		return STORE_UNAVAILABLE;
	options = mongoc_find_and_modify_opts_new();
	mongoc_find_and_modify_opts_set_update(options, change->change);
	mongoc_find_and_modify_opts_set_fields(options, change->fields);
	if (change->after)
		mongoc_find_and_modify_opts_set_flags(
		    options, MONGOC_FIND_AND_MODIFY_RETURN_NEW);
	done = mongoc_collection_find_and_modify_with_opts(
	    work.collection, change->selector, options, &reply, &work.error);
	mongoc_find_and_modify_opts_destroy(options);
	found = done && mongo_child(&reply, "value", &value);
	if (found)
		bson_concat(told, &value);
	bson_destroy(&reply);
	if (done && !found)
		return end(&work, STORE_NOT_FOUND);
	return end_write(&work, done);
}

enum store_result
mongo_delete(
    struct mongo *mongo, enum mongo_collection where, const bson_t *selector)
{
	struct work work;
	bson_t reply;
	bool done;

	if (!begin(&work, mongo, where))
		return STORE_UNAVAILABLE;
	done = mongoc_collection_delete_one(
	    work.collection, selector, NULL, &reply, &work.error);
	return end_counted(&work, done, &reply, "deletedCount");
}

enum store_result
mongo_find(struct mongo *mongo, enum mongo_collection where,
    const bson_t *selector, const bson_t *options, mongo_take *take,
    void *context)
{
	enum store_result result = STORE_OK;
	mongoc_cursor_t *cursor;
	const bson_t *document;
	struct work work;
	bool more = true;

	if (!begin(&work, mongo, where))
		return STORE_UNAVAILABLE;
	cursor = mongoc_collection_find_with_opts(
	    work.collection, selector, options, NULL);
	while (more && mongoc_cursor_next(cursor, &document))
		more = take(context, document);
	if (mongoc_cursor_error(cursor, &work.error))
		result = explain(&work, false);
	mongoc_cursor_destroy(cursor);
	return end(&work, result);
}

static bool
note_it(void *context, const bson_t *document)
{
	(void)document;
	*(bool *)context = true;
	return false;
}

enum store_result
mongo_has(
    struct mongo *mongo, enum mongo_collection where, const bson_t *selector)
{
	bson_t options = BSON_INITIALIZER, fields;
	enum store_result result;
	bool found = false;

	BSON_APPEND_DOCUMENT_BEGIN(&options, "projection", &fields);
	BSON_APPEND_INT32(&fields, "_id", 1);
	bson_append_document_end(&options, &fields);
	BSON_APPEND_INT64(&options, "limit", 1);
	result = mongo_find(mongo, where, selector, &options, note_it, &found);
	bson_destroy(&options);
	if (result != STORE_OK)
		return result;
	return found ? STORE_OK : STORE_NOT_FOUND;
}

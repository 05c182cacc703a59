#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include <mongoc/mongoc.h>

#include "base/arena.h"
#include "base/group.h"
#include "base/log.h"
#include "base/steady.h"
#include "store/mongo/breaker.h"
#include "store/mongo/driver.h"
#include "store/mongo/error.h"
#include "store/mongo/refusals.h"
#include "store/mongo/sending.h"
#include "store/mongo/uri.h"
#include "store/mongo/work.h"

#define APP "lineup" /* as the server knows its clients */

static const struct {
	const char *database;
	const char *name;
} collections[] = {
    [MONGO_QUEUES] = {"backend", "queue"},
    [MONGO_TASKS] = {"backend", "task"},
    [MONGO_PROJECTS] = {"backend", "project"},
    [MONGO_COMPANIES] = {"backend", "company"},
    [MONGO_PEOPLE] = {"backend", "user"},
    [MONGO_SETTINGS] = {"backend", "settings"},
    [MONGO_USERS] = {"auth", "user"},
    [MONGO_SAMPLES] = {"backend", "lineup_sample"},
    [MONGO_SCROLLS] = {"backend", "lineup_scroll"},
    [MONGO_MOVES] = {"backend", "lineup_move"},
    [MONGO_KEYS] = {"auth", "lineup_key"},
    [MONGO_LEAVINGS] = {"backend", "lineup_leaving"},
    [MONGO_HISTORY] = {"backend", "lineup_history"},
    [MONGO_FLOWS] = {"backend", "lineup_flow"},
    [MONGO_SIGHTINGS] = {"backend", "lineup_sighting"},
};

struct mongo {
	mongoc_client_pool_t *pool; /* or NULL: */
	mongoc_client_t *only;      /* one client instead */
	char *prefix;
	int32_t limit; /* ms that the server may take; 0: unlimited */
	bool repeats_writes;
	struct breaker breaker;
	struct refusals refusals;
	atomic_uint_fast64_t n_commands;
};

/*
 * Log the driver's own messages.  Its warnings are only for debugging: if they
 * matter, a command fails, which is logged.  A repeated message, such as that
 * on a bad TLS file at each connection, is logged once.
 */
static void
log_driver(mongoc_log_level_t level, const char *domain, const char *message,
    void *context)
{
	static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
	static char last[256];

	(void)context;
	if (level >= MONGOC_LOG_LEVEL_WARNING) {
		log_debug("%s: %s", domain, message);
		return;
	}
	pthread_mutex_lock(&mutex);
	if (strncmp(last, message, sizeof(last) - 1) != 0)
		log_warning("%s: %s", domain, message);
	bson_strncpy(last, message, sizeof(last));
	pthread_mutex_unlock(&mutex);
}

static void
start_driver(void)
{
	mongoc_init();
	mongoc_log_set_handler(log_driver, NULL);
}

static void
need_driver(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, start_driver);
}

bool
mongo_check(struct arena *arena, const char *text, const char **error)
{
	struct mongo_uri uri;

	need_driver();
	if (!mongo_uri_read(arena, text, &uri, error))
		return false;
	mongoc_uri_destroy(uri.uri);
	return true;
}

/* Make the pool of clients. */
static bool
make_pool(struct mongo *mongo, mongoc_uri_t *uri,
    mongoc_apm_callbacks_t *callbacks, bson_error_t *why)
{
	mongo->pool = mongoc_client_pool_new_with_error(uri, why);
	if (mongo->pool == NULL)
		return false;
	mongoc_client_pool_set_error_api(
	    mongo->pool, MONGOC_ERROR_API_VERSION_2);
	mongoc_client_pool_set_appname(mongo->pool, APP);
	mongoc_client_pool_set_apm_callbacks(
	    mongo->pool, callbacks, &mongo->n_commands);
	return true;
}

/*
 * Make the one client: without threads that watch the servers, whose end takes
 * the driver half a second.  In exchange, it looks at one server after another,
 * and for some seconds not again at one that failed.
 */
static bool
make_client(struct mongo *mongo, mongoc_uri_t *uri,
    mongoc_apm_callbacks_t *callbacks, bson_error_t *why)
{
	/* wait for an election, as a pool does */
	mongoc_uri_set_option_as_bool(
	    uri, MONGOC_URI_SERVERSELECTIONTRYONCE, false);
	mongo->only = mongoc_client_new_from_uri_with_error(uri, why);
	if (mongo->only == NULL)
		return false;
	mongoc_client_set_error_api(mongo->only, MONGOC_ERROR_API_VERSION_2);
	mongoc_client_set_appname(mongo->only, APP);
	mongoc_client_set_apm_callbacks(
	    mongo->only, callbacks, &mongo->n_commands);
	return true;
}

struct mongo *
mongo_new(struct arena *arena, const char *text, const char *prefix,
    bool is_pool, size_t n_most, const char **error)
{
	struct mongo_uri uri;
	mongoc_apm_callbacks_t *callbacks;
	struct mongo *mongo;
	bson_error_t why;
	bool is_made;

	need_driver();
	if (!mongo_uri_read(arena, text, &uri, error))
		return NULL;
	mongo = arena_must(calloc(1, sizeof(*mongo)));
	mongo->prefix = arena_must(strdup(prefix));
	mongo->limit = uri.limit;
	mongo->repeats_writes = uri.repeats_writes;
	breaker_init(&mongo->breaker, "mongodb", n_most);
	refusals_init(&mongo->refusals);
	callbacks = sending_watch();
	is_made = is_pool ? make_pool(mongo, uri.uri, callbacks, &why)
			  : make_client(mongo, uri.uri, callbacks, &why);
	mongoc_apm_callbacks_destroy(callbacks);
	mongoc_uri_destroy(uri.uri);
	if (is_made)
		return mongo;
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
	mongoc_client_destroy(mongo->only);
	refusals_fini(&mongo->refusals);
	breaker_fini(&mongo->breaker);
	free(mongo->prefix);
	free(mongo);
}

/* How the last attempt ended; why is its error. */
static enum breaker_end
how_it_went(const struct mongo_work *work, char why[MONGO_ERROR_TEXT])
{
	const struct sending *sending = &work->sending;

	mongo_error_write(&sending->error, why);
	return mongo_error_end(&sending->error, steady_now() - sending->sent);
}

static bool
is_refusal(enum store_result result)
{
	return result == STORE_UNAVAILABLE || result == STORE_DENIED;
}

/*
 * Translate a failure, and log it unless it is an expected answer.  That the
 * server is away is logged and counted by the breaker.
 */
static enum store_result
explain(const struct mongo_work *work)
{
	const struct sending *sending = &work->sending;
	enum store_result result =
	    mongo_error_result(&sending->error, sending->is_unclear);
	char why[MONGO_ERROR_TEXT];
	enum breaker_end how = how_it_went(work, why);

	if (result == STORE_FAILED)
		log_error("mongodb: %s failed: %s", work->name, why);
	else if (is_refusal(result) && how != BREAKER_AWAY)
		refusals_add(&work->mongo->refusals, work->name,
		    sending->error.code, why);
	return result;
}

static void
name_database(struct mongo_work *work, enum mongo_collection where)
{
	snprintf(work->sending.database, sizeof(work->sending.database), "%s%s",
	    work->mongo->prefix, collections[where].database);
}

static void
take_client(struct mongo_work *work, struct mongo *mongo, const char *name,
    enum mongo_collection where, int64_t begun)
{
	*work = (struct mongo_work){.mongo = mongo,
	    .name = name,
	    .sending = {.client = mongo->pool == NULL
				      ? mongo->only
				      : mongoc_client_pool_pop(mongo->pool),
		.begun = begun,
		.limit = mongo->limit,
		.repeats_writes = mongo->repeats_writes}};
	name_database(work, where);
}

static void
give_client_back(struct mongo_work *work)
{
	if (work->mongo->pool != NULL)
		mongoc_client_pool_push(
		    work->mongo->pool, work->sending.client);
}

static void
send_ping(struct mongo_work *work)
{
	bson_t ping = BSON_INITIALIZER;

	BSON_APPEND_INT32(&ping, "ping", 1);
	sending_ask(&work->sending, &ping);
	bson_destroy(&ping);
}

/* Try whether a server that was away is back; if not, leave the breaker. */
static enum store_result
try_server(struct mongo *mongo)
{
	char why[MONGO_ERROR_TEXT];
	struct mongo_work work;
	enum breaker_end how;

	take_client(&work, mongo, "ping", MONGO_QUEUES, steady_now());
	send_ping(&work);
	how = how_it_went(&work, why);
	breaker_tried(&mongo->breaker, how, why);
	if (work.sending.error.domain != 0)
		return mongo_end(&work);
	give_client_back(&work);
	return STORE_OK;
}

/* Enter the breaker.  Not STORE_OK: nothing may be sent. */
static enum store_result
enter(struct mongo *mongo)
{
	switch (breaker_enter(&mongo->breaker)) {
	case BREAKER_GO:
		return STORE_OK;
	case BREAKER_TRY:
		return try_server(mongo);
	case BREAKER_NO:
		break;
	}
	return STORE_UNAVAILABLE;
}

/* True in mongo_share(): then this thread's commands don't enter again. */
static _Thread_local bool is_inside;

/* The transaction that this thread's commands are part of, or NULL. */
static _Thread_local struct mongo_work *enclosing;

void
mongo_enclose(struct mongo_work *transaction)
{
	enclosing = transaction;
}

/*
 * Begin a command of a transaction.  Its locks hold up others, so nothing is
 * sent once it is late.
 */
static enum store_result
begin_within(
    struct mongo_work *work, const char *name, enum mongo_collection where)
{
	*work = *enclosing;
	work->name = name;
	name_database(work, where);
	return sending_is_late(&work->sending) ? STORE_UNAVAILABLE : STORE_OK;
}

/* End a command of a transaction: its failure is that of the transaction. */
static enum store_result
end_within(const struct mongo_work *work)
{
	const struct sending *sending = &work->sending;

	enclosing->sending = *sending;
	return sending->error.domain == 0
		   ? STORE_OK
		   : mongo_error_result(&sending->error, sending->is_unclear);
}

enum store_result
mongo_begin(struct mongo_work *work, struct mongo *mongo, const char *name,
    enum mongo_collection where)
{
	int64_t begun = steady_now();
	enum store_result result;

	if (enclosing != NULL)
		return begin_within(work, name, where);
	if (is_inside)
		result = mongo_is_away(mongo) ? STORE_UNAVAILABLE : STORE_OK;
	else
		result = enter(mongo);
	if (result == STORE_OK)
		take_client(work, mongo, name, where, begun);
	return result;
}

enum store_result
mongo_end(struct mongo_work *work)
{
	struct breaker *breaker = &work->mongo->breaker;
	enum store_result result;
	char why[MONGO_ERROR_TEXT];
	enum breaker_end how;

	if (enclosing != NULL)
		return end_within(work);
	result = work->sending.error.domain == 0 ? STORE_OK : explain(work);
	how = how_it_went(work, why);
	give_client_back(work);
	if (is_inside) {
		breaker_tell(breaker, how, why);
		return result;
	}
	breaker_leave(breaker, how, why);
	if (how == BREAKER_AWAY && is_refusal(result))
		breaker_refuse(breaker);
	return result;
}

enum store_result
mongo_share(
    struct mongo *mongo, struct group *group, struct group_ticket *ticket)
{
	enum store_result result = enter(mongo);

	if (result != STORE_OK)
		return result;
	is_inside = true;
	group_submit(group, ticket);
	is_inside = false;
	breaker_leave(&mongo->breaker, BREAKER_UNKNOWN, NULL);
	return STORE_OK;
}

const char *
mongo_name_of(enum mongo_collection where)
{
	return collections[where].name;
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

uint64_t
mongo_n_refused(struct mongo *mongo)
{
	return breaker_n_refused(&mongo->breaker);
}

void
mongo_note_refusal(struct mongo *mongo)
{
	breaker_refuse(&mongo->breaker);
}

void
mongo_note_shared(struct mongo *mongo, enum store_result result)
{
	if (is_refusal(result) && mongo_is_away(mongo))
		breaker_refuse(&mongo->breaker);
}

enum store_result
mongo_ping(struct mongo *mongo)
{
	struct mongo_work work;
	enum store_result result =
	    mongo_begin(&work, mongo, "ping", MONGO_QUEUES);

	if (result != STORE_OK)
		return result;
	send_ping(&work);
	return mongo_end(&work);
}

enum store_result
mongo_wire_version(struct mongo *mongo, int *version)
{
	struct mongo_work work;
	enum store_result result =
	    mongo_begin(&work, mongo, "hello", MONGO_QUEUES);

	if (result != STORE_OK)
		return result;
	*version = sending_wire_version(&work.sending);
	return mongo_end(&work);
}

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hiredis/hiredis.h>

#include "base/arena.h"
#include "base/log.h"
#include "json/json.h"
#include "json/jval.h"
#include "store/mongo/redis.h"
#include "store/workers.h"

#define SCHEME "redis://"
#define DEFAULT_PORT 6379
#define DEFAULT_DATABASE 4
#define SECONDS 2   /* to connect, and for each answer */
#define COUNT "500" /* keys for each step of a SCAN */
#define MAX_WORKERS 100000
#define MAX_ENTRY 65536 /* bytes */

static bool
read_number(const char *text, long most, int *number)
{
	char *end;
	long read = strtol(text, &end, 10);

	if (*text < '0' || *text > '9' || *end != '\0' || read > most)
		return false;
	*number = (int)read;
	return true;
}

/* Cut a text at the last such character; returns the rest, or NULL. */
static char *
cut(char *text, char at)
{
	char *found = strrchr(text, at);

	if (found == NULL)
		return NULL;
	*found = '\0';
	return found + 1;
}

struct redis_source *
redis_read_uri(struct arena *arena, const char *uri, const char **error)
{
	struct redis_source *source = arena_alloc(arena, sizeof(*source));
	char *host, *port, *database, *rest;

	*error = "redis: not of the form "
		 "redis://[:password@]host[:port][/database]";
	if (strncmp(uri, SCHEME, strlen(SCHEME)) != 0)
		return NULL;
	host = arena_strdup(arena, uri + strlen(SCHEME));
	*source = (struct redis_source){
	    .port = DEFAULT_PORT, .database = DEFAULT_DATABASE};
	if ((rest = cut(host, '@')) != NULL) {
		if (*host != ':')
			return NULL;
		source->password = host + 1;
		host = rest;
	}
	database = cut(host, '/');
	if (database != NULL && *database != '\0' &&
	    !read_number(database, 1000000, &source->database))
		return NULL;
	port = cut(host, ':');
	if (port != NULL && !read_number(port, 65535, &source->port))
		return NULL;
	source->host = host;
	return *host == '\0' ? NULL : source;
}

/* A connection, and the workers read from it. */
struct reading {
	redisContext *redis;
	struct arena *arena;
	size_t n;
	size_t room;
	struct store_worker *workers;
};

/* Send a command.  NULL, after logging: no answer of this type. */
static redisReply *
ask(struct reading *reading, int type, int argc, const char **argv)
{
	redisReply *reply = redisCommandArgv(reading->redis, argc, argv, NULL);

	if (reply != NULL && reply->type == type)
		return reply;
	log_error("redis: %s: %s", argv[0],
	    reply == NULL                      ? reading->redis->errstr
	    : reply->type == REDIS_REPLY_ERROR ? reply->str
					       : "an unexpected answer");
	freeReplyObject(reply);
	return NULL;
}

static bool
tell(struct reading *reading, const char *command, const char *argument)
{
	redisReply *reply = ask(reading, REDIS_REPLY_STATUS, 2,
	    (const char *[]){command, argument});
	bool is_done = reply != NULL;

	freeReplyObject(reply);
	return is_done;
}

static bool
connect_to(const struct redis_source *source, struct reading *reading)
{
	struct timeval timeout = {.tv_sec = SECONDS};

	reading->redis =
	    redisConnectWithTimeout(source->host, source->port, timeout);
	if (reading->redis == NULL || reading->redis->err != 0) {
		log_error("redis: %s", reading->redis == NULL
					   ? "no memory"
					   : reading->redis->errstr);
		return false;
	}
	redisSetTimeout(reading->redis, timeout);
	if (source->password != NULL &&
	    !tell(reading, "AUTH", source->password))
		return false;
	return tell(reading, "SELECT",
	    arena_printf(reading->arena, "%d", source->database));
}

/* "worker_<company>_*", with special characters escaped. */
static const char *
pattern_of(struct arena *arena, const char *company)
{
	char *pattern =
	    arena_alloc(arena, 2 * strlen(company) + sizeof("worker__*"));
	char *to = stpcpy(pattern, "worker_");

	for (; *company != '\0'; company++) {
		if (strchr("*?[]^-\\", *company) != NULL)
			*to++ = '\\';
		*to++ = *company;
	}
	stpcpy(to, "_*");
	return pattern;
}

/* A member of an object that is a text, or NULL. */
static const char *
text_of(struct jval_reader *reader, const struct jval *object, const char *name)
{
	struct jval member;
	bool is_null;

	if (!jval_optional(reader, object, name, &is_null, &member))
		return NULL;
	return jval_string(reader, &member);
}

static void
read_task(struct jval_reader *reader, const struct jval *root,
    struct store_worker *worker)
{
	struct jval task;
	bool is_null;

	if (!jval_optional(reader, root, "task", &is_null, &task))
		return;
	worker->task = text_of(reader, &task, "id");
	worker->task_name = text_of(reader, &task, "name");
}

static void
read_queues(struct jval_reader *reader, const struct jval *root,
    struct store_worker *worker)
{
	struct jval queues;
	bool is_null;
	const char **ids;

	if (!jval_optional(reader, root, "queues", &is_null, &queues))
		return;
	ids = jval_strings(reader, &queues, &worker->queues.n);
	worker->queues.items = ids;
}

static bool
read_worker(
    struct arena *arena, const redisReply *text, struct store_worker *worker)
{
	const struct json_limits limits = {.values = 10000, .depth = 16};
	struct jval_reader reader;
	struct jval root;

	if (text->len > MAX_ENTRY)
		return false;
	jval_reader_init(&reader, arena);
	if (!jval_parse(&reader, text->str, (size_t)text->len, &limits, &root))
		return false;
	worker->name = text_of(&reader, &root, "id");
	worker->ip = text_of(&reader, &root, "ip");
	read_task(&reader, &root, worker);
	read_queues(&reader, &root, worker);
	return jval_ok(&reader) && worker->name != NULL;
}

/* Read the workers of some keys; those that have expired are left out. */
static bool
read_keys(struct reading *reading, const redisReply *keys)
{
	const char **argv =
	    arena_alloc_n(reading->arena, keys->elements + 1, sizeof(*argv));
	struct store_worker worker;
	redisReply *texts;
	size_t i;

	argv[0] = "MGET";
	for (i = 0; i < keys->elements; i++)
		argv[i + 1] = keys->element[i]->str;
	texts = ask(reading, REDIS_REPLY_ARRAY, (int)keys->elements + 1, argv);
	for (i = 0; texts != NULL && i < texts->elements; i++) {
		if (texts->element[i]->type != REDIS_REPLY_STRING)
			continue;
		worker = (struct store_worker){
		    .key = arena_strdup(reading->arena, argv[i + 1])};
		if (!read_worker(reading->arena, texts->element[i], &worker)) {
			log_warning("redis: %s: not a worker", argv[i + 1]);
			continue;
		}
		reading->workers = arena_grow(reading->arena, reading->workers,
		    reading->n, &reading->room, sizeof(worker));
		reading->workers[reading->n++] = worker;
	}
	freeReplyObject(texts);
	return texts != NULL;
}

/* One step of a scan; the cursor is "0" at its end. */
static bool
scan(struct reading *reading, const char *pattern, const char **cursor)
{
	redisReply *reply = ask(reading, REDIS_REPLY_ARRAY, 6,
	    (const char *[]){
		"SCAN", *cursor, "MATCH", pattern, "COUNT", COUNT});
	bool is_done = reply != NULL && reply->elements == 2;

	if (is_done) {
		*cursor = arena_strdup(reading->arena, reply->element[0]->str);
		is_done = reply->element[1]->elements == 0 ||
			  read_keys(reading, reply->element[1]);
	}
	freeReplyObject(reply);
	return is_done;
}

static int
compare(const void *a, const void *b)
{
	return strcmp(((const struct store_worker *)a)->key,
	    ((const struct store_worker *)b)->key);
}

/* Sort the workers, and drop duplicates, which a scan may return. */
static void
tidy(struct reading *reading)
{
	size_t i, n = 0;

	if (reading->n > 1)
		qsort(reading->workers, reading->n, sizeof(*reading->workers),
		    compare);
	for (i = 0; i < reading->n; i++) {
		if (n == 0 || compare(&reading->workers[n - 1],
				  &reading->workers[i]) != 0)
			reading->workers[n++] = reading->workers[i];
	}
	reading->n = n;
}

enum store_result
redis_list_workers(const struct redis_source *source, struct arena *arena,
    const char *company, size_t *n, struct store_worker **workers)
{
	struct reading reading = {.arena = arena};
	const char *pattern, *cursor = "0";
	bool is_fine;

	*n = 0;
	if (source == NULL)
		return STORE_OK;
	pattern = pattern_of(arena, company);
	is_fine = connect_to(source, &reading);
	while (is_fine && reading.n < MAX_WORKERS) {
		is_fine = scan(&reading, pattern, &cursor);
		if (strcmp(cursor, "0") == 0)
			break;
	}
	redisFree(reading.redis);
	if (!is_fine)
		return STORE_UNAVAILABLE;
	tidy(&reading);
	*n = reading.n;
	*workers = reading.workers;
	return STORE_OK;
}

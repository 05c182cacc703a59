#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <bson/bson.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/log.h"
#include "base/timefmt.h"
#include "store/mongo/verbs.h"

#define BUCKETS 1024
#define MOST 100000       /* counts that wait; more of them are lost */
#define MOST_A_WRITE 1000 /* in each command */
#define KEPT 7200000      /* ms that they are kept */
#define KEY_SIZE 160      /* bytes of company and queue, at most */

/* How many entries of a kind (model/flow.h) came and went in a minute. */
struct count {
	struct count *next;
	int64_t minute;
	int kind;
	int64_t n;
	const char *queue; /* within key */
	char key[KEY_SIZE];
};

struct store_mongo_flows {
	pthread_mutex_t mutex;
	size_t n;
	struct count *buckets[BUCKETS];
};

struct store_mongo_flows *
store_mongo_flows_new(void)
{
	struct store_mongo_flows *flows = arena_must(calloc(1, sizeof(*flows)));

	pthread_mutex_init(&flows->mutex, NULL);
	return flows;
}

void
store_mongo_flows_free(struct store_mongo_flows *flows)
{
	pthread_mutex_destroy(&flows->mutex);
	free(flows);
}

/* Find a count, or add it; NULL: there are too many. */
static struct count *
count_of(struct store_mongo_flows *flows, const char *company,
    const char *queue, int64_t minute, int kind)
{
	struct count **bucket =
	    &flows->buckets[(digest_hash(queue) + (unsigned)kind) % BUCKETS];
	struct count *count;

	for (count = *bucket; count != NULL; count = count->next) {
		if (count->minute == minute && count->kind == kind &&
		    strcmp(count->queue, queue) == 0 &&
		    strcmp(count->key, company) == 0)
			return count;
	}
	if (flows->n == MOST ||
	    strlen(company) + strlen(queue) + 2 > sizeof(count->key))
		return NULL;
	flows->n++;
	count = arena_must(calloc(1, sizeof(*count)));
	count->minute = minute;
	count->kind = kind;
	memcpy(count->key, company, strlen(company) + 1);
	count->queue = count->key + strlen(company) + 1;
	memcpy(count->key + strlen(company) + 1, queue, strlen(queue) + 1);
	count->next = *bucket;
	return *bucket = count;
}

void
store_mongo_count(struct store_mongo *store, const char *company,
    const char *queue, int kind, int64_t n, int64_t now)
{
	struct store_mongo_flows *flows = store->flows;
	struct count *count;

	pthread_mutex_lock(&flows->mutex);
	count = count_of(flows, company, queue, flow_minute(now), kind);
	if (count != NULL)
		count->n += n;
	pthread_mutex_unlock(&flows->mutex);
}

/* Take all counts, as a list. */
static struct count *
take_all(struct store_mongo_flows *flows)
{
	struct count *all = NULL, *last;
	size_t i;

	pthread_mutex_lock(&flows->mutex);
	for (i = 0; i < BUCKETS && flows->n > 0; i++) {
		if ((last = flows->buckets[i]) == NULL)
			continue;
		while (last->next != NULL)
			last = last->next;
		last->next = all;
		all = flows->buckets[i];
		flows->buckets[i] = NULL;
	}
	flows->n = 0;
	pthread_mutex_unlock(&flows->mutex);
	return all;
}

static bson_t *
write_count(const struct count *count, int64_t expires)
{
	bson_t *document = bson_new();

	BSON_APPEND_UTF8(document, "company", count->key);
	BSON_APPEND_UTF8(document, "queue", count->queue);
	BSON_APPEND_INT64(document, "minute", count->minute);
	BSON_APPEND_INT32(document, "kind", count->kind);
	BSON_APPEND_INT64(document, "n", count->n);
	BSON_APPEND_DATE_TIME(document, "expires", expires);
	return document;
}

/* Write the first counts of a list and free them; gives the rest. */
static struct count *
write_some(struct store_mongo *store, struct count *list)
{
	bson_t *documents[MOST_A_WRITE];
	int64_t expires = timefmt_now() + KEPT;
	struct count *next;
	size_t n;

	for (n = 0; list != NULL && n < MOST_A_WRITE; list = next) {
		documents[n++] = write_count(list, expires);
		next = list->next;
		free(list);
	}
	if (mongo_insert_many(store->mongo, MONGO_FLOWS, n, documents) !=
	    STORE_OK)
		log_warning("counts of %zu kinds are lost", n);
	return list;
}

void
store_mongo_write_counts(struct store_mongo *store)
{
	struct count *list = take_all(store->flows);

	while (list != NULL)
		list = write_some(store, list);
}

/* Flows that are being read; each document is a count of one. */
struct reading {
	struct store_mongo_list all;
	int64_t now;
};

static bool
take_count(void *context, const bson_t *document)
{
	struct reading *reading = context;
	struct store_mongo_list *all = &reading->all;
	struct store_flow *flow = NULL;
	const char *queue;
	bson_t key;

	if (!mongo_child(document, "_id", &key) ||
	    (queue = mongo_text(all->arena, &key, "queue")) == NULL)
		return true;
	if (all->n > 0)
		flow = (struct store_flow *)all->items + all->n - 1;
	if (flow == NULL || strcmp(flow->queue, queue) != 0) {
		flow = store_mongo_add_item(all, document, sizeof(*flow));
		if (flow == NULL)
			return false;
		flow->queue = queue;
	}
	flow_add(&flow->flow, reading->now, mongo_int(&key, "minute", 0),
	    (int)mongo_int(&key, "kind", 0), mongo_int(document, "n", 0));
	return true;
}

/* Counts since a minute, added up and ordered by queue. */
static bson_t *
write_sums(const char *company, const char *queue, int64_t since)
{
	bson_t selector = BSON_INITIALIZER, later, *pipeline;

	BSON_APPEND_UTF8(&selector, "company", company);
	if (queue != NULL)
		BSON_APPEND_UTF8(&selector, "queue", queue);
	BSON_APPEND_DOCUMENT_BEGIN(&selector, "minute", &later);
	BSON_APPEND_INT64(&later, "$gte", since);
	bson_append_document_end(&selector, &later);
	pipeline = BCON_NEW("0", "{", "$match", BCON_DOCUMENT(&selector), "}",
	    "1", "{", "$group", "{", "_id", "{", "queue", "$queue", "minute",
	    "$minute", "kind", "$kind", "}", "n", "{", "$sum", "$n", "}", "}",
	    "}", "2", "{", "$sort", "{", "_id.queue", BCON_INT32(1), "}", "}");
	bson_destroy(&selector);
	return pipeline;
}

enum store_result
store_mongo_list_flows(struct store *base, struct arena *arena,
    const char *company, const char *queue, int64_t now, size_t *n,
    struct store_flow **flows)
{
	struct store_mongo *store = mongo_of(base);
	struct reading reading = {.all = {.arena = arena}, .now = now};
	bson_t *pipeline;
	enum store_result result;

	store_mongo_write_counts(store);
	pipeline = write_sums(company, queue, flow_minute(now) - FLOW_HOUR);
	result = mongo_aggregate(
	    store->mongo, MONGO_FLOWS, pipeline, take_count, &reading);
	bson_destroy(pipeline);
	*n = reading.all.n;
	*flows = reading.all.items;
	return result == STORE_OK && reading.all.is_costly ? STORE_COSTLY
							   : result;
}

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <bson/bson.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/log.h"
#include "base/steady.h"
#include "base/timefmt.h"
#include "model/series.h"
#include "store/mongo/verbs.h"

#define N_BUCKETS 1024
#define MAX_WAITING 100000 /* samples; more of them are lost */
#define FLUSH_EVERY 1000   /* ms */
#define LOOK_EVERY 60      /* flushes between looks at all queues */
#define MAX_WRITE 1000     /* samples for each command */

/* The known state of a queue, and its sample of the current second. */
struct state {
	struct state *next;
	char *company;
	char *queue;
	bool is_known; /* n and added are valid */
	bool is_there; /* seen by the current look at all queues */
	int64_t n;     /* entries */
	int64_t added; /* the sum of their times */
	bool has_sample;
	struct queue_sample sample;
};

/* A sample that waits to be written. */
struct waiting {
	char *company;
	char *queue;
	struct queue_sample sample;
};

struct store_mongo_samples {
	struct store_mongo *store;
	int64_t retention; /* seconds */
	pthread_t thread;
	pthread_mutex_t writing; /* held during a flush */
	pthread_mutex_t mutex;   /* for the members below */
	pthread_cond_t stopped;
	bool stop;
	struct state *buckets[N_BUCKETS];
	size_t n;
	struct waiting *waiting; /* MAX_WAITING */
};

static struct state *
state_of(
    struct store_mongo_samples *samples, const char *company, const char *queue)
{
	struct state **bucket =
			 &samples->buckets[digest_hash(queue) % N_BUCKETS],
		     *state;

	for (state = *bucket; state != NULL; state = state->next) {
		if (strcmp(state->queue, queue) == 0 &&
		    strcmp(state->company, company) == 0)
			return state;
	}
	state = arena_must(calloc(1, sizeof(*state)));
	state->company = arena_must(strdup(company));
	state->queue = arena_must(strdup(queue));
	state->next = *bucket;
	*bucket = state;
	return state;
}

/* Move the sample of a past second to those that wait to be written. */
static void
put_aside(struct store_mongo_samples *samples, struct state *state)
{
	struct waiting *waiting;

	if (!state->has_sample)
		return;
	state->has_sample = false;
	if (samples->n == MAX_WAITING) {
		log_warning("metrics: a sample is lost");
		return;
	}
	waiting = &samples->waiting[samples->n++];
	waiting->company = arena_must(strdup(state->company));
	waiting->queue = arena_must(strdup(state->queue));
	waiting->sample = state->sample;
}

static void
take_sample(
    struct store_mongo_samples *samples, struct state *state, int64_t now)
{
	struct queue_sample sample =
	    queue_sample_at(now, state->n, state->added);

	if (state->has_sample && state->sample.second != sample.second)
		put_aside(samples, state);
	if (!state->has_sample || series_is_greater(&sample, &state->sample))
		state->sample = sample;
	state->sample.last = sample.last;
	state->has_sample = true;
}

/* Count the entries of a document, and add up their times. */
static void
count_entries(const bson_t *document, struct state *state)
{
	bson_iter_t iter, member;
	bson_t entries;

	state->n = state->added = 0;
	if (!mongo_child(document, "entries", &entries))
		return;
	bson_iter_init(&iter, &entries);
	while (bson_iter_next(&iter)) {
		state->n++;
		if (bson_iter_recurse(&iter, &member) &&
		    bson_iter_find(&member, "added") &&
		    BSON_ITER_HOLDS_DATE_TIME(&member))
			state->added += bson_iter_date_time(&member);
	}
}

static bool
read_state(void *context, const bson_t *document)
{
	struct state *state = context;

	count_entries(document, state);
	state->is_known = true;
	return false;
}

/* The fields for count_entries(), and the company. */
static const char *const looked_at[] = {"company", "entries.added"};

/* Read the state of a queue; false if it can't be read. */
static bool
look(struct mongo *mongo, const char *company, const char *queue,
    struct state *state)
{
	bson_t selector, options = BSON_INITIALIZER;

	store_mongo_select(&selector, company, queue);
	store_mongo_put_ones(&options, "projection", 2, looked_at);
	mongo_find(mongo, MONGO_QUEUES, &selector, &options, read_state, state);
	bson_destroy(&selector);
	bson_destroy(&options);
	return state->is_known;
}

void
store_mongo_sample(struct store_mongo *store, const char *company,
    const char *queue, int change, int64_t added, int64_t now)
{
	struct store_mongo_samples *samples = store->samples;
	struct state seen = {0}, *state;
	bool is_known;

	if (samples == NULL)
		return;
	pthread_mutex_lock(&samples->mutex);
	is_known = state_of(samples, company, queue)->is_known;
	pthread_mutex_unlock(&samples->mutex);
	if (!is_known && !look(store->mongo, company, queue, &seen))
		return;
	pthread_mutex_lock(&samples->mutex);
	state = state_of(samples, company, queue);
	if (!is_known) {
		state->n = seen.n;
		state->added = seen.added;
		state->is_known = true;
	} else if (state->is_known) {
		state->n += change;
		state->added += change * added;
		state->is_known = state->n >= 0;
	} /* else it was forgotten in between */
	if (state->is_known)
		take_sample(samples, state, now);
	pthread_mutex_unlock(&samples->mutex);
}

void
store_mongo_sample_empty(struct store_mongo *store, const char *company,
    const char *queue, int64_t now)
{
	struct store_mongo_samples *samples = store->samples;
	struct state *state;

	if (samples == NULL)
		return;
	pthread_mutex_lock(&samples->mutex);
	state = state_of(samples, company, queue);
	state->n = state->added = 0;
	state->is_known = true;
	take_sample(samples, state, now);
	pthread_mutex_unlock(&samples->mutex);
}

static bson_t *
write_sample(const struct waiting *waiting, int64_t expires)
{
	const struct queue_sample *sample = &waiting->sample;
	bson_t *document = bson_new();

	BSON_APPEND_UTF8(document, "company", waiting->company);
	BSON_APPEND_UTF8(document, "queue", waiting->queue);
	BSON_APPEND_INT64(document, "second", sample->second);
	BSON_APPEND_INT64(document, "wait", sample->wait);
	BSON_APPEND_INT64(document, "length", sample->length);
	BSON_APPEND_INT64(document, "last", sample->last);
	BSON_APPEND_DATE_TIME(document, "expires", expires);
	return document;
}

/* Write samples; if that fails, they are lost. */
static void
write_all(
    struct store_mongo_samples *samples, size_t n, struct waiting *waiting)
{
	int64_t expires = timefmt_now() + samples->retention * 1000;
	bson_t **documents;
	size_t i;

	documents = arena_must(calloc(n, sizeof(*documents)));
	for (i = 0; i < n; i++)
		documents[i] = write_sample(&waiting[i], expires);
	if (mongo_insert_many(
		samples->store->mongo, MONGO_SAMPLES, n, documents) != STORE_OK)
		log_warning("metrics: %zu samples are lost", n);
	for (i = 0; i < n; i++) {
		free(waiting[i].company);
		free(waiting[i].queue);
	}
	free(documents);
}

/* Take up to MAX_WRITE waiting samples. */
static size_t
fetch(struct store_mongo_samples *samples, struct waiting *batch)
{
	size_t n;

	pthread_mutex_lock(&samples->mutex);
	n = samples->n < MAX_WRITE ? samples->n : MAX_WRITE;
	samples->n -= n;
	memcpy(batch, samples->waiting + samples->n, n * sizeof(*batch));
	pthread_mutex_unlock(&samples->mutex);
	return n;
}

void
store_mongo_flush_samples(struct store_mongo_samples *samples)
{
	struct waiting *batch;
	struct state *state;
	size_t i, n;

	pthread_mutex_lock(&samples->writing);
	pthread_mutex_lock(&samples->mutex);
	for (i = 0; i < N_BUCKETS; i++) {
		for (state = samples->buckets[i]; state != NULL;
		     state = state->next)
			put_aside(samples, state);
	}
	pthread_mutex_unlock(&samples->mutex);
	batch = arena_must(calloc(MAX_WRITE, sizeof(*batch)));
	while ((n = fetch(samples, batch)) > 0)
		write_all(samples, n, batch);
	free(batch);
	pthread_mutex_unlock(&samples->writing);
}

/* Sample a queue, which others may have changed. */
static bool
sample_queue(void *context, const bson_t *document)
{
	struct store_mongo_samples *samples = context;
	struct arena *arena = arena_new();
	const char *company = mongo_text(arena, document, "company");
	const char *queue = mongo_text(arena, document, "_id");
	struct state seen, *state;
	int64_t old;

	count_entries(document, &seen);
	if (company != NULL && queue != NULL) {
		pthread_mutex_lock(&samples->mutex);
		state = state_of(samples, company, queue);
		old = state->is_known ? state->n : 0;
		state->is_known = state->is_there = true;
		state->n = seen.n;
		state->added = seen.added;
		if (seen.n > 0 || old > 0)
			take_sample(samples, state, timefmt_now());
		pthread_mutex_unlock(&samples->mutex);
	}
	arena_free(arena);
	return true;
}

/* Queues that are being sampled. */
struct looking {
	struct store_mongo_samples *samples;
	const char *company;
	int64_t now;
};

static bool
sample_look(void *context, const bson_t *document)
{
	const struct looking *looking = context;
	struct store_mongo_samples *samples = looking->samples;
	struct arena *arena = arena_new();
	const char *queue = mongo_text(arena, document, "_id");
	struct state *state;

	if (queue != NULL) {
		pthread_mutex_lock(&samples->mutex);
		state = state_of(samples, looking->company, queue);
		state->is_known = true;
		state->n = mongo_int(document, "n", 0);
		state->added = mongo_int(document, "added", 0);
		take_sample(samples, state, looking->now);
		pthread_mutex_unlock(&samples->mutex);
	}
	arena_free(arena);
	return true;
}

void
store_mongo_sample_queues(struct store *base, const char *company,
    const struct store_strings *ids, int64_t now)
{
	struct store_mongo *store = mongo_of(base);
	struct looking looking = {store->samples, company, now};

	if (store_mongo_look(store, company, ids, sample_look, &looking) !=
	    STORE_OK)
		log_warning("metrics: %zu samples are lost", ids->n);
}

static void
free_state(struct state *state)
{
	free(state->company);
	free(state->queue);
	free(state);
}

/* Forget the queues that were not seen; returns the number of the others. */
static size_t
forget_the_gone(struct store_mongo_samples *samples)
{
	struct state **at, *state;
	size_t i, n = 0;

	pthread_mutex_lock(&samples->mutex);
	for (i = 0; i < N_BUCKETS; i++) {
		at = &samples->buckets[i];
		while ((state = *at) != NULL) {
			if (state->is_there) {
				state->is_there = false;
				at = &state->next;
				n++;
			} else {
				*at = state->next;
				put_aside(samples, state);
				free_state(state);
			}
		}
	}
	pthread_mutex_unlock(&samples->mutex);
	return n;
}

size_t
store_mongo_look_at_all(struct store_mongo_samples *samples)
{
	bson_t everything = BSON_INITIALIZER, options = BSON_INITIALIZER;
	enum store_result result;

	store_mongo_put_ones(&options, "projection", 2, looked_at);
	result = mongo_find(samples->store->mongo, MONGO_QUEUES, &everything,
	    &options, sample_queue, samples);
	bson_destroy(&options);
	bson_destroy(&everything);
	return result == STORE_OK ? forget_the_gone(samples) : 0;
}

static void *
run(void *context)
{
	struct store_mongo_samples *samples = context;
	int64_t next;
	int n_flushes = 0;
	bool stop;

	store_mongo_prepare(samples->store);
	do {
		next = steady_now() + FLUSH_EVERY;
		pthread_mutex_lock(&samples->mutex);
		while (!samples->stop &&
		       steady_wait(&samples->stopped, &samples->mutex, next))
			;
		stop = samples->stop;
		pthread_mutex_unlock(&samples->mutex);
		if (++n_flushes % LOOK_EVERY == 0 && !stop)
			store_mongo_look_at_all(samples);
		store_mongo_flush_samples(samples);
	} while (!stop);
	return NULL;
}

struct store_mongo_samples *
store_mongo_samples_new(struct store_mongo *store, int64_t retention)
{
	struct store_mongo_samples *samples =
	    arena_must(calloc(1, sizeof(*samples)));

	samples->store = store;
	samples->retention = retention;
	samples->waiting =
	    arena_must(calloc(MAX_WAITING, sizeof(*samples->waiting)));
	pthread_mutex_init(&samples->writing, NULL);
	pthread_mutex_init(&samples->mutex, NULL);
	steady_init(&samples->stopped);
	if (!store->is_beside &&
	    pthread_create(&samples->thread, NULL, run, samples) != 0)
		arena_must(NULL);
	return samples;
}

static void
stop_thread(struct store_mongo_samples *samples)
{
	pthread_mutex_lock(&samples->mutex);
	samples->stop = true;
	pthread_cond_signal(&samples->stopped);
	pthread_mutex_unlock(&samples->mutex);
	pthread_join(samples->thread, NULL);
}

void
store_mongo_samples_free(struct store_mongo_samples *samples)
{
	struct state *state;
	size_t i;

	if (samples == NULL)
		return;
	if (samples->store->is_beside)
		store_mongo_flush_samples(samples);
	else
		stop_thread(samples);
	for (i = 0; i < N_BUCKETS; i++) {
		while ((state = samples->buckets[i]) != NULL) {
			samples->buckets[i] = state->next;
			free_state(state);
		}
	}
	pthread_cond_destroy(&samples->stopped);
	pthread_mutex_destroy(&samples->mutex);
	pthread_mutex_destroy(&samples->writing);
	free(samples->waiting);
	free(samples);
}

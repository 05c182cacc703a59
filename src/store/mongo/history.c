#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <bson/bson.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/timefmt.h"
#include "store/mongo/verbs.h"

#define WAITING 20000     /* changes that wait; more are lost */
#define MOST_A_WRITE 1000 /* in each command */
#define LONGEST 255       /* bytes of a worker's name */

struct store_mongo_history {
	int64_t retention; /* ms; 0: no change is noted */
	pthread_mutex_t mutex;
	size_t n;
	size_t n_lost;
	bson_t *waiting[WAITING];
};

struct store_mongo_history *
store_mongo_history_new(int64_t retention)
{
	struct store_mongo_history *history =
	    arena_must(calloc(1, sizeof(*history)));

	history->retention = retention;
	pthread_mutex_init(&history->mutex, NULL);
	return history;
}

void
store_mongo_history_free(struct store_mongo_history *history)
{
	pthread_mutex_destroy(&history->mutex);
	free(history);
}

static void
put_text(bson_t *document, const char *name, const char *text)
{
	if (text != NULL)
		bson_append_utf8(document, name, -1, text, -1);
}

/* "queues" has the queue and its target, for the index. */
static bson_t *
write_change(
    const char *company, const struct store_change *change, int64_t retention)
{
	const char *const queues[] = {change->queue, change->target};
	bson_t *document = bson_new();

	BSON_APPEND_UTF8(document, "company", company);
	store_mongo_put_texts(
	    document, "queues", change->target == NULL ? 1 : 2, queues);
	put_text(document, "task", change->task);
	BSON_APPEND_INT32(document, "action", (int32_t)change->action);
	put_text(document, "user", change->who.user);
	if (change->who.worker != NULL && strlen(change->who.worker) <= LONGEST)
		put_text(document, "worker", change->who.worker);
	BSON_APPEND_INT64(document, "before", change->before);
	BSON_APPEND_INT64(document, "after", change->after);
	BSON_APPEND_DATE_TIME(document, "at", change->at);
	BSON_APPEND_DATE_TIME(document, "expires", change->at + retention);
	return document;
}

void
store_mongo_note_change(struct store_mongo *store, const char *company,
    const struct store_change *change)
{
	struct store_mongo_history *history = store->history;
	bson_t *document;
	bool is_full;

	if (history->retention == 0)
		return;
	document = write_change(company, change, history->retention);
	pthread_mutex_lock(&history->mutex);
	is_full = history->n == WAITING;
	if (is_full)
		history->n_lost++;
	else
		history->waiting[history->n++] = document;
	pthread_mutex_unlock(&history->mutex);
	if (is_full)
		bson_destroy(document);
}

/* Take the oldest changes. */
static size_t
fetch(struct store_mongo_history *history, bson_t **batch, size_t *n_lost)
{
	size_t n;

	pthread_mutex_lock(&history->mutex);
	n = history->n < MOST_A_WRITE ? history->n : MOST_A_WRITE;
	memcpy(batch, history->waiting, n * sizeof(*batch));
	history->n -= n;
	memmove(history->waiting, history->waiting + n,
	    history->n * sizeof(*batch));
	*n_lost = history->n_lost;
	history->n_lost = 0;
	pthread_mutex_unlock(&history->mutex);
	return n;
}

void
store_mongo_write_history(struct store_mongo *store)
{
	bson_t *batch[MOST_A_WRITE];
	size_t n, n_lost;

	while ((n = fetch(store->history, batch, &n_lost)) > 0) {
		if (mongo_insert_many(store->mongo, MONGO_HISTORY, n, batch) !=
		    STORE_OK)
			n_lost += n;
		if (n_lost > 0)
			log_warning("history: %zu changes are lost", n_lost);
	}
}

static bool
gather(void *context, const bson_t *document)
{
	struct store_mongo_list *all = context;
	struct arena *arena = all->arena;
	struct store_change *change =
	    store_mongo_add_item(all, document, sizeof(*change));
	const char **queues;
	size_t n;

	if (change == NULL)
		return false;
	queues = store_mongo_read_texts(arena, document, "queues", &n);
	*change = (struct store_change){.at = mongo_time(document, "at", 0),
	    .action = (enum store_action)mongo_int(document, "action", 0),
	    .queue = n > 0 ? queues[0] : NULL,
	    .target = n > 1 ? queues[1] : NULL,
	    .task = mongo_text(arena, document, "task"),
	    .who = {.user = mongo_text(arena, document, "user"),
		.worker = mongo_text(arena, document, "worker")},
	    .before = mongo_int(document, "before", -1),
	    .after = mongo_int(document, "after", -1)};
	return true;
}

enum store_result
store_mongo_list_history(struct store *base, struct arena *arena,
    const char *company, const char *queue, const char *task, size_t most,
    size_t *n, struct store_change **changes)
{
	struct store_mongo *store = mongo_of(base);
	struct store_mongo_list all = {.arena = arena};
	bson_t selector = BSON_INITIALIZER;
	bson_t *options = BCON_NEW("sort", "{", "at", BCON_INT32(-1), "_id",
	    BCON_INT32(-1), "}", "limit", BCON_INT64((int64_t)most));
	enum store_result result;

	store_mongo_write_history(store);
	BSON_APPEND_UTF8(&selector, "company", company);
	BSON_APPEND_UTF8(&selector, queue == NULL ? "task" : "queues",
	    queue == NULL ? task : queue);
	result = store_mongo_read_list(
	    store->mongo, MONGO_HISTORY, &selector, options, gather, &all);
	bson_destroy(&selector);
	bson_destroy(options);
	*n = all.n;
	*changes = all.items;
	return result;
}

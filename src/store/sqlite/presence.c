#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/digest.h"
#include "store/sqlite/verbs.h"

#define LATEST 30000 /* ms until what a worker repeats is written again, */
#define PART 4       /* or this part of the time that it may be silent */

/* Put a text, or none, so that no two sequences of them look the same. */
static void
put(struct buf *out, const char *text)
{
	buf_puts(out, text == NULL ? "-" : "+");
	buf_puts(out, text == NULL ? "" : text);
	buf_append(out, "", 1);
}

static void
put_list(struct buf *out, const struct store_strings *list)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		put(out, list->items[i]);
	put(out, NULL);
}

/* Put who a worker is, and all that it says, except the time. */
static void
put_worker(struct buf *out, const struct store_worker *worker)
{
	put(out, worker->company);
	put(out, worker->user);
	put(out, worker->name);
	put(out, worker->ip);
	put(out, worker->task);
	put(out, worker->queue);
	put_list(out, &worker->queues);
	put_list(out, &worker->tags);
	put_list(out, &worker->system_tags);
}

/* Shorten what a worker says to a digest. */
static void
shorten(const struct store_worker *worker, char said[DIGEST_SHA256_SIZE])
{
	struct arena *arena = arena_new();
	struct buf out;
	char *text;
	size_t n;

	buf_init(&out, NULL, 0, NULL, NULL);
	put_worker(&out, worker);
	n = (size_t)out.total;
	text = arena_alloc(arena, n);
	buf_init(&out, text, n, NULL, NULL);
	put_worker(&out, worker);
	digest_sha256(text, n, said);
	arena_free(arena);
}

/* The place of a worker, locked; it may have another one's. */
static struct store_sqlite_present *
lock_place(struct store_sqlite_presence *presence, const char *company,
    const char *user, const char *name, char key[DIGEST_SHA256_SIZE])
{
	shorten(
	    &(struct store_worker){
		.company = company, .user = user, .name = name},
	    key);
	pthread_mutex_lock(&presence->mutex);
	return &presence->places[digest_hash(key) % STORE_SQLITE_PLACES];
}

bool
store_sqlite_presence_repeats(
    struct store_sqlite_presence *presence, const struct store_worker *worker)
{
	char key[DIGEST_SHA256_SIZE], said[DIGEST_SHA256_SIZE];
	struct store_sqlite_present *place;
	bool repeats;

	shorten(worker, said);
	place = lock_place(
	    presence, worker->company, worker->user, worker->name, key);
	repeats =
	    strcmp(place->worker, key) == 0 && strcmp(place->said, said) == 0 &&
	    worker->active < place->until && worker->active >= place->active;
	if (repeats)
		place->active = worker->active;
	pthread_mutex_unlock(&presence->mutex);
	return repeats;
}

void
store_sqlite_presence_note(struct store_sqlite_presence *presence,
    const struct store_worker *worker, int64_t timeout)
{
	int64_t most = timeout * 1000 / PART;
	char key[DIGEST_SHA256_SIZE], said[DIGEST_SHA256_SIZE];
	struct store_sqlite_present *place;

	shorten(worker, said);
	place = lock_place(
	    presence, worker->company, worker->user, worker->name, key);
	snprintf(place->worker, sizeof(place->worker), "%s", key);
	snprintf(place->said, sizeof(place->said), "%s", said);
	place->until = worker->active + (most < LATEST ? most : LATEST);
	place->active = worker->active;
	pthread_mutex_unlock(&presence->mutex);
}

void
store_sqlite_presence_forget(struct store_sqlite_presence *presence,
    const char *company, const char *user, const char *name)
{
	char key[DIGEST_SHA256_SIZE];
	struct store_sqlite_present *place =
	    lock_place(presence, company, user, name, key);

	if (strcmp(place->worker, key) == 0)
		*place = (struct store_sqlite_present){0};
	pthread_mutex_unlock(&presence->mutex);
}

void
store_sqlite_presence_look(
    struct store_sqlite_presence *presence, struct store_worker *worker)
{
	char key[DIGEST_SHA256_SIZE];
	const struct store_sqlite_present *place = lock_place(
	    presence, worker->company, worker->user, worker->name, key);

	if (strcmp(place->worker, key) == 0 && place->active > worker->active)
		worker->active = worker->reported = place->active;
	pthread_mutex_unlock(&presence->mutex);
}

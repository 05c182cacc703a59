#include <string.h>

#include <bson/bson.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/timefmt.h"
#include "store/mongo/verbs.h"
#include "store/sighting_table.h"

#define FEW 256      /* sightings in each command */
#define MOST 1024    /* sightings that are written at a time */
#define READ 16384   /* sightings that are read, at most */
#define KEPT 3600000 /* ms */

void
store_mongo_note_sighting(
    struct store *base, const struct store_sighting *sighting)
{
	sighting_table_note(mongo_of(base)->sightings, sighting);
}

/* Sightings that others have written. */
struct reading {
	struct arena *arena;
	struct sighting_table *table;
};

static const char *
text_of(struct arena *arena, const bson_t *document, const char *name)
{
	const char *text = mongo_text(arena, document, name);

	return text == NULL ? "" : text;
}

static bool
learn(void *context, const bson_t *document)
{
	struct reading *reading = context;
	const struct store_sighting sighting = {
	    .company = text_of(reading->arena, document, "company"),
	    .queue = text_of(reading->arena, document, "queue"),
	    .user = text_of(reading->arena, document, "user"),
	    .address = text_of(reading->arena, document, "address"),
	    .worker = text_of(reading->arena, document, "worker"),
	    .seen = mongo_time(document, "seen", 0)};

	sighting_table_learn(reading->table, &sighting);
	arena_reset(reading->arena);
	return true;
}

static enum store_result
learn_all(struct store_mongo *store, const char *company, const char *queue,
    int64_t since)
{
	struct reading reading = {arena_new(), store->sightings};
	bson_t selector = BSON_INITIALIZER, later;
	bson_t *options = BCON_NEW("limit", BCON_INT64(READ));
	enum store_result result;

	if (company != NULL)
		BSON_APPEND_UTF8(&selector, "company", company);
	if (queue != NULL)
		BSON_APPEND_UTF8(&selector, "queue", queue);
	BSON_APPEND_DOCUMENT_BEGIN(&selector, "seen", &later);
	BSON_APPEND_DATE_TIME(&later, "$gte", since);
	bson_append_document_end(&selector, &later);
	result = mongo_find(
	    store->mongo, MONGO_SIGHTINGS, &selector, options, learn, &reading);
	bson_destroy(&selector);
	bson_destroy(options);
	arena_free(reading.arena);
	return result;
}

enum store_result
store_mongo_list_sightings(struct store *base, struct arena *arena,
    const char *company, const char *queue, int64_t since, size_t *n,
    struct store_sighting **sightings)
{
	struct store_mongo *store = mongo_of(base);
	enum store_result result = learn_all(store, company, queue, since);

	return result == STORE_OK ? sighting_table_list(store->sightings, arena,
					company, queue, since, n, sightings)
				  : result;
}

/* {_id: <digest of all but the time>} */
static void
select_sighting(struct arena *arena, const struct store_sighting *sighting,
    bson_t *selector)
{
	char digest[DIGEST_SHA256_SIZE];
	const char *text = arena_printf(arena, "%s\n%s\n%s\n%s\n%s",
	    sighting->company, sighting->queue, sighting->user,
	    sighting->address, sighting->worker);

	digest_sha256(text, strlen(text), digest);
	store_mongo_select_id(selector, digest);
}

static struct mongo_update
write_sighting(
    struct arena *arena, const struct store_sighting *sighting, int64_t expires)
{
	bson_t selector;
	struct mongo_update update = {.is_upsert = true,
	    .change = BCON_NEW("$set", "{", "company",
		BCON_UTF8(sighting->company), "queue",
		BCON_UTF8(sighting->queue), "user", BCON_UTF8(sighting->user),
		"address", BCON_UTF8(sighting->address), "worker",
		BCON_UTF8(sighting->worker), "expires", BCON_DATE_TIME(expires),
		"}", "$max", "{", "seen", BCON_DATE_TIME(sighting->seen), "}")};

	select_sighting(arena, sighting, &selector);
	update.selector = bson_copy(&selector);
	bson_destroy(&selector);
	return update;
}

void
store_mongo_write_sightings(struct store_mongo *store)
{
	struct store_sighting sightings[FEW];
	struct mongo_update updates[FEW];
	struct arena *arena = arena_new();
	int64_t expires = timefmt_now() + KEPT;
	size_t i, n, n_written = 0;

	while (n_written < MOST && (n = sighting_table_take(store->sightings,
					arena, FEW, sightings)) > 0) {
		for (i = 0; i < n; i++)
			updates[i] =
			    write_sighting(arena, &sightings[i], expires);
		mongo_update_each(store->mongo, MONGO_SIGHTINGS, n, updates);
		for (i = 0; i < n; i++) {
			bson_destroy(updates[i].selector);
			bson_destroy(updates[i].change);
		}
		n_written += n;
		arena_reset(arena);
	}
	arena_free(arena);
}

void
store_mongo_write_watched(struct store_mongo *store, const atomic_bool *stop)
{
	(void)stop;
	store_mongo_write_history(store);
	store_mongo_write_counts(store);
	store_mongo_write_sightings(store);
}

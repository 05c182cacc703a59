#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/budget.h"
#include "base/digest.h"
#include "store/sighting_table.h"

#define SETS 4096     /* of slots; a sighting belongs into one of them */
#define SLOTS 4       /* in a set */
#define LOCKS 64      /* each for some sets */
#define ITEM_SIZE 200 /* bytes of a sighting in memory and an answer */

/* A sighting; seen is 0 in a slot that is free. */
struct slot {
	int64_t seen;
	bool is_waiting; /* to be written */
	uint32_t hash;
	char company[72];
	char queue[72];
	char user[72];
	char address[64];
	char worker[136];
};

struct sighting_table {
	pthread_mutex_t locks[LOCKS];
	size_t next; /* set from which to take; for one thread at a time */
	struct slot slots[SETS][SLOTS];
};

struct sighting_table *
sighting_table_new(void)
{
	struct sighting_table *table = arena_must(calloc(1, sizeof(*table)));
	size_t i;

	for (i = 0; i < LOCKS; i++)
		pthread_mutex_init(&table->locks[i], NULL);
	return table;
}

void
sighting_table_free(struct sighting_table *table)
{
	size_t i;

	if (table == NULL)
		return;
	for (i = 0; i < LOCKS; i++)
		pthread_mutex_destroy(&table->locks[i]);
	free(table);
}

static uint32_t
hash_of(const struct store_sighting *sighting)
{
	uint32_t hash = digest_hash(sighting->queue);

	hash = hash * 31 + digest_hash(sighting->worker);
	hash = hash * 31 + digest_hash(sighting->user);
	hash = hash * 31 + digest_hash(sighting->address);
	return hash * 31 + digest_hash(sighting->company);
}

static bool
is_same(const struct slot *slot, const struct store_sighting *sighting,
    uint32_t hash)
{
	return slot->seen != 0 && slot->hash == hash &&
	       strcmp(slot->queue, sighting->queue) == 0 &&
	       strcmp(slot->worker, sighting->worker) == 0 &&
	       strcmp(slot->user, sighting->user) == 0 &&
	       strcmp(slot->address, sighting->address) == 0 &&
	       strcmp(slot->company, sighting->company) == 0;
}

/* The slot of a sighting in its set, or else the one to replace. */
static struct slot *
find_slot(struct slot set[static SLOTS], const struct store_sighting *sighting,
    uint32_t hash)
{
	struct slot *oldest = set;
	size_t i;

	for (i = 0; i < SLOTS; i++) {
		if (is_same(&set[i], sighting, hash))
			return &set[i];
		if (set[i].seen < oldest->seen)
			oldest = &set[i];
	}
	return oldest;
}

static bool
fits(const struct store_sighting *sighting)
{
	const struct slot *slot = NULL;

	return strlen(sighting->company) < sizeof(slot->company) &&
	       strlen(sighting->queue) < sizeof(slot->queue) &&
	       strlen(sighting->user) < sizeof(slot->user) &&
	       strlen(sighting->address) < sizeof(slot->address) &&
	       strlen(sighting->worker) < sizeof(slot->worker);
}

static void
put(struct slot *slot, const struct store_sighting *sighting, uint32_t hash)
{
	slot->is_waiting = false;
	slot->hash = hash;
	snprintf(slot->company, sizeof(slot->company), "%s", sighting->company);
	snprintf(slot->queue, sizeof(slot->queue), "%s", sighting->queue);
	snprintf(slot->user, sizeof(slot->user), "%s", sighting->user);
	snprintf(slot->address, sizeof(slot->address), "%s", sighting->address);
	snprintf(slot->worker, sizeof(slot->worker), "%s", sighting->worker);
}

static void
remember(struct sighting_table *table, const struct store_sighting *sighting,
    bool is_own)
{
	uint32_t hash = hash_of(sighting);
	size_t set = hash % SETS;
	struct slot *slot;

	if (!fits(sighting))
		return;
	pthread_mutex_lock(&table->locks[set % LOCKS]);
	slot = find_slot(table->slots[set], sighting, hash);
	if (slot->seen < sighting->seen) {
		if (!is_same(slot, sighting, hash))
			put(slot, sighting, hash);
		slot->seen = sighting->seen;
		slot->is_waiting |= is_own;
	}
	pthread_mutex_unlock(&table->locks[set % LOCKS]);
}

void
sighting_table_note(
    struct sighting_table *table, const struct store_sighting *sighting)
{
	remember(table, sighting, true);
}

void
sighting_table_learn(
    struct sighting_table *table, const struct store_sighting *sighting)
{
	remember(table, sighting, false);
}

static struct store_sighting
copy(struct arena *arena, const struct slot *slot)
{
	return (struct store_sighting){
	    .company = arena_strdup(arena, slot->company),
	    .queue = arena_strdup(arena, slot->queue),
	    .user = arena_strdup(arena, slot->user),
	    .address = arena_strdup(arena, slot->address),
	    .worker = arena_strdup(arena, slot->worker),
	    .seen = slot->seen};
}

/* What is wanted, and what was found of it. */
struct search {
	struct arena *arena;
	const char *company;
	const char *queue;
	int64_t since;
	size_t n;
	size_t room;
	struct store_sighting *found;
};

static bool
is_wanted(const struct search *search, const struct slot *slot)
{
	return slot->seen != 0 && slot->seen >= search->since &&
	       (search->company == NULL ||
		   strcmp(slot->company, search->company) == 0) &&
	       (search->queue == NULL ||
		   strcmp(slot->queue, search->queue) == 0);
}

/* Add what is wanted of a set. */
static void
search_set(const struct slot set[static SLOTS], struct search *search)
{
	size_t i;

	for (i = 0; i < SLOTS; i++) {
		if (!is_wanted(search, &set[i]))
			continue;
		search->found = arena_grow(search->arena, search->found,
		    search->n, &search->room, sizeof(*search->found));
		search->found[search->n++] = copy(search->arena, &set[i]);
	}
}

enum store_result
sighting_table_list(struct sighting_table *table, struct arena *arena,
    const char *company, const char *queue, int64_t since, size_t *n,
    struct store_sighting **sightings)
{
	struct search search = {
	    .arena = arena, .company = company, .queue = queue, .since = since};
	size_t i, before;

	for (i = 0; i < SETS; i++) {
		before = search.n;
		pthread_mutex_lock(&table->locks[i % LOCKS]);
		search_set(table->slots[i], &search);
		pthread_mutex_unlock(&table->locks[i % LOCKS]);
		if (!budget_hold(
			arena_budget(arena), (search.n - before) * ITEM_SIZE))
			return STORE_COSTLY;
	}
	*n = search.n;
	*sightings = search.found;
	return STORE_OK;
}

size_t
sighting_table_take(struct sighting_table *table, struct arena *arena,
    size_t most, struct store_sighting *sightings)
{
	struct slot *slot;
	size_t i, j, n = 0;

	for (i = 0; i < SETS && n + SLOTS <= most; i++) {
		pthread_mutex_lock(&table->locks[table->next % LOCKS]);
		for (j = 0; j < SLOTS; j++) {
			slot = &table->slots[table->next][j];
			/* slots that are free stay untouched: no memory */
			if (!slot->is_waiting)
				continue;
			sightings[n++] = copy(arena, slot);
			slot->is_waiting = false;
		}
		pthread_mutex_unlock(&table->locks[table->next % LOCKS]);
		table->next = (table->next + 1) % SETS;
	}
	return n;
}

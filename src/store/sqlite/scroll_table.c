#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "store/sqlite/scroll_table.h"

#define SLOTS 4096
#define SLOT_DIGITS 3   /* hex digits of its slot, at the start of an id */
#define LIFETIME 600000 /* ms after its last use */
#define MAX_COMPANY 64  /* bytes; longer ids are compared without the rest */
#define MAX_LIST 64     /* likewise */

struct slot {
	char id[RANDOM_ID_SIZE]; /* "" if free */
	char company[MAX_COMPANY];
	char list[MAX_LIST];
	int64_t used; /* ms since 1970 */
	size_t position;
};

struct scroll_table {
	pthread_mutex_t mutex;
	size_t each; /* slots that a company may have */
	struct slot slots[SLOTS];
};

struct scroll_table *
scroll_table_new(void)
{
	struct scroll_table *table = arena_must(calloc(1, sizeof(*table)));

	pthread_mutex_init(&table->mutex, NULL);
	table->each = SCROLL_TABLE_EACH;
	return table;
}

void
scroll_table_limit(struct scroll_table *table, size_t each)
{
	table->each = each;
}

void
scroll_table_free(struct scroll_table *table)
{
	if (table == NULL)
		return;
	pthread_mutex_destroy(&table->mutex);
	free(table);
}

static bool
is_of(const struct slot *slot, const char *company)
{
	return strncmp(slot->company, company, sizeof(slot->company) - 1) == 0;
}

/* The one of two slots that was used earlier; either may be NULL. */
static struct slot *
older(struct slot *a, struct slot *b)
{
	return a == NULL || b->used < a->used ? b : a;
}

/*
 * Choose a free slot, or the least recently used one; if the company has as
 * many as it may have, of those.
 */
static struct slot *
choose_slot(struct scroll_table *table, const char *company)
{
	struct slot *slot, *unused = NULL, *own = NULL, *any = table->slots;
	size_t n_own = 0;

	for (slot = table->slots; slot < table->slots + SLOTS; slot++) {
		if (*slot->id == '\0') {
			unused = unused == NULL ? slot : unused;
			continue;
		}
		any = older(any, slot);
		if (is_of(slot, company)) {
			own = older(own, slot);
			n_own++;
		}
	}
	if (own != NULL && n_own >= table->each)
		return own;
	return unused != NULL ? unused : any;
}

void
scroll_table_open(struct scroll_table *table, const char *company,
    const char *list, int64_t now, char id[RANDOM_ID_SIZE])
{
	char digits[SLOT_DIGITS + 1];
	struct slot *slot;

	random_id(id);
	pthread_mutex_lock(&table->mutex);
	slot = choose_slot(table, company);
	snprintf(digits, sizeof(digits), "%03x",
	    (unsigned)(slot - table->slots) & (SLOTS - 1));
	memcpy(id, digits, SLOT_DIGITS);
	memcpy(slot->id, id, sizeof(slot->id));
	snprintf(slot->company, sizeof(slot->company), "%s", company);
	snprintf(slot->list, sizeof(slot->list), "%s", list);
	slot->used = now;
	slot->position = 0;
	pthread_mutex_unlock(&table->mutex);
}

/* The slot that holds a scroll, or NULL. */
static struct slot *
find_slot(struct scroll_table *table, const char *company, const char *id)
{
	char digits[SLOT_DIGITS + 1] = "";
	struct slot *slot;

	if (strlen(id) != RANDOM_ID_SIZE - 1)
		return NULL;
	memcpy(digits, id, SLOT_DIGITS);
	slot = &table->slots[strtoul(digits, NULL, 16) % SLOTS];
	return strcmp(slot->id, id) == 0 && is_of(slot, company) ? slot : NULL;
}

bool
scroll_table_find(struct scroll_table *table, const char *company,
    const char *list, const char *id, int64_t now, size_t *position)
{
	struct slot *slot;
	bool found;

	pthread_mutex_lock(&table->mutex);
	slot = find_slot(table, company, id);
	found = slot != NULL && now - slot->used <= LIFETIME &&
		strncmp(slot->list, list, sizeof(slot->list) - 1) == 0;
	if (found) {
		slot->used = now;
		*position = slot->position;
	}
	pthread_mutex_unlock(&table->mutex);
	return found;
}

void
scroll_table_move(struct scroll_table *table, const char *company,
    const char *id, size_t position)
{
	struct slot *slot;

	pthread_mutex_lock(&table->mutex);
	slot = find_slot(table, company, id);
	if (slot != NULL)
		slot->position = position;
	pthread_mutex_unlock(&table->mutex);
}

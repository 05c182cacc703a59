#ifndef STORE_SIGHTING_TABLE_H
#define STORE_SIGHTING_TABLE_H

/*
 * For adapters: the sightings that a process knows, in a table of a fixed
 * size.  When it is full, a new sighting replaces an older one.
 */

#include <stdbool.h>

#include "store/sightings.h"

struct sighting_table;

/* Make an empty table; free one.  NULL is fine. */
struct sighting_table *sighting_table_new(void);
void sighting_table_free(struct sighting_table *table);

/* Note a poll of this process; or a sighting that another one has written. */
void sighting_table_note(
    struct sighting_table *table, const struct store_sighting *sighting);
void sighting_table_learn(
    struct sighting_table *table, const struct store_sighting *sighting);

/*
 * List those of a queue (NULL: any) of a company since a time, in the arena.
 * STORE_COSTLY: its budget is used up.
 */
enum store_result sighting_table_list(struct sighting_table *table,
    struct arena *arena, const char *company, const char *queue, int64_t since,
    size_t *n, struct store_sighting **sightings);

/*
 * Take up to most sightings of this process that were noted after they were
 * taken last, in the arena; 0 if there are none.
 */
size_t sighting_table_take(struct sighting_table *table, struct arena *arena,
    size_t most, struct store_sighting *sightings);

#endif

#ifndef STORE_SQLITE_SCROLL_TABLE_H
#define STORE_SQLITE_SCROLL_TABLE_H

/*
 * How far clients have got in their lists: scrolls, kept in memory for stores
 * that have nothing better.  A bounded number, of which each company has its
 * share; the one that was not used for longest makes room.  Safe to use from
 * any thread.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/random.h"

struct scroll_table;

#define SCROLL_TABLE_EACH 256 /* scrolls of a company, if nobody says else */

/* Never NULL. */
struct scroll_table *scroll_table_new(void);

/* Let a company have so many scrolls, before there are any. */
void scroll_table_limit(struct scroll_table *table, size_t each);

/* NULL is fine. */
void scroll_table_free(struct scroll_table *table);

/* Begin a scroll of a company at position 0; now in ms since 1970. */
void scroll_table_open(struct scroll_table *table, const char *company,
    int64_t now, char id[RANDOM_ID_SIZE]);

/* Find a scroll's position, and keep it for another ten minutes. */
bool scroll_table_find(struct scroll_table *table, const char *company,
    const char *id, int64_t now, size_t *position);

/* Set its position; nothing if it is gone meanwhile. */
void scroll_table_move(struct scroll_table *table, const char *company,
    const char *id, size_t position);

#endif

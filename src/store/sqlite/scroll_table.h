#ifndef STORE_SQLITE_SCROLL_TABLE_H
#define STORE_SQLITE_SCROLL_TABLE_H

/*
 * Scrolls, which remember how far clients have got in their lists, in memory.
 * Their number is limited, in total and for each company; a new one replaces
 * the least recently used.  Any thread may use it.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/random.h"

struct scroll_table;

#define SCROLL_TABLE_EACH 256 /* scrolls of a company by default */

/* Never NULL. */
struct scroll_table *scroll_table_new(void);

/* Limit the scrolls of each company; to be called before there are any. */
void scroll_table_limit(struct scroll_table *table, size_t each);

/* NULL is fine. */
void scroll_table_free(struct scroll_table *table);

/*
 * Begin a scroll of a company through a list, such as "tasks", at position 0;
 * now in ms since 1970.
 */
void scroll_table_open(struct scroll_table *table, const char *company,
    const char *list, int64_t now, char id[RANDOM_ID_SIZE]);

/*
 * Find a scroll's position, and keep it for another ten minutes; now in ms
 * since 1970.  False: there is no such scroll through this list, or it has
 * expired.
 */
bool scroll_table_find(struct scroll_table *table, const char *company,
    const char *list, const char *id, int64_t now, size_t *position);

/* Set a scroll's position; ignored if it is gone. */
void scroll_table_move(struct scroll_table *table, const char *company,
    const char *id, size_t position);

#endif

#ifndef STORE_SCROLLS_H
#define STORE_SCROLLS_H

/* The verbs of scrolls, which remember how far a client has got in a list. */

#include "base/random.h"
#include "store/store.h"

/*
 * Begin a scroll through a list, such as "tasks", at position 0.  now: ms since
 * 1970.
 */
typedef enum store_result store_open_scroll_fn(struct store *store,
    const char *company, const char *list, int64_t now,
    char id[RANDOM_ID_SIZE]);

/*
 * Find a scroll's position, and keep it for another ten minutes.
 * STORE_NOT_FOUND: there is no such scroll through this list, or it has
 * expired.
 */
typedef enum store_result store_find_scroll_fn(struct store *store,
    const char *company, const char *list, const char *id, int64_t now,
    size_t *position);

/* Set a scroll's position. */
typedef enum store_result store_move_scroll_fn(
    struct store *store, const char *company, const char *id, size_t position);

struct store_scroll_verbs {
	store_open_scroll_fn *open_scroll;
	store_find_scroll_fn *find_scroll;
	store_move_scroll_fn *move_scroll;
};

store_open_scroll_fn store_open_scroll;
store_find_scroll_fn store_find_scroll;
store_move_scroll_fn store_move_scroll;

#endif

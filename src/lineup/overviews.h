#ifndef LINEUP_OVERVIEWS_H
#define LINEUP_OVERVIEWS_H

/*
 * Keeps overviews for two seconds, so that it costs the same however many ask.
 * Any thread may use it.
 */

#include "store/store.h"

struct call;
struct overview;
struct overviews;

/* Never NULL. */
struct overviews *overviews_new(void);

/* NULL is fine. */
void overviews_free(struct overviews *overviews);

/* The overview of the caller's company; it lives as long as the call. */
enum store_result overviews_get(struct overviews *overviews, struct call *call,
    const struct overview **overview);

#endif

#include <stdlib.h>

#include "api/call.h"
#include "base/arena.h"
#include "base/digest.h"
#include "base/kept.h"
#include "lineup/overview.h"
#include "lineup/overviews.h"

#define KEPT 2000    /* ms */
#define COMPANIES 16 /* whose overviews are kept; others take their place */

struct overviews {
	struct kept *places[COMPANIES];
};

struct overviews *
overviews_new(void)
{
	struct overviews *overviews = arena_must(calloc(1, sizeof(*overviews)));
	size_t i;

	for (i = 0; i < COMPANIES; i++)
		overviews->places[i] = kept_new();
	return overviews;
}

void
overviews_free(struct overviews *overviews)
{
	size_t i;

	if (overviews == NULL)
		return;
	for (i = 0; i < COMPANIES; i++)
		kept_free(overviews->places[i]);
	free(overviews);
}

/* A call that reads an overview, and the result of that. */
struct reading {
	const struct call *call;
	enum store_result result;
};

/* Read it at the cost of the call. */
static const void *
read_overview(void *context, struct arena *arena)
{
	struct overview *overview = arena_alloc(arena, sizeof(*overview));
	struct reading *reading = context;
	const struct call *call = reading->call;

	arena_set_budget(arena, call->budget, NULL);
	reading->result = overview_read(call->store, arena,
	    arena_strdup(arena, call->who.company), call->now, overview);
	arena_set_budget(arena, NULL, NULL);
	return reading->result == STORE_OK ? overview : NULL;
}

enum store_result
overviews_get(struct overviews *overviews, struct call *call,
    const struct overview **overview)
{
	const char *company = call->who.company;
	struct reading reading = {call, STORE_UNAVAILABLE};
	const void *found;

	if (kept_get(overviews->places[digest_hash(company) % COMPANIES],
		call->arena, company, KEPT, read_overview, &reading,
		&found) != KEPT_OK)
		return reading.result;
	*overview = found;
	return STORE_OK;
}

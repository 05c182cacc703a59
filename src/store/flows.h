#ifndef STORE_FLOWS_H
#define STORE_FLOWS_H

/* The verbs of flows: what came into queues and left them in the last hour. */

#include "model/flow.h"
#include "store/store.h"

/* What went on in a queue. */
struct store_flow {
	const char *queue; /* id */
	struct flow flow;
};

/*
 * Sum up the flows of one queue of a company, or (NULL) of all; queues in which
 * nothing went on are left out.  Verbs that change entries count them, up to
 * ten seconds later: a crash loses these.  If counting fails, that is logged,
 * but the verb succeeds.
 */
typedef enum store_result store_list_flows_fn(struct store *store,
    struct arena *arena, const char *company, const char *queue, int64_t now,
    size_t *n, struct store_flow **flows);

struct store_flow_verbs {
	store_list_flows_fn *list_flows;
};

store_list_flows_fn store_list_flows;

#endif

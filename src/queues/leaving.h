#ifndef QUEUES_LEAVING_H
#define QUEUES_LEAVING_H

/* Tasks that a call takes out of a queue. */

#include "model/queue_rules.h"
#include "store/queues.h"

struct call;

/* Taken out by the caller, now; the reason is in the call's arena. */
struct store_leaving queues_leaving(
    struct call *call, enum queue_rules_leaving why, const char *queue);

#endif

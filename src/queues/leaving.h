#ifndef QUEUES_LEAVING_H
#define QUEUES_LEAVING_H

/* Tasks that leave a queue by a call. */

#include "model/queue_rules.h"
#include "store/queues.h"

struct call;

/* For the caller; the reason is in the arena. */
struct store_leaving queues_leaving(
    struct call *call, enum queue_rules_leaving why, const char *queue);

#endif

#ifndef QUEUES_LEAVING_H
#define QUEUES_LEAVING_H

/* Why tasks leave queues, as people read it in a task. */

#include "store/queues.h"

struct call;

enum queues_leaving_why {
	QUEUES_TASK_REMOVED,
	QUEUES_CLEARED,
	QUEUES_DELETED,
};

/* For the caller, whose user may be NULL; the reason is in the arena. */
struct store_leaving queues_leaving(
    struct call *call, enum queues_leaving_why why, const char *queue);

#endif

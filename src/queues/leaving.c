#include "api/call.h"
#include "base/arena.h"
#include "queues/leaving.h"
#include "store/queues.h"

static const char *
write_reason(
    struct arena *arena, enum queues_leaving_why why, const char *queue)
{
	switch (why) {
	case QUEUES_TASK_REMOVED:
		return arena_printf(
		    arena, "Task was removed from the queue %s", queue);
	case QUEUES_CLEARED:
		return arena_printf(arena, "Queue %s was cleared", queue);
	case QUEUES_DELETED:
		break;
	}
	return arena_printf(arena, "Queue %s was deleted", queue);
}

struct store_leaving
queues_leaving(
    struct call *call, enum queues_leaving_why why, const char *queue)
{
	return (struct store_leaving){.company = call->who.company,
	    .queue = queue,
	    .reason = write_reason(call->arena, why, queue),
	    .user = call->who.user,
	    .now = call->now};
}

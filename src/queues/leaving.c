#include "api/call.h"
#include "queues/leaving.h"

struct store_leaving
queues_leaving(
    struct call *call, enum queue_rules_leaving why, const char *queue)
{
	return (struct store_leaving){.company = call->who.company,
	    .queue = queue,
	    .reason = queue_rules_reason(call->arena, why, queue),
	    .user = call->who.user,
	    .now = call->now};
}

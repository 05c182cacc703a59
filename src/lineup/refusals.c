#include "api/call.h"
#include "lineup/refusals.h"

const struct call_result *
lineup_no_queue(struct call *call, const char *queue)
{
	return call_fail(call, ERR_INVALID_QUEUE_ID, NULL, "id=%s, company=%s",
	    queue, call->who.company);
}

#include "api/call.h"
#include "generated/debug.h"

/* Answer anyone, without credentials. */
const struct call_result *
debug_ping(struct call *call, const struct debug_ping_req *request,
    struct debug_ping_resp *response)
{
	(void)request;
	response->msg = "lineup";
	return call_ok(call);
}

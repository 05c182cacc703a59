#include "api/call.h"
#include "generated/auth.h"

/* Clear the cookie; the token itself stays good until it expires. */
const struct call_result *
auth_logout(struct call *call, const struct auth_logout_req *request,
    struct auth_logout_resp *response)
{
	(void)request;
	(void)response;
	call->session = "";
	return call_ok(call);
}

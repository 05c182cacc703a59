#include "api/call.h"
#include "generated/auth.h"

/* There are no logins by name and password, and no guest. */
const struct call_result *
auth_fixed_users_mode(struct call *call,
    const struct auth_fixed_users_mode_req *request,
    struct auth_fixed_users_mode_resp *response)
{
	(void)request;
	response->has.enabled = response->has.guest = true;
	response->guest.has.enabled = true;
	response->has.server_errors = true;
	return call_ok(call);
}

#include "api/call.h"
#include "generated/users.h"

/* Show who calls. */
const struct call_result *
users_get_current_user(struct call *call,
    const struct users_get_current_user_req *request,
    struct users_get_current_user_resp *response)
{
	struct users_get_current_user_response_user_object *user =
	    &response->user;

	(void)request;
	response->has.user = true;
	user->id = call->who.user;
	user->name = call->who.user_name;
	user->role = call->who.role;
	user->has.company = true;
	user->company.id = call->who.company;
	user->company.name = call->who.company_name;
	return call_ok(call);
}

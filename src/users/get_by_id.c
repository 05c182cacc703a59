#include "api/call.h"
#include "generated/users.h"
#include "store/users.h"

/* Show a user of the company. */
const struct call_result *
users_get_by_id(struct call *call, const struct users_get_by_id_req *request,
    struct users_get_by_id_resp *response)
{
	struct identity who;
	enum store_result found = store_find_user(
	    call->store, call->arena, call->who.company, request->user, &who);

	if (found == STORE_NOT_FOUND)
		return call_fail(call, ERR_INVALID_USER_ID, NULL,
		    "id=%s, company=%s", request->user, call->who.company);
	if (found != STORE_OK)
		return call_fail_store(call, found);
	response->has.user = true;
	response->user.id = who.user;
	response->user.name = who.user_name;
	response->user.company = who.company;
	response->user.role = who.role;
	return call_ok(call);
}

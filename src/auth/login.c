#include <inttypes.h>
#include <string.h>

#include "api/authn.h"
#include "api/call.h"
#include "api/token.h"
#include "base/arena.h"
#include "generated/auth.h"
#include "json/jval.h"
#include "model/identity.h"

/* 400/12: a lifetime longer than the server allows. */
static const struct call_result *
refuse_lifetime(struct call *call, int64_t asked, int64_t most)
{
	struct jval_refusal *refusal =
	    arena_alloc(call->arena, sizeof(*refusal));

	refusal->path = "expiration_sec";
	refusal->rule = "maximum";
	refusal->expected = arena_printf(call->arena, "%" PRId64, most);
	refusal->got = arena_printf(call->arena, "%" PRId64, asked);
	return call_fail_request(call, refusal);
}

/*
 * A token for the caller, under the name the caller uses (it shows
 * impersonation) and with the user's current role.  Only the role "system" gets
 * one that never expires (doc/original.md, "Login").
 */
const struct call_result *
auth_login(struct call *call, const struct auth_login_req *request,
    struct auth_login_resp *response)
{
	const struct authn *authn = call->server->authn;
	int64_t lifetime = request->expiration_sec;
	const struct call_result *refusal;
	struct identity who;

	if (lifetime > authn->max_lifetime)
		return refuse_lifetime(call, lifetime, authn->max_lifetime);
	refusal = authn_renew(call, &who);
	if (refusal != NULL)
		return refusal;
	if (lifetime == 0 && strcmp(who.role, "system") != 0)
		lifetime = authn->lifetime;
	response->token = token_make(authn, call, &who, lifetime);
	if (request->cookie)
		call->session = response->token;
	return call_ok(call);
}

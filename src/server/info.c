#include "api/authn.h"
#include "api/call.h"
#include "base/api_version.h"
#include "base/arena.h"
#include "config.h"
#include "generated/server.h"
#include "store/store.h"

/* The version and id of this server, and the API version that it announces. */
const struct call_result *
server_info(struct call *call, const struct server_info_req *request,
    struct server_info_resp *response)
{
	(void)request;
	response->version = PACKAGE_VERSION;
	response->build = "";
	response->uid = store_uid(call->store, call->arena);
	response->api_version =
	    api_version_text(call->arena, call->server->authn->api_version);
	return call_ok(call);
}

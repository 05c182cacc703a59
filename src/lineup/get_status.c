#include "api/authn.h"
#include "api/call.h"
#include "base/api_version.h"
#include "config.h"
#include "generated/lineup.h"
#include "store/store.h"

/* Show what this server is, and what room it has. */
const struct call_result *
lineup_get_status(struct call *call,
    const struct lineup_get_status_req *request,
    struct lineup_get_status_resp *response)
{
	struct store_description store;

	(void)request;
	store_describe(call->store, &store);
	response->version = PACKAGE_VERSION;
	response->api_version =
	    api_version_text(call->arena, call->server->authn->api_version);
	response->uid = store_uid(call->store, call->arena);
	response->store = store.kind;
	response->has.store_size = store.size > 0;
	response->store_size = store.size;
	response->has.disk = store.disk > 0;
	if (!response->has.disk)
		return call_ok(call);
	response->disk.has.size = response->disk.has.free =
	    response->disk.has.is_low = true;
	response->disk.size = store.disk;
	response->disk.free = store.free;
	response->disk.is_low = store.is_low;
	return call_ok(call);
}

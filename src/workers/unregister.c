#include "api/call.h"
#include "generated/workers.h"
#include "store/workers.h"

/* Forget a worker; one that is not known is no error. */
const struct call_result *
workers_unregister(struct call *call,
    const struct workers_unregister_req *request,
    struct workers_unregister_resp *response)
{
	enum store_result forgotten = store_unregister_worker(
	    call->store, call->who.company, call->who.user, request->worker);

	(void)response;
	if (forgotten != STORE_OK)
		return call_fail_store(call, forgotten);
	call_changed(call, &(struct call_change){.worker = request->worker});
	return call_ok(call);
}

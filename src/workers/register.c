#include <inttypes.h>

#include "api/call.h"
#include "base/text.h"
#include "generated/workers.h"
#include "workers/report.h"

#define LONGEST 31536000 /* s */

static const struct call_result *
check(struct call *call, const struct workers_register_req *request,
    int64_t *timeout)
{
	*timeout = request->timeout == 0 ? WORKERS_TIMEOUT : request->timeout;
	if (*timeout < 0)
		return call_fail(call, ERR_WORKER_REGISTRATION_FAILED,
		    "invalid timeout", "timeout=%" PRId64 ", worker=%s",
		    *timeout, request->worker);
	if (*timeout > LONGEST)
		*timeout = LONGEST;
	return workers_report_check(call, request->worker, request->n_queues,
	    request->n_tags, request->n_system_tags);
}

/* The ids as the original lists them. */
static const struct call_result *
refuse_queues(struct call *call, const struct store_strings *missing)
{
	return call_fail(call, ERR_INVALID_QUEUE_ID, NULL, "ids=(%s)",
	    text_join(call->arena, missing->n, missing->items));
}

/* Note that a worker is there; its resources have no effect. */
const struct call_result *
workers_register(struct call *call, const struct workers_register_req *request,
    struct workers_register_resp *response)
{
	const struct call_result *refusal;
	struct store_strings missing;
	struct store_worker worker;
	enum store_result registered;
	int64_t timeout;

	(void)response;
	if ((refusal = check(call, request, &timeout)) != NULL)
		return refusal;
	worker = workers_report_of(call, request->worker, timeout);
	worker.queues =
	    (struct store_strings){request->n_queues, request->queues};
	worker.tags = (struct store_strings){request->n_tags, request->tags};
	worker.system_tags = (struct store_strings){
	    request->n_system_tags, request->system_tags};
	registered =
	    store_register_worker(call->store, call->arena, &worker, &missing);
	if (registered == STORE_NOT_FOUND)
		return refuse_queues(call, &missing);
	if (registered != STORE_OK)
		return call_fail_store(call, registered);
	call_changed(call, &(struct call_change){.worker = request->worker});
	return call_ok(call);
}

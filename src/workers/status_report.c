#include "api/call.h"
#include "api/checks.h"
#include "generated/workers.h"
#include "workers/report.h"

static const struct call_result *
check(struct call *call, const struct workers_status_report_req *request)
{
	const struct call_result *refusal;

	if ((refusal = checks_count(call, "queues", request->n_queues,
		 call->server->limits.filter_values)) != NULL ||
	    (refusal = checks_count(call, "tags", request->n_tags,
		 call->server->limits.tags)) != NULL)
		return refusal;
	return checks_count(call, "system_tags", request->n_system_tags,
	    call->server->limits.tags);
}

/* Note what a worker does; what it has measured is not kept. */
const struct call_result *
workers_status_report(struct call *call,
    const struct workers_status_report_req *request,
    struct workers_status_report_resp *response)
{
	struct store_worker worker =
	    workers_report_of(call, request->worker, WORKERS_TIMEOUT);
	const struct call_result *refusal = check(call, request);
	enum store_result reported;

	(void)response;
	if (refusal != NULL)
		return refusal;
	if (request->has.task && *request->task != '\0')
		worker.task = request->task;
	worker.queue = request->queue;
	worker.queues =
	    (struct store_strings){request->n_queues, request->queues};
	worker.tags = (struct store_strings){request->n_tags, request->tags};
	worker.system_tags = (struct store_strings){
	    request->n_system_tags, request->system_tags};
	reported = store_report_worker(call->store, &worker);
	if (reported == STORE_NO_TASK)
		return call_fail(call, ERR_INVALID_TASK_ID, NULL,
		    "id=%s, company=%s", request->task, call->who.company);
	if (reported != STORE_OK)
		return call_fail_store(call, reported);
	return call_ok(call);
}

#include "api/call.h"
#include "generated/workers.h"
#include "workers/report.h"

/* Note what a worker does; what it has measured is not kept. */
const struct call_result *
workers_status_report(struct call *call,
    const struct workers_status_report_req *request,
    struct workers_status_report_resp *response)
{
	struct store_worker worker =
	    workers_report_of(call, request->worker, WORKERS_TIMEOUT);
	const struct call_result *refusal =
	    workers_report_check(call, request->worker, request->n_queues,
		request->n_tags, request->n_system_tags);
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

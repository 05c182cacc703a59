#include "api/call.h"
#include "workers/report.h"

struct store_worker
workers_report_of(struct call *call, const char *name, int64_t timeout)
{
	return (struct store_worker){.name = name,
	    .company = call->who.company,
	    .user = call->who.user,
	    .ip = call->address,
	    .timeout = timeout,
	    .registered = call->now,
	    .active = call->now};
}

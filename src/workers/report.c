#include <string.h>

#include "api/call.h"
#include "api/checks.h"
#include "workers/report.h"

#define LONGEST_NAME 1000 /* bytes */

const struct call_result *
workers_report_check(struct call *call, const char *name, size_t n_queues,
    size_t n_tags, size_t n_system_tags)
{
	const struct call_limits *limits = &call->server->limits;
	const struct call_result *refusal;
	size_t length = strlen(name);

	if (length == 0 || length > LONGEST_NAME)
		return checks_length(call, "worker", "1 to 1000 bytes",
		    length == 0 ? "none" : "more");
	if ((refusal = checks_count(
		 call, "queues", n_queues, limits->filter_values)) != NULL ||
	    (refusal = checks_count(call, "tags", n_tags, limits->tags)) !=
		NULL)
		return refusal;
	return checks_count(call, "system_tags", n_system_tags, limits->tags);
}

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

#include <string.h>

#include "api/call.h"
#include "api/checks.h"
#include "base/arena.h"
#include "base/budget.h"
#include "json/jval.h"
#include "model/filter.h"
#include "queues/refusals.h"

const struct call_result *
queues_no_queue(struct call *call, const char *queue)
{
	return call_fail(call, ERR_INVALID_QUEUE_ID, NULL, "id=%s, company=%s",
	    queue, call->who.company);
}

const struct call_result *
queues_no_task(struct call *call, const char *queue, const char *task)
{
	return call_fail(call, ERR_INVALID_QUEUE_OR_TASK_NOT_IN_QUEUE, NULL,
	    "task=%s, id=%s, company=%s", task, queue, call->who.company);
}

const struct call_result *
queues_not_added(struct call *call, const char *queue, const char *task,
    enum store_result added)
{
	if (added == STORE_NOT_FOUND)
		return queues_no_queue(call, queue);
	if (added == STORE_DUPLICATE)
		return call_fail(
		    call, ERR_TASK_ALREADY_QUEUED, NULL, "task=%s", task);
	if (added == STORE_FULL)
		return call_fail(call, ERR_DATA_VALIDATION_ERROR,
		    "the queue is full", "queue=%s", queue);
	return call_fail_store(call, added);
}

const struct call_result *
queues_too_deep(struct call *call, const char *path)
{
	return call_fail(
	    call, ERR_VALIDATION_ERROR, "invalid field", "path=%s", path);
}

const struct call_result *
queues_empty_key(struct call *call)
{
	return call_fail(
	    call, ERR_VALIDATION_ERROR, "Empty key is not allowed", NULL);
}

const struct call_result *
queues_empty_list(struct call *call, const char *field)
{
	return checks_length(call, field, "at least 1", "0");
}

const struct call_result *
queues_too_much_metadata(struct call *call)
{
	const struct call_limits *limits = &call->server->limits;

	return checks_length(call, "metadata",
	    arena_printf(call->arena, "at most %zu items of %zu bytes in all",
		limits->metadata, limits->metadata_size),
	    "more");
}

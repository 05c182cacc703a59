#include <string.h>

#include "api/call.h"
#include "base/arena.h"
#include "json/jval.h"
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
queues_no_field(struct call *call, const char *field)
{
	const char *dot = strrchr(field, '.');

	if (dot != NULL)
		field = dot + 1;
	else if (*field == '-')
		field++;
	return call_fail(call, ERR_LOOKUP_ERROR,
	    "probably an invalid field name or unsupported nested field",
	    "err=Cannot resolve field \"%s\"", field);
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
	struct jval_refusal *refusal =
	    arena_alloc(call->arena, sizeof(*refusal));

	*refusal = (struct jval_refusal){.path = field,
	    .rule = "length",
	    .expected = "at least 1",
	    .got = "0"};
	return call_fail_request(call, refusal);
}

const struct call_result *
queues_no_list(struct call *call, enum store_result listed)
{
	if (listed == STORE_BAD_FILTER)
		return call_fail(call, ERR_MALFORMED_REGEX, NULL,
		    "err=the pattern costs too much to match");
	return call_fail_store(call, listed);
}

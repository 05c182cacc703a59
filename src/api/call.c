#include <stdarg.h>
#include <string.h>

#include "api/call.h"
#include "base/arena.h"
#include "base/budget.h"
#include "json/jval.h"

struct store_actor
call_actor(const struct call *call)
{
	return (struct store_actor){
	    call->who.user, call->worker, call->address};
}

const struct call_result *
call_ok(struct call *call)
{
	call->result = (struct call_result){
	    .error = ERR_OK, .message = err_info(ERR_OK)->text};
	return &call->result;
}

void
call_changed(struct call *call, const struct call_change *change)
{
	struct call_change *copy = arena_alloc(call->arena, sizeof(*copy));

	*copy = *change;
	copy->next = NULL;
	if (call->changes == NULL)
		call->changes = copy;
	else
		*call->last_change = copy;
	call->last_change = &copy->next;
}

static const struct call_result *
fail(struct call *call, enum err error, const char *message)
{
	call->result = (struct call_result){.error = error, .message = message};
	return &call->result;
}

const struct call_result *
call_fail(struct call *call, enum err error, const char *extra,
    const char *format, ...)
{
	const char *message = err_info(error)->text;
	va_list args;

	if (extra != NULL)
		message = arena_printf(call->arena, "%s (%s)", message, extra);
	if (format != NULL) {
		va_start(args, format);
		message = arena_printf(call->arena, "%s: %s", message,
		    arena_vprintf(call->arena, format, args));
		va_end(args);
	}
	return fail(call, error, message);
}

const struct call_result *
call_fail_text(struct call *call, enum err error, const char *format, ...)
{
	const char *message;
	va_list args;

	va_start(args, format);
	message = arena_vprintf(call->arena, format, args);
	va_end(args);
	return fail(call, error, message);
}

const struct call_result *
call_fail_request(struct call *call, const struct jval_refusal *refusal)
{
	const char *sign = *refusal->path == '\0' ? "" : ": ";
	const char *reason = refusal->rule;

	call->refusal = refusal;
	if (*refusal->expected != '\0')
		reason = arena_printf(call->arena, "%s, expected %s, got %s",
		    reason, refusal->expected, refusal->got);
	return call_fail(call, ERR_VALIDATION_ERROR,
	    arena_printf(call->arena, "%s%s%s", refusal->path, sign, reason),
	    NULL);
}

const struct call_result *
call_fail_budget(struct call *call)
{
	enum budget_fault fault =
	    call->budget == NULL ? BUDGET_SPENT : call->budget->fault;

	switch (fault) {
	case BUDGET_BUSY:
		return call_fail_text(call, ERR_UNAVAILABLE,
		    "Too many costly calls are under way; try again later");
	case BUDGET_TOO_LONG:
		return call_fail_text(call, ERR_INVALID_FIELDS_VALUE,
		    "The answer would be too long; ask for less with "
		    "only_fields or page_size");
	case BUDGET_FINE:
	case BUDGET_SPENT:
		break;
	}
	return call_fail_text(call, ERR_INVALID_FIELDS_VALUE,
	    "The call costs too much; ask for less, or more simply");
}

const struct call_result *
call_fail_store(struct call *call, enum store_result result)
{
	if (result == STORE_UNAVAILABLE || result == STORE_DENIED)
		return call_fail(call, ERR_UNAVAILABLE, NULL, NULL);
	if (result == STORE_COSTLY)
		return call_fail_budget(call);
	if (result == STORE_NO_ROOM)
		return call_fail(call, ERR_LOW_DISK_SPACE, NULL, NULL);
	return call_fail(
	    call, ERR_INTERNAL_ERROR, NULL, "err=the store failed");
}

#include "api/call.h"
#include "base/arena.h"
#include "generated/lineup.h"
#include "lineup/explain.h"
#include "lineup/traces.h"

static void
answer_reason(const struct explain_reason *reason, struct lineup_reason *answer)
{
	*answer = (struct lineup_reason){.id = reason->holder.id,
	    .name = reason->holder.name,
	    .position = reason->holder.position,
	    .length = reason->holder.length,
	    .added = reason->holder.added,
	    .verdict = reason->verdict,
	    .n_paused_for = reason->n_paused_for,
	    .paused_for = reason->paused_for,
	    .pollers = reason->n_pollers,
	    .last_poll = reason->last_poll,
	    .workers = reason->n_workers,
	    .busy_workers = reason->n_busy,
	    .starts_in = (reason->starts_in + 999) / 1000,
	    .text = reason->text};
	answer->has.paused_for = reason->n_paused_for > 0;
	answer->has.position = answer->has.length = answer->has.added = true;
	answer->has.verdict = answer->has.pollers = true;
	answer->has.last_poll = reason->last_poll != 0;
	answer->has.workers = answer->has.busy_workers = true;
	answer->has.starts_in = reason->starts_in >= 0;
}

/* Say why a task is not run. */
const struct call_result *
lineup_explain_task(struct call *call,
    const struct lineup_explain_task_req *request,
    struct lineup_explain_task_resp *response)
{
	struct explain_result explained;
	enum store_result result;
	size_t i;

	result = explain_task(call->store, call->arena, call->who.company,
	    request->task, call->now, &explained);
	if (result != STORE_OK)
		return call_fail_store(call, result);
	response->has.verdict = true;
	response->verdict = explained.verdict;
	response->text = explained.text;
	response->has.queues = true;
	response->n_queues = explained.n;
	response->queues =
	    arena_alloc_n(call->arena, explained.n, sizeof(*response->queues));
	for (i = 0; i < explained.n; i++)
		answer_reason(&explained.reasons[i], &response->queues[i]);
	response->has.task = explained.is_known;
	lineup_answer_trace(&explained.trace, &response->task);
	return call_ok(call);
}

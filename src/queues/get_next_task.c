#include "api/call.h"
#include "generated/queues.h"
#include "model/queue.h"
#include "queues/answer.h"
#include "queues/polls.h"
#include "queues/refusals.h"
#include "store/queues.h"
#include "store/store.h"
#include "store/tasks.h"

/*
 * Show the task's company and user.  The task is already popped, so failing to
 * look it up is not an error.
 */
static void
answer_task_info(struct call *call, const char *id,
    struct queues_get_next_task_resp *response)
{
	const struct store_strings ids = {.n = 1, .items = &id};
	struct store_task *tasks;
	size_t n;

	if (store_find_tasks(
		call->store, call->arena, NULL, &ids, &n, &tasks) != STORE_OK ||
	    n == 0)
		return;
	response->has.task_info = true;
	response->task_info.company = tasks[0].company;
	response->task_info.user = tasks[0].user;
}

/* The task that must be first, or NULL for any. */
static const char *
wanted_task(const struct queues_get_next_task_req *request)
{
	return request->has.task && *request->task != '\0' ? request->task
							   : NULL;
}

/* Pop the first task; an empty answer if there is none, or the wrong one. */
const struct call_result *
queues_get_next_task(struct call *call,
    const struct queues_get_next_task_req *request,
    struct queues_get_next_task_resp *response)
{
	const struct store_actor who = call_actor(call);
	struct queue_entry entry;
	enum store_result got =
	    store_get_next_task(call->store, call->arena, call->who.company,
		request->queue, wanted_task(request), &who, call->now, &entry);

	call->is_poll = true;
	if (got == STORE_OK || got == STORE_EMPTY || got == STORE_NO_TASK)
		queues_note_poll(call, request->queue);
	if (got == STORE_EMPTY || got == STORE_NO_TASK)
		return call_ok(call);
	if (got == STORE_NOT_FOUND)
		return queues_no_queue(call, request->queue);
	if (got != STORE_OK)
		return call_fail_store(call, got);
	call_changed(call, &(struct call_change){.effect = CALL_POPPED,
			       .waited = call->now - entry.added,
			       .queue = request->queue,
			       .task = entry.task});
	store_requeue_task(call->store, call->who.company, entry.task);
	response->has.entry = true;
	queues_answer_entry(&entry, &response->entry);
	if (request->get_task_info)
		answer_task_info(call, entry.task, response);
	return call_ok(call);
}

#include <string.h>

#include "base/arena.h"
#include "lineup/explain.h"
#include "lineup/sentences.h"
#include "model/identity.h"
#include "model/pause.h"
#include "model/queue.h"
#include "store/flows.h"
#include "store/history.h"
#include "store/queues.h"
#include "store/sightings.h"
#include "store/users.h"
#include "store/workers.h"

/* The tag by which a queue's agents ask for no tasks (clearml-agent). */
#define FORCED_OFF "force_workers:off"

/* What is being explained. */
struct inquiry {
	struct store *store;
	struct arena *arena;
	const char *company;
	int64_t now;
	size_t n_workers;
	struct store_worker *workers;
};

static bool
serves(const struct store_worker *worker, const char *queue)
{
	size_t i;

	for (i = 0; i < worker->queues.n; i++) {
		if (strcmp(worker->queues.items[i], queue) == 0)
			return true;
	}
	return false;
}

static void
count_workers(const struct inquiry *inquiry, struct explain_reason *reason)
{
	size_t i;

	for (i = 0; i < inquiry->n_workers; i++) {
		if (!serves(&inquiry->workers[i], reason->holder.id))
			continue;
		reason->n_workers++;
		reason->n_busy += inquiry->workers[i].task != NULL &&
				  *inquiry->workers[i].task != '\0';
	}
}

/* Note for whom the queue is paused, and whether a tag keeps agents idle. */
static void
note_hindrances(const struct inquiry *inquiry, const struct queue *queue,
    struct explain_reason *reason)
{
	size_t i;

	reason->paused_for =
	    pause_list(inquiry->arena, queue->pause, &reason->n_paused_for);
	for (i = 0; i < queue->n_tags; i++)
		reason->is_forced_off |=
		    strcmp(queue->tags[i], FORCED_OFF) == 0;
}

static void
count_poller(const struct store_sighting *sighting, const char *pause,
    int64_t since, struct explain_reason *reason)
{
	const struct pause_poller poller = {
	    sighting->user, sighting->address, sighting->worker};

	if (sighting->seen > reason->last_poll)
		reason->last_poll = sighting->seen;
	if (sighting->seen < since)
		return;
	if (pause_holds(pause, &poller))
		reason->n_held++;
	else
		reason->n_pollers++;
}

static enum store_result
count_pollers(const struct inquiry *inquiry, const struct queue *queue,
    struct explain_reason *reason)
{
	struct store_sighting *sightings;
	enum store_result result;
	size_t i, n;

	result = store_list_sightings(inquiry->store, inquiry->arena,
	    inquiry->company, reason->holder.id, 0, &n, &sightings);
	if (result != STORE_OK)
		return result;
	for (i = 0; i < n; i++)
		count_poller(&sightings[i], queue->pause,
		    inquiry->now - EXPLAIN_RECENT, reason);
	return STORE_OK;
}

static enum store_result
forecast(const struct inquiry *inquiry, struct explain_reason *reason)
{
	struct store_flow *flows;
	enum store_result result;
	size_t n;

	reason->starts_in = -1;
	result = store_list_flows(inquiry->store, inquiry->arena,
	    inquiry->company, reason->holder.id, inquiry->now, &n, &flows);
	if (result == STORE_OK && n > 0)
		reason->starts_in = flow_forecast(
		    &flows[0].flow, inquiry->now, reason->holder.position);
	return result;
}

static enum lineup_verdict
judge(const struct explain_reason *reason, const char *pause)
{
	if (reason->n_pollers > 0)
		return LINEUP_VERDICT_WAITING;
	if (pause_scope(pause) == PAUSE_EVERYBODY || reason->n_held > 0)
		return LINEUP_VERDICT_PAUSED;
	return reason->n_workers > 0 && reason->n_busy == reason->n_workers
		   ? LINEUP_VERDICT_WORKERS_BUSY
		   : LINEUP_VERDICT_NOBODY_POLLS;
}

static enum store_result
find_reason(const struct inquiry *inquiry, struct explain_reason *reason)
{
	const struct queue_need need = {.parts = QUEUE_TAGS | QUEUE_PAUSE};
	struct queue queue = {0};
	enum store_result result;

	result = store_get_by_id(inquiry->store, inquiry->arena,
	    inquiry->company, reason->holder.id, need, &queue);
	if (result == STORE_NOT_FOUND) /* it was just deleted */
		result = STORE_OK;
	if (result == STORE_OK)
		result = count_pollers(inquiry, &queue, reason);
	if (result == STORE_OK)
		result = forecast(inquiry, reason);
	if (result != STORE_OK)
		return result;
	count_workers(inquiry, reason);
	note_hindrances(inquiry, &queue, reason);
	reason->verdict = judge(reason, queue.pause);
	if (reason->verdict == LINEUP_VERDICT_NOBODY_POLLS ||
	    reason->verdict == LINEUP_VERDICT_PAUSED)
		reason->starts_in = -1;
	reason->text = sentences_reason(inquiry->arena, reason, inquiry->now);
	return STORE_OK;
}

/* Find the queues that hold the task, and the reason of each. */
static enum store_result
find_reasons(struct inquiry *inquiry, const char *task,
    struct explain_result *explanation)
{
	struct store_holder *holders;
	enum store_result result;
	struct explain_reason *reason;
	size_t i, n;

	result = store_find_holders(inquiry->store, inquiry->arena,
	    inquiry->company, task, &n, &holders);
	if (result == STORE_OK && n > 0)
		result = store_list_workers(inquiry->store, inquiry->arena,
		    inquiry->company, &inquiry->n_workers, &inquiry->workers);
	if (n > EXPLAIN_QUEUES)
		n = EXPLAIN_QUEUES;
	if (result != STORE_OK)
		return result;
	explanation->reasons =
	    arena_alloc_n(inquiry->arena, n, sizeof(*explanation->reasons));
	for (i = 0; i < n && result == STORE_OK; i++) {
		reason = &explanation->reasons[explanation->n++];
		reason->holder = holders[i];
		result = find_reason(inquiry, reason);
		if (reason->verdict > explanation->verdict)
			explanation->verdict = reason->verdict;
	}
	return result;
}

/* What the history says of a task that is in no queue goes into its trace. */
static enum store_result
find_last_change(const struct inquiry *inquiry, const char *task,
    struct explain_result *explanation)
{
	struct store_trace *trace = &explanation->trace;
	struct store_change *last;
	enum store_result result;
	size_t n;

	result = store_list_history(inquiry->store, inquiry->arena,
	    inquiry->company, NULL, task, 1, &n, &last);
	if (result != STORE_OK || n == 0)
		return result;
	explanation->last = last;
	trace->id = task;
	if (trace->queue == NULL)
		trace->queue =
		    last->target == NULL ? last->queue : last->target;
	if (last->action == STORE_POPPED && trace->popped < last->at) {
		trace->popped = last->at;
		trace->popped_by = last->who.user;
	}
	return STORE_OK;
}

/* Find names of those whom the trace mentions, if they are there. */
static void
find_names(const struct inquiry *inquiry, struct explain_result *explanation)
{
	const struct store_trace *trace = &explanation->trace;
	const char *actor = explanation->last == NULL
				? trace->popped_by
				: explanation->last->who.user;
	struct identity who;
	struct queue queue;

	if (trace->queue != NULL &&
	    store_get_by_id(inquiry->store, inquiry->arena, inquiry->company,
		trace->queue, (struct queue_need){0}, &queue) == STORE_OK)
		explanation->queue_name = queue.name;
	if (actor != NULL && store_find_user(inquiry->store, inquiry->arena,
				 inquiry->company, actor, &who) == STORE_OK)
		explanation->actor = who.user_name;
}

/* Find what is known of the task, apart from queues that hold it. */
static enum store_result
find_trace(const struct inquiry *inquiry, const char *task,
    struct explain_result *explanation)
{
	enum store_result result;

	result = store_find_trace(inquiry->store, inquiry->arena,
	    inquiry->company, task, &explanation->trace);
	if (result == STORE_NO_TASK)
		explanation->trace = (struct store_trace){0};
	else if (result != STORE_OK)
		return result;
	explanation->is_known = result == STORE_OK;
	result = explanation->n > 0
		     ? STORE_OK
		     : find_last_change(inquiry, task, explanation);
	explanation->is_known |= explanation->last != NULL;
	if (explanation->is_known &&
	    explanation->verdict == LINEUP_VERDICT_NOT_KNOWN)
		explanation->verdict = LINEUP_VERDICT_NOT_QUEUED;
	find_names(inquiry, explanation);
	return result;
}

static const char *
join_texts(struct arena *arena, const struct explain_result *explanation)
{
	const char *text = "";
	size_t i;

	if (explanation->n == 0)
		return sentences_absence(arena, explanation);
	for (i = 0; i < explanation->n; i++)
		text = arena_printf(arena, "%s%s%s", text, i == 0 ? "" : "\n",
		    explanation->reasons[i].text);
	return text;
}

enum store_result
explain_task(struct store *store, struct arena *arena, const char *company,
    const char *task, int64_t now, struct explain_result *explanation)
{
	struct inquiry inquiry = {
	    .store = store, .arena = arena, .company = company, .now = now};
	enum store_result result;

	*explanation =
	    (struct explain_result){.verdict = LINEUP_VERDICT_NOT_KNOWN};
	result = find_reasons(&inquiry, task, explanation);
	if (result == STORE_OK)
		result = find_trace(&inquiry, task, explanation);
	if (result == STORE_OK)
		explanation->text = join_texts(arena, explanation);
	return result;
}

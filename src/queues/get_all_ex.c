#include "arena.h"
#include "call.h"
#include "filter.h"
#include "queue.h"
#include "queues.h"
#include "queues/answer.h"
#include "queues/fields.h"
#include "queues/refusals.h"
#include "queues/select.h"
#include "store.h"

/* Show entries with tasks as objects; no store knows the tasks' names. */
static struct queues_entry_ex *
answer_entries(struct arena *arena, const struct queue *queue)
{
	struct queues_entry_ex *entries =
	    arena_alloc_n(arena, queue->n_entries, sizeof(*entries));
	size_t i;

	for (i = 0; i < queue->n_entries; i++) {
		entries[i].has.task = entries[i].has.added = true;
		entries[i].task.has.id = true;
		entries[i].task.id = queue->entries[i].task;
		entries[i].added = queue->entries[i].added;
	}
	return entries;
}

static void
answer_queue(struct arena *arena, const struct queue *queue,
    struct queues_queue_ex *answer)
{
	answer->has.id = answer->has.name = answer->has.company = true;
	answer->id = queue->id;
	answer->name = queue->name;
	answer->company.has.id = true;
	answer->company.id = queue->company;
	answer->has.created = true;
	answer->created = queue->created;
	answer->has.last_update = queue->last_update != QUEUE_NEVER;
	answer->last_update = queue->last_update;
	answer->has.tags = answer->has.system_tags = true;
	answer->n_tags = queue->n_tags;
	answer->tags = queues_sort_tags(arena, queue->n_tags, queue->tags);
	answer->n_system_tags = queue->n_system_tags;
	answer->system_tags =
	    queues_sort_tags(arena, queue->n_system_tags, queue->system_tags);
	answer->has.entries = answer->has.metadata = true;
	answer->n_entries = queue->n_entries;
	answer->entries = answer_entries(arena, queue);
	answer->n_metadata = queue->n_metadata;
	answer->metadata =
	    queues_answer_metadata(arena, queue->n_metadata, queue->metadata);
	answer->has.workers = true;
}

/* The queues that a request selects, whole, with what belongs to them. */
const struct call_result *
queues_get_all_ex(struct call *call, const struct queues_get_all_req *request,
    struct queues_get_all_ex_resp *response)
{
	struct filter *filter = filter_new(call->arena, call->who.company);
	const struct call_result *result;
	struct queues_scroll scroll;
	enum store_result listed;
	struct queue *queues;
	size_t i, n;

	result = queues_select(call, request, filter, &scroll);
	if (result->error != ERR_OK)
		return result;
	listed = store_list(
	    call->store, call->arena, filter, QUEUE_ALL, &n, &queues);
	if (listed != STORE_OK)
		return queues_no_list(call, listed);
	response->has.queues = true;
	response->n_queues = n;
	response->scroll_id = queues_scroll_on(call, &scroll, n);
	response->has.scroll_id = response->scroll_id != NULL;
	response->queues =
	    arena_alloc_n(call->arena, n, sizeof(*response->queues));
	for (i = 0; i < n; i++)
		answer_queue(call->arena, &queues[i], &response->queues[i]);
	return call_ok(call);
}

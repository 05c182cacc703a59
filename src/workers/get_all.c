#include <string.h>

#include "api/call.h"
#include "api/checks.h"
#include "base/arena.h"
#include "generated/workers.h"
#include "model/text_set.h"
#include "model/filter.h"
#include "model/queue.h"
#include "store/queues.h"
#include "store/tasks.h"
#include "store/workers.h"

/* True if a text matches a pattern in which * and ? stand for others. */
static bool
matches(const char *pattern, const char *text)
{
	const char *star = NULL, *from = NULL;

	while (*text != '\0') {
		if (*pattern == '*') {
			star = ++pattern;
			from = text;
		} else if (*pattern == '?' || *pattern == *text) {
			pattern++;
			text++;
		} else if (star != NULL) {
			pattern = star;
			text = ++from;
		} else {
			return false;
		}
	}
	return pattern[strspn(pattern, "*")] == '\0';
}

/* True if tags have one of those wanted, and none with "-" before it. */
static bool
pass(struct arena *arena, const struct store_strings *tags, size_t n,
    const char *const *wanted)
{
	struct text_set *had;
	bool any = false, wants = false;
	size_t i;

	if (n == 0)
		return true;
	had = text_set_new(arena, tags->n, false);
	for (i = 0; i < tags->n; i++)
		text_set_add(had, tags->items[i]);
	for (i = 0; i < n; i++) {
		if (*wanted[i] == '-') {
			if (text_set_find(had, wanted[i] + 1) != TEXT_SET_NONE)
				return false;
			continue;
		}
		wants = true;
		any = any || text_set_find(had, wanted[i]) != TEXT_SET_NONE;
	}
	return any || !wants;
}

static bool
is_selected(struct call *call, const struct workers_get_all_req *request,
    const struct store_worker *worker)
{
	int64_t seen = request->null.last_seen ? 0 : request->last_seen;

	if (seen > 0 && seen < INT64_MAX / 1000 &&
	    worker->active < call->now - 1000 * seen)
		return false;
	if (request->has.worker_pattern && *request->worker_pattern != '\0' &&
	    !matches(request->worker_pattern, worker->name))
		return false;
	return pass(call->arena, &worker->tags, request->n_tags,
		   request->tags) &&
	       pass(call->arena, &worker->system_tags, request->n_system_tags,
		   request->system_tags);
}

/* Show the name of the task that comes next. */
static void
answer_next(struct call *call, const struct queue *queue,
    struct workers_queue_entry *entry)
{
	const struct store_strings ids = {
	    .n = queue->n_entries > 0, .items = &queue->entries[0].task};
	struct store_task *tasks;
	size_t n;

	if (queue->n_entries == 0)
		return;
	entry->has.next_task = true;
	entry->next_task.id = queue->entries[0].task;
	if (store_find_tasks(call->store, call->arena, call->who.company, &ids,
		&n, &tasks) == STORE_OK &&
	    n > 0)
		entry->next_task.name = tasks[0].name;
}

/* Show a queue; of one that is gone, only its id. */
static void
answer_queue(
    struct call *call, const char *id, struct workers_queue_entry *entry)
{
	static const struct queue_need need = {
	    QUEUE_DISPLAY_NAME | QUEUE_ENTRIES | QUEUE_LENGTH, 1};
	struct queue queue;

	entry->id = id;
	if (store_get_by_id(call->store, call->arena, call->who.company, id,
		need, &queue) != STORE_OK)
		return;
	entry->name = queue.name;
	entry->display_name = queue.display_name;
	entry->has.num_tasks = true;
	entry->num_tasks = (int64_t)queue.length;
	answer_next(call, &queue, entry);
}

static void
answer_queues(struct call *call, const struct store_worker *from,
    struct workers_worker *worker)
{
	size_t i;

	worker->has.queues = true;
	worker->queues =
	    arena_alloc_n(call->arena, from->queues.n, sizeof(*worker->queues));
	worker->n_queues = from->queues.n;
	for (i = 0; i < from->queues.n; i++) {
		answer_queue(call, from->queues.items[i], &worker->queues[i]);
		if (from->queue == NULL ||
		    strcmp(from->queue, from->queues.items[i]) != 0)
			continue;
		worker->has.queue = true;
		worker->queue = worker->queues[i];
	}
}

static void
answer_task(const struct store_worker *from, struct workers_worker *worker)
{
	if (from->task == NULL)
		return;
	worker->has.task = true;
	worker->task.id = from->task;
	worker->task.name = from->task_name;
	worker->task.has.running_time = from->has_duration;
	worker->task.running_time = from->duration * 1000;
	worker->task.has.last_iteration = from->has_iteration;
	worker->task.last_iteration = from->iteration;
	worker->has.project = from->project != NULL;
	worker->project.id = from->project;
	worker->project.name = from->project_name;
}

static void
answer(struct call *call, const struct store_worker *from,
    struct workers_worker *worker)
{
	worker->id = from->name;
	worker->key = from->key;
	worker->ip = from->ip;
	worker->has.user = worker->has.company = true;
	worker->user.id = from->user;
	worker->user.name = from->user_name;
	worker->company.id = from->company;
	worker->company.name = call->who.company_name;
	worker->has.register_time = worker->has.last_activity_time = true;
	worker->register_time = from->registered;
	worker->last_activity_time = from->active;
	worker->has.last_report_time = from->reported != 0;
	worker->last_report_time = from->reported;
	worker->has.tags = from->tags.n > 0;
	worker->n_tags = from->tags.n;
	worker->tags =
	    arena_alloc_n(call->arena, from->tags.n, sizeof(*worker->tags));
	memcpy(worker->tags, from->tags.items,
	    from->tags.n * sizeof(*worker->tags));
	worker->has.system_tags = from->system_tags.n > 0;
	worker->n_system_tags = from->system_tags.n;
	worker->system_tags = arena_alloc_n(
	    call->arena, from->system_tags.n, sizeof(*worker->system_tags));
	memcpy(worker->system_tags, from->system_tags.items,
	    from->system_tags.n * sizeof(*worker->system_tags));
	answer_task(from, worker);
	answer_queues(call, from, worker);
}

/* List the company's workers that were heard of in time. */
const struct call_result *
workers_get_all(struct call *call, const struct workers_get_all_req *request,
    struct workers_get_all_resp *response)
{
	const struct call_result *refusal;
	struct store_worker *workers;
	enum store_result listed;
	size_t i, n;

	if ((refusal = checks_count(call, "tags", request->n_tags,
		 call->server->limits.filter_values)) != NULL ||
	    (refusal = checks_count(call, "system_tags", request->n_system_tags,
		 call->server->limits.filter_values)) != NULL)
		return refusal;
	listed = store_list_workers(
	    call->store, call->arena, call->who.company, &n, &workers);
	if (listed != STORE_OK)
		return call_fail_store(call, listed);
	response->has.workers = true;
	response->workers =
	    arena_alloc_n(call->arena, n, sizeof(*response->workers));
	for (i = 0; i < n; i++) {
		if (is_selected(call, request, &workers[i]))
			answer(call, &workers[i],
			    &response->workers[response->n_workers++]);
	}
	return call_ok(call);
}

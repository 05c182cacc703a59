#include <stdlib.h>
#include <string.h>

#include "api/call.h"
#include "base/arena.h"
#include "base/budget.h"
#include "generated/queues.h"
#include "model/filter.h"
#include "model/queue.h"
#include "model/text_set.h"
#include "queues/answer.h"
#include "queues/fields.h"
#include "queues/refusals.h"
#include "queues/select.h"
#include "store/store.h"

#define LOOKUP 80 /* ns for a queue of a worker */

/* What belongs to the queues that are shown. */
struct surroundings {
	size_t n_tasks;
	struct store_task *tasks; /* by id */
	size_t n_workers;
	struct store_worker *workers;
};

static int
compare_ids(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int
compare_tasks(const void *a, const void *b)
{
	return strcmp(((const struct store_task *)a)->id,
	    ((const struct store_task *)b)->id);
}

/* The ids of the tasks in all queues, each once. */
static struct store_strings
gather_ids(struct arena *arena, size_t n_queues, const struct queue *queues)
{
	size_t i, j, n = 0, n_all = 0;
	const char **ids;

	for (i = 0; i < n_queues; i++)
		n_all += queues[i].n_entries;
	ids = arena_alloc_n(arena, n_all, sizeof(*ids));
	for (n_all = 0, i = 0; i < n_queues; i++) {
		for (j = 0; j < queues[i].n_entries; j++)
			ids[n_all++] = queues[i].entries[j].task;
	}
	if (n_all > 1)
		qsort(ids, n_all, sizeof(*ids), compare_ids);
	for (i = 0; i < n_all; i++) {
		if (n == 0 || strcmp(ids[n - 1], ids[i]) != 0)
			ids[n++] = ids[i];
	}
	return (struct store_strings){.n = n, .items = ids};
}

static enum store_result
look_for_tasks(struct call *call, size_t n, const struct queue *queues,
    struct surroundings *around)
{
	struct store_strings ids;

	if (!store_knows_tasks(call->store))
		return STORE_OK;
	ids = gather_ids(call->arena, n, queues);
	return store_find_tasks(call->store, call->arena, call->who.company,
	    &ids, &around->n_tasks, &around->tasks);
}

/* Look for tasks and workers of the queues. */
static const struct call_result *
look_around(struct call *call, size_t n, const struct queue *queues,
    struct surroundings *around)
{
	enum store_result found = look_for_tasks(call, n, queues, around);

	if (found != STORE_OK)
		return call_fail_store(call, found);
	if (around->n_tasks > 1)
		qsort(around->tasks, around->n_tasks, sizeof(*around->tasks),
		    compare_tasks);
	found = store_list_workers(call->store, call->arena, call->who.company,
	    &around->n_workers, &around->workers);
	if (found != STORE_OK)
		return call_fail(call, ERR_GENERAL_DATA_ERROR,
		    "failed loading worker entries",
		    "err=the store of workers does not answer");
	return call_ok(call);
}

static void
answer_named(const char *id, const char *name, struct queues_named *answer)
{
	answer->has.id = true;
	answer->id = id;
	answer->has.name = name != NULL;
	answer->name = name;
}

/* Show entries with tasks as objects, which have names where known. */
static struct queues_entry_ex *
answer_entries(struct arena *arena, const struct queue *queue,
    const struct surroundings *around)
{
	struct queues_entry_ex *entries =
	    arena_alloc_n(arena, queue->n_entries, sizeof(*entries));
	const struct store_task *task;
	struct store_task wanted = {0};
	size_t i;

	for (i = 0; i < queue->n_entries; i++) {
		wanted.id = queue->entries[i].task;
		task = around->n_tasks == 0
			   ? NULL
			   : bsearch(&wanted, around->tasks, around->n_tasks,
				 sizeof(wanted), compare_tasks);
		entries[i].has.task = entries[i].has.added = true;
		answer_named(wanted.id, task == NULL ? NULL : task->name,
		    &entries[i].task);
		entries[i].added = queue->entries[i].added;
	}
	return entries;
}

static void
answer_worker(const struct store_worker *worker, struct queues_worker *answer)
{
	answer->has.name = true;
	answer->name = worker->name;
	answer->has.key = worker->key != NULL;
	answer->key = worker->key;
	answer->has.ip = worker->ip != NULL;
	answer->ip = worker->ip;
	answer->has.task = worker->task != NULL;
	answer->null.task = worker->task == NULL;
	if (answer->has.task)
		answer_named(worker->task, worker->task_name, &answer->task);
}

/* Workers at the queues that they serve, as both are brought together. */
struct joining {
	struct call *call;
	struct text_set *ids; /* of the queues */
	struct queues_queue_ex *answers;
	size_t *rooms; /* for workers, at each */
	size_t *last;  /* worker there, from 1 */
};

/* Show the i-th worker at each queue that it serves; false: too costly. */
static bool
join_worker(
    struct joining *joining, const struct store_worker *worker, size_t i)
{
	struct arena *arena = joining->call->arena;
	struct queues_queue_ex *answer;
	size_t j, at;

	for (j = 0; j < worker->queues.n; j++) {
		if (!budget_pay(joining->call->budget, LOOKUP))
			return false;
		at = text_set_find(joining->ids, worker->queues.items[j]);
		if (at == TEXT_SET_NONE || joining->last[at] == i + 1)
			continue;
		joining->last[at] = i + 1;
		answer = &joining->answers[at];
		answer->workers =
		    arena_grow(arena, answer->workers, answer->n_workers,
			&joining->rooms[at], sizeof(*answer->workers));
		answer_worker(worker, &answer->workers[answer->n_workers++]);
	}
	return true;
}

/* Show at each queue the workers that serve it. */
static const struct call_result *
answer_workers(struct call *call, const struct surroundings *around, size_t n,
    struct queues_queue_ex *answers)
{
	struct joining joining = {.call = call,
	    .ids = text_set_new(call->arena, n, false),
	    .answers = answers,
	    .rooms = arena_alloc_n(call->arena, n, sizeof(size_t)),
	    .last = arena_alloc_n(call->arena, n, sizeof(size_t))};
	bool is_done = true;
	size_t i;

	for (i = 0; i < n; i++)
		text_set_add(joining.ids, answers[i].id);
	budget_begin(call->budget, BUDGET_WAIT);
	for (i = 0; i < around->n_workers && is_done; i++)
		is_done = join_worker(&joining, &around->workers[i], i);
	budget_end(call->budget);
	return is_done ? call_ok(call) : call_fail_budget(call);
}

static void
answer_resources(
    const struct queue_resources *resources, struct queues_queue_ex *answer)
{
	if (resources == NULL)
		return;
	answer->has.resources = true;
	answer->resources.has.cpu_usage = resources->has_cpu_usage;
	answer->resources.cpu_usage = resources->cpu_usage;
	answer->resources.has.gpu_usage = resources->has_gpu_usage;
	answer->resources.gpu_usage = resources->gpu_usage;
}

static void
answer_queue(struct arena *arena, const struct queue *queue,
    const struct surroundings *around, struct queues_queue_ex *answer)
{
	answer->has.id = answer->has.name = answer->has.company = true;
	answer->id = queue->id;
	answer->name = queue->name;
	answer->has.display_name = queue->display_name != NULL;
	answer->display_name = queue->display_name;
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
	answer->entries = answer_entries(arena, queue, around);
	answer->entries_count = (int64_t)queue->length;
	answer->n_metadata = queue->n_metadata;
	answer->metadata =
	    queues_answer_metadata(arena, queue->n_metadata, queue->metadata);
	answer->has.workers = true;
	answer_resources(queue->resources, answer);
}

/* The queues that a request selects, whole, with what belongs to them. */
const struct call_result *
queues_get_all_ex(struct call *call, const struct queues_get_all_req *request,
    struct queues_get_all_ex_resp *response)
{
	struct filter *filter = filter_new(call->arena, call->who.company);
	const struct call_result *result;
	struct surroundings around = {0};
	struct queue_need need = {
	    .parts = QUEUE_ALL, .max_entries = request->max_task_entries};
	struct queues_scroll scroll;
	enum store_result listed;
	struct queue *queues;
	size_t i, n;

	result = queues_select(call, request, filter, &scroll);
	if (result->error != ERR_OK)
		return result;
	if (request->count_task_entries)
		need.parts |= QUEUE_LENGTH;
	listed =
	    store_list(call->store, call->arena, filter, need, &n, &queues);
	if (listed != STORE_OK)
		return queues_no_list(call, filter, listed);
	result = look_around(call, n, queues, &around);
	if (result->error != ERR_OK)
		return result;
	response->has.queues = true;
	response->n_queues = n;
	response->scroll_id = queues_scroll_on(call, &scroll, n);
	response->has.scroll_id = response->scroll_id != NULL;
	response->queues =
	    arena_alloc_n(call->arena, n, sizeof(*response->queues));
	for (i = 0; i < n; i++) {
		answer_queue(
		    call->arena, &queues[i], &around, &response->queues[i]);
		response->queues[i].has.entries_count =
		    request->count_task_entries;
	}
	return answer_workers(call, &around, n, response->queues);
}

#include <string.h>

#include "api/call.h"
#include "api/checks.h"
#include "api/scrolling.h"
#include "base/arena.h"
#include "base/text.h"
#include "base/budget.h"
#include "generated/queues.h"
#include "model/filter.h"
#include "model/queue.h"
#include "model/text_set.h"
#include "queues/answer.h"
#include "queues/select.h"
#include "store/queues.h"
#include "store/store.h"
#include "store/tasks.h"
#include "store/workers.h"

#define LOOKUP 80    /* ns to look up a queue of a worker, or a task */
#define TASK_SIZE 88 /* bytes to look up a task, at most */

/* Names and workers to show with the queues. */
struct surroundings {
	/* tasks are numbered: numbers has one for each entry of all queues, and
	 * names[number] is the task's name, NULL if unknown; both are NULL if
	 * no name is known */
	const size_t *numbers;
	const char **names;
	size_t n_workers;
	struct store_worker *workers;
};

/* Tasks to look up, each once; numbers as above. */
struct wanted {
	size_t *numbers;
	struct text_set *set;
	const char **ids;
};

/* Number the tasks of all n entries of all queues; false: too costly. */
static bool
number_tasks(struct call *call, size_t n, size_t n_queues,
    const struct queue *queues, struct wanted *wanted)
{
	struct budget *budget = call->budget;
	const char *task;
	size_t i, j, at = 0;

	wanted->numbers = arena_alloc_n(call->arena, n, sizeof(size_t));
	wanted->ids = arena_alloc_n(call->arena, n, sizeof(*wanted->ids));
	wanted->set = text_set_new(call->arena, n, false);
	for (i = 0; i < n_queues; i++) {
		for (j = 0; j < queues[i].n_entries; j++, at++) {
			task = queues[i].entries[j].task;
			if (!budget_pay(budget, LOOKUP + strlen(task)))
				return false;
			wanted->numbers[at] = text_set_add(wanted->set, task);
			wanted->ids[wanted->numbers[at]] = task;
		}
	}
	return true;
}

/* Look up the names of the wanted tasks. */
static enum store_result
find_names(
    struct call *call, const struct wanted *wanted, struct surroundings *around)
{
	const struct store_strings ids = {
	    text_set_count(wanted->set), wanted->ids};
	enum store_result found;
	struct store_task *tasks;
	size_t i, n, at;

	found = store_find_tasks(
	    call->store, call->arena, call->who.company, &ids, &n, &tasks);
	if (found != STORE_OK)
		return found;
	around->numbers = wanted->numbers;
	around->names = arena_alloc_n(call->arena, ids.n, sizeof(char *));
	for (i = 0; i < n; i++) {
		at = text_set_find(wanted->set, tasks[i].id);
		if (at != TEXT_SET_NONE)
			around->names[at] = tasks[i].name;
	}
	return STORE_OK;
}

static enum store_result
look_for_tasks(struct call *call, size_t n_queues, const struct queue *queues,
    struct surroundings *around)
{
	struct wanted wanted;
	bool is_done;
	size_t i, n = 0;

	for (i = 0; i < n_queues; i++)
		n += queues[i].n_entries;
	if (n == 0 || !store_knows_tasks(call->store))
		return STORE_OK;
	if (!budget_hold(call->budget, n * TASK_SIZE))
		return STORE_COSTLY;
	budget_begin(call->budget, BUDGET_WAIT);
	is_done = number_tasks(call, n, n_queues, queues, &wanted);
	budget_end(call->budget);
	return is_done ? find_names(call, &wanted, around) : STORE_COSTLY;
}

/* Look up the tasks and workers of the queues. */
static const struct call_result *
look_around(struct call *call, size_t n, const struct queue *queues,
    struct surroundings *around)
{
	enum store_result found = look_for_tasks(call, n, queues, around);

	if (found != STORE_OK)
		return call_fail_store(call, found);
	found = store_list_workers(call->store, call->arena, call->who.company,
	    &around->n_workers, &around->workers);
	if (found != STORE_OK)
		return call_fail(call, ERR_GENERAL_DATA_ERROR,
		    "failed loading worker entries",
		    "err=the store of workers does not answer");
	return NULL;
}

static void
answer_named(const char *id, const char *name, struct queues_named *answer)
{
	answer->id = id;
	answer->name = name;
}

/* Show a queue's entries, with tasks as objects; numbers are of these. */
static struct queues_entry_ex *
answer_entries(struct arena *arena, const struct queue *queue,
    const size_t *numbers, const char *const *names)
{
	struct queues_entry_ex *entries =
	    arena_alloc_n(arena, queue->n_entries, sizeof(*entries));
	size_t i;

	for (i = 0; i < queue->n_entries; i++) {
		entries[i].has.task = entries[i].has.added = true;
		answer_named(queue->entries[i].task,
		    numbers == NULL ? NULL : names[numbers[i]],
		    &entries[i].task);
		entries[i].added = queue->entries[i].added;
	}
	return entries;
}

static void
answer_worker(const struct store_worker *worker, struct queues_worker *answer)
{
	answer->name = worker->name;
	answer->key = worker->key;
	answer->ip = worker->ip;
	answer->has.task = worker->task != NULL;
	answer->null.task = worker->task == NULL;
	if (answer->has.task)
		answer_named(worker->task, worker->task_name, &answer->task);
}

/* Adding workers to the queues that they serve. */
struct joining {
	struct call *call;
	struct text_set *ids; /* of the queues */
	struct queues_queue_ex *answers;
	size_t *rooms; /* for each queue: workers that its array has room for */
	size_t *last;  /* for each queue: its last worker's number, from 1 */
};

/* Add worker i to each queue that it serves; false: too costly. */
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

/* Add to each queue the workers that serve it. */
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
	return is_done ? NULL : call_fail_budget(call);
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

/* Show all of a queue except its entries and workers. */
static void
answer_queue(struct arena *arena, const struct queue *queue,
    struct queues_queue_ex *answer)
{
	answer->has.company = true;
	answer->id = queue->id;
	answer->name = queue->name;
	answer->display_name = queue->display_name;
	answer->company.id = queue->company;
	answer->has.created = true;
	answer->created = queue->created;
	answer->has.last_update = queue->last_update != QUEUE_NEVER;
	answer->last_update = queue->last_update;
	answer->has.tags = answer->has.system_tags = true;
	answer->n_tags = queue->n_tags;
	answer->tags = text_sort(arena, queue->n_tags, queue->tags);
	answer->n_system_tags = queue->n_system_tags;
	answer->system_tags =
	    text_sort(arena, queue->n_system_tags, queue->system_tags);
	answer->has.entries = answer->has.metadata = true;
	answer->n_entries = queue->n_entries;
	answer->entries_count = (int64_t)queue->length;
	answer->n_metadata = queue->n_metadata;
	answer->metadata =
	    queues_answer_metadata(arena, queue->n_metadata, queue->metadata);
	answer->has.workers = true;
	answer_resources(queue->resources, answer);
}

static void
answer_queues(struct call *call, const struct queues_get_all_req *request,
    const struct surroundings *around, size_t n, const struct queue *queues,
    struct queues_queue_ex *answers)
{
	const size_t *numbers = around->numbers;
	size_t i;

	for (i = 0; i < n; i++) {
		answer_queue(call->arena, &queues[i], &answers[i]);
		answers[i].entries = answer_entries(
		    call->arena, &queues[i], numbers, around->names);
		answers[i].has.entries_count = request->count_task_entries;
		if (numbers != NULL)
			numbers += queues[i].n_entries;
	}
}

/* List whole queues, with their workers and the names of their tasks. */
const struct call_result *
queues_get_all_ex(struct call *call, const struct queues_get_all_req *request,
    struct queues_get_all_ex_resp *response)
{
	struct filter *filter = filter_new(call->arena, call->who.company);
	const struct call_result *refusal;
	struct surroundings around = {0};
	struct queue_need need = {
	    .parts = QUEUE_ALL, .max_entries = request->max_task_entries};
	struct scrolling scrolling;
	enum store_result listed;
	struct queue *queues;
	size_t n;

	refusal = queues_select(call, request, filter, &scrolling);
	if (refusal != NULL)
		return refusal;
	if (request->count_task_entries)
		need.parts |= QUEUE_LENGTH;
	listed =
	    store_get_all(call->store, call->arena, filter, need, &n, &queues);
	if (listed != STORE_OK)
		return checks_no_list(call, listed, filter_gave_up(filter));
	refusal = look_around(call, n, queues, &around);
	if (refusal != NULL)
		return refusal;
	response->has.queues = true;
	response->n_queues = n;
	response->scroll_id = scrolling_go_on(call, &scrolling, n);
	response->queues =
	    arena_alloc_n(call->arena, n, sizeof(*response->queues));
	answer_queues(call, request, &around, n, queues, response->queues);
	refusal = answer_workers(call, &around, n, response->queues);
	return refusal == NULL ? call_ok(call) : refusal;
}

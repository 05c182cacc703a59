#include <string.h>

#include "api/call.h"
#include "api/checks.h"
#include "base/arena.h"
#include "base/random.h"
#include "generated/tasks.h"
#include "model/filter.h"
#include "store/queues.h"
#include "store/workers.h"
#include "tasks/answer.h"
#include "tasks/queueing.h"
#include "tasks/refusals.h"

/* List at most two queues that a filter selects. */
static const struct call_result *
list_two(
    struct call *call, struct filter *filter, size_t *n, struct queue **queues)
{
	enum store_result listed;

	filter_page(filter, 0, 2);
	listed = store_get_all(call->store, call->arena, filter,
	    (struct queue_need){0}, n, queues);
	return listed == STORE_OK ? NULL : checks_no_list(call, listed, true);
}

static const struct call_result *
find_default(struct call *call, const char **queue)
{
	static const char *const tag[] = {"default"};
	struct filter *filter = filter_new(call->arena, call->who.company);
	const struct call_result *refusal;
	struct queue *queues;
	const char *error;
	size_t n;

	filter_list(filter, FILTER_SYSTEM_TAGS, 1, tag, &error);
	if ((refusal = list_two(call, filter, &n, &queues)) != NULL)
		return refusal;
	if (n == 0)
		return call_fail(call, ERR_NO_DEFAULT_QUEUE, NULL, NULL);
	if (n > 1)
		return call_fail(call, ERR_MORE_THAN_ONE_DEFAULT_QUEUE, NULL,
		    "queues=(%s, %s)", queues[0].id, queues[1].id);
	*queue = queues[0].id;
	return NULL;
}

/* A pattern that only this name matches. */
static const char *
pattern_of(struct arena *arena, const char *name)
{
	char *text = arena_alloc(arena, 2 * strlen(name) + 5), *at = text;

	*at++ = '^';
	for (; *name != '\0'; name++) {
		if (strchr("\\^$.[]|()?*+{}-#", *name) != NULL)
			*at++ = '\\';
		*at++ = *name;
	}
	memcpy(at, "\\z", sizeof("\\z"));
	return text;
}

/* Find a queue by its name; *queue is NULL if there is none. */
static const struct call_result *
find_name(struct call *call, const char *name, const char **queue)
{
	struct filter *filter = filter_new(call->arena, call->who.company);
	const struct call_result *refusal;
	struct queue *queues;
	const char *error;
	size_t n;

	*queue = NULL;
	if (filter_name(filter, pattern_of(call->arena, name), &error) !=
	    FILTER_FINE)
		return call_fail(
		    call, ERR_MALFORMED_REGEX, NULL, "err=%s", error);
	if ((refusal = list_two(call, filter, &n, &queues)) != NULL)
		return refusal;
	if (n > 0)
		*queue = queues[0].id;
	return NULL;
}

/* Find a queue by its name, or describe one to be created. */
static const struct call_result *
find_or_describe(
    struct call *call, const char *given, struct tasks_queue *queue)
{
	char *id = arena_alloc(call->arena, RANDOM_ID_SIZE);
	struct queue *fresh = arena_alloc(call->arena, sizeof(*fresh));
	const struct call_result *refusal;

	*fresh = (struct queue){.id = id,
	    .company = call->who.company,
	    .created = call->now,
	    .last_update = call->now};
	refusal = checks_name(call, given, &fresh->name);
	if (refusal == NULL)
		refusal = find_name(call, fresh->name, &queue->id);
	if (refusal != NULL || queue->id != NULL)
		return refusal;
	random_id(id);
	queue->id = id;
	queue->fresh = fresh;
	return NULL;
}

const struct call_result *
tasks_queueing_find(struct call *call, const char *id, const char *name,
    struct tasks_queue *queue)
{
	bool has_id = id != NULL && *id != '\0';
	bool has_name = name != NULL && *name != '\0';

	if (has_id && has_name)
		return call_fail(call, ERR_VALIDATION_ERROR,
		    "Either queue id or queue name should be provided", NULL);
	*queue = (struct tasks_queue){.id = id};
	if (has_id)
		return NULL;
	return has_name ? find_or_describe(call, name, queue)
			: find_default(call, &queue->id);
}

static const struct call_result *
refuse(struct call *call, enum store_result queued, const char *task,
    const char *queue, const struct store_task_change *change)
{
	if (queued == STORE_NO_TASK)
		return tasks_no_task(call, task);
	if (queued == STORE_NOT_FOUND)
		return call_fail(call, ERR_INVALID_QUEUE_ID, NULL,
		    "id=%s, company=%s", queue, call->who.company);
	if (queued == STORE_DUPLICATE)
		return call_fail(
		    call, ERR_TASK_ALREADY_QUEUED, NULL, "task=%s", task);
	if (queued == STORE_NOT_EMPTY)
		return call_fail(call, ERR_VALIDATION_ERROR,
		    "Cannot skip setting execution queue for a task that is "
		    "not enqueued or does not have execution queue set",
		    NULL);
	if (queued == STORE_WRONG_STATUS)
		return tasks_wrong_status(call, change->was, TASK_QUEUED);
	return call_fail_store(call, queued);
}

const struct call_result *
tasks_queueing_add(struct call *call, const char *task,
    struct tasks_queue *queue, bool sets_queue,
    struct store_task_change *change, struct tasks_changed_fields *fields)
{
	const struct call_result *refusal;
	enum store_result queued =
	    store_enqueue_task(call->store, call->who.company, task, queue->id,
		queue->fresh, sets_queue, change);

	if (queued == STORE_DUPLICATE && queue->fresh != NULL) {
		/* another call has just created a queue of this name */
		refusal = find_name(call, queue->fresh->name, &queue->id);
		if (refusal != NULL)
			return refusal;
		if (queue->id == NULL) /* which has gone again */
			return call_fail_store(call, STORE_UNAVAILABLE);
		queued = store_enqueue_task(call->store, call->who.company,
		    task, queue->id, NULL, sets_queue, change);
	}
	if (queued != STORE_OK)
		return refuse(call, queued, task, queue->id, change);
	queue->fresh = NULL;
	tasks_answer_change(change, fields);
	if (sets_queue)
		fields->execution_queue = queue->id;
	return NULL;
}

const struct call_result *
tasks_queueing_status(
    struct call *call, const char *given, enum task_status *status)
{
	*status = TASK_UNKNOWN;
	if (given == NULL || *given == '\0' || task_status_read(given, status))
		return NULL;
	return call_fail(call, ERR_VALIDATION_ERROR,
	    "new_status is none of the statuses", NULL);
}

const struct call_result *
tasks_queueing_remove(struct call *call, const char *task, bool all_queues,
    struct store_task_change *change, bool *updated,
    struct tasks_changed_fields *fields)
{
	enum store_result removed = store_dequeue_task(
	    call->store, call->who.company, task, all_queues, change);

	*updated = removed == STORE_OK;
	if (removed == STORE_WRONG_STATUS)
		return tasks_wrong_status(call, change->was, change->status);
	if (removed == STORE_OK) {
		change->said = change->message;
		tasks_answer_change(change, fields);
	}
	return removed == STORE_OK || removed == STORE_EMPTY ||
		       removed == STORE_NO_TASK
		   ? NULL
		   : call_fail_store(call, removed);
}

bool
tasks_queueing_is_watched(struct call *call, const char *queue)
{
	struct store_worker *workers;
	size_t i, k, n;

	if (store_list_workers(call->store, call->arena, call->who.company, &n,
		&workers) != STORE_OK)
		return false;
	for (i = 0; i < n; i++) {
		for (k = 0; k < workers[i].queues.n; k++) {
			if (strcmp(workers[i].queues.items[k], queue) == 0)
				return true;
		}
	}
	return false;
}

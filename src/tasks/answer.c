#include <string.h>

#include "base/arena.h"
#include "generated/tasks.h"
#include "base/text.h"
#include "model/task.h"
#include "store/records.h"
#include "tasks/answer.h"
#include "tasks/parts.h"

/* The schema's number for a status: it has one more in front. */
static enum tasks_task_status_enum
status_of(enum task_status status)
{
	return (enum tasks_task_status_enum)(status + 1);
}

static enum tasks_task_type_enum
type_of(const char *text)
{
	unsigned i;

	for (i = TASKS_TASK_TYPE_ENUM_TRAINING; i < TASKS_TASK_TYPE_ENUM_CUSTOM;
	     i++) {
		if (strcmp(text, tasks_task_type_enum_text(
				     (enum tasks_task_type_enum)i)) == 0)
			break;
	}
	return (enum tasks_task_type_enum)i;
}

static void
answer_texts(const struct task *task, struct tasks_task *answer)
{
	answer->id = task->id;
	answer->name = task->name;
	answer->user = task->user;
	answer->company = task->company;
	answer->comment = task->comment;
	answer->parent = task->parent;
	answer->project = task->project;
	answer->status_reason = task->reason;
	answer->status_message = task->message;
	answer->last_worker = task->worker;
	answer->last_changed_by = task->changed_by;
	answer->has.type = answer->has.status = true;
	answer->type = type_of(task->type);
	answer->status = status_of(task->status);
	answer->has.enqueue_status = task->has_enqueue_status;
	answer->enqueue_status = status_of(task->enqueue_status);
}

/* Show a time or number, if there is one. */
static void
answer_number(int64_t number, bool *has, int64_t *answer)
{
	*has = number != TASK_NEVER;
	*answer = number;
}

static void
answer_numbers(const struct task *task, struct tasks_task *answer)
{
	answer_number(task->created, &answer->has.created, &answer->created);
	answer_number(task->started, &answer->has.started, &answer->started);
	answer_number(
	    task->completed, &answer->has.completed, &answer->completed);
	answer_number(
	    task->published, &answer->has.published, &answer->published);
	answer_number(task->status_changed, &answer->has.status_changed,
	    &answer->status_changed);
	answer_number(
	    task->last_update, &answer->has.last_update, &answer->last_update);
	answer_number(
	    task->last_change, &answer->has.last_change, &answer->last_change);
	answer_number(task->worker_report, &answer->has.last_worker_report,
	    &answer->last_worker_report);
	answer_number(task->active_duration, &answer->has.active_duration,
	    &answer->active_duration);
	answer_number(task->last_iteration, &answer->has.last_iteration,
	    &answer->last_iteration);
}

static void
answer_tags(
    struct arena *arena, const struct task *task, struct tasks_task *answer)
{
	answer->has.tags = answer->has.system_tags = true;
	answer->n_tags = task->n_tags;
	answer->tags = text_sort(arena, task->n_tags, task->tags);
	answer->n_system_tags = task->n_system_tags;
	answer->system_tags =
	    text_sort(arena, task->n_system_tags, task->system_tags);
}

static void
answer_value(
    const struct task_metric *metric, struct tasks_last_metrics_event *answer)
{
	answer->metric = metric->metric;
	answer->variant = metric->variant;
	answer->has.value = answer->has.min_value = answer->has.max_value =
	    answer->has.min_value_iteration = answer->has.max_value_iteration =
		answer->has.count = true;
	answer->value = metric->value;
	answer->min_value = metric->min;
	answer->min_value_iteration = metric->min_iteration;
	answer->max_value = metric->max;
	answer->max_value_iteration = metric->max_iteration;
	answer->count = metric->count;
}

/* Show the variants of a metric, which follow one another. */
static size_t
answer_metric(struct arena *arena, const struct task *task, size_t begin,
    struct tasks_last_metrics_variants_pair *answer)
{
	const struct task_metric *metrics = task->metrics;
	struct tasks_last_metrics_event_pair *pairs;
	size_t i, n = begin;

	while (n < task->n_metrics &&
	       strcmp(metrics[n].metric, metrics[begin].metric) == 0)
		n++;
	pairs = arena_alloc_n(arena, n - begin, sizeof(*pairs));
	for (i = begin; i < n; i++) {
		pairs[i - begin].name =
		    task_metric_hash(arena, metrics[i].variant);
		answer_value(&metrics[i], &pairs[i - begin].value);
	}
	answer->name = task_metric_hash(arena, metrics[begin].metric);
	answer->value.n_pairs = n - begin;
	answer->value.pairs = pairs;
	return n;
}

static void
answer_metrics(
    struct arena *arena, const struct task *task, struct tasks_task *answer)
{
	size_t i = 0;

	answer->has.last_metrics = true;
	answer->last_metrics = arena_alloc_n(
	    arena, task->n_metrics, sizeof(*answer->last_metrics));
	while (i < task->n_metrics)
		i = answer_metric(arena, task, i,
		    &answer->last_metrics[answer->n_last_metrics++]);
}

/* Show the parts; clients rely on these five, and the lists in them. */
static void
answer_parts(
    struct arena *arena, const struct task *task, struct tasks_task *answer)
{
	struct tasks_task_parts parts;

	tasks_parts_read(arena, task->parts, &parts);
	answer->has.script = parts.has.script;
	answer->script = parts.script;
	answer->has.hyperparams = answer->has.configuration = true;
	answer->n_hyperparams = parts.n_hyperparams;
	answer->hyperparams = parts.hyperparams;
	answer->n_configuration = parts.n_configuration;
	answer->configuration = parts.configuration;
	answer->has.execution = answer->has.models = true;
	answer->execution = parts.execution;
	answer->execution.queue = task->queue;
	answer->execution.has.artifacts = true;
	answer->models = parts.models;
	answer->models.has.input = answer->models.has.output = true;
	answer->has.container = parts.has.container;
	answer->n_container = parts.n_container;
	answer->container = parts.container;
	answer->has.runtime = parts.has.runtime;
	answer->runtime = parts.runtime;
	answer->has.output = true;
	answer->output = parts.output;
}

void
tasks_answer(
    struct arena *arena, const struct task *task, struct tasks_task *answer)
{
	answer_texts(task, answer);
	answer_numbers(task, answer);
	answer_tags(arena, task, answer);
	answer_metrics(arena, task, answer);
	answer_parts(arena, task, answer);
}

void
tasks_answer_change(
    const struct store_task_change *change, struct tasks_changed_fields *fields)
{
	fields->has.status = fields->has.status_changed =
	    fields->has.last_update = fields->has.last_change = true;
	fields->status = status_of(change->is);
	fields->status_reason = change->reason;
	fields->status_message = change->said;
	fields->status_changed = fields->last_update = fields->last_change =
	    change->now;
	fields->last_changed_by = change->user;
}

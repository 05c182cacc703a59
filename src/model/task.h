#ifndef MODEL_TASK_H
#define MODEL_TASK_H

/*
 * A task: what is run, how, and what came of it.  Knows nothing of API versions
 * or databases; of its parts it only knows that each is a text, which
 * tasks/parts.h reads and writes.
 *
 * Strings are UTF-8 without embedded NULs; times are milliseconds since 1970,
 * TASK_NEVER if there is none.  Tasks returned by a store live in the arena
 * that it was given.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/task_status.h"

/* A time or number that was never set. */
#define TASK_NEVER INT64_MIN

/* Parts of a task that are stored as texts, each by itself. */
enum task_part {
	TASK_SCRIPT,
	TASK_HYPERPARAMS,
	TASK_CONFIGURATION,
	TASK_EXECUTION,
	TASK_CONTAINER,
	TASK_MODELS,
	TASK_RUNTIME,
	TASK_OUTPUT,
	TASK_PARTS, /* how many there are */
};

/* What a reader needs of a task, apart from what is always read. */
enum task_need {
	TASK_NEEDS_PARTS = (1 << TASK_PARTS) - 1, /* each 1 << its number */
	TASK_NEEDS_TAGS = 1 << TASK_PARTS,
	TASK_NEEDS_METRICS = 1 << (TASK_PARTS + 1),
	TASK_NEEDS_ALL = (1 << (TASK_PARTS + 2)) - 1,
};

/* The values of a variant of a metric. */
struct task_metric {
	const char *metric;
	const char *variant;
	double value; /* the last one */
	double min;
	double max;
	int64_t iteration; /* of the last value */
	int64_t min_iteration;
	int64_t max_iteration;
	int64_t count;
};

struct task {
	const char *id;
	const char *company;
	const char *name;
	const char *type;
	const char *user;    /* id */
	const char *comment; /* or NULL, here and below */
	const char *project; /* id */
	const char *parent;  /* id */
	enum task_status status;
	bool has_enqueue_status;
	enum task_status enqueue_status; /* before it was queued */
	const char *reason;              /* for the status; never NULL */
	const char *message;             /* likewise */
	const char *changed_by;          /* id of a user */
	const char *queue;               /* id; to be run from there */
	const char *worker;              /* id of the last one */
	const char *popped_by; /* id of the user who took it from a queue */
	int64_t created;
	int64_t started;
	int64_t completed;
	int64_t published;
	int64_t status_changed;
	int64_t last_update;
	int64_t last_change;
	int64_t worker_report;
	int64_t popped;          /* when it was handed to a worker */
	int64_t active_duration; /* s */
	int64_t last_iteration;
	size_t n_tags;
	const char **tags;
	size_t n_system_tags;
	const char **system_tags;
	size_t n_metrics;
	struct task_metric *metrics;
	const char *parts[TASK_PARTS]; /* NULL: there is none */
};

/* A part's name, as the API has it. */
const char *task_part_name(enum task_part part);

/*
 * What has to be read of a task to show this field, which may be nested
 * ("script.diff"); *known is false if tasks have no such field.
 */
unsigned task_needs(const char *field, bool *known);

/* The name of a metric or variant in last_metrics: its MD5, in the arena. */
struct arena;
const char *task_metric_hash(struct arena *arena, const char *name);

#endif

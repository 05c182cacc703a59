#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "metrics.h"
#include "queue.h"

#define MAX_SAMPLES 5000000 /* to read for one answer */
#define MAX_POINTS 200000   /* to show in it */
#define MAX_STEPS 100000000 /* to add up queues for it */

/* The sample that stands for a queue in an interval. */
struct mark {
	size_t part;
	int64_t interval; /* its number since 1970 */
	struct queue_sample sample;
};

/* A queue, and which marks are its own. */
struct part {
	const char *queue;
	size_t begin;
	size_t end;
};

struct metrics {
	struct arena *arena;
	struct metrics_query query;
	size_t n_samples;
	size_t n_parts;
	size_t parts_room;
	struct part *parts;
	size_t n_marks;
	size_t marks_room;
	struct mark *marks;
	bool is_empty; /* the queue, after the sample that was added last */
};

struct metrics *
metrics_new(struct arena *arena, const struct metrics_query *query)
{
	struct metrics *metrics = arena_alloc(arena, sizeof(*metrics));

	metrics->arena = arena;
	metrics->query = *query;
	return metrics;
}

bool
metrics_is_greater(const struct queue_sample *a, const struct queue_sample *b)
{
	double left = (double)a->wait * (double)b->length;
	double right = (double)b->wait * (double)a->length;

	return left > right || (left == right && a->length > b->length);
}

static void
add_mark(struct metrics *metrics, int64_t interval,
    const struct queue_sample *sample)
{
	metrics->marks = arena_grow(metrics->arena, metrics->marks,
	    metrics->n_marks, &metrics->marks_room, sizeof(*metrics->marks));
	metrics->marks[metrics->n_marks++] =
	    (struct mark){.part = metrics->n_parts - 1,
		.interval = interval,
		.sample = *sample};
}

/* The last mark of the queue whose samples are being added, or NULL. */
static struct mark *
last_mark(struct metrics *metrics)
{
	if (metrics->n_parts == 0 ||
	    metrics->parts[metrics->n_parts - 1].begin == metrics->n_marks)
		return NULL;
	return &metrics->marks[metrics->n_marks - 1];
}

/* Add the fall of a queue that became empty, if nothing else marks it up to
 * an interval. */
static void
fall(struct metrics *metrics, int64_t until)
{
	const struct queue_sample nothing = {0};
	const struct mark *mark = last_mark(metrics);

	if (mark != NULL && mark->sample.length > 0 && metrics->is_empty &&
	    mark->interval + 1 < until)
		add_mark(metrics, mark->interval + 1, &nothing);
}

/* The queue's samples have all been added. */
static void
end_part(struct metrics *metrics)
{
	const struct metrics_query *query = &metrics->query;

	fall(metrics, query->to / 1000 / query->interval + 1);
	if (metrics->n_parts > 0)
		metrics->parts[metrics->n_parts - 1].end = metrics->n_marks;
	metrics->is_empty = false;
}

static void
begin_part(struct metrics *metrics, const char *queue)
{
	end_part(metrics);
	metrics->parts = arena_grow(metrics->arena, metrics->parts,
	    metrics->n_parts, &metrics->parts_room, sizeof(*metrics->parts));
	metrics->parts[metrics->n_parts++] =
	    (struct part){arena_strdup(metrics->arena, queue), metrics->n_marks,
		metrics->n_marks};
}

bool
metrics_add(struct metrics *metrics, const char *queue,
    const struct queue_sample *sample)
{
	struct mark *mark;
	int64_t interval;

	if (sample == NULL) {
		begin_part(metrics, queue);
		return true;
	}
	interval = sample->second / metrics->query.interval;
	mark = last_mark(metrics);
	if (mark == NULL || mark->interval != interval) {
		fall(metrics, interval);
		add_mark(metrics, interval, sample);
	} else if (metrics_is_greater(sample, &mark->sample)) {
		mark->sample = *sample;
	}
	metrics->is_empty = sample->last == 0;
	return ++metrics->n_samples < MAX_SAMPLES &&
	       metrics->n_marks < MAX_POINTS;
}

static bool
is_shown(const struct metrics *metrics, const struct mark *mark)
{
	const struct metrics_query *query = &metrics->query;

	return (mark->interval + 1) * query->interval * 1000 >= query->from;
}

static int64_t
time_of(const struct metrics *metrics, const struct mark *mark)
{
	return mark->interval * metrics->query.interval * 1000;
}

static void
fill(const struct metrics *metrics, const struct part *part,
    struct metrics_series *series)
{
	const struct mark *mark;
	size_t i;

	*series = (struct metrics_series){.queue = part->queue};
	series->points = arena_alloc_n(
	    metrics->arena, part->end - part->begin, sizeof(*series->points));
	for (i = part->begin; i < part->end; i++) {
		mark = &metrics->marks[i];
		if (!is_shown(metrics, mark))
			continue;
		series->points[series->n++] =
		    (struct metrics_point){.time = time_of(metrics, mark),
			.wait = mark->sample.length == 0
				    ? 0
				    : (double)mark->sample.wait / 1000 /
					  (double)mark->sample.length,
			.length = mark->sample.length};
	}
}

static int
compare_series(const void *a, const void *b)
{
	const struct metrics_series *left = a, *right = b;

	if (left->points[0].time != right->points[0].time)
		return left->points[0].time < right->points[0].time ? -1 : 1;
	return strcmp(left->queue, right->queue);
}

size_t
metrics_each(struct metrics *metrics, struct metrics_series **series)
{
	struct metrics_series *all;
	size_t i, n = 0;

	end_part(metrics);
	all = arena_alloc_n(metrics->arena, metrics->n_parts, sizeof(*all));
	for (i = 0; i < metrics->n_parts; i++) {
		fill(metrics, &metrics->parts[i], &all[n]);
		n += all[n].n > 0;
	}
	if (n > 1)
		qsort(all, n, sizeof(*all), compare_series);
	*series = all;
	return n;
}

static int
compare_marks(const void *a, const void *b)
{
	const struct mark *left = a, *right = b;

	return (left->interval > right->interval) -
	       (left->interval < right->interval);
}

/* All queues together, as they are now. */
static struct metrics_point
add_up(const struct queue_sample *now, size_t n, int64_t time)
{
	struct metrics_point point = {.time = time};
	size_t i;

	for (i = 0; i < n; i++)
		point.length += now[i].length;
	for (i = 0; i < n && point.length > 0; i++)
		point.wait += (double)now[i].wait / 1000 / (double)point.length;
	return point;
}

bool
metrics_total(struct metrics *metrics, struct metrics_series *series)
{
	struct queue_sample *now =
	    arena_alloc_n(metrics->arena, metrics->n_parts, sizeof(*now));
	const struct mark *mark, *end;
	size_t n_steps = 0;

	end_part(metrics);
	*series = (struct metrics_series){.queue = "total"};
	series->points = arena_alloc_n(
	    metrics->arena, metrics->n_marks, sizeof(*series->points));
	if (metrics->n_marks > 1)
		qsort(metrics->marks, metrics->n_marks, sizeof(*metrics->marks),
		    compare_marks);
	end = metrics->marks + metrics->n_marks;
	for (mark = metrics->marks; mark < end; mark++) {
		now[mark->part] = mark->sample;
		if ((mark + 1 < end && mark[1].interval == mark->interval) ||
		    !is_shown(metrics, mark))
			continue;
		series->points[series->n++] =
		    add_up(now, metrics->n_parts, time_of(metrics, mark));
		if ((n_steps += metrics->n_parts) > MAX_STEPS)
			return false;
	}
	return true;
}

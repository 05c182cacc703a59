#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "model/queue.h"
#include "model/series.h"

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

struct series_set {
	struct arena *arena;
	struct series_query query;
	size_t n_samples;
	size_t n_parts;
	size_t parts_room;
	struct part *parts;
	size_t n_marks;
	size_t marks_room;
	struct mark *marks;
	bool is_empty; /* the queue, after the sample that was added last */
};

struct series_set *
series_new(struct arena *arena, const struct series_query *query)
{
	struct series_set *set = arena_alloc(arena, sizeof(*set));

	set->arena = arena;
	set->query = *query;
	return set;
}

bool
series_is_greater(const struct queue_sample *a, const struct queue_sample *b)
{
	double left = (double)a->wait * (double)b->length;
	double right = (double)b->wait * (double)a->length;

	return left > right || (left == right && a->length > b->length);
}

static void
add_mark(
    struct series_set *set, int64_t interval, const struct queue_sample *sample)
{
	set->marks = arena_grow(set->arena, set->marks, set->n_marks,
	    &set->marks_room, sizeof(*set->marks));
	set->marks[set->n_marks++] = (struct mark){
	    .part = set->n_parts - 1, .interval = interval, .sample = *sample};
}

/* The last mark of the queue whose samples are being added, or NULL. */
static struct mark *
last_mark(struct series_set *set)
{
	if (set->n_parts == 0 ||
	    set->parts[set->n_parts - 1].begin == set->n_marks)
		return NULL;
	return &set->marks[set->n_marks - 1];
}

/* Add the fall of a queue that became empty, if nothing else marks it up to
 * an interval. */
static void
fall(struct series_set *set, int64_t until)
{
	const struct queue_sample nothing = {0};
	const struct mark *mark = last_mark(set);

	if (mark != NULL && mark->sample.length > 0 && set->is_empty &&
	    mark->interval + 1 < until)
		add_mark(set, mark->interval + 1, &nothing);
}

/* The queue's samples have all been added. */
static void
end_part(struct series_set *set)
{
	const struct series_query *query = &set->query;

	fall(set, query->to / 1000 / query->interval + 1);
	if (set->n_parts > 0)
		set->parts[set->n_parts - 1].end = set->n_marks;
	set->is_empty = false;
}

static void
begin_part(struct series_set *set, const char *queue)
{
	end_part(set);
	set->parts = arena_grow(set->arena, set->parts, set->n_parts,
	    &set->parts_room, sizeof(*set->parts));
	set->parts[set->n_parts++] = (struct part){
	    arena_strdup(set->arena, queue), set->n_marks, set->n_marks};
}

bool
series_add(struct series_set *set, const char *queue,
    const struct queue_sample *sample)
{
	struct mark *mark;
	int64_t interval;

	if (sample == NULL) {
		begin_part(set, queue);
		return true;
	}
	interval = sample->second / set->query.interval;
	mark = last_mark(set);
	if (mark == NULL || mark->interval != interval) {
		fall(set, interval);
		add_mark(set, interval, sample);
	} else if (series_is_greater(sample, &mark->sample)) {
		mark->sample = *sample;
	}
	set->is_empty = sample->last == 0;
	return ++set->n_samples < MAX_SAMPLES && set->n_marks < MAX_POINTS;
}

static bool
is_shown(const struct series_set *set, const struct mark *mark)
{
	const struct series_query *query = &set->query;

	return (mark->interval + 1) * query->interval * 1000 >= query->from;
}

static int64_t
time_of(const struct series_set *set, const struct mark *mark)
{
	return mark->interval * set->query.interval * 1000;
}

static void
fill(const struct series_set *set, const struct part *part,
    struct series *series)
{
	const struct mark *mark;
	size_t i;

	*series = (struct series){.queue = part->queue};
	series->points = arena_alloc_n(
	    set->arena, part->end - part->begin, sizeof(*series->points));
	for (i = part->begin; i < part->end; i++) {
		mark = &set->marks[i];
		if (!is_shown(set, mark))
			continue;
		series->points[series->n++] =
		    (struct series_point){.time = time_of(set, mark),
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
	const struct series *left = a, *right = b;

	if (left->points[0].time != right->points[0].time)
		return left->points[0].time < right->points[0].time ? -1 : 1;
	return strcmp(left->queue, right->queue);
}

size_t
series_each(struct series_set *set, struct series **series)
{
	struct series *all;
	size_t i, n = 0;

	end_part(set);
	all = arena_alloc_n(set->arena, set->n_parts, sizeof(*all));
	for (i = 0; i < set->n_parts; i++) {
		fill(set, &set->parts[i], &all[n]);
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
static struct series_point
add_up(const struct queue_sample *now, size_t n, int64_t time)
{
	struct series_point point = {.time = time};
	size_t i;

	for (i = 0; i < n; i++)
		point.length += now[i].length;
	for (i = 0; i < n && point.length > 0; i++)
		point.wait += (double)now[i].wait / 1000 / (double)point.length;
	return point;
}

bool
series_total(struct series_set *set, struct series *series)
{
	struct queue_sample *now =
	    arena_alloc_n(set->arena, set->n_parts, sizeof(*now));
	const struct mark *mark;
	size_t i, n_steps = 0;

	end_part(set);
	*series = (struct series){.queue = "total"};
	series->points =
	    arena_alloc_n(set->arena, set->n_marks, sizeof(*series->points));
	if (set->n_marks > 1)
		qsort(set->marks, set->n_marks, sizeof(*set->marks),
		    compare_marks);
	for (i = 0; i < set->n_marks; i++) {
		mark = &set->marks[i];
		now[mark->part] = mark->sample;
		if ((i + 1 < set->n_marks &&
			mark[1].interval == mark->interval) ||
		    !is_shown(set, mark))
			continue;
		series->points[series->n++] =
		    add_up(now, set->n_parts, time_of(set, mark));
		if ((n_steps += set->n_parts) > MAX_STEPS)
			return false;
	}
	return true;
}

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/budget.h"
#include "model/queue.h"
#include "model/series.h"

#define QUEUE_NS 5000  /* ns to read a queue from a store */
#define SAMPLE_NS 300  /* ns to read one of its samples */
#define SORT_NS 30     /* ns to sort a mark, times log n */
#define PART_NS 5      /* ns for a queue in a point of the total */
#define POINT_LEAST 18 /* bytes of a point in an answer */
#define POINT_SIZE 48  /* bytes of it in memory */

/* The sample that stands for a queue in an interval. */
struct mark {
	size_t part;
	int64_t interval; /* its number since 1970 */
	struct queue_sample sample;
};

/* A queue, and the range of its marks. */
struct part {
	const char *queue;
	size_t begin;
	size_t end;
};

struct series_set {
	struct arena *arena;
	struct series_query query;
	size_t n_parts;
	size_t parts_room;
	struct part *parts;
	size_t n_marks;
	size_t marks_room;
	struct mark *marks;
	bool is_empty; /* the last queue, after its last sample */
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

/* Add a mark, if the budget can pay for it. */
static void
add_mark(
    struct series_set *set, int64_t interval, const struct queue_sample *sample)
{
	if (!budget_hold(arena_budget(set->arena), sizeof(*set->marks)))
		return;
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

/* Add the point (0, 0) of a queue that became empty, if there is an interval
 * for it before `until`. */
static void
fall(struct series_set *set, int64_t until)
{
	const struct queue_sample nothing = {0};
	const struct mark *mark = last_mark(set);

	if (mark != NULL && mark->sample.length > 0 && set->is_empty &&
	    mark->interval + 1 < until)
		add_mark(set, mark->interval + 1, &nothing);
}

/* End the last queue, as all its samples have been added. */
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
		return budget_pay(arena_budget(set->arena), QUEUE_NS);
	}
	interval = sample->second / set->query.interval;
	mark = last_mark(set);
	if (sample->is_now && sample->length == 0 &&
	    (mark == NULL || set->is_empty))
		return true;
	if (mark == NULL || mark->interval != interval) {
		fall(set, interval);
		add_mark(set, interval, sample);
	} else if (series_is_greater(sample, &mark->sample)) {
		mark->sample = *sample;
	}
	set->is_empty = sample->last == 0;
	return budget_pay(arena_budget(set->arena), SAMPLE_NS);
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

/* Make room for n points; false: they cost too much. */
static bool
begin_series(const struct series_set *set, const char *queue, size_t n,
    struct series *series)
{
	struct budget *budget = arena_budget(set->arena);

	*series = (struct series){.queue = queue};
	if (!budget_answer(budget, n * POINT_LEAST) ||
	    !budget_hold(budget, n * POINT_SIZE))
		return false;
	series->points = arena_alloc_n(set->arena, n, sizeof(*series->points));
	return true;
}

/* Make a point for each mark of a part that is shown: the last ones. */
static void
fill(const struct series_set *set, const struct part *part,
    struct series *series)
{
	const struct mark *mark;
	size_t i = part->begin;

	while (i < part->end && !is_shown(set, &set->marks[i]))
		i++;
	if (!begin_series(set, part->queue, part->end - i, series))
		return;
	for (; i < part->end; i++) {
		mark = &set->marks[i];
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

/* Sort all marks by time; false: it costs too much. */
static bool
sort_marks(struct series_set *set)
{
	size_t n, log = 1;

	for (n = set->n_marks; n > 1; n /= 2)
		log++;
	if (!budget_pay(arena_budget(set->arena), SORT_NS * log * set->n_marks))
		return false;
	if (set->n_marks > 1)
		qsort(set->marks, set->n_marks, sizeof(*set->marks),
		    compare_marks);
	return true;
}

/* The point of all queues together, from the last sample of each. */
static struct series_point
add_up(const struct queue_sample *parts, size_t n, int64_t time)
{
	struct series_point point = {.time = time};
	size_t i;

	for (i = 0; i < n; i++)
		point.length += parts[i].length;
	for (i = 0; i < n && point.length > 0; i++)
		point.wait +=
		    (double)parts[i].wait / 1000 / (double)point.length;
	return point;
}

/* True if the i-th mark is the last of an interval that is shown. */
static bool
is_point(const struct series_set *set, size_t i)
{
	const struct mark *mark = &set->marks[i];

	return is_shown(set, mark) &&
	       (i + 1 == set->n_marks || mark[1].interval != mark->interval);
}

void
series_total(struct series_set *set, struct series *series)
{
	struct budget *budget = arena_budget(set->arena);
	struct queue_sample *parts =
	    arena_alloc_n(set->arena, set->n_parts, sizeof(*parts));
	size_t i, n = 0;

	*series = (struct series){0};
	end_part(set);
	if (!sort_marks(set))
		return;
	for (i = 0; i < set->n_marks; i++)
		n += is_point(set, i);
	if (!begin_series(set, "total", n, series))
		return;
	for (i = 0; i < set->n_marks; i++) {
		parts[set->marks[i].part] = set->marks[i].sample;
		if (!is_point(set, i))
			continue;
		if (!budget_pay(budget, PART_NS * set->n_parts))
			return;
		series->points[series->n++] =
		    add_up(parts, set->n_parts, time_of(set, &set->marks[i]));
	}
}

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "lineup/overview.h"
#include "model/filter.h"
#include "model/pause.h"
#include "model/queue.h"
#include "store/flows.h"
#include "store/queues.h"
#include "store/sightings.h"
#include "store/tasks.h"

#define FIRST 16        /* entries of a queue that are read */
#define COUNTER_BITS 53 /* that a number in JSON holds */

/* A company whose queues are being read. */
struct reading {
	struct store *store;
	struct arena *arena;
	const char *company;
	int64_t now;
	struct overview *overview;
	struct lineup_queue_overview **by_id; /* the same, sorted by id */
};

static void
answer_queue(struct arena *arena, const struct queue *queue,
    struct lineup_queue_overview *answer)
{
	size_t i;

	answer->id = queue->id;
	answer->name = queue->name;
	answer->display_name = queue->display_name;
	answer->paused_for =
	    pause_list(arena, queue->pause, &answer->n_paused_for);
	answer->has.paused = true;
	answer->paused = answer->has.paused_for = answer->n_paused_for > 0;
	answer->has.waiting = true;
	answer->waiting = (int64_t)queue->length;
	answer->has.last_minute = answer->has.last_hour = true;
	answer->last_minute.has.added = answer->last_minute.has.popped =
	    answer->last_minute.has.removed = true;
	answer->last_hour.has = answer->last_minute.has;
	answer->has.pollers = true;
	answer->has.tags = answer->has.system_tags = true;
	answer->n_tags = queue->n_tags;
	answer->tags = queue->tags;
	answer->n_system_tags = queue->n_system_tags;
	answer->system_tags = queue->system_tags;
	answer->has.next_task = answer->has.oldest = queue->n_entries > 0;
	if (queue->n_entries == 0)
		return;
	answer->next_task.task = queue->entries[0].task;
	answer->next_task.has.added = true;
	answer->next_task.added = answer->oldest = queue->entries[0].added;
	for (i = 1; i < queue->n_entries; i++) {
		if (queue->entries[i].added < answer->oldest)
			answer->oldest = queue->entries[i].added;
	}
}

static int
compare_ids(const void *a, const void *b)
{
	const struct lineup_queue_overview *const *left = a, *const *right = b;

	return strcmp((*left)->id, (*right)->id);
}

static enum store_result
read_queues(struct reading *reading)
{
	const struct queue_need need = {QUEUE_DISPLAY_NAME | QUEUE_ENTRIES |
					    QUEUE_LENGTH | QUEUE_PAUSE |
					    QUEUE_TAGS | QUEUE_SYSTEM_TAGS,
	    FIRST};
	struct overview *overview = reading->overview;
	enum store_result result;
	struct queue *queues;
	size_t i, n;

	result = store_get_all(reading->store, reading->arena,
	    filter_new(reading->arena, reading->company), need, &n, &queues);
	if (result != STORE_OK)
		return result;
	overview->n = n;
	overview->queues =
	    arena_alloc_n(reading->arena, n, sizeof(*overview->queues));
	reading->by_id =
	    arena_alloc_n(reading->arena, n, sizeof(*reading->by_id));
	for (i = 0; i < n; i++) {
		answer_queue(reading->arena, &queues[i], &overview->queues[i]);
		reading->by_id[i] = &overview->queues[i];
	}
	if (n > 1)
		qsort(reading->by_id, n, sizeof(*reading->by_id), compare_ids);
	return STORE_OK;
}

/* The queue of this id, or NULL. */
static struct lineup_queue_overview *
find_queue(const struct reading *reading, const char *id)
{
	const struct lineup_queue_overview key = {.id = id}, *wanted = &key;
	struct lineup_queue_overview **found;

	if (reading->overview->n == 0)
		return NULL;
	found = bsearch(&wanted, reading->by_id, reading->overview->n,
	    sizeof(*reading->by_id), compare_ids);
	return found == NULL ? NULL : *found;
}

static void
answer_counts(const struct flow_counts *counts, struct lineup_counts *answer)
{
	answer->added = counts->added;
	answer->popped = counts->popped;
	answer->removed = counts->removed;
}

static void
answer_flow(const struct flow *flow, struct lineup_queue_overview *answer)
{
	answer_counts(&flow->minute, &answer->last_minute);
	answer_counts(&flow->hour, &answer->last_hour);
	answer->has.wait_p50 = answer->has.wait_p95 = flow->hour.popped > 0;
	answer->wait_p50 = (double)flow_quantile(flow, 0.5) / 1000;
	answer->wait_p95 = (double)flow_quantile(flow, 0.95) / 1000;
}

static enum store_result
read_flows(const struct reading *reading)
{
	struct lineup_queue_overview *queue;
	enum store_result result;
	struct store_flow *flows;
	size_t i, n;

	result = store_list_flows(reading->store, reading->arena,
	    reading->company, NULL, reading->now, &n, &flows);
	for (i = 0; result == STORE_OK && i < n; i++) {
		queue = find_queue(reading, flows[i].queue);
		if (queue != NULL)
			answer_flow(&flows[i].flow, queue);
	}
	return result;
}

static int
compare_texts(const char *a, const char *b, int otherwise)
{
	int order = strcmp(a, b);

	return order == 0 ? otherwise : order;
}

/* By queue, and then by who it is, so that they keep their order. */
static int
compare_sightings(const void *a, const void *b)
{
	const struct store_sighting *left = a, *right = b;
	int order = strcmp(left->address, right->address);

	order = compare_texts(left->user, right->user, order);
	order = compare_texts(left->worker, right->worker, order);
	return compare_texts(left->queue, right->queue, order);
}

static void
answer_poller(
    const struct store_sighting *sighting, struct lineup_poller *answer)
{
	answer->worker = *sighting->worker == '\0' ? NULL : sighting->worker;
	answer->user = sighting->user;
	answer->address = *sighting->address == '\0' ? NULL : sighting->address;
	answer->has.last_poll = true;
	answer->last_poll = sighting->seen;
}

static enum store_result
read_pollers(const struct reading *reading)
{
	struct lineup_queue_overview *queue;
	struct store_sighting *sightings;
	struct lineup_poller *pollers;
	enum store_result result;
	size_t i, n = 0;

	result = store_list_sightings(reading->store, reading->arena,
	    reading->company, NULL, reading->now - OVERVIEW_RECENT, &n,
	    &sightings);
	if (result != STORE_OK || n == 0)
		return result;
	qsort(sightings, n, sizeof(*sightings), compare_sightings);
	pollers = arena_alloc_n(reading->arena, n, sizeof(*pollers));
	for (i = 0; i < n; i++) {
		queue = find_queue(reading, sightings[i].queue);
		answer_poller(&sightings[i], &pollers[i]);
		if (queue == NULL)
			continue;
		if (queue->n_pollers++ == 0)
			queue->pollers = &pollers[i];
	}
	return STORE_OK;
}

static int
compare_tasks(const void *a, const void *b)
{
	return strcmp(((const struct store_task *)a)->id,
	    ((const struct store_task *)b)->id);
}

/* Set the names and users of the next tasks, where they are known. */
static void
name_tasks(const struct reading *reading)
{
	const struct overview *overview = reading->overview;
	const char **ids =
	    arena_alloc_n(reading->arena, overview->n, sizeof(*ids));
	struct store_strings wanted = {0, ids};
	struct store_task *tasks, *task;
	struct lineup_entry *next;
	size_t i, n = 0;

	for (i = 0; i < overview->n; i++) {
		if (overview->queues[i].has.next_task)
			ids[wanted.n++] = overview->queues[i].next_task.task;
	}
	if (wanted.n == 0 ||
	    store_find_tasks(reading->store, reading->arena, reading->company,
		&wanted, &n, &tasks) != STORE_OK ||
	    n == 0)
		return;
	qsort(tasks, n, sizeof(*tasks), compare_tasks);
	for (i = 0; i < overview->n; i++) {
		next = &overview->queues[i].next_task;
		task = next->task == NULL
			   ? NULL
			   : bsearch(&(struct store_task){.id = next->task},
				 tasks, n, sizeof(*tasks), compare_tasks);
		next->name = task == NULL ? NULL : task->name;
		next->user = task == NULL ? NULL : task->user;
	}
}

/* Take a number into account, as FNV-1a does with bytes. */
static void
mix(uint64_t *hash, int64_t number)
{
	*hash = (*hash ^ (uint64_t)number) * UINT64_C(0x100000001b3);
}

static void
mix_text(uint64_t *hash, const char *text)
{
	for (; text != NULL && *text != '\0'; text++)
		mix(hash, *text);
	mix(hash, text == NULL ? -1 : 0);
}

static void
mix_texts(uint64_t *hash, size_t n, const char *const *texts)
{
	size_t i;

	mix(hash, (int64_t)n);
	for (i = 0; i < n; i++)
		mix_text(hash, texts[i]);
}

static void
mix_queue(uint64_t *hash, const struct lineup_queue_overview *queue)
{
	const int64_t numbers[] = {queue->waiting, queue->oldest,
	    queue->next_task.added, queue->last_minute.added,
	    queue->last_minute.popped, queue->last_minute.removed,
	    queue->last_hour.added, queue->last_hour.popped,
	    queue->last_hour.removed, (int64_t)(queue->wait_p50 * 1000),
	    (int64_t)(queue->wait_p95 * 1000)};
	size_t i;

	mix_text(hash, queue->id);
	mix_text(hash, queue->name);
	mix_text(hash, queue->display_name);
	for (i = 0; i < queue->n_paused_for; i++)
		mix_text(hash, queue->paused_for[i]);
	mix_text(hash, queue->next_task.task);
	mix_text(hash, queue->next_task.name);
	mix_texts(hash, queue->n_tags, queue->tags);
	mix_texts(hash, queue->n_system_tags, queue->system_tags);
	for (i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		mix(hash, numbers[i]);
	for (i = 0; i < queue->n_pollers; i++) {
		mix_text(hash, queue->pollers[i].worker);
		mix_text(hash, queue->pollers[i].user);
		mix_text(hash, queue->pollers[i].address);
	}
}

/* Any process gives the same state the same number. */
static int64_t
count(const struct overview *overview)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	size_t i;

	for (i = 0; i < overview->n; i++)
		mix_queue(&hash, &overview->queues[i]);
	return (int64_t)(hash >> (64 - COUNTER_BITS));
}

enum store_result
overview_read(struct store *store, struct arena *arena, const char *company,
    int64_t now, struct overview *overview)
{
	struct reading reading = {.store = store,
	    .arena = arena,
	    .company = company,
	    .now = now,
	    .overview = overview};
	enum store_result result;

	*overview = (struct overview){0};
	result = read_queues(&reading);
	if (result == STORE_OK)
		result = read_flows(&reading);
	if (result == STORE_OK)
		result = read_pollers(&reading);
	if (result != STORE_OK)
		return result;
	name_tasks(&reading);
	overview->counter = count(overview);
	return STORE_OK;
}

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "store/queues.h"
#include "store/sqlite/sqlite.h"
#include "store/tasks.h"
#include "tests/scratch.h"
#include "tests/store/contract.h"
#include "tests/store/sample_store.h"

#define MOST_TASKS 4096

/* The tasks of the last store that knows any; one thread at a time. */
static struct {
	struct arena *arena;
	size_t n;
	struct contract_task items[MOST_TASKS];
} known;

struct store *
sample_store_new(void)
{
	static struct arena *arena;
	const char *error;
	struct store *store;

	if (arena == NULL) {
		arena = arena_new();
		atexit(scratch_remove);
	}
	store = store_sqlite_open_or_create(arena, scratch_new(), &error);
	if (store == NULL) {
		fprintf(stderr, "sample store: %s\n", error);
		abort();
	}
	return store;
}

/* The verbs of the plain store, and those that replace them. */
static const struct store_queue_verbs *plain;
static struct store_queue_verbs changed;

static void
change_verbs(struct store *store)
{
	plain = store->queues;
	changed = *plain;
	store->queues = &changed;
}

/* The resources of a queue. */
static const char *user;
static const struct queue_resources *used;

static void
put_resources(struct queue *queue)
{
	if (strcmp(queue->id, user) == 0)
		queue->resources = used;
}

static enum store_result
get_by_id(struct store *store, struct arena *arena, const char *company,
    const char *id, struct queue_need need, struct queue *queue)
{
	enum store_result result =
	    plain->get_by_id(store, arena, company, id, need, queue);

	if (result == STORE_OK)
		put_resources(queue);
	return result;
}

static enum store_result
get_all(struct store *store, struct arena *arena, const struct filter *filter,
    struct queue_need need, size_t *n, struct queue **queues)
{
	enum store_result result =
	    plain->get_all(store, arena, filter, need, n, queues);
	size_t i;

	for (i = 0; result == STORE_OK && i < *n; i++)
		put_resources(&(*queues)[i]);
	return result;
}

void
sample_store_use_resources(struct store *store, const char *queue,
    const struct queue_resources *resources)
{
	user = queue;
	used = resources;
	change_verbs(store);
	changed.get_by_id = get_by_id;
	changed.get_all = get_all;
}

static struct contract_task *
seek(const char *company, const char *id)
{
	size_t i;

	for (i = 0; i < known.n; i++) {
		if (strcmp(known.items[i].id, id) == 0 &&
		    (company == NULL ||
			strcmp(known.items[i].company, company) == 0))
			return &known.items[i];
	}
	return NULL;
}

static enum store_result
find_tasks(struct store *store, struct arena *arena, const char *company,
    const struct store_strings *ids, size_t *n, struct store_task **tasks)
{
	const struct contract_task *task;
	size_t i;

	(void)store;
	*n = 0;
	*tasks = arena_alloc_n(arena, ids->n, sizeof(**tasks));
	for (i = 0; i < ids->n; i++) {
		if ((task = seek(company, ids->items[i])) != NULL)
			(*tasks)[(*n)++] = (struct store_task){
			    .id = task->id, .company = task->company};
	}
	return STORE_OK;
}

static void
follow_task(
    struct store *store, const char *company, const char *id, const char *queue)
{
	struct contract_task *task = seek(company, id);

	(void)store;
	if (task != NULL)
		task->queue = arena_strdup(known.arena, queue);
}

static enum store_result
add_task(struct store *store, const char *company, const char *queue,
    const struct queue_entry *entry, const struct store_actor *who,
    bool sets_queue)
{
	enum store_result result =
	    plain->add_task(store, company, queue, entry, who, false);

	if (result == STORE_OK && sets_queue)
		follow_task(store, company, entry->task, queue);
	return result;
}

static void
requeue_task(struct store *store, const char *company, const char *id)
{
	struct contract_task *task = seek(company, id);

	(void)store;
	if (task != NULL && strcmp(task->status, "stopped") == 0)
		task->status = "queued";
}

/* True if a task exists and is to be run from that queue. */
static bool
is_of(const struct store_leaving *leaving, const char *id)
{
	const struct contract_task *task = seek(leaving->company, id);

	return task != NULL && task->queue != NULL &&
	       strcmp(task->queue, leaving->queue) == 0;
}

static void
revert_task(
    struct store *store, const struct store_leaving *leaving, const char *id)
{
	struct contract_task *task = seek(leaving->company, id);

	(void)store;
	if (!is_of(leaving, id))
		return;
	task->status =
	    task->enqueue_status == NULL ? "created" : task->enqueue_status;
	task->reason = arena_strdup(known.arena, leaving->reason);
	task->enqueue_status = task->queue = NULL;
}

/* As in a store without tasks, and then revert the tasks. */
static enum store_result
clear_queue(struct store *store, struct arena *arena,
    const struct store_leaving *leaving, size_t *n, const char ***tasks)
{
	size_t i, n_all = 0, n_found = 0;
	const char **all = NULL;
	enum store_result result =
	    plain->clear_queue(store, known.arena, leaving, &n_all, &all);

	(void)arena;
	for (i = 0; i < n_all; i++) {
		if (is_of(leaving, all[i])) {
			revert_task(store, leaving, all[i]);
			all[n_found++] = all[i];
		}
	}
	if (result == STORE_OK && tasks != NULL) {
		*n = n_found;
		*tasks = all;
	}
	return result;
}

static const char *
copy(struct arena *arena, const char *text)
{
	return text == NULL ? NULL : arena_strdup(arena, text);
}

static struct contract_task
copy_task(struct arena *arena, const struct contract_task *task)
{
	return (struct contract_task){.id = copy(arena, task->id),
	    .company = copy(arena, task->company),
	    .status = copy(arena, task->status),
	    .enqueue_status = copy(arena, task->enqueue_status),
	    .queue = copy(arena, task->queue),
	    .reason = copy(arena, task->reason)};
}

void
sample_store_put_task(struct store *store, const struct contract_task *task)
{
	(void)store;
	if (known.n == MOST_TASKS)
		abort();
	known.items[known.n++] = copy_task(known.arena, task);
}

void
sample_store_get_task(struct store *store, struct arena *arena, const char *id,
    struct contract_task *into)
{
	const struct contract_task *task = seek(NULL, id);

	(void)store;
	if (task == NULL)
		abort();
	*into = copy_task(arena, task);
}

struct store *
sample_store_with_tasks(void)
{
	static const struct store_task_verbs verbs = {
	    .find_tasks = find_tasks,
	    .follow_task = follow_task,
	    .requeue_task = requeue_task,
	    .revert_task = revert_task,
	};
	struct store *store = sample_store_new();

	arena_free(known.arena);
	known.arena = arena_new();
	known.n = 0;
	change_verbs(store);
	changed.add_task = add_task;
	changed.clear_queue = clear_queue;
	store->tasks = &verbs;
	return store;
}

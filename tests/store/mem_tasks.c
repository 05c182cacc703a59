#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "tests/store/contract.h"
#include "tests/store/mem.h"
#include "tests/store/mem_rows.h"

static const struct store_ops *plain; /* of a store without tasks */

static struct task *
seek(struct memory *memory, const char *company, const char *id)
{
	size_t i;

	for (i = 0; i < memory->n_tasks; i++) {
		if (strcmp(memory->tasks[i].id, id) == 0 &&
		    (company == NULL ||
			strcmp(memory->tasks[i].company, company) == 0))
			return &memory->tasks[i];
	}
	return NULL;
}

static enum store_result
find_tasks(struct store *store, struct arena *arena, const char *company,
    const struct store_strings *ids, size_t *n, struct store_task **tasks)
{
	struct memory *memory = store_mem_enter(store);
	const struct task *task;
	size_t i;

	*n = 0;
	*tasks = arena_alloc_n(arena, ids->n, sizeof(**tasks));
	for (i = 0; i < ids->n; i++) {
		if ((task = seek(memory, company, ids->items[i])) != NULL)
			(*tasks)[(*n)++] = (struct store_task){
			    .id = task->id, .company = task->company};
	}
	return store_mem_leave(memory, STORE_OK);
}

static void
set_task_queue(
    struct store *store, const char *company, const char *id, const char *queue)
{
	struct memory *memory = store_mem_enter(store);
	struct task *task = seek(memory, company, id);

	if (task != NULL)
		task->queue = arena_strdup(memory->arena, queue);
	store_mem_leave(memory, STORE_OK);
}

static void
requeue_task(struct store *store, const char *company, const char *id)
{
	struct memory *memory = store_mem_enter(store);
	struct task *task = seek(memory, company, id);

	if (task != NULL && strcmp(task->status, "stopped") == 0)
		task->status = "queued";
	store_mem_leave(memory, STORE_OK);
}

/* Whether it is there, and to be run from that queue. */
static bool
is_of(
    struct memory *memory, const struct store_leaving *leaving, const char *id)
{
	const struct task *task = seek(memory, leaving->company, id);

	return task != NULL && task->queue != NULL &&
	       strcmp(task->queue, leaving->queue) == 0;
}

static void
revert_task(
    struct store *store, const struct store_leaving *leaving, const char *id)
{
	struct memory *memory = store_mem_enter(store);
	struct task *task = seek(memory, leaving->company, id);

	if (is_of(memory, leaving, id)) {
		task->status = task->enqueue_status == NULL
				   ? "created"
				   : task->enqueue_status;
		task->reason = arena_strdup(memory->arena, leaving->reason);
		task->enqueue_status = task->queue = NULL;
	}
	store_mem_leave(memory, STORE_OK);
}

/* The same of a store without tasks, and then the tasks. */
static enum store_result
clear(struct store *store, struct arena *arena,
    const struct store_leaving *leaving, size_t *n, const char ***tasks)
{
	struct memory *memory = (struct memory *)store;
	size_t i, n_all = 0, n_found = 0;
	const char **all = NULL;
	enum store_result result =
	    plain->clear(store, arena, leaving, &n_all, &all);

	for (i = 0; i < n_all; i++) {
		if (is_of(memory, leaving, all[i])) {
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

void
store_mem_put_task(struct store *store, const struct contract_task *task)
{
	struct memory *memory = store_mem_enter(store);
	struct arena *arena = memory->arena;

	if (memory->n_tasks == MAX_ROWS)
		abort();
	memory->tasks[memory->n_tasks++] =
	    (struct task){.id = arena_strdup(arena, task->id),
		.company = arena_strdup(arena, task->company),
		.status = arena_strdup(arena, task->status),
		.enqueue_status = copy(arena, task->enqueue_status),
		.queue = copy(arena, task->queue),
		.reason = copy(arena, task->reason)};
	store_mem_leave(memory, STORE_OK);
}

void
store_mem_get_task(struct store *store, struct arena *arena, const char *id,
    struct contract_task *into)
{
	struct memory *memory = store_mem_enter(store);
	const struct task *task = seek(memory, NULL, id);

	if (task == NULL)
		abort();
	*into = (struct contract_task){.id = copy(arena, task->id),
	    .company = copy(arena, task->company),
	    .status = copy(arena, task->status),
	    .enqueue_status = copy(arena, task->enqueue_status),
	    .queue = copy(arena, task->queue),
	    .reason = copy(arena, task->reason)};
	store_mem_leave(memory, STORE_OK);
}

struct store *
store_mem_new_with_tasks(void)
{
	static struct store_ops ops;
	struct store *store = store_mem_new();

	plain = store->ops;
	ops = *plain;
	ops.clear = clear;
	ops.find_tasks = find_tasks;
	ops.set_task_queue = set_task_queue;
	ops.requeue_task = requeue_task;
	ops.revert_task = revert_task;
	store->ops = &ops;
	return store;
}

#include <stdlib.h>
#include <string.h>

#include "api/call.h"
#include "base/arena.h"
#include "generated/lineup.h"
#include "lineup/names.h"
#include "store/tasks.h"

static int
compare_tasks(const void *a, const void *b)
{
	return strcmp(((const struct store_task *)a)->id,
	    ((const struct store_task *)b)->id);
}

void
lineup_name_entries(struct call *call, size_t n, struct lineup_entry *entries)
{
	const char **ids = arena_alloc_n(call->arena, n, sizeof(*ids));
	const struct store_strings all = {n, ids};
	const struct store_task *task;
	struct store_task *tasks;
	size_t i, n_tasks;

	for (i = 0; i < n; i++)
		ids[i] = entries[i].task;
	if (n == 0 ||
	    store_find_tasks(call->store, call->arena, call->who.company, &all,
		&n_tasks, &tasks) != STORE_OK ||
	    n_tasks == 0)
		return;
	qsort(tasks, n_tasks, sizeof(*tasks), compare_tasks);
	for (i = 0; i < n; i++) {
		task = bsearch(&(struct store_task){.id = ids[i]}, tasks,
		    n_tasks, sizeof(*tasks), compare_tasks);
		if (task == NULL)
			continue;
		entries[i].name = task->name;
		entries[i].user = task->user;
	}
}

#ifndef STORE_TRANSFER_H
#define STORE_TRANSFER_H

/*
 * The verbs of exports and imports, in a store that keeps tasks itself: they
 * read and add tasks as they are, one after another.
 */

#include "model/event.h"
#include "model/task.h"
#include "store/store.h"

/*
 * Read the task whose id comes next after another ("": the first one), whole,
 * of one company or (NULL) of any.  STORE_NO_TASK: it was the last one.
 */
typedef enum store_result store_next_task_fn(struct store *store,
    struct arena *arena, const char *company, const char *after,
    struct task *task);

/* A task, or (if that is NULL) an event of one that was added before. */
struct store_record {
	const struct task *task;
	const struct event *event;
};

/*
 * Add records just as they are, in one step; nothing else is changed by them.
 * A parent may be added later.  STORE_DUPLICATE: a task of this id is there.
 */
typedef enum store_result store_add_records_fn(
    struct store *store, size_t n, const struct store_record *records);

/* After the last step: forget the parents that have not been added. */
typedef enum store_result store_forget_parents_fn(struct store *store);

struct store_transfer_verbs {
	store_next_task_fn *next_task;
	store_add_records_fn *add_records;
	store_forget_parents_fn *forget_parents;
};

store_next_task_fn store_next_task;
store_add_records_fn store_add_records;
store_forget_parents_fn store_forget_parents;

#endif

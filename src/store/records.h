#ifndef STORE_RECORDS_H
#define STORE_RECORDS_H

/*
 * The verbs of tasks in a store that keeps them itself, as the API calls them.
 * Where a ClearML server keeps them (store/tasks.h), there are none of these,
 * and actions that need them are not served.
 *
 * STORE_NO_TASK: the company has no such task.  STORE_WRONG_STATUS: the status
 * of the task does not allow it, and nothing has changed.
 */

#include "model/task.h"
#include "store/store.h"

struct criteria;
struct project;
struct queue;

#define STORE_PART_MOST 4194304 /* bytes of a part of a task */

/*
 * Add a task with all its parts; "" for its project or parent means none.
 * fresh is NULL, or the project, which is created with it.
 * STORE_NOT_FOUND: the company has no such project.  STORE_NO_TASK: nor such a
 * parent.  STORE_DUPLICATE: fresh has the name of another.
 */
typedef enum store_result store_create_task_fn(
    struct store *store, const struct task *task, const struct project *fresh);

/* Read a task; need is of enum task_need. */
typedef enum store_result store_get_task_fn(struct store *store,
    struct arena *arena, const char *company, const char *id, unsigned need,
    struct task *task);

/*
 * List the tasks that criteria select, as they order and page them.
 * STORE_BAD_FILTER: a pattern cost too much.
 */
typedef enum store_result store_list_tasks_fn(struct store *store,
    struct arena *arena, const struct criteria *criteria, unsigned need,
    size_t *n, struct task **tasks);

/*
 * Make a part's new text, in the arena, from what it is (NULL: there is none);
 * NULL removes it.  It may be called several times, and by another thread.
 * False: it can't be made, or would be too long.
 */
typedef bool store_make_part(
    void *context, struct arena *arena, const char *before, const char **after);

/* What to change in a task; NULL leaves a member as it is. */
struct store_task_edit {
	unsigned statuses; /* of 1 << enum task_status, allowed; 0: any */
	const char *name;
	const char *type;
	const char *comment;
	const char *parent;  /* "": none */
	const char *project; /* "": none */
	const struct store_strings *tags;
	const struct store_strings *system_tags;
	size_t n_parts;
	const struct store_part_edit {
		enum task_part part;
		store_make_part *make;
		void *context;
	} * parts;
	const char *user; /* id of who does it */
	int64_t now;      /* ms since 1970 */
};

/*
 * Change a task.  STORE_NOT_FOUND: the company has no such project.
 * STORE_EMPTY: nor such a parent, or it is the task itself.  STORE_FULL: a part
 * can't be made.  *was is its status, also if it is a wrong one.
 */
typedef enum store_result store_edit_task_fn(struct store *store,
    struct arena *arena, const char *company, const char *id,
    const struct store_task_edit *edit, enum task_status *was);

/* A change of a task's status, and what else goes with it. */
struct store_task_change {
	enum task_status status;
	bool force;  /* whatever the status is */
	bool starts; /* set started, unless it runs already */
	bool ends;   /* set completed */
	bool publishes;
	bool asks; /* a running task is only asked to stop, by its message;
		    * one without a worker that was heard of after
		    * heard_since is stopped, and leaves its queue */
	const char *reason;  /* never NULL */
	const char *message; /* likewise */
	const char *user;    /* id of who does it; NULL: leave it as it is */
	const char *worker; /* as an agent that does it calls itself; or NULL */
	int64_t now;        /* ms since 1970 */
	int64_t heard_since; /* for asks */
	/* what it was, or in which status it may not be changed: */
	enum task_status was;
	/* what became of it, on success: */
	enum task_status is;
	const char *said; /* its message */
};

/*
 * Make a change the one of tasks.stop: to stopped, where a worker that was
 * heard of in the last ten minutes is asked to do it.
 */
void store_ask_to_stop(struct store_task_change *change);

/* Change a task's status. */
typedef enum store_result store_change_task_fn(struct store *store,
    const char *company, const char *id, struct store_task_change *change);

/*
 * Put a task into a queue, and take it out of all others.  It gets the status
 * "queued", and remembers the one before.  If it stays in the queue that it is
 * to be run from (sets_queue is false), it must have one.  fresh is NULL, or
 * the queue itself, which is created with it. STORE_NOT_FOUND: the company has
 * no such queue.  STORE_DUPLICATE: it is in the queue already, or fresh has the
 * name of another.  STORE_NOT_EMPTY: it has to have a queue, and has none.
 */
typedef enum store_result store_enqueue_task_fn(struct store *store,
    const char *company, const char *id, const char *queue,
    const struct queue *fresh, bool sets_queue,
    struct store_task_change *change);

/*
 * Take a task out of the queue that it is to be run from, or out of all.  If it
 * is queued or runs, it gets the status that the change says or, with
 * TASK_UNKNOWN, the one that it had before it was queued; change->is tells.
 * STORE_EMPTY: it is neither, and its status stays.  STORE_NO_TASK: there is no
 * such task, and it was taken out of all queues.
 */
typedef enum store_result store_dequeue_task_fn(struct store *store,
    const char *company, const char *id, bool all_queues,
    struct store_task_change *change);

/*
 * Forget that a task was run: change its status and parts, take it out of all
 * queues, and delete its events and numbers.
 */
typedef enum store_result store_reset_task_fn(struct store *store,
    struct arena *arena, const char *company, const char *id,
    struct store_task_change *change, const struct store_task_edit *edit);

/*
 * Delete a task with its events, and take it out of all queues; what comes from
 * it loses its parent, and is counted in *n_children.  Of the change only now
 * counts, and was is set.
 * STORE_WRONG_STATUS: it is neither just created nor archived, and force is
 * false.
 */
typedef enum store_result store_delete_task_fn(struct store *store,
    const char *company, const char *id, bool force,
    struct store_task_change *change, size_t *n_children);

/* Note that a task is alive; and its worker's id, unless that is NULL. */
typedef enum store_result store_touch_task_fn(struct store *store,
    const char *company, const char *id, const char *worker, const char *user,
    int64_t now);

struct store_record_verbs {
	store_create_task_fn *create_task;
	store_get_task_fn *get_task;
	store_list_tasks_fn *list_tasks;
	store_edit_task_fn *edit_task;
	store_change_task_fn *change_task;
	store_enqueue_task_fn *enqueue_task;
	store_dequeue_task_fn *dequeue_task;
	store_reset_task_fn *reset_task;
	store_delete_task_fn *delete_task;
	store_touch_task_fn *touch_task;
};

store_create_task_fn store_create_task;
store_get_task_fn store_get_task;
store_list_tasks_fn store_list_tasks;
store_edit_task_fn store_edit_task;
store_change_task_fn store_change_task;
store_enqueue_task_fn store_enqueue_task;
store_dequeue_task_fn store_dequeue_task;
store_reset_task_fn store_reset_task;
store_delete_task_fn store_delete_task;
store_touch_task_fn store_touch_task;

/* True if the store keeps tasks itself. */
bool store_keeps_tasks(const struct store *store);

#endif

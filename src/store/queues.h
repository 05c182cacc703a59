#ifndef STORE_QUEUES_H
#define STORE_QUEUES_H

/*
 * The verbs of queues, entries and metadata, as the API calls them.  Those that
 * change entries, or pause a queue, note that in the history, with who it was;
 * NULL: unknown.
 */

#include "model/queue.h"
#include "store/store.h"

struct budget;
struct filter;

/* What to change in a queue; NULL leaves a member as it is. */
struct store_changes {
	const char *name;
	const char *display_name;
	const struct store_strings *tags;        /* in this order */
	const struct store_strings *system_tags; /* in this order */
	const struct store_metadata *metadata;   /* replaces all of it */
	const struct store_actor *who;           /* for the history; or NULL */
	int64_t now;                             /* likewise: ms since 1970 */
};

struct store_metadata {
	size_t n;
	const struct queue_metadata *items;
};

/*
 * What to change in a queue's metadata, in this order.  The result may not
 * exceed the limits, or what the queue had if that was more; 0: no limit.
 */
struct store_metadata_changes {
	bool replace;                  /* remove everything first */
	struct store_strings remove;   /* names; missing ones are ignored */
	struct store_metadata set;     /* the last one of a name counts */
	size_t most;                   /* items */
	size_t most_bytes;             /* in all of them */
	struct budget *budget;         /* pays for merging; NULL: unlimited */
	const struct store_actor *who; /* for the history; or NULL */
	int64_t now;                   /* likewise: ms since 1970 */
};

/*
 * Tasks that leave a queue without being run: a store that knows tasks restores
 * the status that they had before they were queued.
 */
struct store_leaving {
	const char *company;
	const char *queue;  /* id */
	const char *reason; /* for people */
	const char *user;   /* id of the user who does it; NULL: unknown */
	int64_t now;        /* ms since 1970 */
};

/*
 * Add a queue with all its parts, including entries.
 * STORE_DUPLICATE: the company has a queue with this name, or two entries have
 * the same task.
 */
typedef enum store_result store_create_fn(
    struct store *store, const struct queue *queue);

/* Read one queue; parts that are not needed are left empty. */
typedef enum store_result store_get_by_id_fn(struct store *store,
    struct arena *arena, const char *company, const char *id,
    struct queue_need need, struct queue *queue);

/* Read the queue that holds a task, or one of them if several do. */
typedef enum store_result store_get_by_task_id_fn(struct store *store,
    struct arena *arena, const char *company, const char *task,
    struct queue_need need, struct queue *queue);

/*
 * Read the queues that a filter selects, as it orders and pages them.
 * STORE_BAD_FILTER: filter_apply() gave up.
 */
typedef enum store_result store_get_all_fn(struct store *store,
    struct arena *arena, const struct filter *filter, struct queue_need need,
    size_t *n, struct queue **queues);

/*
 * Change a queue; last_update stays (doc/original.md, "Names and tags").
 * STORE_DUPLICATE: the company has another queue with this name.
 */
typedef enum store_result store_update_fn(struct store *store,
    const char *company, const char *id, const struct store_changes *changes);

/*
 * Change a queue's metadata; last_update stays.
 * STORE_FULL: it would exceed the limits.
 */
typedef enum store_result store_change_metadata_fn(struct store *store,
    const char *company, const char *id,
    const struct store_metadata_changes *changes);

/* Delete a queue.  STORE_NOT_EMPTY: it has entries, and force is false. */
typedef enum store_result store_delete_fn(
    struct store *store, const char *company, const char *id, bool force);

/*
 * Take all entries out; last_update stays.  A store that knows tasks reverts
 * them (store_revert_task()).  *tasks are the ids of those that it reverted if
 * another server keeps tasks, or else of all, in no order; arena, n and tasks
 * are NULL if not needed.
 * STORE_EMPTY: there are no entries.  STORE_COSTLY: too many for an answer.
 */
typedef enum store_result store_clear_queue_fn(struct store *store,
    struct arena *arena, const struct store_leaving *leaving, size_t *n,
    const char ***tasks);

/*
 * Append an entry and set last_update to its time.  sets_queue: if the store
 * knows the task, and it is the company's, note that it is to be run from this
 * queue; MongoDB does so afterwards, and only logs a failure.
 * STORE_DUPLICATE: the queue holds this task already.  STORE_FULL: it holds as
 * many as the store can keep.
 */
typedef enum store_result store_add_task_fn(struct store *store,
    const char *company, const char *queue, const struct queue_entry *entry,
    const struct store_actor *who, bool sets_queue);

/*
 * Take the first entry, and set last_update to now.
 * STORE_EMPTY: there is none, or the queue is paused for who asks
 * (model/pause.h); nothing is written.  STORE_NO_TASK: task is not
 * NULL, and the first entry has another task.
 */
typedef enum store_result store_get_next_task_fn(struct store *store,
    struct arena *arena, const char *company, const char *queue,
    const char *task, const struct store_actor *who, int64_t now,
    struct queue_entry *entry);

/*
 * Take a task out, at any position, and set last_update to now.  *removed is
 * the number of its entries: one, unless a race in another server has added
 * the task more than once.
 * STORE_NO_TASK: no such task in the queue, or no such queue.
 */
typedef enum store_result store_remove_task_fn(struct store *store,
    const char *company, const char *queue, const char *task, int64_t now,
    const struct store_actor *who, size_t *removed);

/*
 * Move a task by so many places towards the back, or towards the front if by is
 * negative, but not beyond the ends.  *position is its new place, from 0.
 * Neither its time nor last_update changes.
 * STORE_NO_TASK: no such task in the queue, or no such queue.  STORE_FULL: the
 * queue is too long for the store to move tasks in it.
 */
typedef enum store_result store_move_task_fn(struct store *store,
    const char *company, const char *queue, const char *task, int64_t by,
    const struct store_actor *who, int64_t *position);

/*
 * Take a task out of a queue and append it as this entry to another one, the
 * target; set last_update of both to the entry's time.
 * STORE_NO_TASK: no such task in the queue, or no such queue.  STORE_NOT_FOUND:
 * no such target.  STORE_DUPLICATE: the target holds the task already, or is
 * the queue itself.  STORE_FULL: as for store_add_task().
 */
typedef enum store_result store_move_task_to_queue_fn(struct store *store,
    const char *company, const char *queue, const char *target,
    const struct queue_entry *entry, const struct store_actor *who);

struct store_queue_verbs {
	store_create_fn *create;
	store_get_by_id_fn *get_by_id;
	store_get_by_task_id_fn *get_by_task_id;
	store_get_all_fn *get_all;
	store_update_fn *update;
	store_change_metadata_fn *change_metadata;
	store_delete_fn *delete;
	store_clear_queue_fn *clear_queue;
	store_add_task_fn *add_task;
	store_get_next_task_fn *get_next_task;
	store_remove_task_fn *remove_task;
	store_move_task_fn *move_task;
	store_move_task_to_queue_fn *move_task_to_queue;
};

store_create_fn store_create;
store_get_by_id_fn store_get_by_id;
store_get_by_task_id_fn store_get_by_task_id;
store_get_all_fn store_get_all;
store_update_fn store_update;
store_change_metadata_fn store_change_metadata;
store_delete_fn store_delete;
store_clear_queue_fn store_clear_queue;
store_add_task_fn store_add_task;
store_get_next_task_fn store_get_next_task;
store_remove_task_fn store_remove_task;
store_move_task_fn store_move_task;
store_move_task_to_queue_fn store_move_task_to_queue;

/*
 * For adapters: set *merged to a queue's metadata after changes, in the arena:
 * items that stay keep their place, new ones come last.  STORE_FULL: a limit is
 * exceeded.  STORE_COSTLY: the budget is used up.
 */
enum store_result store_merge_metadata(struct arena *arena,
    const struct queue *queue, const struct store_metadata_changes *changes,
    struct store_metadata *merged);

#endif

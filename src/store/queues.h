#ifndef STORE_QUEUES_H
#define STORE_QUEUES_H

/* The verbs of queues, their entries and their metadata, as the API calls them.
 */

#include "model/queue.h"
#include "store/store.h"

struct budget;
struct filter;

/* What to change in a queue; a NULL member stays as it is. */
struct store_changes {
	const char *name;
	const char *display_name;
	const struct store_strings *tags;        /* in this order */
	const struct store_strings *system_tags; /* in this order */
	const struct store_metadata *metadata;   /* replaces all of it */
};

struct store_metadata {
	size_t n;
	const struct queue_metadata *items;
};

/* What to change in a queue's metadata, in this order. */
struct store_metadata_changes {
	bool replace;                /* forget all that is there */
	struct store_strings remove; /* names; those not there don't matter */
	struct store_metadata set;   /* of one name, the last one counts */
	size_t most;       /* pieces that a queue may have then, unless it */
	size_t most_bytes; /* had more: then, no more; 0: any number */
	struct budget *budget; /* pays; NULL: without bounds */
};

/*
 * Tasks that leave a queue without being run: where the store knows them, they
 * become again what they were before they were queued.
 */
struct store_leaving {
	const char *company;
	const char *queue;  /* id */
	const char *reason; /* for people */
	const char *user;   /* id of who takes them out; NULL: nobody known */
	int64_t now;
};

/*
 * Add a queue with all its parts, its entries too.
 * STORE_DUPLICATE: the company has a queue of this name, or two entries are of
 * one task.
 */
typedef enum store_result store_create_fn(
    struct store *store, const struct queue *queue);

/* Read one queue; what is not needed is left empty. */
typedef enum store_result store_get_by_id_fn(struct store *store,
    struct arena *arena, const char *company, const char *id,
    struct queue_need need, struct queue *queue);

/* Read the queue that holds a task, or one of those that do. */
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
 * STORE_DUPLICATE: the company has another queue of this name.
 */
typedef enum store_result store_update_fn(struct store *store,
    const char *company, const char *id, const struct store_changes *changes);

/*
 * Change pieces of a queue's metadata; last_update stays.
 * STORE_FULL: they would be more, or longer, than they may be.
 */
typedef enum store_result store_change_metadata_fn(struct store *store,
    const char *company, const char *id,
    const struct store_metadata_changes *changes);

/* Delete a queue; with entries only by force, else STORE_NOT_EMPTY. */
typedef enum store_result store_delete_fn(
    struct store *store, const char *company, const char *id, bool force);

/*
 * Take all entries out; last_update stays.  Where the store knows tasks, they
 * are reverted (store_revert_task()).  *tasks are the ids of those that were,
 * or of all, in no order; NULL if they are not needed.
 * STORE_EMPTY: there are none.  STORE_COSTLY: too many for an answer.
 */
typedef enum store_result store_clear_queue_fn(struct store *store,
    struct arena *arena, const struct store_leaving *leaving, size_t *n,
    const char ***tasks);

/*
 * Append an entry and set last_update to its time.
 * STORE_DUPLICATE: the queue holds this task already.  STORE_FULL: it holds as
 * many as the store can keep.
 */
typedef enum store_result store_add_task_fn(struct store *store,
    const char *company, const char *queue, const struct queue_entry *entry);

/*
 * Take the first entry and set last_update to now; if a task is given (not
 * NULL), only if the entry is of that, else STORE_NO_TASK.
 * STORE_EMPTY: there is none.  Nothing is written then.
 */
typedef enum store_result store_get_next_task_fn(struct store *store,
    struct arena *arena, const char *company, const char *queue,
    const char *task, int64_t now, struct queue_entry *entry);

/*
 * Take a task out, wherever it stands, and set last_update to now.  *removed is
 * how many entries of it there were: one, unless another server's race has put
 * the task there more often.
 * STORE_NO_TASK: no such task in the queue, or no such queue.
 */
typedef enum store_result store_remove_task_fn(struct store *store,
    const char *company, const char *queue, const char *task, int64_t now,
    size_t *removed);

/*
 * Move a task by so many places towards the back, or towards the front if by is
 * negative; no further than the ends.  *position is where it stands then, from
 * 0.  Neither its time nor last_update changes.
 * STORE_NO_TASK: no such task in the queue, or no such queue.  STORE_FULL: the
 * store can't move in a queue that long.
 */
typedef enum store_result store_move_task_fn(struct store *store,
    const char *company, const char *queue, const char *task, int64_t by,
    int64_t *position);

/*
 * Take a task out of a queue and append it to another one, the target, where it
 * waits since the time of the entry; and set last_update of both to that.
 * STORE_NO_TASK: no such task in the queue, or no such queue.  STORE_NOT_FOUND:
 * no such target.  STORE_DUPLICATE: the target holds the task already, as it
 * does if it is the queue itself.  STORE_FULL: as for store_add_task().
 */
typedef enum store_result store_move_task_to_queue_fn(struct store *store,
    const char *company, const char *queue, const char *target,
    const struct queue_entry *entry);

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
 * For adapters: a queue's metadata after changes, in the arena: what stays
 * keeps its place, what is new comes last.  STORE_FULL, STORE_COSTLY.
 */
enum store_result store_merge_metadata(struct arena *arena,
    const struct queue *queue, const struct store_metadata_changes *changes,
    struct store_metadata *merged);

/* For adapters: the task that a queue to be made has twice, or NULL. */
const char *store_find_double(struct arena *arena, const struct queue *queue);

#endif

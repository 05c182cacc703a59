#ifndef STORE_MONGO_VERBS_H
#define STORE_MONGO_VERBS_H

/* What the files of the store in MongoDB share. */

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "base/group.h"
#include "store/mongo/driver.h"
#include "store/queues.h"
#include "store/samples.h"
#include "store/scrolls.h"
#include "store/tasks.h"
#include "store/users.h"
#include "store/workers.h"

struct arena;
struct filter;
struct identity;
struct store_mongo_chores;
struct store_mongo_samples;
struct redis_source;

#define STORE_MONGO_FARTHEST 20000000 /* more entries than a document holds */
#define STORE_MONGO_BATCH 64          /* calls that share a command, at most */
#define STORE_MONGO_EMPTIES 16384     /* notes of empty queues */
#define STORE_MONGO_LONGEST_TASK 1024 /* bytes of an id: no task has more */

/* What a queue's document has while a move by steps is under way. */
#define STORE_MONGO_TRACES "lineup_moves"

struct store_mongo {
	struct store store; /* first */
	struct mongo *mongo;
	struct group calls; /* on entries; a line for each queue */
	struct group polls;
	struct group effects; /* on tasks */
	struct group moves;   /* a line for each company */
	atomic_uint empties[STORE_MONGO_EMPTIES];
	struct store_mongo_samples *samples; /* NULL: none are taken */
	struct store_mongo_chores *chores;   /* NULL: none are done */
	int64_t patience; /* ms that a call takes to revert tasks */
	const struct redis_source *redis; /* NULL: none; lives as long */
	pthread_mutex_t preparing;
	bool is_beside;
	bool is_said_old; /* by whoever prepares */
	atomic_bool is_prepared;
};

/* Pieces of expressions, for BCON.  All texts of callers are literal. */
#define STORE_MONGO_LITERAL(text) "{", "$literal", BCON_UTF8(text), "}"
#define STORE_MONGO_OR_NONE(array)                                             \
	"{", "$ifNull", "[", array, "[", "]", "]", "}"

/* A store of this kind, as its verbs get it. */
static inline struct store_mongo *
mongo_of(struct store *store)
{
	return (struct store_mongo *)store;
}

/*
 * See that the server is new enough and the indexes are there; asks it until it
 * has answered.  Who finds another thread at it waits for that, but not for
 * long.  Another result than STORE_OK is STORE_UNAVAILABLE.
 */
enum store_result store_mongo_prepare(struct store_mongo *store);

/* What a document of a queue says, in the arena. */
void store_mongo_read_queue(
    struct arena *arena, const bson_t *document, struct queue *queue);

/*
 * The entries of a document's member, and how many there are; what is no entry
 * has no task.
 */
size_t store_mongo_read_entries(struct arena *arena, const bson_t *document,
    const char *name, struct queue_entry **entries);

/* Append a member {<name>: 1, ...}: fields to show, or an order. */
void store_mongo_put_ones(
    bson_t *document, const char *member, size_t n, const char *const *names);

/* Append members as the original writes them. */
void store_mongo_put_texts(
    bson_t *document, const char *name, size_t n, const char *const *texts);
void store_mongo_put_piece(
    bson_t *document, const char *name, const struct queue_metadata *piece);
void store_mongo_put_metadata(struct arena *arena, bson_t *document,
    const char *name, const struct store_metadata *metadata);
void store_mongo_put_entry(
    bson_t *array, const char *key, const struct queue_entry *entry);

/* {_id: id} */
void store_mongo_select_id(bson_t *selector, const char *id);

/* {credentials: {$elemMatch: {key[, secret]}}} */
void store_mongo_select_key(
    bson_t *selector, const char *key, const char *secret);

/* Select a queue, or a scroll, of a company. */
void store_mongo_select(bson_t *selector, const char *company, const char *id);

/* STORE_NOT_FOUND if there is no such queue, else what is given. */
enum store_result store_mongo_if_there(struct store_mongo *store,
    const char *company, const char *id, enum store_result there);

enum store_mongo_kind {
	STORE_MONGO_ADD,
	STORE_MONGO_REMOVE,
	STORE_MONGO_POP,
};

/* A call on a queue's entries, which may share a command with others. */
struct store_mongo_call {
	struct group_ticket ticket; /* first */
	enum store_mongo_kind kind;
	const char *company;
	const char *id; /* of the queue */
	int64_t now;
	struct arena *arena;      /* for the entry; not to add */
	struct queue_entry entry; /* to add; to pop (its task, or NULL: any), */
				  /* and popped; or removed, of a task */
	size_t n_removed;         /* entries, if it is to remove */
	enum store_result result;
};

/*
 * Do n calls on a queue, STORE_MONGO_BATCH at most, by as few commands as
 * possible and as if they had come one after another, in any order.
 */
void store_mongo_do_calls(
    struct store_mongo *store, size_t n, struct store_mongo_call *const *calls);

/*
 * The same by one command: removals first, then additions, then pops.  Each
 * call has its result; STORE_FULL for all: together they are too much for the
 * queue, and nothing was done.
 */
enum store_result store_mongo_do_together(
    struct store_mongo *store, size_t n, struct store_mongo_call *const *calls);

/*
 * Do one call by a command of its own.  To add is STORE_NOT_FOUND if the queue
 * holds the task already, too.
 */
enum store_result store_mongo_add_alone(
    struct store_mongo *store, const struct store_mongo_call *call);
enum store_result store_mongo_remove_alone(
    struct store_mongo *store, struct store_mongo_call *call);

/*
 * Count the entries that a removal takes out of some, perhaps 0, and note when
 * the first of them was added.
 */
void store_mongo_count_removed(
    struct store_mongo_call *call, size_t n, const struct queue_entry *entries);

/* A group_run and a group_same for calls. */
void store_mongo_run_calls(void *context, struct group_ticket *first);
bool store_mongo_is_same_queue(
    const struct group_ticket *one, const struct group_ticket *other);

/*
 * Ask whether a queue has entries, together with others who ask at the same
 * time: STORE_OK, STORE_EMPTY or STORE_NOT_FOUND.
 */
enum store_result store_mongo_poll(
    struct store_mongo *store, const char *company, const char *id);

/* A group_run for polls. */
void store_mongo_run_polls(void *context, struct group_ticket *first);

/* Whether a queue was empty when it was last heard of: no more than a guess. */
bool store_mongo_seems_empty(struct store_mongo *store, const char *id);
void store_mongo_note_empty(
    struct store_mongo *store, const char *id, bool is_empty);

/* A group_run for what pushes and pops mean to tasks. */
void store_mongo_run_effects(void *context, struct group_ticket *first);

/* Tasks that have left a queue, and are to be reverted. */
struct store_mongo_leaving {
	const char *id;           /* where it is stored; else NULL */
	struct store_leaving why; /* queue is NULL: tasks that name none */
	struct store_strings tasks;
	int64_t since;    /* tasks whose status changed later are left out; */
	bool only_queued; /* and all that are not queued.  0: none are */
};

/*
 * Revert tasks as store_revert_task() does, until a time of the steady clock or
 * a failure; how many of them, from the first, are done.  *found are the ids of
 * those that there were, in the arena.  Tasks that are in the queue again stay
 * as they are.
 */
size_t store_mongo_revert(struct store_mongo *store, struct arena *arena,
    const struct store_mongo_leaving *leaving, int64_t until,
    struct store_strings *found);

/* Some texts, and then some more, in the arena. */
const char **store_mongo_join(struct arena *arena,
    const struct store_strings *some, const struct store_strings *more);

/*
 * Have tasks be reverted by whichever server finds them, after so many ms;
 * false: it can't be noted.
 */
bool store_mongo_defer(struct store_mongo *store,
    const struct store_mongo_leaving *leaving, int64_t wait);

/* The texts of the array "tasks", in the arena; what is none is left out. */
struct store_strings store_mongo_read_tasks(
    struct arena *arena, const bson_t *document);

/*
 * A queue is emptied in one step, and its tasks are reverted in many.  Until
 * they are, the queue's document keeps them: after a crash in between, the call
 * repeated goes on.  What would take too long for a call goes to a collection
 * of its own, which a thread of any server takes care of.
 *
 * Revert tasks that a queue's document keeps, and have it forget them.
 */
void store_mongo_finish(struct store_mongo *store, struct arena *arena,
    const struct store_mongo_leaving *leaving, struct store_strings *found);

#define STORE_MONGO_KEPT "lineup_leaving" /* the member that keeps them */

/*
 * What a queue's document keeps so, in the arena, but for tasks that have
 * changed since; false if that is nothing, and then leaving->id is NULL.
 */
bool store_mongo_read_kept(struct arena *arena, const bson_t *queue,
    struct store_mongo_leaving *leaving);

/* The same of a queue by its id, and how many entries it has. */
enum store_result store_mongo_find_kept(struct store_mongo *store,
    struct arena *arena, const char *company, const char *id, int64_t *n,
    struct store_mongo_leaving *leaving);

/* Finish what queues have kept for so long that nobody is at it. */
void store_mongo_finish_kept(struct store_mongo *store);

/* Revert all that waits in its own collection, until *stop. */
void store_mongo_revert_waiting(
    struct store_mongo *store, const atomic_bool *stop);

/* A thread for what is left to be done, by whichever server finds it. */
struct store_mongo_chores *store_mongo_chores_new(struct store_mongo *store);

/* NULL is fine. */
void store_mongo_chores_free(struct store_mongo_chores *chores);

/* Have the thread look now; nothing if there is none. */
void store_mongo_chores_wake(struct store_mongo_chores *chores);

/* A move, of which some wait for others of the same company. */
struct store_mongo_move {
	struct group_ticket ticket; /* first */
	const char *company;
	const char *id; /* of the queue that the task is in */
	const char *target;
	const struct queue_entry *entry; /* as it will be */
	int64_t added;                   /* as it was */
	enum store_result result;
};

/* A group_run and a group_same for moves, each of which is a transaction.
 */
void store_mongo_run_move(void *context, struct group_ticket *ticket);
bool store_mongo_is_same_company(
    const struct group_ticket *one, const struct group_ticket *other);

/*
 * Move on a server without transactions: the task is in none of the queues
 * for a moment.  STORE_FAILED: it may still be, and whoever finishes moves
 * puts it into one of them.
 */
enum store_result store_mongo_move_by_steps(
    struct store_mongo *store, struct store_mongo_move *move);

/*
 * A task has been moved from a queue (NULL: from any) to another: if it was to
 * be run from there, it is to be run from the other one.
 */
enum store_result store_mongo_set_moved(struct store_mongo *store,
    const char *company, const char *task, const char *from, const char *to);

/* Whether a queue holds a task: STORE_OK or STORE_NOT_FOUND. */
enum store_result store_mongo_holds(struct store_mongo *store,
    const char *company, const char *queue, const char *task);

/* Finish the moves that somebody began long ago. */
void store_mongo_finish_moves(struct store_mongo *store);

/* STORE_FOREIGN if the users are those of another server, else STORE_OK. */
enum store_result store_mongo_if_ours(struct store_mongo *store);

/* Samples that wait to be written, and who writes them. */
struct store_mongo_samples *store_mongo_samples_new(
    struct store_mongo *store, int64_t retention);

/* NULL is fine. */
void store_mongo_samples_free(struct store_mongo_samples *samples);

/*
 * Note that a queue has so many entries more, or less if change is negative,
 * which were added at a time.
 */
void store_mongo_sample(struct store_mongo *store, const char *company,
    const char *id, int change, int64_t added, int64_t now);

/* The same of a queue that was emptied. */
void store_mongo_sample_empty(struct store_mongo *store, const char *company,
    const char *id, int64_t now);

/*
 * Sample all queues, as others may have changed them, and forget those that are
 * gone; how many are known, or 0 if they can't be seen.
 */
size_t store_mongo_look_at_all(struct store_mongo_samples *samples);

/*
 * Have the server tell of queues by their ids, in that order: documents {_id,
 * n, added}, of how many entries there are and the sum of their times.
 */
enum store_result store_mongo_look(struct store_mongo *store,
    const char *company, const struct store_strings *ids, mongo_take *take,
    void *context);

/* Write all samples that wait. */
void store_mongo_flush_samples(struct store_mongo_samples *samples);

/* The verbs of the port, as its headers declare them. */
store_check_fn store_mongo_check;
store_create_fn store_mongo_create;
store_get_by_id_fn store_mongo_get_by_id;
store_get_by_task_id_fn store_mongo_get_by_task_id;
store_get_all_fn store_mongo_get_all;
store_update_fn store_mongo_update;
store_change_metadata_fn store_mongo_change_metadata;
store_delete_fn store_mongo_delete;
store_clear_queue_fn store_mongo_clear_queue;
store_add_task_fn store_mongo_add_task;
store_get_next_task_fn store_mongo_get_next_task;
store_remove_task_fn store_mongo_remove_task;
store_move_task_fn store_mongo_move_task;
store_move_task_to_queue_fn store_mongo_move_task_to_queue;
store_sample_queues_fn store_mongo_sample_queues;
store_list_samples_fn store_mongo_list_samples;
store_open_scroll_fn store_mongo_open_scroll;
store_find_scroll_fn store_mongo_find_scroll;
store_move_scroll_fn store_mongo_move_scroll;
store_authenticate_fn store_mongo_authenticate;
store_find_user_fn store_mongo_find_user;
store_find_key_fn store_mongo_find_key;
store_add_company_fn store_mongo_add_company;
store_list_companies_fn store_mongo_list_companies;
store_add_user_fn store_mongo_add_user;
store_remove_user_fn store_mongo_remove_user;
store_disable_user_fn store_mongo_disable_user;
store_list_users_fn store_mongo_list_users;
store_add_key_fn store_mongo_add_key;
store_list_keys_fn store_mongo_list_keys;
store_revoke_key_fn store_mongo_revoke_key;
store_find_tasks_fn store_mongo_find_tasks;
store_set_task_queue_fn store_mongo_set_task_queue;
store_follow_task_fn store_mongo_follow_task;
store_requeue_task_fn store_mongo_requeue_task;
store_revert_task_fn store_mongo_revert_task;
store_list_workers_fn store_mongo_list_workers;

#endif

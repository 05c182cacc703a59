#ifndef STORE_MONGO_VERBS_H
#define STORE_MONGO_VERBS_H

/* Inside the store in MongoDB: what its files share. */

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "base/group.h"
#include "store/mongo/driver.h"
#include "store/entries.h"
#include "store/flows.h"
#include "store/history.h"
#include "store/pauses.h"
#include "store/queues.h"
#include "store/samples.h"
#include "store/scrolls.h"
#include "store/sightings.h"
#include "store/stats.h"
#include "store/tasks.h"
#include "store/traces.h"
#include "store/users.h"
#include "store/workers.h"

struct arena;
struct filter;
struct gate;
struct identity;
struct sighting_table;
struct store_mongo_chores;
struct store_mongo_flows;
struct store_mongo_history;
struct store_mongo_samples;
struct redis_source;

#define STORE_MONGO_FARTHEST 20000000 /* more entries than a document holds */
#define STORE_MONGO_BATCH 64          /* calls that share a command, at most */
#define STORE_MONGO_EMPTIES 16384     /* slots for empty queues */
#define STORE_MONGO_LONGEST_TASK 1024 /* bytes of a task's id, at most */

/* The member that a queue's document has during a move by steps. */
#define STORE_MONGO_TRACES "lineup_moves"

/* The piece of metadata that pauses a queue. */
#define STORE_MONGO_PAUSE "metadata." PAUSE_KEY

struct store_mongo {
	struct store store; /* first */
	struct mongo *mongo;
	struct group calls; /* on entries; a line for each queue */
	struct group polls;
	struct group effects; /* on tasks */
	struct group moves;   /* a line for each company */
	atomic_uint empties[STORE_MONGO_EMPTIES];
	struct store_mongo_samples *samples; /* NULL: none are taken */
	struct store_mongo_flows *flows;
	struct store_mongo_history *history;
	struct sighting_table *sightings;
	struct store_mongo_chores *chores; /* NULL: no thread for them */
	int64_t patience; /* ms that a call may spend on reverting tasks */
	const struct redis_source *redis; /* NULL: none; outlives the store */
	struct gate *preparing;           /* one thread at a time */
	bool is_beside;
	bool is_said_old; /* logged already; within preparing */
	atomic_bool is_prepared;
};

/*
 * Parts of expressions, for BCON.  Texts from callers must be literals, or "$"
 * would be read as an operator.
 */
#define STORE_MONGO_LITERAL(text) "{", "$literal", BCON_UTF8(text), "}"
#define STORE_MONGO_OR_NONE(array)                                             \
	"{", "$ifNull", "[", array, "[", "]", "]", "}"

/* The store as this kind of store. */
static inline struct store_mongo *
mongo_of(struct store *store)
{
	return (struct store_mongo *)store;
}

/*
 * Check that the server is new enough and make the indexes, unless that has
 * succeeded before.  If another thread is doing so, wait for it, but only a
 * second.  Fails with STORE_UNAVAILABLE or STORE_DENIED.
 */
enum store_result store_mongo_prepare(struct store_mongo *store);

/*
 * STORE_FAILED, with an error message, if the server is too old; or the result
 * of asking it.
 */
enum store_result store_mongo_check_version(
    struct store_mongo *store, const char **error);

/* Items that are read from documents, one after the other. */
struct store_mongo_list {
	struct arena *arena;
	size_t n;
	size_t room;
	void *items;
	bool is_costly; /* the call's budget is used up */
};

/*
 * Add an item of size bytes, which are zero, for a document that is read into
 * the arena.  NULL, and the list is costly: the call's budget is used up.
 */
void *store_mongo_add_item(
    struct store_mongo_list *list, const bson_t *document, size_t size);

/*
 * Find documents; take gets each of them with the list, to which it adds items.
 * STORE_COSTLY if the list is.
 */
enum store_result store_mongo_read_list(struct mongo *mongo,
    enum mongo_collection where, const bson_t *selector, const bson_t *options,
    mongo_take *take, struct store_mongo_list *list);

/* Read the document of a queue into the arena. */
void store_mongo_read_queue(
    struct arena *arena, const bson_t *document, struct queue *queue);

/* The pause that a queue's document has, in the arena; NULL: none. */
const char *store_mongo_read_pause(struct arena *arena, const bson_t *document);

/*
 * Read a member that is an array of entries, and return their number.  An
 * element that is not an entry gets the task NULL.
 */
size_t store_mongo_read_entries(struct arena *arena, const bson_t *document,
    const char *name, struct queue_entry **entries);

/*
 * Read a member that is an array of texts, into the arena; other elements are
 * left out.  NULL, with *n 0, if there is none.
 */
const char **store_mongo_read_texts(
    struct arena *arena, const bson_t *document, const char *name, size_t *n);

/* Append a member {<name>: 1, ...}: fields to show, or an order. */
void store_mongo_put_ones(
    bson_t *document, const char *member, size_t n, const char *const *names);

/* Append a member in the form in which the original writes it. */
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

/* {company: ..., <name>: {$in: ids}} */
void store_mongo_select_some(bson_t *selector, const char *name,
    const char *company, const struct store_strings *ids);

/* Select a queue, or a scroll, of a company. */
void store_mongo_select(bson_t *selector, const char *company, const char *id);

/* STORE_NOT_FOUND if there is no such queue, else the value of there. */
enum store_result store_mongo_if_there(struct store_mongo *store,
    const char *company, const char *queue, enum store_result there);

enum store_mongo_kind {
	STORE_MONGO_ADD_TASK,
	STORE_MONGO_REMOVE_TASK,
	STORE_MONGO_GET_NEXT_TASK,
};

/* A call on a queue's entries, which may share a command with others. */
struct store_mongo_call {
	struct group_ticket ticket; /* first */
	enum store_mongo_kind kind;
	const char *company;
	const char *queue;
	int64_t now;
	const struct store_actor *who; /* or NULL */
	struct arena *arena;           /* for the entry; not for ADD_TASK */
	struct queue_entry entry; /* ADD_TASK: the entry.  REMOVE_TASK: its task
				   * is given, its time returned.
				   * GET_NEXT_TASK: a task may be given (NULL:
				   * any), the entry is returned */
	size_t n_removed;         /* by REMOVE_TASK: entries */
	int64_t position;         /* of the first of them, or -1: unknown */
	enum store_result result;
};

/*
 * Do n calls on a queue, at most STORE_MONGO_BATCH, by as few commands as
 * possible; the results are as if they had come one after another.
 */
void store_mongo_do_calls(
    struct store_mongo *store, size_t n, struct store_mongo_call *const *calls);

/*
 * The same by one command: removals first, then additions, then pops.  Each
 * call gets its result.  STORE_FULL: together they are too much for the queue,
 * and nothing was done.
 */
enum store_result store_mongo_do_together(
    struct store_mongo *store, size_t n, struct store_mongo_call *const *calls);

/*
 * Do one call by a command of its own.  Adding is STORE_NOT_FOUND also if the
 * queue holds the task already.
 */
enum store_result store_mongo_add_alone(
    struct store_mongo *store, const struct store_mongo_call *call);
enum store_result store_mongo_remove_alone(
    struct store_mongo *store, struct store_mongo_call *call);

/*
 * Set n_removed to the number of n entries that have the call's task, and the
 * call's entry to the time of the first of them.
 */
void store_mongo_count_removed(
    struct store_mongo_call *call, size_t n, const struct queue_entry *entries);

/* The group_run and group_same for calls. */
void store_mongo_run_calls(void *context, struct group_ticket *first);
bool store_mongo_is_same_queue(
    const struct group_ticket *one, const struct group_ticket *other);

/*
 * Ask whether a queue has entries for who asks, in a command that is shared
 * with others: STORE_OK, STORE_EMPTY or STORE_NOT_FOUND.
 */
enum store_result store_mongo_poll(struct store_mongo *store,
    const char *company, const char *queue, const struct store_actor *who);

/* The group_run for polls. */
void store_mongo_run_polls(void *context, struct group_ticket *first);

/* True if a queue was empty when last seen by this process: only a guess. */
bool store_mongo_seems_empty(struct store_mongo *store, const char *queue);
void store_mongo_note_empty(
    struct store_mongo *store, const char *queue, bool is_empty);

/* The group_run for the effects of adding and popping on tasks. */
void store_mongo_run_effects(void *context, struct group_ticket *first);

/* Tasks that have left a queue, and are to be reverted. */
struct store_mongo_leaving {
	const char *id;           /* under which it is stored, or NULL */
	struct store_leaving why; /* queue NULL: tasks that name no queue */
	struct store_strings tasks;
	int64_t since;    /* skip tasks whose status changed later; 0: don't */
	bool only_queued; /* skip tasks that are not queued */
};

/*
 * Revert tasks as store_revert_task() does, until a time of the steady clock or
 * a failure; returns how many of them, from the first, are done.  *found are
 * the ids of those that were reverted, in the arena.  Tasks that are in the
 * queue again stay as they are.
 */
size_t store_mongo_revert(struct store_mongo *store, struct arena *arena,
    const struct store_mongo_leaving *leaving, int64_t until,
    struct store_strings *found);

/* Concatenate two lists of texts, in the arena. */
const char **store_mongo_join(struct arena *arena,
    const struct store_strings *some, const struct store_strings *more);

#define STORE_MONGO_CLAIMED 60000 /* ms: a claim on them keeps others off */

/*
 * Have tasks reverted later, after so many ms, by any server.  False: this
 * can't be stored, or the tasks name no queue.
 */
bool store_mongo_defer(struct store_mongo *store,
    const struct store_mongo_leaving *leaving, int64_t wait);

/*
 * A queue is emptied in one step, but its tasks are reverted in many.  Until
 * then, the queue's document keeps them: after a crash, a repeated call goes on
 * with them.  Those that would take too long for a call go to a collection of
 * their own, where a thread of any server finds them.
 *
 * Revert tasks that a queue's document keeps, and remove them from it.
 */
void store_mongo_finish(struct store_mongo *store, struct arena *arena,
    const struct store_mongo_leaving *leaving, struct store_strings *found);

#define STORE_MONGO_KEPT "lineup_leaving" /* the member that keeps them */

/*
 * Read the tasks that a queue's document keeps, into the arena.  False, with
 * leaving->id NULL: it keeps none.
 */
bool store_mongo_read_kept(struct arena *arena, const bson_t *queue,
    struct store_mongo_leaving *leaving);

/* The same for a queue by its id; *n is the number of its entries. */
enum store_result store_mongo_find_kept(struct store_mongo *store,
    struct arena *arena, const char *company, const char *id, int64_t *n,
    struct store_mongo_leaving *leaving);

/* A chore: revert tasks that queues have kept so long that nobody else will. */
void store_mongo_finish_kept(
    struct store_mongo *store, const atomic_bool *stop);

/* A chore: revert the tasks in MONGO_LEAVINGS. */
void store_mongo_revert_waiting(
    struct store_mongo *store, const atomic_bool *stop);

/* Work that this server or another has left undone; *stop ends it early. */
struct store_mongo_chore {
	unsigned every; /* rounds */
	void (*run)(struct store_mongo *store, const atomic_bool *stop);
};

/* Start a thread for n chores, which outlive it. */
struct store_mongo_chores *store_mongo_chores_new(
    struct store_mongo *store, size_t n, const struct store_mongo_chore *items);

/* NULL is fine. */
void store_mongo_chores_free(struct store_mongo_chores *chores);

/* Have the thread look for work now.  NULL is fine. */
void store_mongo_chores_wake(struct store_mongo_chores *chores);

/* A move between queues; those of one company wait for each other. */
struct store_mongo_move {
	struct group_ticket ticket; /* first */
	const char *company;
	const char *queue; /* that the task is in */
	const char *target;
	const struct queue_entry *entry; /* in the target */
	int64_t added;                   /* set: its time in the first queue */
	enum store_result result;
};

/* The group_run and group_same for moves, each of which is a transaction. */
void store_mongo_run_move(void *context, struct group_ticket *ticket);
bool store_mongo_is_same_company(
    const struct group_ticket *one, const struct group_ticket *other);

/*
 * Move on a server without transactions: for a moment, the task is in neither
 * queue.  STORE_FAILED: it may still be so, until store_mongo_finish_moves()
 * puts it into one of them.
 */
enum store_result store_mongo_move_by_steps(
    struct store_mongo *store, struct store_mongo_move *move);

/* After an add: note that the task is to be run from the queue. */
void store_mongo_set_task_queue(struct store *store, const char *company,
    const char *task, const char *queue);

/*
 * After a move from a queue (NULL: from any) to another: if the task was to be
 * run from the first, note that it is to be run from the other.
 */
enum store_result store_mongo_set_moved(struct store_mongo *store,
    const char *company, const char *task, const char *from, const char *to);

/* STORE_OK if a queue holds a task, else STORE_NOT_FOUND. */
enum store_result store_mongo_holds(struct store_mongo *store,
    const char *company, const char *queue, const char *task);

/* A chore: finish the moves that were begun long ago and never ended. */
void store_mongo_finish_moves(
    struct store_mongo *store, const atomic_bool *stop);

/* STORE_FOREIGN if the users are another server's, else STORE_OK. */
enum store_result store_mongo_if_ours(struct store_mongo *store);

/* Start gathering samples, and a thread that writes them; a store beside writes
 * them when it is closed.  Never NULL. */
struct store_mongo_samples *store_mongo_samples_new(
    struct store_mongo *store, int64_t retention);

/* NULL is fine. */
void store_mongo_samples_free(struct store_mongo_samples *samples);

/*
 * Note that a queue now has so many entries more, or fewer if change is
 * negative, all with the time added.  Times in ms since 1970.
 */
void store_mongo_sample(struct store_mongo *store, const char *company,
    const char *queue, int change, int64_t added, int64_t now);

/* The same for a queue that was emptied. */
void store_mongo_sample_empty(struct store_mongo *store, const char *company,
    const char *queue, int64_t now);

/*
 * Sample all queues, as other servers may have changed them, and forget those
 * that are gone.  Returns the number of queues, or 0 if they can't be read.
 */
size_t store_mongo_look_at_all(struct store_mongo_samples *samples);

/*
 * Look up queues by their ids, in the order of ids; take gets documents {_id,
 * n, added}: the number of entries and the sum of their times.
 */
enum store_result store_mongo_look(struct store_mongo *store,
    const char *company, const struct store_strings *ids, mongo_take *take,
    void *context);

/* Write all samples that were gathered. */
void store_mongo_flush_samples(struct store_mongo_samples *samples);

/* Counts that wait to be written. */
struct store_mongo_flows *store_mongo_flows_new(void);
void store_mongo_flows_free(struct store_mongo_flows *flows);

/* Note that n entries of this kind (model/flow.h) came into a queue or left. */
void store_mongo_count(struct store_mongo *store, const char *company,
    const char *queue, int kind, int64_t n, int64_t now);

/* Changes that wait to be written. */
struct store_mongo_history *store_mongo_history_new(int64_t retention);
void store_mongo_history_free(struct store_mongo_history *history);

/* Note a change in the history. */
void store_mongo_note_change(struct store_mongo *store, const char *company,
    const struct store_change *change);

/* Write the changes that wait. */
void store_mongo_write_history(struct store_mongo *store);

/* Write the counts that wait, and the newest sightings of this process. */
void store_mongo_write_counts(struct store_mongo *store);
void store_mongo_write_sightings(struct store_mongo *store);

/* A chore: write all of these. */
void store_mongo_write_watched(
    struct store_mongo *store, const atomic_bool *stop);

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
store_list_entries_fn store_mongo_list_entries;
store_find_holders_fn store_mongo_find_holders;
store_note_sighting_fn store_mongo_note_sighting;
store_list_sightings_fn store_mongo_list_sightings;
store_list_flows_fn store_mongo_list_flows;
store_list_history_fn store_mongo_list_history;
store_sample_queues_fn store_mongo_sample_queues;
store_list_samples_fn store_mongo_list_samples;
store_measure_fn store_mongo_measure;
store_list_longest_fn store_mongo_list_longest;
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
store_follow_task_fn store_mongo_follow_task;
store_requeue_task_fn store_mongo_requeue_task;
store_revert_task_fn store_mongo_revert_task;
store_list_workers_fn store_mongo_list_workers;
store_find_trace_fn store_mongo_find_trace;
store_list_orphans_fn store_mongo_list_orphans;

#endif

#ifndef STORE_SQLITE_VERBS_H
#define STORE_SQLITE_VERBS_H

/* Inside the SQLite store: what its files share. */

/* The gap between the ranks of appended entries, so that others fit between. */
#define STORE_SQLITE_RANK_GAP 1048576

#include <pthread.h>
#include <stdatomic.h>

#include "base/digest.h"
#include "store/entries.h"
#include "store/flows.h"
#include "store/history.h"
#include "store/pauses.h"
#include "store/queues.h"
#include "store/samples.h"
#include "store/scrolls.h"
#include "store/sightings.h"
#include "store/sqlite/db.h"
#include "store/sqlite/reserve.h"
#include "store/sqlite/sqlite.h"
#include "store/stats.h"
#include "store/tasks.h"
#include "store/traces.h"
#include "store/users.h"
#include "store/workers.h"

struct arena;
struct filter;
struct gate;
struct identity;
struct scroll_table;
struct sighting_table;
struct store_sqlite_history;

/*
 * Lock a directory against a second server, until the descriptor *lock is
 * closed.  Returns NULL, or an error message.
 */
const char *store_sqlite_lock(struct arena *arena, const char *data, int *lock);

/* Check that a file is a sound database of ours: NULL, or an error message. */
const char *store_sqlite_look(
    struct arena *arena, struct db *db, const char *path);

/*
 * Upgrade the layout of a database; another process may be doing the same.
 * Returns NULL, or an error message.
 */
const char *store_sqlite_migrate(
    struct arena *arena, struct db *db, const char *path);

/* Read one queue without its entries; *number is that of its entries. */
enum store_result store_sqlite_read_queue(struct db *db, struct arena *arena,
    const char *company, const char *id, unsigned parts, int64_t *number,
    struct queue *queue);

/* A queue's first number, which orders it among queues. */
#define STORE_SQLITE_PLACE                                                     \
	"coalesce((SELECT place FROM places WHERE places.number ="             \
	" queues.number), queues.number)"

/* A row of the table "blocks", whose count is written when the state is. */
struct store_sqlite_block {
	bool is_known;
	bool has_changed;
	int64_t rank;
	int64_t end; /* the rank of the next block, or INT64_MAX */
	int64_t n;
};

/* The state of a queue whose entries are about to change. */
struct store_sqlite_state {
	int64_t number; /* of its entries */
	int64_t place;  /* of its samples */
	int64_t created;
	int64_t n;     /* entries */
	int64_t added; /* sum of their times, each minus created */
	int64_t last;  /* no entry has a greater rank; if knows_last */
	bool knows_last;
	/* where entries are mostly taken out, and where they are added */
	struct store_sqlite_block front, back;
	enum pause_scope pause;
};

/*
 * The queues whose entries a group changes: their states are read once, and
 * written at the end of the group.
 */
struct store_sqlite_states {
	size_t n;
	struct store_sqlite_held {
		const char *company; /* strings of the first call, which */
		const char *queue;   /* waits for the end of the group */
		struct store_sqlite_state state;
		int64_t now; /* last_update */
		bool has_changed;
	} items[DB_MAX_GROUP];
};

#define STORE_SQLITE_SAMPLES                                                   \
	((size_t)2 * DB_MAX_GROUP) /* a move has two queues */

/* Samples of the writes that share a commit. */
struct store_sqlite_samples {
	int64_t retention; /* seconds that samples are kept; 0: forever */
	int64_t pruned;    /* the second in which old ones were deleted */
	int64_t n_written; /* at most so many since then */
	size_t n;
	struct {
		int64_t queue;
		struct queue_sample sample;
	} items[STORE_SQLITE_SAMPLES];
};

#define STORE_SQLITE_COUNTS ((size_t)4 * DB_MAX_GROUP)
#define STORE_SQLITE_WAITING 4096

/* How often something happened in a queue in a minute; see model/flow.h. */
struct store_sqlite_count {
	int64_t minute;
	int64_t queue; /* its place */
	int kind;
	int64_t n; /* 0: an empty slot */
};

/* Counts of the writes that share a commit, and those that wait to be written:
 * a hash table. */
struct store_sqlite_flows {
	int64_t pruned;    /* the minute in which old ones were deleted */
	int64_t n_written; /* at most so many since then */
	size_t n;
	struct store_sqlite_count items[STORE_SQLITE_COUNTS];
	atomic_size_t n_waiting;
	int64_t begun; /* when the first of them came, by steady_now() */
	struct store_sqlite_count waiting[STORE_SQLITE_WAITING];
};

#define STORE_SQLITE_GUESSES 1024
#define STORE_SQLITE_EMPTIES 256
#define STORE_SQLITE_KEY 72 /* bytes for the id of a company or queue */

/* A queue that was empty when the database had this stamp. */
struct store_sqlite_empty {
	struct db_stamp stamp;
	char company[STORE_SQLITE_KEY];
	char queue[STORE_SQLITE_KEY];
};

/*
 * Deletes the entries of long queues that were removed, step by step.  A queue
 * without a company is invisible to every call: removing a long queue just
 * clears its company, in one small write, and sweeping does the rest.
 * Likewise, a long queue that is added gets its company last.  What a crash
 * leaves behind is swept when a server starts.
 *
 * The same thread is the watchdog of tasks: it stops those that run, but were
 * not heard of for some time.  It also writes sightings.
 */
struct store_sqlite_sweeper {
	bool is_running; /* a thread of its own, which a server has */
	pthread_t thread;
	atomic_bool is_stopping;
	pthread_mutex_t mutex;
	pthread_cond_t changed; /* what follows */
	int64_t sweep_at;       /* by steady_now(); INT64_MAX: it has not to */
	int64_t watch_at;       /* likewise */
	int64_t write_at;       /* likewise */
	int64_t silence;        /* seconds; 0: no task is stopped */
};

#define STORE_SQLITE_PLACES 8192

/*
 * What workers said last, so that what they repeat every few seconds is not
 * written each time.  A worker that finds its place taken takes it.
 */
struct store_sqlite_presence {
	pthread_mutex_t mutex;
	struct store_sqlite_present {
		char worker[DIGEST_SHA256_SIZE]; /* who it is */
		char said[DIGEST_SHA256_SIZE];   /* all but the time */
		int64_t until;  /* when it is to be written again */
		int64_t active; /* when it was heard of last */
	} places[STORE_SQLITE_PLACES];
};

/* True if a worker repeats what was written lately; its time is noted. */
bool store_sqlite_presence_repeats(
    struct store_sqlite_presence *presence, const struct store_worker *worker);

/* Note what is being written of a worker, which may be silent for some s. */
void store_sqlite_presence_note(struct store_sqlite_presence *presence,
    const struct store_worker *worker, int64_t timeout);

/* Forget what a worker said, as that is no longer what is written. */
void store_sqlite_presence_forget(struct store_sqlite_presence *presence,
    const char *company, const char *user, const char *name);

/* Show the time of a worker that was read, if it was heard of since. */
void store_sqlite_presence_look(
    struct store_sqlite_presence *presence, struct store_worker *worker);

struct store_sqlite {
	struct store store; /* first: a pointer to it is cast back */
	/* by a hash of the queue: did the last write leave tasks in it? */
	atomic_bool has_tasks[STORE_SQLITE_GUESSES];
	int lock;      /* descriptor of the lock file, or -1 */
	bool is_alone; /* no server is running, so long writes need no pauses */
	struct reserve reserve;
	struct store_sqlite_states states;
	struct store_sqlite_samples samples;
	struct store_sqlite_flows flows;
	struct store_sqlite_history *history;
	struct sighting_table *sightings;
	/* retention 0: none; the sweeper's mutex is for them, too */
	struct store_sqlite_event_limits events;
	struct store_sqlite_presence presence;
	struct db_writer writer;
	struct store_sqlite_packer *packer; /* for the writer */
	struct db_pool pool;
	/* by reader and hash of the queue; used by the reader's borrower */
	struct store_sqlite_empty empties[DB_READERS][STORE_SQLITE_EMPTIES];
	struct scroll_table *scrolls;
	struct gate *long_writes; /* one at a time */
	struct store_sqlite_sweeper sweeper;
};

/* The store as this kind of store. */
static inline struct store_sqlite *
sqlite_of(struct store *store)
{
	return (struct store_sqlite *)store;
}

#define STORE_SQLITE_FEW 256 /* entries that a single write may handle */

/*
 * A step of a long write: 6 ms of work, a commit and, if there may be other
 * writers, a pause of the same length.
 */
struct store_sqlite_step {
	bool is_alone;
	int64_t begun;
};

/* Begin a step; true while it may go on; pause after its commit. */
void store_sqlite_step_begin(struct store_sqlite_step *step);
bool store_sqlite_step_goes_on(const struct store_sqlite_step *step);
void store_sqlite_step_pause(const struct store_sqlite_step *step);

/* Bind texts as they are stored: concatenated, each with its NUL. */
void store_sqlite_bind_texts(struct sqlite3_stmt *statement, int n,
    size_t n_texts, const char *const *texts);

/* Bind metadata as a blob, in the form in which it is stored. */
void store_sqlite_bind_metadata(struct sqlite3_stmt *statement, int n,
    const struct store_metadata *metadata);

/* Insert a queue's row, without its entries. */
enum store_result store_sqlite_insert_row(
    struct db *db, const struct queue *queue);

/* Delete a queue's row, after its entries. */
enum store_result store_sqlite_delete_row(struct db *db, int64_t number);

/* Add a queue with many entries, in steps. */
enum store_result store_sqlite_add_long(
    struct store_sqlite *store, const struct queue *queue);

/* Hide a queue from all calls, to be swept. */
enum store_result store_sqlite_hide(struct db *db, int64_t number);

/*
 * Start a thread that sweeps now and after each store_sqlite_sweep(); false: it
 * can't be started.
 */
bool store_sqlite_sweeper_start(struct store_sqlite *store);

/* Stop the thread, if there is one. */
void store_sqlite_sweeper_stop(struct store_sqlite *store);

/*
 * Stop tasks that run, but were not heard of for some seconds.  STORE_OK: there
 * may be more.
 */
enum store_result store_sqlite_stop_silent(
    struct store_sqlite *store, int64_t seconds);

/* Wake up the sweeping thread; without one, sweep before returning. */
void store_sqlite_sweep(struct store_sqlite *store);

/* Read the state of a queue of the company. */
enum store_result store_sqlite_read_state(struct db *db, const char *company,
    const char *queue, struct store_sqlite_state *state);

/* Get the state of a queue in the open group, which reads it only once. */
enum store_result store_sqlite_hold_state(struct db *db,
    struct store_sqlite *store, const char *company, const char *queue,
    struct store_sqlite_held **held);

/* Write a queue's state, the counts it keeps, and its last_update. */
enum store_result store_sqlite_write_state(
    struct db *db, struct store_sqlite_state *state, int64_t now);

/* Write the deferred states; context is the store. */
db_settle store_sqlite_settle;

/* Append entries to a queue, and update its state in memory. */
enum store_result store_sqlite_append(struct db *db,
    struct store_sqlite_state *state, size_t n,
    const struct queue_entry *entries);

/* Take out the entry at a rank, which was added at a time; likewise. */
enum store_result store_sqlite_take_out(struct db *db,
    struct store_sqlite_state *state, int64_t rank, int64_t added);

/* Find the rank and the time of a task in a queue. */
enum store_result store_sqlite_find_entry(struct db *db, int64_t number,
    const char *task, int64_t *rank, int64_t *added);

/* Change an entry's rank; the new one must be free. */
enum store_result store_sqlite_set_rank(
    struct db *db, int64_t number, int64_t from, int64_t to);

/*
 * Blocks count a queue's entries: a row of the table "blocks" has the number of
 * entries from its rank up to the next block's.  So a position is found by
 * adding up blocks and counting within one, however long the queue.
 *
 * Update the counts for an entry that was added or removed at a rank.  The
 * state keeps the counts of two blocks, so that calls of a group that add and
 * take at the ends don't each write them.
 */
enum store_result store_sqlite_block_add(
    struct db *db, struct store_sqlite_state *state, int64_t rank);
enum store_result store_sqlite_block_remove(
    struct db *db, struct store_sqlite_state *state, int64_t rank);

/* Write the counts that a state keeps, and forget them, as the functions below
 * don't see them. */
enum store_result store_sqlite_block_write(
    struct db *db, struct store_sqlite_state *state);

/* From a rank to its index in the queue (from 0), and from index to rank. */
enum store_result store_sqlite_block_find(
    struct db *db, int64_t number, int64_t rank, int64_t *index);
enum store_result store_sqlite_block_rank(
    struct db *db, int64_t number, int64_t index, int64_t *rank);

/* Spread the ranks of the entries around a rank, to make room between them. */
enum store_result store_sqlite_block_spread(
    struct db *db, int64_t number, int64_t rank);

/* Note a sample of a queue's state, to be written with the group's commit. */
void store_sqlite_sample(struct store_sqlite *store,
    const struct store_sqlite_state *state, int64_t now);

/*
 * Note that n entries, which are of this kind (model/flow.h), were added to a
 * queue or have left it; to be written with the group's commit.
 */
void store_sqlite_count(struct store_sqlite *store,
    const struct store_sqlite_state *state, int64_t now, int kind, int64_t n);

/* A change of a queue's entries, as it is noted; members as in store_change. */
struct store_sqlite_change {
	const char *company;
	const char *queue;
	int64_t place;
	const char *target;
	int64_t target_place; /* if there is a target */
	const char *task;
	enum store_action action;
	const struct store_actor *who; /* or NULL */
	int64_t now;
	int64_t before;
	int64_t after;
};

/* The changes of a group of writes. */
struct store_sqlite_history *store_sqlite_history_new(void);
void store_sqlite_history_free(struct store_sqlite_history *history);

/* The position before a change of the entry at a rank, if it will be noted;
 * else -1: it isn't needed. */
int64_t store_sqlite_place_before(
    struct store_sqlite *store, struct db *db, int64_t number, int64_t rank);

/* Note a change that the group makes in the history. */
void store_sqlite_note_change(
    struct store_sqlite *store, const struct store_sqlite_change *change);

/*
 * At the end of a group: write its changes, in its commit, if it is kept; a
 * failure is only logged.
 */
void store_sqlite_end_history(
    struct db *db, struct store_sqlite *store, bool kept);

/* STORE_EMPTY if a queue is paused for who (or NULL), else STORE_OK. */
enum store_result store_sqlite_check_pause(struct db *db,
    const struct store_sqlite_state *state, const struct store_actor *who);

/* A pause's value before and after a change; NULL: there is none. */
struct store_sqlite_pause {
	const char *company;
	const char *queue;
	const char *before;
	const char *after;
	const struct store_actor *who; /* or NULL */
	int64_t now;
};

/* After it was written: have the open group see it, and note what it did. */
enum store_result store_sqlite_note_pause(struct store_sqlite *store,
    struct db *db, const struct store_sqlite_pause *pause);

/*
 * At the end of a group: have its counts wait, if it is kept, and write what
 * waits if that is due.
 */
void store_sqlite_end_counts(
    struct db *db, struct store_sqlite_flows *flows, bool kept);

/* Write the counts that wait. */
void store_sqlite_flush_counts(struct store_sqlite *store);

/* Write the sightings that this process has not written yet. */
void store_sqlite_write_sightings(struct store_sqlite *store);

/* Write the samples, counts and changes of a group, or drop them. */
db_end_group store_sqlite_end_group;

/* The verbs of the port, as its headers declare them. */
store_create_fn store_sqlite_create;
store_get_by_id_fn store_sqlite_get_by_id;
store_get_by_task_id_fn store_sqlite_get_by_task_id;
store_get_all_fn store_sqlite_get_all;
store_update_fn store_sqlite_update;
store_change_metadata_fn store_sqlite_change_metadata;
store_delete_fn store_sqlite_delete;
store_clear_queue_fn store_sqlite_clear_queue;
store_add_task_fn store_sqlite_add_task;
store_get_next_task_fn store_sqlite_get_next_task;
store_remove_task_fn store_sqlite_remove_task;
store_move_task_fn store_sqlite_move_task;
store_move_task_to_queue_fn store_sqlite_move_task_to_queue;
store_list_entries_fn store_sqlite_list_entries;
store_find_holders_fn store_sqlite_find_holders;
store_note_sighting_fn store_sqlite_note_sighting;
store_list_sightings_fn store_sqlite_list_sightings;
store_list_flows_fn store_sqlite_list_flows;
store_list_history_fn store_sqlite_list_history;
store_sample_queues_fn store_sqlite_sample_queues;
store_list_samples_fn store_sqlite_list_samples;
store_describe_fn store_sqlite_describe;
store_measure_fn store_sqlite_measure;
store_list_longest_fn store_sqlite_list_longest;
store_authenticate_fn store_sqlite_authenticate;
store_find_user_fn store_sqlite_find_user;
store_find_key_fn store_sqlite_find_key;
store_add_company_fn store_sqlite_add_company;
store_list_companies_fn store_sqlite_list_companies;
store_add_user_fn store_sqlite_add_user;
store_remove_user_fn store_sqlite_remove_user;
store_disable_user_fn store_sqlite_disable_user;
store_list_users_fn store_sqlite_list_users;
store_add_key_fn store_sqlite_add_key;
store_find_tasks_fn store_sqlite_find_tasks;
store_follow_task_fn store_sqlite_follow_task;
store_requeue_task_fn store_sqlite_requeue_task;
store_revert_task_fn store_sqlite_revert_task;
store_list_workers_fn store_sqlite_list_workers;
store_find_trace_fn store_sqlite_find_trace;
store_list_orphans_fn store_sqlite_list_orphans;
store_register_worker_fn store_sqlite_register_worker;
store_report_worker_fn store_sqlite_report_worker;
store_unregister_worker_fn store_sqlite_unregister_worker;
store_list_keys_fn store_sqlite_list_keys;
store_revoke_key_fn store_sqlite_revoke_key;

#endif

#ifndef STORE_SQLITE_VERBS_H
#define STORE_SQLITE_VERBS_H

/* Inside the SQLite store: what its files share. */

/* What lies between the ranks of entries, so that others fit in between. */
#define STORE_SQLITE_RANK_GAP 1048576

#include <pthread.h>
#include <stdatomic.h>

#include "store/queues.h"
#include "store/samples.h"
#include "store/scrolls.h"
#include "store/sqlite/db.h"
#include "store/sqlite/reserve.h"
#include "store/tasks.h"
#include "store/users.h"
#include "store/workers.h"

struct arena;
struct filter;
struct gate;
struct identity;
struct scroll_table;

/*
 * Lock out a second server from a directory: *lock is a descriptor, and the
 * lock goes with it.  NULL, or what is wrong.
 */
const char *store_sqlite_lock(struct arena *arena, const char *data, int *lock);

/* What keeps a file from being our database, or NULL. */
const char *store_sqlite_look(
    struct arena *arena, struct db *db, const char *path);

/* Read one queue without its entries; *number is what they go by. */
enum store_result store_sqlite_read_queue(struct db *db, struct arena *arena,
    const char *company, const char *id, unsigned parts, int64_t *number,
    struct queue *queue);

/* What orders a queue among others: its first number. */
#define STORE_SQLITE_PLACE                                                     \
	"coalesce((SELECT place FROM places WHERE places.number ="             \
	" queues.number), queues.number)"

/* What is known of a queue that is about to be written. */
struct store_sqlite_state {
	int64_t number; /* what its entries go by */
	int64_t place;  /* what its samples go by */
	int64_t created;
	int64_t n;     /* entries */
	int64_t added; /* sum of their times, each less created */
	int64_t last;  /* no entry has a greater rank; if it is known */
	bool knows_last;
};

/*
 * The queues whose entries a group changes: their states are read once, and
 * written when it ends.
 */
struct store_sqlite_states {
	size_t n;
	struct store_sqlite_held {
		const char *company; /* these two are the first call's, which */
		const char *id;      /* waits for the end */
		struct store_sqlite_state state;
		int64_t now; /* last_update */
		bool has_changed;
	} items[DB_MAX_GROUP];
};

/* Samples of the writes that share a commit. */
struct store_sqlite_samples {
	int64_t retention; /* seconds that samples are kept; 0: for ever */
	int64_t pruned;    /* the second in which old ones were forgotten */
	int64_t n_written; /* since then, at most */
	size_t n;
	struct {
		int64_t queue;
		struct queue_sample sample;
	} items[2 * DB_MAX_GROUP]; /* a move is between two queues */
};

#define STORE_SQLITE_GUESSES 1024
#define STORE_SQLITE_EMPTIES 256
#define STORE_SQLITE_KEY 72 /* an id of a company or queue, and its NUL */

/* A queue that a reader found empty when the database was at a stamp. */
struct store_sqlite_empty {
	struct db_stamp stamp;
	char company[STORE_SQLITE_KEY];
	char id[STORE_SQLITE_KEY];
};

/*
 * What removes the rest of queues that were removed by force.  A queue of no
 * company is not there to anybody: one that is long is given none, in one small
 * write, and its entries go afterwards, step by step; just so, a long queue
 * that is added gets its company last.  What a crash leaves behind is swept
 * when a server starts.
 */
struct store_sqlite_sweeper {
	bool is_running; /* a thread of its own, which a server has */
	pthread_t thread;
	atomic_bool is_stopping;
	pthread_mutex_t mutex;
	pthread_cond_t wanted;
	bool is_wanted;
};

struct store_sqlite {
	struct store store; /* first, so that one is the other */
	/* by a hash of the queue: whether the last write left tasks in it */
	atomic_bool has_tasks[STORE_SQLITE_GUESSES];
	int lock;      /* descriptor of the lock file, or -1 */
	bool is_alone; /* no server was there to be let between */
	struct reserve reserve;
	struct store_sqlite_states states;
	struct store_sqlite_samples samples;
	struct db_writer writer;
	struct db_pool pool;
	/* by the reader, and a hash of the queue */
	struct store_sqlite_empty empties[DB_READERS][STORE_SQLITE_EMPTIES];
	struct scroll_table *scrolls;
	struct gate *long_writes; /* one at a time */
	struct store_sqlite_sweeper sweeper;
};

/* A store of this kind, as its verbs get it. */
static inline struct store_sqlite *
sqlite_of(struct store *store)
{
	return (struct store_sqlite *)store;
}

#define STORE_SQLITE_FEW 256 /* entries that one write takes at once */

/*
 * A part of a long write: 6 ms of work, a commit, and a pause as long as both;
 * where there are others.
 */
struct store_sqlite_step {
	bool is_alone;
	int64_t begun;
};

/* Begin a step; true while it may go on; pause when it was committed. */
void store_sqlite_step_begin(struct store_sqlite_step *step);
bool store_sqlite_step_goes_on(const struct store_sqlite_step *step);
void store_sqlite_step_pause(const struct store_sqlite_step *step);

/* Bind metadata as they are stored. */
void store_sqlite_bind_metadata(struct sqlite3_stmt *statement, int n,
    const struct store_metadata *metadata);

/* Insert a queue's row, without its entries. */
enum store_result store_sqlite_insert_row(
    struct db *db, const struct queue *queue);

/* Delete a queue's row, when its entries are gone. */
enum store_result store_sqlite_delete_row(struct db *db, int64_t number);

/* Add a queue of many entries. */
enum store_result store_sqlite_add_long(
    struct store_sqlite *store, const struct queue *queue);

/* Hide a queue from everybody, to be swept. */
enum store_result store_sqlite_hide(struct db *db, int64_t number);

/* Have a thread sweep, now and when it is wanted; false: there is none. */
bool store_sqlite_sweeper_start(struct store_sqlite *store);

/* Nothing if there is none. */
void store_sqlite_sweeper_stop(struct store_sqlite *store);

/* Sweep: by the thread, or here and now where there is none. */
void store_sqlite_sweep(struct store_sqlite *store);

/* The state of a queue of the company. */
enum store_result store_sqlite_read_state(struct db *db, const char *company,
    const char *id, struct store_sqlite_state *state);

/* Write what changed in a queue's state, and its last_update. */
enum store_result store_sqlite_write_state(
    struct db *db, const struct store_sqlite_state *state, int64_t now);

/* Write the states that were put off; *context is the store. */
db_settle store_sqlite_settle;

/* Append entries to a queue, and keep its state true. */
enum store_result store_sqlite_append(struct db *db,
    struct store_sqlite_state *state, size_t n,
    const struct queue_entry *entries);

/* Give an entry another rank, which must be free. */
enum store_result store_sqlite_set_rank(
    struct db *db, int64_t queue, int64_t from, int64_t to);

/*
 * Blocks count a queue's entries: a row of the table "blocks" says how many
 * there are from its rank up to the next block's.  So a place is found by
 * adding up blocks and looking into one, at any depth.
 *
 * Count an entry that was put in at a rank, or one that was taken out.
 */
enum store_result store_sqlite_block_add(
    struct db *db, int64_t queue, int64_t rank);
enum store_result store_sqlite_block_remove(
    struct db *db, int64_t queue, int64_t rank);

/* How many entries stand before a rank; which rank stands at an index. */
enum store_result store_sqlite_block_find(
    struct db *db, int64_t queue, int64_t rank, int64_t *index);
enum store_result store_sqlite_block_rank(
    struct db *db, int64_t queue, int64_t index, int64_t *rank);

/* Make room between the entries around a rank; their ranks change. */
enum store_result store_sqlite_block_spread(
    struct db *db, int64_t queue, int64_t rank);

/* Remember how a queue is now, to be written with the group's commit. */
void store_sqlite_sample(struct store_sqlite *store,
    const struct store_sqlite_state *state, int64_t now);

/* The end of a group: write its samples, or forget them. */
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
store_sample_queues_fn store_sqlite_sample_queues;
store_list_samples_fn store_sqlite_list_samples;
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
store_list_keys_fn store_sqlite_list_keys;
store_revoke_key_fn store_sqlite_revoke_key;

#endif

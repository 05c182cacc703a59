#ifndef STORE_STORE_H
#define STORE_STORE_H

/*
 * The port to whatever keeps queues and users: a table of domain verbs that
 * each adapter fills.
 *
 * Every verb is atomic, and is on stable storage when it returns STORE_OK.
 * A verb carries its preconditions and says which one failed; then nothing has
 * changed.  Nobody reads in order to decide a write: between two verbs the
 * world changes.
 *
 * Verbs may be called from any thread.  Results live in the arena given, whose
 * budget pays for what is read beyond the answer, and bounds that:
 * STORE_COSTLY.
 * Queues are seen only by the company that they belong to: a foreign queue is
 * STORE_NOT_FOUND.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ident.h"
#include "model/queue.h"

struct arena;
struct budget;
struct filter;
struct identity;
struct store_checking; /* store/check.h */
struct store_leaving;  /* store/tasks.h */

enum store_result {
	STORE_OK,
	STORE_NOT_FOUND,  /* no such queue, user or key */
	STORE_NO_TASK,    /* the queue has no such task, or is not there */
	STORE_EMPTY,      /* the queue has no entries */
	STORE_NOT_EMPTY,  /* the queue has entries */
	STORE_DUPLICATE,  /* the name is taken, or the task is queued already */
	STORE_FULL,       /* the queue can't hold more */
	STORE_BAD_FILTER, /* a pattern, or the whole list, cost too much */
	STORE_COSTLY,     /* the budget of the call is at an end */
	STORE_NO_ROOM,    /* nothing more can be added: the disk is full */
	STORE_FOREIGN,    /* it is another server's, which alone changes it */
	STORE_UNAVAILABLE, /* not reached, nothing changed: try again later */
	STORE_DENIED,      /* lets nobody in, nothing changed: likewise */
	STORE_FAILED,      /* the driver failed; it is logged */
};

/* What to change in a queue; a NULL member stays as it is. */
struct store_changes {
	const char *name;
	const char *display_name;
	const struct store_strings *tags;        /* in this order */
	const struct store_strings *system_tags; /* in this order */
	const struct store_metadata *metadata;   /* replaces all of it */
};

struct store_strings {
	size_t n;
	const char *const *items;
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

/* Which samples of a company's queues to read. */
struct store_sample_range {
	const char *company;
	struct store_strings ids; /* of queues */
	int64_t from;             /* seconds since 1970, included */
	int64_t to;               /* included */
	int64_t now; /* ms since 1970: each of them is looked at, too, which are
		      * STORE_MOST_LOOKS at most; 0: they are not */
};

#define STORE_MOST_LOOKS 100

/*
 * Takes samples: queue by queue in the order of ids, each announced by a NULL,
 * and within it in the order of time; what it is like now comes last.  False:
 * no more, please.
 */
typedef bool store_take_sample(
    void *context, const char *queue, const struct queue_sample *sample);

/* A company, a user or a key of one, as the command line shows them. */
struct store_company {
	const char *id;
	const char *name;
};

struct store_user {
	const char *id;
	const char *name;
	const char *role;
	const char *company; /* id */
	const char *company_name;
	bool is_disabled;
};

struct store_key {
	const char *key;
	const char *user;  /* id */
	const char *label; /* "" if none */
	int64_t created;
};

/* A task, as whoever runs tasks knows it; what is not known is NULL. */
struct store_task {
	const char *id;
	const char *name;
	const char *company; /* id */
	const char *user;    /* id */
};

/* A worker that serves queues; what is not known is NULL. */
struct store_worker {
	const char *name; /* its id */
	const char *key;  /* what it is kept by */
	const char *ip;
	const char *task; /* id of the one that it works on */
	const char *task_name;
	struct store_strings queues; /* ids */
};

/* A store.  An adapter's struct begins with it. */
struct store {
	const struct store_ops *ops;
};

struct store_ops {
	void (*close)(struct store *);
	enum store_result (*ping)(struct store *);
	const char *(*uid)(struct store *, struct arena *);
	bool (*check)(struct store *, const struct store_checking *);

	enum store_result (*create)(struct store *, const struct queue *);
	enum store_result (*find)(struct store *, struct arena *,
	    const char *company, const char *id, struct queue_need,
	    struct queue *queue);
	enum store_result (*find_by_task)(struct store *, struct arena *,
	    const char *company, const char *task, struct queue_need,
	    struct queue *queue);
	enum store_result (*list)(struct store *, struct arena *,
	    const struct filter *, struct queue_need, size_t *n,
	    struct queue **queues);
	enum store_result (*update)(struct store *, const char *company,
	    const char *id, const struct store_changes *);
	enum store_result (*change_metadata)(struct store *,
	    const char *company, const char *id,
	    const struct store_metadata_changes *);
	enum store_result (*remove)(
	    struct store *, const char *company, const char *id, bool force);
	enum store_result (*clear)(struct store *, struct arena *,
	    const struct store_leaving *, size_t *n, const char ***tasks);
	enum store_result (*push)(struct store *, const char *company,
	    const char *id, const struct queue_entry *);
	enum store_result (*pop)(struct store *, struct arena *,
	    const char *company, const char *id, int64_t now,
	    struct queue_entry *entry);
	enum store_result (*pop_task)(struct store *, struct arena *,
	    const char *company, const char *id, const char *task, int64_t now,
	    struct queue_entry *entry);
	enum store_result (*take_out)(struct store *, const char *company,
	    const char *id, const char *task, int64_t now);
	enum store_result (*move)(struct store *, const char *company,
	    const char *id, const char *task, int64_t by, int64_t *position);
	enum store_result (*transfer)(struct store *, const char *company,
	    const char *id, const char *target, const struct queue_entry *);
	void (*sample)(struct store *, const char *company,
	    const struct store_strings *ids, int64_t now);
	enum store_result (*list_samples)(struct store *, struct arena *,
	    const struct store_sample_range *, store_take_sample *take,
	    void *context);
	enum store_result (*open_scroll)(struct store *, const char *company,
	    int64_t now, char id[IDENT_ID_SIZE]);
	enum store_result (*find_scroll)(struct store *, const char *company,
	    const char *id, int64_t now, size_t *position);
	enum store_result (*move_scroll)(struct store *, const char *company,
	    const char *id, size_t position);

	/* NULL in a store that keeps queues alone. */
	enum store_result (*find_tasks)(struct store *, struct arena *,
	    const char *company, const struct store_strings *ids, size_t *n,
	    struct store_task **tasks);
	enum store_result (*list_workers)(struct store *, struct arena *,
	    const char *company, size_t *n, struct store_worker **workers);
	void (*set_task_queue)(struct store *, const char *company,
	    const char *task, const char *queue);
	void (*requeue_task)(
	    struct store *, const char *company, const char *task);
	void (*revert_task)(
	    struct store *, const struct store_leaving *, const char *task);

	enum store_result (*authenticate)(struct store *, struct arena *,
	    const char *key, const char *secret, struct identity *);
	enum store_result (*find_user)(struct store *, struct arena *,
	    const char *company, const char *user, struct identity *);
	enum store_result (*find_key)(
	    struct store *, struct arena *, const char *key, struct identity *);
	enum store_result (*add_company)(
	    struct store *, const char *id, const char *name);
	enum store_result (*list_companies)(struct store *, struct arena *,
	    size_t *n, struct store_company **companies);
	enum store_result (*add_user)(
	    struct store *, const struct store_user *);
	enum store_result (*remove_user)(struct store *, const char *user);
	enum store_result (*disable_user)(
	    struct store *, const char *user, bool is_disabled);
	enum store_result (*list_users)(struct store *, struct arena *,
	    size_t *n, struct store_user **users);
	enum store_result (*add_key)(
	    struct store *, const struct store_key *, const char *secret);
	enum store_result (*list_keys)(
	    struct store *, struct arena *, size_t *n, struct store_key **keys);
	enum store_result (*revoke_key)(struct store *, const char *key);
};

/* Close a store; what was acknowledged is on disk.  NULL is fine. */
void store_close(struct store *store);

/* STORE_OK if calls can be answered. */
enum store_result store_ping(struct store *store);

/* The UUID that was made with the data; "" if it can't be read. */
const char *store_uid(struct store *store, struct arena *arena);

/*
 * Add a queue with all its parts, its entries too.
 * STORE_DUPLICATE: the company has a queue of this name, or two entries are of
 * one task.
 */
enum store_result store_create(struct store *store, const struct queue *queue);

/* Read one queue; what is not needed is left empty. */
enum store_result store_find(struct store *store, struct arena *arena,
    const char *company, const char *id, struct queue_need need,
    struct queue *queue);

/* Read the queue that holds a task, or one of those that do. */
enum store_result store_find_by_task(struct store *store, struct arena *arena,
    const char *company, const char *task, struct queue_need need,
    struct queue *queue);

/*
 * Read the queues that a filter selects, as it orders and pages them.
 * STORE_BAD_FILTER: filter_apply() gave up.
 */
enum store_result store_list(struct store *store, struct arena *arena,
    const struct filter *filter, struct queue_need need, size_t *n,
    struct queue **queues);

/*
 * Change a queue; last_update stays (doc/original.md, "Names and tags").
 * STORE_DUPLICATE: the company has another queue of this name.
 */
enum store_result store_update(struct store *store, const char *company,
    const char *id, const struct store_changes *changes);

/*
 * Change pieces of a queue's metadata; last_update stays.
 * STORE_FULL: they would be more, or longer, than they may be.
 */
enum store_result store_change_metadata(struct store *store,
    const char *company, const char *id,
    const struct store_metadata_changes *changes);

/*
 * For adapters: a queue's metadata after changes, in the arena: what stays
 * keeps its place, what is new comes last.  STORE_FULL, STORE_COSTLY.
 */
enum store_result store_merge_metadata(struct arena *arena,
    const struct queue *queue, const struct store_metadata_changes *changes,
    struct store_metadata *merged);

/* The task that a queue to be made has twice, or NULL. */
const char *store_find_double(struct arena *arena, const struct queue *queue);

/* Remove a queue; with entries only by force, else STORE_NOT_EMPTY. */
enum store_result store_remove(
    struct store *store, const char *company, const char *id, bool force);

/*
 * Append an entry and set last_update to its time.
 * STORE_DUPLICATE: the queue holds this task already.  STORE_FULL: it holds as
 * many as the store can keep.
 */
enum store_result store_push(struct store *store, const char *company,
    const char *id, const struct queue_entry *entry);

/* Take the first entry and set last_update to now.  STORE_EMPTY writes nothing.
 */
enum store_result store_pop(struct store *store, struct arena *arena,
    const char *company, const char *id, int64_t now,
    struct queue_entry *entry);

/*
 * The same if the first entry is of a task; else STORE_NO_TASK, and nothing is
 * written.
 */
enum store_result store_pop_task(struct store *store, struct arena *arena,
    const char *company, const char *id, const char *task, int64_t now,
    struct queue_entry *entry);

/*
 * Take a task out, wherever it stands, and set last_update to now.
 * STORE_NO_TASK: no such task in the queue, or no such queue.
 */
enum store_result store_take_out(struct store *store, const char *company,
    const char *id, const char *task, int64_t now);

/*
 * Move a task by so many places towards the back, or towards the front if by is
 * negative; no further than the ends.  *position is where it stands then, from
 * 0.  Neither its time nor last_update changes.
 * STORE_NO_TASK: no such task in the queue, or no such queue.  STORE_FULL: the
 * store can't move in a queue that long.
 */
enum store_result store_move(struct store *store, const char *company,
    const char *id, const char *task, int64_t by, int64_t *position);

/*
 * Take a task out of a queue and append it to another one, the target, where it
 * waits since the time of the entry; and set last_update of both to that.
 * STORE_NO_TASK: no such task in the queue, or no such queue.  STORE_NOT_FOUND:
 * no such target.  STORE_DUPLICATE: the target holds the task already, as it
 * does if it is the queue itself.  STORE_FULL: as for store_push().
 */
enum store_result store_transfer(struct store *store, const char *company,
    const char *id, const char *target, const struct queue_entry *entry);

/*
 * Keep what these queues, STORE_MOST_LOOKS at most, are like at a time as
 * samples.  What can't be kept is logged.
 */
void store_sample(struct store *store, const char *company,
    const struct store_strings *ids, int64_t now);

/*
 * Read the samples of queues: what verbs that change entries left behind, one
 * for each queue and second: the one with the greatest mean wait, and the
 * longest of those.  A sample that can't be kept is logged and fails nobody;
 * old ones are forgotten.  Ids of no queue don't matter.
 */
enum store_result store_list_samples(struct store *store, struct arena *arena,
    const struct store_sample_range *range, store_take_sample *take,
    void *context);

/* Begin a scroll, which remembers how far a client has got in a list: at 0. */
enum store_result store_open_scroll(struct store *store, const char *company,
    int64_t now, char id[IDENT_ID_SIZE]);

/*
 * Find a scroll's position; it lasts another ten minutes then.
 * STORE_NOT_FOUND: there is none, or it has expired.
 */
enum store_result store_find_scroll(struct store *store, const char *company,
    const char *id, int64_t now, size_t *position);

/* Set a scroll's position. */
enum store_result store_move_scroll(
    struct store *store, const char *company, const char *id, size_t position);

/* False if the store keeps queues alone: it knows of no tasks. */
bool store_knows_tasks(const struct store *store);

/*
 * What is known of the tasks of these ids, of one company or (NULL) of any, in
 * no order.  A store that keeps queues alone knows of none.
 */
enum store_result store_find_tasks(struct store *store, struct arena *arena,
    const char *company, const struct store_strings *ids, size_t *n,
    struct store_task **tasks);

/* The workers of a company that are alive, in no order; none, likewise. */
enum store_result store_list_workers(struct store *store, struct arena *arena,
    const char *company, size_t *n, struct store_worker **workers);

/*
 * Who holds this key and secret.  STORE_NOT_FOUND for anything wrong.  A user
 * who is disabled is not found, here and below.
 */
enum store_result store_authenticate(struct store *store, struct arena *arena,
    const char *key, const char *secret, struct identity *who);

/* A user of a company (NULL: of any), as it is now. */
enum store_result store_find_user(struct store *store, struct arena *arena,
    const char *company, const char *user, struct identity *who);

/* The user who holds a key, as it is now.  STORE_NOT_FOUND: no such key. */
enum store_result store_find_key(struct store *store, struct arena *arena,
    const char *key, struct identity *who);

/* Add a company.  STORE_DUPLICATE: the id is taken. */
enum store_result store_add_company(
    struct store *store, const char *id, const char *name);

/* All companies, by id. */
enum store_result store_list_companies(struct store *store, struct arena *arena,
    size_t *n, struct store_company **companies);

/*
 * Add a user (company_name and is_disabled are not looked at).
 * STORE_NOT_FOUND: no such company.  STORE_DUPLICATE: the id is taken.
 */
enum store_result store_add_user(
    struct store *store, const struct store_user *user);

/*
 * Remove a user with all its keys.  STORE_NOT_FOUND: no such user.
 * STORE_FOREIGN: another server has its users here.
 */
enum store_result store_remove_user(struct store *store, const char *user);

/* Disable a user, or enable it again; likewise. */
enum store_result store_disable_user(
    struct store *store, const char *user, bool is_disabled);

/* All users, by company and id; those who are disabled too. */
enum store_result store_list_users(struct store *store, struct arena *arena,
    size_t *n, struct store_user **users);

/*
 * Add a key with its secret.
 * STORE_NOT_FOUND: no such user.  STORE_DUPLICATE: the key is taken.
 */
enum store_result store_add_key(
    struct store *store, const struct store_key *key, const char *secret);

/* All keys, by user and time of creation. */
enum store_result store_list_keys(struct store *store, struct arena *arena,
    size_t *n, struct store_key **keys);

/*
 * Make a key invalid.  STORE_NOT_FOUND: no such key.  STORE_FOREIGN: another
 * server, which has its users here, has made it.
 */
enum store_result store_revoke_key(struct store *store, const char *key);

#endif

#ifndef STORE_STORE_H
#define STORE_STORE_H

/*
 * The port to the storage of queues and users.  It is split by subject: each
 * has a header with its verbs and the table of them that an adapter fills.
 *
 * Every verb is atomic, and its effect is on stable storage when it returns
 * STORE_OK.  A verb includes its preconditions, and returns which one failed;
 * then nothing has changed.  Never decide on a write by an earlier read: other
 * calls may write in between.
 *
 * Verbs may be called from any thread.  Results live in the arena given.  Its
 * budget limits what is read beyond the answer: STORE_COSTLY.
 * A company sees only its own queues: others are STORE_NOT_FOUND.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

enum store_result {
	STORE_OK,
	STORE_NOT_FOUND,    /* no such queue, user or key */
	STORE_NO_TASK,      /* no such queue, or no such task in it */
	STORE_EMPTY,        /* the queue has no entries */
	STORE_NOT_EMPTY,    /* the queue has entries */
	STORE_WRONG_STATUS, /* the status of the task does not allow it */
	STORE_DUPLICATE,  /* the name is taken, or the task is queued already */
	STORE_FULL,       /* the queue can't hold more */
	STORE_BAD_FILTER, /* a pattern, or the whole list, cost too much */
	STORE_COSTLY,     /* the budget of the call is used up */
	STORE_NO_ROOM,    /* nothing can be added: the disk is full */
	STORE_FOREIGN, /* only another server, which owns it, may change it */
	STORE_UNAVAILABLE, /* can't be reached; nothing changed */
	STORE_DENIED,      /* refuses our credentials; nothing changed */
	STORE_FAILED,      /* the driver failed; the adapter has logged it */
};

struct store_strings {
	size_t n;
	const char *const *items;
};

/* Who makes a change; NULL: unknown, such as on the command line. */
struct store_actor {
	const char *user;    /* id */
	const char *worker;  /* as the agent calls itself */
	const char *address; /* of the client */
};

/* A store.  An adapter's struct begins with it. */
struct store {
	const struct store_verbs *verbs;
	const struct store_queue_verbs *queues;       /* store/queues.h */
	const struct store_entry_verbs *entries;      /* store/entries.h */
	const struct store_history_verbs *history;    /* store/history.h */
	const struct store_flow_verbs *flows;         /* store/flows.h */
	const struct store_sighting_verbs *sightings; /* store/sightings.h */
	const struct store_sample_verbs *samples;     /* store/samples.h */
	const struct store_scroll_verbs *scrolls;     /* store/scrolls.h */
	const struct store_user_verbs *users;         /* store/users.h */
	/* NULL in a store that has no tasks: */
	const struct store_task_verbs *tasks;     /* store/tasks.h */
	const struct store_worker_verbs *workers; /* store/workers.h */
	const struct store_stat_verbs *stats;     /* store/stats.h */
	const struct store_trace_verbs *traces;   /* store/traces.h */
	/* NULL in a store that does not keep tasks itself: */
	const struct store_record_verbs *records;    /* store/records.h */
	const struct store_project_verbs *projects;  /* store/projects.h */
	const struct store_event_verbs *events;      /* store/events.h */
	const struct store_transfer_verbs *transfer; /* store/transfer.h */
};

/* Close a store.  NULL is fine. */
typedef void store_close_fn(struct store *store);

/* STORE_OK if calls can be answered. */
typedef enum store_result store_ping_fn(struct store *store);

/* The UUID that was made when the data was; "" if it can't be read. */
typedef const char *store_uid_fn(struct store *store, struct arena *arena);

/* What a store is, for operators; a size of 0 is unknown. */
struct store_description {
	const char *kind; /* "sqlite" or "mongodb" */
	int64_t size;     /* of the database, in bytes */
	int64_t disk;     /* of the disk that it is on */
	int64_t free;     /* of that, for anybody */
	bool is_low;      /* too little is free to add anything */
};

/* Describe the store; it need not answer. */
typedef void store_describe_fn(
    struct store *store, struct store_description *description);

/* Called with each fault that store_check() finds. */
typedef void store_report(void *context, const char *text);

struct store_checking {
	bool repair; /* what can be; only in a store that knows tasks */
	int wait;    /* s between two looks; only faults seen at both count */
	store_report *report;
	void *context;
};

/*
 * Check that the data is consistent, while calls go on.  True if no fault was
 * found, or all were repaired.
 */
typedef bool store_check_fn(
    struct store *store, const struct store_checking *checking);

struct store_verbs {
	store_close_fn *close;
	store_ping_fn *ping;
	store_uid_fn *uid;
	store_describe_fn *describe;
	store_check_fn *check;
};

store_close_fn store_close;
store_ping_fn store_ping;
store_uid_fn store_uid;
store_describe_fn store_describe;
store_check_fn store_check;

#endif

#ifndef STORE_MONGO_DRIVER_H
#define STORE_MONGO_DRIVER_H

/*
 * MongoDB for the store: its clients, the commands that the store uses, and the
 * translation of their failures.
 *
 * A client is used by one thread while a command is under way.  Documents are
 * the caller's: initialized before, destroyed after.
 *
 * A command that was not sent, or that the server reports as not done, is
 * STORE_UNAVAILABLE, or STORE_DENIED if our credentials are refused: it may be
 * tried again.  A write that may or may not have been done is STORE_FAILED; on
 * a replica set it has been repeated before that (sending.h).  No command takes
 * five seconds (uri.c), unless the URI sets timeouts of its own.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/store.h"

struct arena;
struct group;
struct group_ticket;

/* A document of the driver. */
typedef struct _bson_t bson_t;

/* The collections in use; those marked "own" are lineup's alone. */
enum mongo_collection {
	MONGO_QUEUES,    /* backend.queue */
	MONGO_TASKS,     /* backend.task */
	MONGO_PROJECTS,  /* backend.project */
	MONGO_COMPANIES, /* backend.company */
	MONGO_PEOPLE,    /* backend.user */
	MONGO_SETTINGS,  /* backend.settings */
	MONGO_USERS,     /* auth.user */
	MONGO_SAMPLES,   /* own */
	MONGO_SCROLLS,   /* own */
	MONGO_MOVES,     /* own: moves that are under way */
	MONGO_KEYS,      /* own: when keys were made */
	MONGO_LEAVINGS,  /* own: tasks that have yet to be reverted */
	MONGO_HISTORY,   /* own: who changed what in queues */
	MONGO_FLOWS,     /* own: how many tasks came and went */
	MONGO_SIGHTINGS, /* own: who polls */
};

struct mongo;

/* Check a URI, and send nothing.  False: it is invalid, and *error (in the
 * arena) says why. */
bool mongo_check(struct arena *arena, const char *uri, const char **error);

/*
 * Make a pool of clients, or one client for a single thread; nothing is sent
 * yet.  prefix precedes the names of databases.  At most n_most commands may
 * wait for an answer at once; 0: any number; see breaker.h.  NULL: the URI is
 * invalid, and *error (in the arena) says why.
 */
struct mongo *mongo_new(struct arena *arena, const char *uri,
    const char *prefix, bool is_pool, size_t n_most, const char **error);

/* NULL is fine. */
void mongo_free(struct mongo *mongo);

/* The number of commands sent so far, including repetitions. */
uint64_t mongo_count(struct mongo *mongo);

/* True if the server is known to be away: calls are STORE_UNAVAILABLE now. */
bool mongo_is_away(struct mongo *mongo);

/* The calls that were refused because it was away, or too slow. */
uint64_t mongo_n_refused(struct mongo *mongo);

/* Count a call that the caller refuses, for the log. */
void mongo_note_refusal(struct mongo *mongo);

/* The same for a call whose command was shared, if its result is a refusal. */
void mongo_note_shared(struct mongo *mongo, enum store_result result);

/* STORE_OK if the server can be written to. */
enum store_result mongo_ping(struct mongo *mongo);

/* Set *version to the newest wire version in the server's answer to hello. */
enum store_result mongo_wire_version(struct mongo *mongo, int *version);

/*
 * Submit a ticket to a group whose runs send commands; while it waits, it
 * counts as waiting for an answer.  STORE_UNAVAILABLE: it was not submitted.
 */
enum store_result mongo_share(
    struct mongo *mongo, struct group *group, struct group_ticket *ticket);

/*
 * Make an index, unless it exists.  keys as in createIndexes; expires:
 * documents are deleted at the time in the key.
 */
enum store_result mongo_index(struct mongo *mongo, enum mongo_collection where,
    const bson_t *keys, bool is_unique, bool expires);

/* Insert a document.  STORE_DUPLICATE: a unique index has its key already. */
enum store_result mongo_insert(
    struct mongo *mongo, enum mongo_collection where, const bson_t *document);

/* Insert n documents, in no order, and destroy them. */
enum store_result mongo_insert_many(struct mongo *mongo,
    enum mongo_collection where, size_t n, bson_t **documents);

/*
 * Change the one document that is selected.  STORE_NOT_FOUND: there is none.
 * STORE_DUPLICATE as above.  STORE_FULL: the document or the command would be
 * too large.
 */
enum store_result mongo_update(struct mongo *mongo, enum mongo_collection where,
    const bson_t *selector, const bson_t *change);

/* A change of the one document that is selected, sent together with others. */
struct mongo_update {
	bson_t *selector;
	bson_t *change;
	bool is_upsert;  /* make the document if there is none */
	bool has_failed; /* set by mongo_update_each() */
};

/*
 * Make n independent changes by one command; one that selects no document does
 * not fail.  Not STORE_OK: at least one has failed.
 */
enum store_result mongo_update_each(struct mongo *mongo,
    enum mongo_collection where, size_t n, struct mongo_update *updates);

/*
 * Change all documents that are selected.  The change must be idempotent: it
 * may be sent twice.  STORE_NOT_FOUND: there are none.
 */
enum store_result mongo_update_all(struct mongo *mongo,
    enum mongo_collection where, const bson_t *selector, const bson_t *change);

/* A change that returns the document. */
struct mongo_change {
	enum mongo_collection where;
	const bson_t *selector;
	const bson_t *change; /* operators, or an array: a pipeline */
	const bson_t *fields; /* to return, a projection */
	bool after;           /* return them as after the change, not before */
	bool is_upsert;       /* make the document if there is none */
};

/*
 * The same as mongo_update(); *answer is what the fields select.  It is always
 * initialized, and has to be destroyed.  If the command was repeated because
 * its answer was lost, *answer is the whole document instead, without the
 * fields' projection.
 */
enum store_result mongo_modify(
    struct mongo *mongo, const struct mongo_change *change, bson_t *answer);

/* Delete the one document that is selected, or STORE_NOT_FOUND. */
enum store_result mongo_delete(
    struct mongo *mongo, enum mongo_collection where, const bson_t *selector);

/* Called with each document that was found.  False: stop. */
typedef bool mongo_take(void *context, const bson_t *document);

/*
 * Find documents.  options as for the driver's find: "projection", "sort",
 * "limit"; or NULL.
 */
enum store_result mongo_find(struct mongo *mongo, enum mongo_collection where,
    const bson_t *selector, const bson_t *options, mongo_take *take,
    void *context);

/* The same for the output of a pipeline, an array of stages. */
enum store_result mongo_aggregate(struct mongo *mongo,
    enum mongo_collection where, const bson_t *pipeline, mongo_take *take,
    void *context);

/* STORE_OK if a document is selected, else STORE_NOT_FOUND. */
enum store_result mongo_has(
    struct mongo *mongo, enum mongo_collection where, const bson_t *selector);

/*
 * Find out whether the server has transactions: a replica set and a sharded
 * cluster have, a standalone server has none.
 */
enum store_result mongo_has_transactions(struct mongo *mongo, bool *has);

/* Writes by mongo_update() and mongo_modify(), all in one transaction. */
typedef enum store_result mongo_write_all(void *context);

/*
 * Call write_all() in a transaction, and commit if it returns STORE_OK; any
 * other result undoes all, and is returned.  After a conflict with others, it
 * is called again, for up to half a second.
 */
enum store_result mongo_transact(
    struct mongo *mongo, mongo_write_all *write_all, void *context);

/*
 * Members of a document; without one of this type, NULL or the value otherwise.
 * Texts are copied to the arena; times are ms since 1970.
 */
const char *mongo_text(
    struct arena *arena, const bson_t *document, const char *name);
int64_t mongo_time(const bson_t *document, const char *name, int64_t otherwise);
int64_t mongo_int(const bson_t *document, const char *name, int64_t otherwise);

/* A member that is a document or an array; false if there is none. */
bool mongo_child(const bson_t *document, const char *name, bson_t *child);

#endif

#ifndef STORE_MONGO_DRIVER_H
#define STORE_MONGO_DRIVER_H

/*
 * MongoDB for the store: a pool of clients, the commands that the store is made
 * of, and what their failures mean.
 *
 * A client is used by one thread while a command is on its way.  Documents are
 * the caller's: initialized before, destroyed after.
 *
 * A command that was not sent, or that the server says it did not do, is
 * STORE_UNAVAILABLE, or STORE_DENIED if we are not let in: it may be tried
 * again.  A write of which nobody knows whether it was done is STORE_FAILED.  A
 * replica set is asked twice before (sending.h).  No command takes five seconds
 * (uri.c), unless the URI has time-outs of its own.
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

/* The collections that are looked at; those of "own" are lineup's alone. */
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
	MONGO_LEAVINGS,  /* own: tasks that are still to be reverted */
};

struct mongo;

/*
 * Make a pool; nothing is sent yet.  prefix is put before the databases' names.
 * n_most commands may wait for an answer at once, or any number if it is 0; see
 * breaker.h.  NULL: the URI is none, and *error says why.
 */
struct mongo *mongo_new(struct arena *arena, const char *uri,
    const char *prefix, size_t n_most, const char **error);

/* NULL is fine. */
void mongo_free(struct mongo *mongo);

/* How many commands were sent so far, retried ones each time. */
uint64_t mongo_count(struct mongo *mongo);

/* Whether the server is known to be away: calls are STORE_UNAVAILABLE now. */
bool mongo_is_away(struct mongo *mongo);

/* Have a call that is refused elsewhere accounted for in the log. */
void mongo_note_refusal(struct mongo *mongo);

/* The same, if that is what came of one that was shared. */
void mongo_note_shared(struct mongo *mongo, enum store_result result);

/* STORE_OK if the server can be written to. */
enum store_result mongo_ping(struct mongo *mongo);

/* The newest protocol that the server speaks, by its answer to hello. */
enum store_result mongo_wire_version(struct mongo *mongo, int *version);

/*
 * Submit a ticket to a group, whose runs send commands: who waits there counts
 * among those that wait for an answer.  STORE_UNAVAILABLE: it was not
 * submitted.
 */
enum store_result mongo_share(
    struct mongo *mongo, struct group *group, struct group_ticket *ticket);

/*
 * Make an index, unless it is there.  keys as in createIndexes; expires:
 * documents are deleted when the time in the key has come.
 */
enum store_result mongo_index(struct mongo *mongo, enum mongo_collection where,
    const bson_t *keys, bool is_unique, bool expires);

/* STORE_DUPLICATE: a unique index has it already. */
enum store_result mongo_insert(
    struct mongo *mongo, enum mongo_collection where, const bson_t *document);

/* Insert n documents, in no order. */
enum store_result mongo_insert_many(struct mongo *mongo,
    enum mongo_collection where, size_t n, const bson_t **documents);

/*
 * Change the one document that is selected.  STORE_NOT_FOUND: there is none.
 * STORE_DUPLICATE as above.  STORE_FULL: the document, or the command,
 * would be too large.
 */
enum store_result mongo_update(struct mongo *mongo, enum mongo_collection where,
    const bson_t *selector, const bson_t *change);

/* A change of the one document that is selected, sent along with others. */
struct mongo_update {
	bson_t *selector;
	bson_t *change;
	bool has_failed; /* set by mongo_update_each() */
};

/*
 * Make n changes by one command, each for itself; no document is no failure.
 * Not STORE_OK: at least one has failed.
 */
enum store_result mongo_update_each(struct mongo *mongo,
    enum mongo_collection where, size_t n, struct mongo_update *updates);

/*
 * Change all documents that are selected, in a way that makes no difference if
 * it is done twice.  STORE_NOT_FOUND: there are none.
 */
enum store_result mongo_update_all(struct mongo *mongo,
    enum mongo_collection where, const bson_t *selector, const bson_t *change);

/* A change whose answer tells of the document. */
struct mongo_change {
	enum mongo_collection where;
	const bson_t *selector;
	const bson_t *change; /* operators, or an array: a pipeline */
	const bson_t *fields; /* to be told */
	bool after;           /* as they are after the change, not before */
	bool is_upsert;       /* made if there is none */
};

/*
 * The same as mongo_update(), and *told is what was asked for, to be destroyed;
 * it is initialized in any case.  If the command was done, its answer lost, and
 * it was repeated, *told is all of the document, as it was stored, instead.
 */
enum store_result mongo_modify(
    struct mongo *mongo, const struct mongo_change *change, bson_t *told);

/* Delete the one document that is selected, or STORE_NOT_FOUND. */
enum store_result mongo_delete(
    struct mongo *mongo, enum mongo_collection where, const bson_t *selector);

/* Takes a document that was found.  False: no more, please. */
typedef bool mongo_take(void *context, const bson_t *document);

/*
 * Find documents; options as those of the driver's find: "projection", "sort",
 * "limit", or NULL.
 */
enum store_result mongo_find(struct mongo *mongo, enum mongo_collection where,
    const bson_t *selector, const bson_t *options, mongo_take *take,
    void *context);

/* The same of what a pipeline, an array of stages, makes of documents. */
enum store_result mongo_aggregate(struct mongo *mongo,
    enum mongo_collection where, const bson_t *pipeline, mongo_take *take,
    void *context);

/* STORE_OK if a document is selected, else STORE_NOT_FOUND. */
enum store_result mongo_has(
    struct mongo *mongo, enum mongo_collection where, const bson_t *selector);

/*
 * Whether the server has transactions: a replica set and a sharded cluster
 * have, a server that stands alone has none.
 */
enum store_result mongo_has_transactions(struct mongo *mongo, bool *has);

/* Writes by mongo_update() and mongo_modify(); all or none of them are done. */
typedef enum store_result mongo_write_all(void *context);

/*
 * Have them done as one transaction, by this thread, if they are STORE_OK; else
 * none is, and that is the result.  Where others are in the way, it is tried
 * again for half a second: they are called once more then.
 */
enum store_result mongo_transact(
    struct mongo *mongo, mongo_write_all *write_all, void *context);

/*
 * Members of a document, NULL or otherwise where there is none of this type.
 * Texts are copied to the arena; times are ms since 1970.
 */
const char *mongo_text(
    struct arena *arena, const bson_t *document, const char *name);
int64_t mongo_time(const bson_t *document, const char *name, int64_t otherwise);
int64_t mongo_int(const bson_t *document, const char *name, int64_t otherwise);

/* A member that is a document or an array; false if there is none. */
bool mongo_child(const bson_t *document, const char *name, bson_t *child);

#endif

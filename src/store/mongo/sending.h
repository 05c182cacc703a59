#ifndef STORE_MONGO_SENDING_H
#define STORE_MONGO_SENDING_H

/*
 * A command on its way to the server, once or twice, and what is known of each
 * time.
 *
 * The driver could repeat commands by itself.  But of two failures it reports
 * one, it repeats what was met by silence, which takes as long again, and it
 * can't bound the time of an update.  So uri.c forbids it, and a write is
 * repeated here as the driver would do it: with its session and number, by
 * which a replica set or a sharded cluster knows the repetition.  A server that
 * stands alone knows none, and is sent a write once.  For the same reasons
 * transactions are made here, too.
 */

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "store/mongo/error.h"

/* Of the driver. */
typedef struct _bson_t bson_t;
typedef struct _mongoc_client_pool_t mongoc_client_pool_t;
typedef struct _mongoc_client_t mongoc_client_t;
typedef struct _mongoc_client_session_t mongoc_client_session_t;
typedef struct _mongoc_cursor_t mongoc_cursor_t;

struct sending {
	mongoc_client_t *client;
	char database[128];
	int64_t begun;       /* by the steady clock: when somebody called */
	int32_t limit;       /* ms that the server may take; 0: any number */
	bool repeats_writes; /* reads are always repeated */

	/* Of a transaction. */
	mongoc_client_session_t *session; /* NULL: there is none */
	int64_t number;                   /* in the session */
	uint32_t server;                  /* that knows of it; 0: any */
	bool is_open;                     /* the server has begun it */

	/* What became of it; 0 at first. */
	unsigned n_failed; /* times */
	bool is_unclear;   /* one of them may have done it, or can't be read */
	bool is_transient; /* the transaction was not done, and may be later */
	int64_t sent;      /* by the steady clock: the last time */
	struct mongo_error error; /* of the last time */
};

/* Count every command that a pool's clients send, from now on. */
void sending_watch(
    mongoc_client_pool_t *pool, atomic_uint_fast64_t *n_commands);

/* Send a command that is not repeated, to the database "admin". */
bool sending_ask(struct sending *sending, const bson_t *command);

/* The newest protocol of the server that takes writes; 0: there is none. */
int sending_wire_version(struct sending *sending);

/*
 * Send a command that writes; how long it may take, and what it is known by,
 * are added to it.  *reply is initialized in any case.
 */
bool sending_write(struct sending *sending, bson_t *command, bson_t *reply);

/* Whether it is too late to send anything more. */
bool sending_is_late(const struct sending *sending);

/* Whether the server that takes writes has transactions; false: none does. */
bool sending_has_transactions(struct sending *sending);

/*
 * Begin a transaction, to which all writes belong that are sent until its end:
 * they are not repeated.  False: it has failed.
 */
bool sending_begin(struct sending *sending);
bool sending_commit(struct sending *sending);

/* End a transaction; unless it was committed, nothing of it was done. */
void sending_end(struct sending *sending);

/* Before and after a cursor is read.  False: it has failed. */
void sending_begin_read(struct sending *sending);
bool sending_end_read(struct sending *sending, mongoc_cursor_t *cursor);

/* Whether a read that has failed should be tried again. */
bool sending_should_repeat(const struct sending *sending);

#endif

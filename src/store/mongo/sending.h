#ifndef STORE_MONGO_SENDING_H
#define STORE_MONGO_SENDING_H

/*
 * Sends a command, a second time if need be, and keeps track of what may have
 * been done.
 *
 * The driver can retry commands by itself.  But it reports only one of two
 * failures, it retries after a timeout, which takes as long again, and it can't
 * limit the time of an update.  So uri.c disables that, and a write is retried
 * here as the driver would: with its session and number, by which a replica set
 * or a sharded cluster recognizes it.  A standalone server can't, and is sent
 * each write only once.  For the same reasons, transactions are handled here.
 */

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "store/mongo/error.h"

/* Of the driver. */
typedef struct _bson_t bson_t;
typedef struct _mongoc_apm_callbacks_t mongoc_apm_callbacks_t;
typedef struct _mongoc_client_t mongoc_client_t;
typedef struct _mongoc_client_session_t mongoc_client_session_t;
typedef struct _mongoc_cursor_t mongoc_cursor_t;

struct sending {
	mongoc_client_t *client;
	char database[128];
	int64_t begun;       /* ms of the steady clock: start of the call */
	int32_t limit;       /* ms that the server may take; 0: unlimited */
	bool repeats_writes; /* reads are always repeated */

	/* a transaction */
	mongoc_client_session_t *session; /* NULL: there is none */
	int64_t number;                   /* in the session */
	uint32_t server;                  /* that runs it; 0: any */
	bool is_open;                     /* the server has begun it */

	/* the outcome; 0 at first */
	unsigned n_failed;        /* attempts */
	bool is_unclear;          /* a failed attempt may have been done */
	bool is_transient;        /* the transaction was not done; retry it */
	int64_t sent;             /* ms of the steady clock: last attempt */
	struct mongo_error error; /* of the last attempt */
};

/*
 * All functions below that return bool and send something return false if that
 * failed; sending->error says why.
 */

/* What clients have to call so that their commands are counted; its context is
 * an atomic_uint_fast64_t.  To be freed by mongoc_apm_callbacks_destroy(). */
mongoc_apm_callbacks_t *sending_watch(void);

/* Send a command that is not repeated, to the database "admin". */
bool sending_ask(struct sending *sending, const bson_t *command);

/* The newest wire version of the primary; 0: none can be reached. */
int sending_wire_version(struct sending *sending);

/*
 * Send a command that writes; its time limit and, to recognize a repetition,
 * its number are added to it.  *reply is always initialized.
 */
bool sending_write(struct sending *sending, bson_t *command, bson_t *reply);

/* True if it is too late to send anything else. */
bool sending_is_late(const struct sending *sending);

/* True if the primary has transactions; false also if none can be reached. */
bool sending_has_transactions(struct sending *sending);

/*
 * Begin a transaction; all writes until its end belong to it, and are not
 * repeated.
 */
bool sending_begin(struct sending *sending);
bool sending_commit(struct sending *sending);

/* End a transaction; without a commit, all of it is undone. */
void sending_end(struct sending *sending);

/* Call these before and after a cursor is read. */
void sending_begin_read(struct sending *sending);
bool sending_end_read(struct sending *sending, mongoc_cursor_t *cursor);

/* True if a read that has failed should be repeated. */
bool sending_should_repeat(const struct sending *sending);

#endif

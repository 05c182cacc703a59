#ifndef API_CALL_H
#define API_CALL_H

/*
 * One call on its way through a handler: the caller, the version and the
 * result.
 *
 * Only call_ok() and call_fail() make a call_result, so a handler that forgets
 * to answer does not compile.  A check on the way to the answer returns the
 * refusal, or NULL if all is fine.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "generated/errors.h"
#include "model/identity.h"
#include "store/store.h"

struct arena;
struct authn;
struct batch;
struct budget;
struct jval_choice;
struct jval_refusal;
struct overviews;

/* How many of each a call may send. */
struct call_limits {
	size_t tags;          /* of a queue; the same for system tags */
	size_t metadata;      /* items, for each queue */
	size_t metadata_size; /* bytes, for each queue */
	size_t fields;        /* to search for a pattern, or to order by */
	size_t only_fields;
	size_t filter_values; /* in one list */
};

/* What handlers may know of the server. */
struct call_server {
	const struct authn *authn;
	struct call_limits limits;
	struct store_strings hidden_tags; /* system tags of hidden queues */
	struct overviews *overviews;      /* lineup/overviews.h */
};

struct call_result {
	enum err error;      /* ERR_OK if none */
	const char *message; /* the whole result_msg */
};

/* What a change means for the length of a queue. */
enum call_effect {
	CALL_CHANGED, /* something else */
	CALL_ADDED,   /* a task has begun to wait */
	CALL_POPPED,  /* it has got to an agent */
};

/* What a call changed.  NULL: none. */
struct call_change {
	enum call_effect effect;
	int64_t waited;           /* ms, of a task that was popped */
	const char *queue;        /* each is an id */
	const char *target_queue; /* of a task that left the other */
	const char *task;
	const char *project;
	const char *worker;
	const struct call_change *next; /* set by call_changed() */
};

struct call {
	struct arena *arena;
	struct store *store;
	const struct call_server *server;
	struct identity who; /* user NULL: not authenticated */
	const char *key;     /* given, or named by the token; or NULL */
	uint32_t version;    /* requested, an API_VERSION */
	int64_t now;         /* ms since 1970; when the call arrived */
	const char *worker;  /* that the client says it is; or NULL */
	const char *address; /* of the client; or NULL */
	const char *session; /* set by a handler: token for the cookie;
			      * "" clears it; NULL leaves it alone */
	const struct jval_refusal *refusal; /* of the request, or NULL */
	struct jval_choice *chosen; /* set by a handler: what is written of
				     * the answer, from "data" on; NULL: all */
	struct batch *batch;        /* read part by part; or NULL */
	struct budget *budget;      /* the arena's; NULL: unlimited */
	const struct call_change *changes;      /* by call_changed(); or NULL */
	const struct call_change **last_change; /* private to call.c */
	bool is_poll; /* set by a handler: an agent asked for a task */
	struct call_result result;
};

/* Who makes the changes of a call. */
struct store_actor call_actor(const struct call *call);

/* The call was answered: the response struct is filled in. */
const struct call_result *call_ok(struct call *call)
    __attribute__((warn_unused_result));

/*
 * Note what the call has changed, for the log; many if it is called again. What
 * agents and the SDK merely report (events, signs of life) is no change.
 */
void call_changed(struct call *call, const struct call_change *change);

/*
 * The call is refused.  The message is the error's text, then " (extra)"
 * unless extra is NULL, then ": details" (format as printf(3)) unless format is
 * NULL.  Rules: doc/original.md, "Texts of errors".
 */
const struct call_result *call_fail(struct call *call, enum err error,
    const char *extra, const char *format, ...)
    __attribute__((warn_unused_result, format(printf, 4, 5)));

/* The call is refused with this message, formatted as printf(3). */
const struct call_result *call_fail_text(
    struct call *call, enum err error, const char *format, ...)
    __attribute__((warn_unused_result, format(printf, 3, 4)));

/*
 * Refuse the request because of what a parser found, or by a rule that a schema
 * can't express: 400/12, with the refusal in error_data.
 */
const struct call_result *call_fail_request(struct call *call,
    const struct jval_refusal *refusal) __attribute__((warn_unused_result));

/* Refuse a call that costs too much: 400/16; 503 if too many others do. */
const struct call_result *call_fail_budget(struct call *call)
    __attribute__((warn_unused_result));

/*
 * Refuse a call because of a store's result, where the handler has no better
 * answer: STORE_UNAVAILABLE and _DENIED are 503, STORE_COSTLY is
 * call_fail_budget(), STORE_NO_ROOM 500/4, anything else 500/1.
 */
const struct call_result *call_fail_store(struct call *call,
    enum store_result result) __attribute__((warn_unused_result));

#endif

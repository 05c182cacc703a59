#ifndef STORE_MONGO_BREAKER_H
#define STORE_MONGO_BREAKER_H

/*
 * A circuit breaker: it stands between calls and a server that may be away or
 * hang, so that waiting for it never takes all threads.
 *
 * Once the server was found away, calls are refused at once, but for one at a
 * time that sees whether it is back.  Before that is known, only so many wait
 * for the server together; more of them wait for their turn as long as the
 * others get on, and are refused when nobody did for a second.
 *
 * All that is refused is accounted for in the log: why it begins, and how much
 * it was in the end, or a minute.
 */

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/mongo/tally.h"

#define BREAKER_TEXT 512 /* bytes of a reason */

struct breaker {
	const char *name; /* of the server, for the log */
	pthread_mutex_t mutex;
	pthread_cond_t left;
	size_t n_most; /* inside; 0: any number */
	size_t n_inside;
	int64_t moved; /* ms: when one last went in, or came with an answer */
	bool is_open;  /* the server is away */
	bool is_tried;
	char why[BREAKER_TEXT]; /* it is open, as was logged last */
	uint64_t n_refused;     /* since it has been open */
	struct tally crowd;     /* refused for want of room */
};

enum breaker_pass {
	BREAKER_GO,
	BREAKER_TRY, /* ask the server, and say what came of it, then go */
	BREAKER_NO,  /* don't go in, nor leave */
};

/* What a call met. */
enum breaker_end {
	BREAKER_ANSWER,
	BREAKER_AWAY,    /* no server, or one that is silent or denies all */
	BREAKER_UNKNOWN, /* a connection broke: perhaps just that one */
};

/* Closed; the name must live as long. */
void breaker_init(struct breaker *breaker, const char *name, size_t n_most);
void breaker_fini(struct breaker *breaker);

/* Whether a call may go to the server; if so, it must leave in the end. */
enum breaker_pass breaker_enter(struct breaker *breaker);

/*
 * What came of BREAKER_TRY, and of a call.  why: what went wrong, for the log,
 * or NULL if nothing has.
 */
void breaker_tried(
    struct breaker *breaker, enum breaker_end end, const char *why);
void breaker_leave(
    struct breaker *breaker, enum breaker_end end, const char *why);

/* Count a call that is refused for what was found out, inside or elsewhere. */
void breaker_refuse(struct breaker *breaker);

/* What a command met that was sent for others who are inside. */
void breaker_tell(
    struct breaker *breaker, enum breaker_end end, const char *why);

/* Whether the server is known to be away. */
bool breaker_is_open(struct breaker *breaker);

#endif

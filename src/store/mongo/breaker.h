#ifndef STORE_MONGO_BREAKER_H
#define STORE_MONGO_BREAKER_H

/*
 * A circuit breaker, between calls and a server that may be away or hang, so
 * that waiting for it never takes all threads.
 *
 * Once the server is known to be away, calls are refused at once, except one at
 * a time, which tries whether it is back.  Before that is known, only so many
 * calls may wait for the server at once; others wait for their turn, and are
 * refused if none of those made progress for a second.
 *
 * Refused calls are accounted for in the log: the reason when it begins, and
 * their number at the end, or each minute.
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
	int64_t moved; /* steady ms: last time one entered or got an answer */
	bool is_open;  /* the server is away */
	bool is_tried; /* a call is trying the server */
	char why[BREAKER_TEXT]; /* last logged reason for being open */
	uint64_t n_refused;     /* since it opened */
	uint64_t n_all_refused; /* ever */
	struct tally crowd;     /* refused because too many are inside */
};

enum breaker_pass {
	BREAKER_GO,
	BREAKER_TRY, /* ask the server, call breaker_tried(), then go */
	BREAKER_NO,  /* refused: don't call breaker_leave() */
};

/* How a call ended. */
enum breaker_end {
	BREAKER_ANSWER,
	BREAKER_AWAY,    /* no server, or it is silent or lets nobody in */
	BREAKER_UNKNOWN, /* a connection broke: maybe only that one */
};

/* Make a closed breaker; the name must outlive it.  n_most 0: any number. */
void breaker_init(struct breaker *breaker, const char *name, size_t n_most);
void breaker_fini(struct breaker *breaker);

/* Ask to go to the server.  Unless BREAKER_NO, breaker_leave() must follow. */
enum breaker_pass breaker_enter(struct breaker *breaker);

/*
 * Report the end of BREAKER_TRY, and of a call.  why is what went wrong, for
 * the log; not NULL if end is BREAKER_AWAY.
 */
void breaker_tried(
    struct breaker *breaker, enum breaker_end end, const char *why);
void breaker_leave(
    struct breaker *breaker, enum breaker_end end, const char *why);

/* Count a refused call that breaker_enter() has not counted. */
void breaker_refuse(struct breaker *breaker);

/* Report the end of a command that was sent on behalf of calls inside. */
void breaker_tell(
    struct breaker *breaker, enum breaker_end end, const char *why);

/* The calls that were refused, ever. */
uint64_t breaker_n_refused(struct breaker *breaker);

/* True if the server is known to be away. */
bool breaker_is_open(struct breaker *breaker);

#endif

#ifndef API_OBSERVER_H
#define API_OBSERVER_H

/*
 * What is logged and counted of calls.  At info: each change with its author,
 * refusals of callers (401 and 403) and failures (5xx), and polls as a number a
 * minute; at debug, every call.  For /metrics, calls by action and code, their
 * durations, and what happened to tasks.
 */

#include <stdint.h>

#include "base/log.h"

struct call;
struct call_result;
struct endpoint;
struct endpoint_table;
struct exposition;
struct http_request;

struct observer;

/* A call that is answered. */
struct observer_call {
	const struct http_request *request;
	const char *path;                /* decoded */
	const struct endpoint *endpoint; /* NULL: not found */
	const struct call *call;
	const struct call_result *result;
	const char *trx; /* in the answer; NULL: none */
	uint64_t length; /* of the answer's body, bytes */
	int64_t us;      /* from its arrival to its answer */
};

/* A new observer of calls to these endpoints, which outlive it.  Never NULL. */
struct observer *observer_new(const struct endpoint_table *endpoints);

/* Free an observer.  NULL is fine. */
void observer_free(struct observer *observer);

/* Note a call; may be called from any thread. */
void observer_note(
    struct observer *observer, const struct observer_call *observed);

/* The calls that were noted. */
uint64_t observer_n_calls(struct observer *observer);

/* When it was made, in ms since 1970. */
int64_t observer_begun(const struct observer *observer);

/* Write the metrics of calls and tasks. */
void observer_show(struct observer *observer, struct exposition *page);

/* Log the number of polls since the last time; the context is an observer. */
log_tick observer_tick;

#endif

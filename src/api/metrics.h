#ifndef API_METRICS_H
#define API_METRICS_H

/*
 * The page /metrics, which Prometheus reads: what this process has done, what
 * it uses, and the queues of all companies.
 */

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct http_request;
struct http_response;
struct kept;
struct networks;
struct observer;
struct store;

struct metrics {
	const char *token;               /* NULL: none gives access */
	const struct networks *networks; /* those that need no token */
	size_t n_queues;                 /* longest ones, that it lists */
	size_t n_threads;                /* that answer calls */
	atomic_uint *n_busy;             /* of these, at this moment */
	struct observer *observer;
	struct store *store;
	struct kept *kept; /* what was read from it last */
	int64_t keep;      /* ms that it is kept; 0: it is not */
};

/*
 * Answer the request if it is for the page, also below /lineup; false: it is
 * not, or metrics is NULL.
 */
bool metrics_answer(const struct metrics *metrics, struct arena *arena,
    const struct http_request *request, struct http_response *response);

#endif

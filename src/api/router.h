#ifndef API_ROUTER_H
#define API_ROUTER_H

/*
 * From a request to its answer: finds the endpoint, authenticates the caller,
 * reads the request, runs the handler and writes the response.
 */

#include <stddef.h>
#include <stdint.h>

#include "api/call.h"
#include "api/request.h"
#include "base/budget.h"
#include "http/http.h"

struct endpoint_table;
struct metrics;
struct observer;

struct router {
	const struct endpoint_table *endpoints;
	struct call_server server;
	struct store *store;
	struct request_rules rules;
	struct budget_rules budget;
	struct observer *observer;     /* NULL: none */
	const struct metrics *metrics; /* NULL: there is no such page */
	const char *cors_origins;      /* separated by spaces; "*": any, without
					* cookies */
};

/* Answer a request; the context is a struct router. */
http_answer router_answer;

#endif

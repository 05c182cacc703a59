#ifndef API_ROUTER_H
#define API_ROUTER_H

/*
 * From a request to its answer: finds the endpoint, checks who calls, has the
 * request read, the handler run and the response written.
 */

#include <stddef.h>
#include <stdint.h>

#include "api/call.h"
#include "api/request.h"
#include "base/budget.h"
#include "http/http.h"

struct endpoint_table;

struct router {
	const struct endpoint_table *endpoints;
	struct call_server server;
	struct store *store;
	struct request_rules rules;
	struct budget_rules budget;
	const char *api_version;  /* answers calls that name none */
	const char *cors_origins; /* separated by spaces; "*": any, without
				   * cookies */
};

/* Answers a request; its context is a struct router. */
http_answer router_answer;

#endif

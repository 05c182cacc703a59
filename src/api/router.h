#ifndef ROUTER_H
#define ROUTER_H

/*
 * From a request to its answer: finds the endpoint, checks who calls, has the
 * request read, the handler run and the response written.
 */

#include <stddef.h>
#include <stdint.h>

#include "call.h"
#include "http.h"
#include "request.h"

struct endpoint_table;

struct router {
	const struct endpoint_table *endpoints;
	struct call_server server;
	struct store *store;
	struct request_rules rules;
	uint64_t max_answer;      /* bytes */
	const char *api_version;  /* answers calls that name none */
	const char *cors_origins; /* separated by spaces; "*": any */
};

/* Answers a request; its context is a struct router. */
http_answer router_answer;

#endif

#ifndef ROUTER_H
#define ROUTER_H

/*
 * From a request to its answer: finds the endpoint, checks who calls, has the
 * request read, the handler run and the response written.
 */

#include <stddef.h>
#include <stdint.h>

#include "call.h"
#include "request.h"

struct arena;
struct http_request;
struct http_response;

/* What answers have to be held in: longer ones are written piece by piece. */
#define ROUTER_PIECE ((size_t)65536)

struct router {
	struct call_server server;
	struct store *store;
	struct request_rules rules;
	uint64_t max_answer;      /* bytes */
	const char *api_version;  /* answers calls that name none */
	const char *cors_origins; /* separated by spaces; "*": any */
};

/*
 * Answer a request.  Everything in the response lives in the arena, except a
 * body that fits into piece (ROUTER_PIECE bytes), which stands there.
 */
void router_answer(const struct router *router, struct arena *arena,
    const struct http_request *request, char *piece,
    struct http_response *response);

#endif

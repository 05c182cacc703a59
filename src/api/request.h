#ifndef API_REQUEST_H
#define API_REQUEST_H

/*
 * Turns body, query and forms of an HTTP request into the request struct of an
 * endpoint.  Rules: doc/original.md, "Requests".
 *
 * A body is read as JSON whatever its content type, unless that is a form or a
 * batch (one JSON object per line, see batch.h).  If the endpoint takes no
 * batch, it runs without parameters if it needs none; else the lines are
 * checked, and the batch is refused.
 *
 * A body that was not read yet, as it is too long for memory, may only be a
 * batch for an endpoint that takes one.
 */

#include <stdbool.h>
#include <stddef.h>

#include "api/call.h"
#include "json/json.h"

struct endpoint;
struct http_request;

/* What every request must comply with. */
struct request_rules {
	struct json_limits limits;
	size_t line;    /* bytes of a line of a batch */
	bool is_strict; /* refuse unknown members of closed objects */
};

/*
 * Read the request for an endpoint.  Returns NULL, or the refusal.  *parsed is
 * the endpoint's request struct, in the call's arena.  The limit on values
 * applies to the fields of query and form as well.
 */
const struct call_result *request_read(struct call *call,
    const struct endpoint *endpoint, const struct http_request *http,
    const struct request_rules *rules, void **parsed)
    __attribute__((warn_unused_result));

#endif

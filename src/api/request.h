#ifndef API_REQUEST_H
#define API_REQUEST_H

/*
 * What a call asks for: body, query and forms of an HTTP request become the
 * request struct of an endpoint.  Rules: doc/original.md, "Requests".
 *
 * A body is JSON whatever it is called, unless its type is that of a form, or
 * of a batch (a JSON object a line).  No action takes a batch: those that need
 * no parameters run without, for the others it is checked and then refused.
 */

#include <stdbool.h>

#include "api/call.h"
#include "json/json.h"

struct endpoint;
struct http_request;

/* What every request has to keep to. */
struct request_rules {
	struct json_limits limits;
	bool is_strict; /* closed objects have only what they may have */
};

/*
 * Read the request for an endpoint, or refuse it.  *parsed is the endpoint's
 * request struct, in the call's arena.  The limit on values counts fields of
 * query and form as well.
 */
const struct call_result *request_read(struct call *call,
    const struct endpoint *endpoint, const struct http_request *http,
    const struct request_rules *rules, void **parsed)
    __attribute__((warn_unused_result));

#endif

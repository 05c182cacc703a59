/* Made from schema/debug.conf by the generator; do not edit. */

#ifndef DEBUG_H
#define DEBUG_H

/*
 * Signs of life.
 *
 * Of a request, has.x is true if the member x was sent with a value, and null.x
 * if it was sent as null; without has.x it is its default.  Of an answer, the
 * members with has.x are written, and those with null.x as null.  X_SINCE and
 * X_UNTIL are the versions that know x, where not all do.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/api_version.h"
#include "json/jval.h"

struct call;
struct call_result;

struct debug_ping_req {
	char nothing;
};

struct debug_ping_resp {
	struct {
		bool msg;
	} has;
	/* A word. */
	const char *msg;
};

/*
 * Read a request or a part of one.  False, with the reason in the reader, if it
 * is refused.
 */
bool debug_ping_req_read(struct jval_reader *reader, const struct jval *value,
    struct debug_ping_req *into);

/* Write a response or a part of one: the members that it has. */
void debug_ping_resp_write(struct jval_writer *writer, const char *name,
    const struct debug_ping_resp *from);

/* Answer. */
const struct call_result *debug_ping(struct call *call,
    const struct debug_ping_req *request, struct debug_ping_resp *response);

#endif

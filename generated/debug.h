/* Made from schema/debug.conf by the generator; do not edit. */

#ifndef DEBUG_H
#define DEBUG_H

/*
 * Signs of life.
 *
 * In a request, has.x is true if the member x was sent with a value, and null.x
 * if it was sent as null; without has.x it holds its default.  In an answer, a
 * text or pointer is written unless it is NULL, another member x if has.x is
 * true, and null if null.x is.
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
	/* The name of the program. */
	const char *msg;
};

/*
 * Read a request or a part of one into the struct of the function's name.
 * False, with the reason in the reader, if it is refused.
 */
bool debug_ping_req_read(struct jval_reader *reader, const struct jval *value,
    void *to);

/* Write a response or a part of one, the struct of the function's name. */
void debug_ping_resp_write(struct jval_writer *writer, const char *name,
    const void *of);

/* Show that the server answers. */
const struct call_result *debug_ping(struct call *call,
    const struct debug_ping_req *request, struct debug_ping_resp *response);

#endif

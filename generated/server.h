/* Made from schema/server.conf by the generator; do not edit. */

#ifndef SERVER_H
#define SERVER_H

/*
 * The server itself.
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

struct server_info_req {
	char nothing;
};

struct server_info_resp {
	/* Version of the program. */
	const char *version;
	/* Build of that version. */
	const char *build;
	/* Id of this server's data. */
	const char *uid;
	/* Version of the API that it announces. */
	const char *api_version;
};

/*
 * Read a request or a part of one into the struct of the function's name.
 * False, with the reason in the reader, if it is refused.
 */
bool server_info_req_read(struct jval_reader *reader, const struct jval *value,
    void *to);

/* Write a response or a part of one, the struct of the function's name. */
void server_info_resp_write(struct jval_writer *writer, const char *name,
    const void *of);

/* Return what server this is. */
const struct call_result *server_info(struct call *call,
    const struct server_info_req *request, struct server_info_resp *response);

#endif

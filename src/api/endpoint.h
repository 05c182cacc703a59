#ifndef API_ENDPOINT_H
#define API_ENDPOINT_H

/*
 * The table of endpoints, which the generator writes: what the router must
 * know about each action, and the functions that read its request, handle it
 * and write its response.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct call;
struct call_result;
struct jval;
struct jval_reader;
struct jval_writer;

enum endpoint_auth {
	ENDPOINT_AUTH_REQUIRED,
	ENDPOINT_AUTH_OPTIONAL, /* bad or no credentials: goes on as nobody */
	ENDPOINT_AUTH_NONE,
};

typedef bool endpoint_parse(
    struct jval_reader *reader, const struct jval *value, void *request);
typedef const struct call_result *endpoint_handle(
    struct call *call, const void *request, void *response);
typedef void endpoint_write(
    struct jval_writer *writer, const char *name, const void *response);
typedef const char *endpoint_text(const void *response);

struct endpoint {
	const char *name;     /* "queues.create" */
	uint32_t min_version; /* lower ones are answered with 404 */
	enum endpoint_auth authorize;
	const char *const *roles; /* ends with NULL; NULL itself: every role */
	size_t request_size;      /* of the request struct */
	size_t response_size;     /* of the response struct */
	endpoint_parse *parse;
	endpoint_handle *handle; /* NULL: not implemented */
	endpoint_write *write;
	endpoint_text *text; /* sent instead of an envelope; or NULL */
	bool is_batch;       /* parse takes a list of objects */
	bool is_alone;       /* only in a store that keeps tasks itself */
};

struct endpoint_table {
	size_t n;
	const struct endpoint *rows; /* ordered by name */
	uint32_t announced; /* API version, unless a setting overrides it */
};

/* The endpoint of this name, or NULL. */
const struct endpoint *endpoint_find(
    const struct endpoint_table *table, const char *name);

#endif

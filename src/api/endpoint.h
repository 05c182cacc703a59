#ifndef API_ENDPOINT_H
#define API_ENDPOINT_H

/*
 * The table of endpoints, which the generator writes: what the router must
 * know of each action, and the functions that read its request, answer it and
 * write its response.
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
	ENDPOINT_AUTH_OPTIONAL, /* tried, not required */
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
	uint32_t min_version; /* the lowest version that it answers */
	enum endpoint_auth authorize;
	const char *const *roles; /* ends with NULL; NULL itself: every role */
	size_t request_size;      /* of the request struct */
	size_t response_size;     /* of the response struct */
	endpoint_parse *parse;
	endpoint_handle *handle; /* NULL: not implemented */
	endpoint_write *write;
	endpoint_text *text; /* of a response that is sent as it is, or NULL */
	bool is_batch;       /* parse takes the list of a batch's objects */
};

struct endpoint_table {
	size_t n;
	const struct endpoint *rows; /* ordered by name */
	uint32_t announced; /* version, unless a setting says otherwise */
};

/* The endpoint of this name, or NULL. */
const struct endpoint *endpoint_find(
    const struct endpoint_table *table, const char *name);

#endif

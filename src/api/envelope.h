#ifndef API_ENVELOPE_H
#define API_ENVELOPE_H

/*
 * What every answer to a call is wrapped in: {"meta": {...}, "data": {...}}.
 * Members and their order: doc/original.md, "The envelope".
 */

#include <stdint.h>

#include "api/endpoint.h"
#include "generated/errors.h"

struct buf;
struct jval_choice;
struct jval_refusal;

struct envelope {
	const char *id;                /* of the call */
	const char *trx;               /* the client's id for it, or the same */
	const char *name;              /* as requested; "" if there is none */
	const char *requested_version; /* "2.13" */
	const char *actual_version;    /* or NULL */
	uint32_t version;              /* the requested one as a number */
	enum err error;
	const char *message;
	const struct jval_refusal *refusal; /* for error_data, or NULL */
	endpoint_write *write;              /* of data; NULL writes {} */
	const void *response;               /* passed to write */
	struct jval_choice *chosen;         /* of data; NULL: all of it */
};

/* Write the whole answer as JSON. */
void envelope_write(const struct envelope *envelope, struct buf *out);

#endif

#ifndef API_BATCH_H
#define API_BATCH_H

/*
 * A batch: a body with a JSON object in each line, read part by part as the
 * handler goes on, so that it may be too long for memory.  A part has at most
 * BATCH_LINES lines.  Lines that can't be read are left out of the request, and
 * noted as faults.
 *
 * An endpoint that takes batches also takes a single object as any other does;
 * batch_next() then says that there is no more.
 */

#include <stdbool.h>
#include <stddef.h>

#include "api/call.h"
#include "api/request.h"

#define BATCH_LINES 1000

/* A part that has been read. */
struct batch {
	struct arena *arena; /* its memory, until the next part is read */
	size_t n_faults;
	const char **faults; /* what is wrong with lines that can't be read */
};

/*
 * Begin a batch, whose body is in memory or waits, and read its first part:
 * *parsed is the endpoint's request struct, which each part fills again.
 * Returns NULL, or the refusal.
 */
const struct call_result *batch_begin(struct call *call,
    const struct endpoint *endpoint, const struct http_request *http,
    const struct request_rules *rules, void **parsed)
    __attribute__((warn_unused_result));

/*
 * Read the next part of the call's batch into the request that its handler got;
 * *has_more is false if there is none.  Returns NULL, or the refusal.
 */
const struct call_result *batch_next(struct call *call, bool *has_more)
    __attribute__((warn_unused_result));

#endif

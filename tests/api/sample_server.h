#ifndef TESTS_API_SAMPLE_SERVER_H
#define TESTS_API_SAMPLE_SERVER_H

/* The server that tests use. */

#include "api/authn.h"
#include "api/router.h"

/*
 * Tokens of 1000 s, at most 5000 s, and the usual name of the cookie.  The
 * cache is new; free it by token_cache_free().
 */
struct authn sample_server_authn(void);

extern const struct call_limits sample_server_limits;

/* The error of a refusal; ERR_OK if there is none (NULL). */
enum err sample_server_error(const struct call_result *refusal);

/* Version 2.23 and small limits; its store is still NULL. */
struct router sample_server_router(const struct authn *authn);

#endif

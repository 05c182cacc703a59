#ifndef TESTS_API_SAMPLE_SERVER_H
#define TESTS_API_SAMPLE_SERVER_H

/* How the server of a test is set. */

#include "api/authn.h"
#include "api/router.h"

/*
 * Tokens of 1000 s, of 5000 at most, and the usual name of the cookie.  The
 * cache is new, for token_cache_free().
 */
struct authn sample_server_authn(void);

extern const struct call_limits sample_server_limits;

/* What a check refuses for; ERR_OK if it doesn't. */
enum err sample_server_error(const struct call_result *refusal);

/* Version 2.23 and small limits; without a store yet. */
struct router sample_server_router(const struct authn *authn);

#endif

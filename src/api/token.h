#ifndef API_TOKEN_H
#define API_TOKEN_H

/*
 * Tokens: JWTs signed by HS256 alone.  Ours name the key that they were made
 * by, in a claim of their own.  Rules and messages: doc/original.md, "Tokens".
 */

#include <stdbool.h>
#include <stdint.h>

#include "model/identity.h"

struct authn;
struct call;
struct call_result;

/* What a token says.  Times in seconds since 1970. */
struct token {
	const char *key;   /* that it was made by; NULL: it names none */
	double issued;     /* iat, or 0 */
	double not_before; /* nbf, or 0 */
	double expires;    /* exp, or infinity */
	struct identity who;
};

/*
 * Verify a token's signature and read what it says; or refuse with 401/30.
 * Whether it is good now is for the caller to check.
 */
const struct call_result *token_verify(const struct authn *authn,
    struct call *call, const char *text, struct token *token)
    __attribute__((warn_unused_result));

/*
 * Make a token for somebody, in the call's arena, that names the call's key.  A
 * lifetime of 0 makes one that never expires; a negative one has expired
 * already.
 */
const char *token_make(const struct authn *authn, struct call *call,
    const struct identity *who, int64_t lifetime);

/*
 * Sign something and check that, for once: libcrypto that had no memory when it
 * was first used signs nothing well any more.
 */
bool token_can_sign(const struct authn *authn);

#endif

#ifndef API_TOKEN_H
#define API_TOKEN_H

/*
 * Tokens: JWTs, signed with HS256 only.  Ours name the key that they were
 * obtained with, in a claim of our own.  Rules and messages: doc/original.md,
 * "Tokens".
 */

#include <stdbool.h>
#include <stdint.h>

#include "model/identity.h"

struct authn;
struct call;
struct call_result;

/* The claims of a token.  Times in seconds since 1970. */
struct token {
	const char *key;   /* that it was obtained with, or NULL */
	double issued;     /* iat, or 0 */
	double not_before; /* nbf, or 0 */
	double expires;    /* exp, or infinity */
	struct identity who;
};

/*
 * Verify a token's signature and read its claims.  Returns NULL, or the
 * refusal, 401/30.  The caller checks the times.
 */
const struct call_result *token_verify(const struct authn *authn,
    struct call *call, const char *text, struct token *token)
    __attribute__((warn_unused_result));

/*
 * Make a token for a user, in the call's arena; it names the call's key.  The
 * lifetime is in seconds; 0: it never expires; negative: it has expired
 * already.  Never NULL: a failure is logged and aborts.
 */
const char *token_make(const struct authn *authn, struct call *call,
    const struct identity *who, int64_t lifetime);

/*
 * True if a test token can be signed and verified.  To be called at start: if
 * libcrypto runs out of memory when it is first used, no signature is right
 * afterwards.
 */
bool token_can_sign(const struct authn *authn);

#endif

#ifndef API_AUTHN_H
#define API_AUTHN_H

/*
 * Who makes a call: keys (Basic), tokens (Bearer or cookie), and making tokens.
 * Tokens are JWTs signed by HS256 alone; checking one never asks the store.
 * Rules and messages: behaviour.md 2.1 to 2.5.
 */

#include <stdbool.h>
#include <stdint.h>

struct call;
struct call_result;
struct http_header;
struct identity;
struct token_cache;

struct authn {
	const char *secret;      /* signs tokens */
	const char *cookie;      /* name of the cookie that may hold one */
	int64_t lifetime;        /* of a token by default, s */
	int64_t max_lifetime;    /* the longest that may be asked for, s */
	const char *api_version; /* announced in tokens */
	struct token_cache *cache;
};

/*
 * Sign something and check that, for once: libcrypto that had no memory when it
 * was first used signs nothing well any more.
 */
bool authn_can_sign(const struct authn *authn);

/*
 * Find out who calls, from the Authorization and Cookie headers (either may be
 * NULL), and set call->who; or refuse with one of 401.
 */
const struct call_result *authn_check(const struct authn *authn,
    struct call *call, const char *authorization, const char *cookie)
    __attribute__((warn_unused_result));

/*
 * Let the caller be somebody else, by the headers of these names and values:
 * with that user's role (impersonate_as), or with the caller's own (act_as).
 * Either may have no value.  For system, root and admin only.  Rules:
 * behaviour.md 2.8.
 */
const struct call_result *authn_impersonate(struct call *call,
    const struct http_header *impersonate_as, const struct http_header *act_as)
    __attribute__((warn_unused_result));

/*
 * Make a token for somebody, in the call's arena.  A lifetime of 0 makes one
 * that never expires; a negative one has expired already.
 */
const char *authn_token(const struct authn *authn, struct call *call,
    const struct identity *who, int64_t lifetime);

#endif

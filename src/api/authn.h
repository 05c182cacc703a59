#ifndef API_AUTHN_H
#define API_AUTHN_H

/*
 * Finds out who makes a call, by a key (Basic) or a token (Bearer, or a
 * cookie).
 *
 * A token is valid only while its user and the key that it names still exist.
 * Tokens of another server name no key; for these, only the user must exist.
 * This is looked up at most every half minute (sessions.h).
 * Rules and messages: doc/original.md, "Keys", "Tokens" and "Login".
 */

#include <stdint.h>

struct call;
struct call_result;
struct http_header;
struct identity;
struct sessions;
struct token_cache;

struct authn {
	const char *secret;   /* signs tokens */
	const char *cookie;   /* name of the cookie that may hold a token */
	int64_t lifetime;     /* of a token by default, s */
	int64_t max_lifetime; /* longest that a client may request, s */
	uint32_t api_version; /* announced, an API_VERSION */
	struct token_cache *cache;
	struct sessions *sessions;
};

/*
 * Find out who calls, from the Authorization and Cookie headers (either may be
 * NULL), and set call->who and call->key.  Returns NULL, or the refusal: a 401,
 * or 503 if the store is unavailable.
 */
const struct call_result *authn_check(const struct authn *authn,
    struct call *call, const char *authorization, const char *cookie)
    __attribute__((warn_unused_result));

/*
 * Make the call in another user's name, if one of these headers has a value
 * (NULL: not sent): with that user's role (impersonate_as), or with the
 * caller's own (act_as).  Only system, root and admin may; nobody gains rights
 * by it: an admin who impersonates a root user is still an admin.  Returns
 * NULL, or the refusal.  Rules: doc/original.md, "Impersonation".
 */
const struct call_result *authn_impersonate(struct call *call,
    const struct http_header *impersonate_as, const struct http_header *act_as)
    __attribute__((warn_unused_result));

/*
 * Set *who to the caller's present identity, for a new token.  Returns NULL, or
 * the refusal if the caller's key, the key's owner or the user that the caller
 * acts as no longer exists.
 */
const struct call_result *authn_renew(struct call *call, struct identity *who)
    __attribute__((warn_unused_result));

#endif

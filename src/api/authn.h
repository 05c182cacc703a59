#ifndef API_AUTHN_H
#define API_AUTHN_H

/*
 * Who makes a call: by a key (Basic) or a token (Bearer, or a cookie).
 *
 * The key that a token names has to be there as long as the token counts, and
 * so has its user; of a token of another server, which names none, the user
 * alone.  That is looked up once in half a minute (sessions.h).
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
	const char *secret;      /* signs tokens */
	const char *cookie;      /* name of the cookie that may hold one */
	int64_t lifetime;        /* of a token by default, s */
	int64_t max_lifetime;    /* the longest that may be asked for, s */
	const char *api_version; /* announced in tokens */
	struct token_cache *cache;
	struct sessions *sessions;
};

/*
 * Find out who calls, from the Authorization and Cookie headers (either may be
 * NULL), and set call->who and call->key; or refuse with one of 401.
 */
const struct call_result *authn_check(const struct authn *authn,
    struct call *call, const char *authorization, const char *cookie)
    __attribute__((warn_unused_result));

/*
 * Make the call in another user's name, by the headers of these names and
 * values: with that user's role (impersonate_as), or with the caller's own
 * (act_as).  Either may have no value.  Only system, root and admin may; nobody
 * gains rights by it: an admin who acts as a root user is still an admin.
 * Rules: doc/original.md, "Impersonation".
 */
const struct call_result *authn_impersonate(struct call *call,
    const struct http_header *impersonate_as, const struct http_header *act_as)
    __attribute__((warn_unused_result));

/*
 * The user whom a token for the caller is for, as it is now; or refuse, if the
 * key, its user, or whom it acts as is no longer there.
 */
const struct call_result *authn_renew(struct call *call, struct identity *who)
    __attribute__((warn_unused_result));

#endif

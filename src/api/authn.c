#include <math.h>
#include <string.h>

#include "api/authn.h"
#include "api/call.h"
#include "api/sessions.h"
#include "api/token.h"
#include "api/token_cache.h"
#include "base/arena.h"
#include "base/base64.h"
#include "http/http.h"
#include "store/users.h"

#define MS 1000
#define REVOKED "revoked token"

static const struct call_result *
refuse_jwt(struct call *call, const char *reason)
{
	return call_fail(
	    call, ERR_INVALID_TOKEN, "invalid jwt token", "reason=%s", reason);
}

static const struct call_result *
check_basic(struct call *call, const char *credentials)
{
	size_t n = strlen(credentials);
	char *key = arena_alloc(call->arena, n + 1), *secret;
	enum store_result found = STORE_NOT_FOUND;
	long length;

	length = base64_decode(credentials, n, BASE64_STANDARD, key);
	if (length < 0)
		return call_fail(
		    call, ERR_MALFORMED_CREDENTIALS, "Incorrect padding", NULL);
	/* no key contains a NUL, so what precedes one must not match */
	if (strlen(key) == (size_t)length &&
	    (secret = strchr(key, ':')) != NULL) {
		*secret++ = '\0';
		found = store_authenticate(
		    call->store, call->arena, key, secret, &call->who);
	}
	if (found == STORE_OK) {
		call->key = key;
		return NULL;
	}
	if (found != STORE_NOT_FOUND)
		return call_fail_store(call, found);
	return call_fail(call, ERR_INVALID_CREDENTIALS,
	    "failed to locate provided credentials", NULL);
}

static bool
may_impersonate(const char *role)
{
	return strcmp(role, "system") == 0 || strcmp(role, "root") == 0 ||
	       strcmp(role, "admin") == 0;
}

/*
 * Rank roles by powers that no other has: root reaches every company, system
 * gets tokens that never expire.
 */
static int
reach(const char *role)
{
	if (strcmp(role, "root") == 0)
		return 2;
	return strcmp(role, "system") == 0;
}

/* The role, or the user's own if that reaches less far. */
static const char *
cap_role(const char *role, const char *own)
{
	return reach(role) > reach(own) ? own : role;
}

static bool
is_same_user(const struct identity *a, const struct identity *b)
{
	return strcmp(a->user, b->user) == 0 &&
	       strcmp(a->company, b->company) == 0;
}

/*
 * Look up the owner of a key.  An admin may use a key to act as another user:
 * for anyone else, an owner other than who is STORE_NOT_FOUND.
 */
static enum store_result
find_owner(struct call *call, const char *key, const struct identity *who,
    struct identity *owner)
{
	enum store_result found;

	found = store_find_key(call->store, call->arena, key, owner);
	if (found != STORE_OK || is_same_user(owner, who))
		return found;
	if (!may_impersonate(owner->role) ||
	    (strcmp(owner->role, "root") != 0 &&
		strcmp(owner->company, who->company) != 0))
		return STORE_NOT_FOUND;
	return STORE_OK;
}

/* Refuse a token whose key or user no longer exists. */
static const struct call_result *
check_session(
    const struct authn *authn, struct call *call, const struct token *token)
{
	enum store_result found = STORE_OK;
	struct identity owner = token->who, now;

	if (sessions_know(authn->sessions, token, call->now))
		return NULL;
	if (token->key != NULL)
		found = find_owner(call, token->key, &token->who, &owner);
	if (found == STORE_OK &&
	    (token->key == NULL || !is_same_user(&owner, &token->who)))
		found = store_find_user(call->store, call->arena,
		    token->who.company, token->who.user, &now);
	if (found == STORE_NOT_FOUND)
		return call_fail(call, ERR_INVALID_TOKEN, REVOKED, NULL);
	if (found != STORE_OK)
		return call_fail_store(call, found);
	sessions_note(authn->sessions, token, call->now);
	return NULL;
}

/*
 * The signature is verified once, the key and user are looked up now and then,
 * but the times are checked at each call.
 */
static const struct call_result *
check_bearer(const struct authn *authn, struct call *call, const char *text)
{
	double now = floor((double)call->now / MS);
	const struct call_result *refusal;
	struct token token;

	if (!token_cache_find(authn->cache, call->arena, text, &token)) {
		refusal = token_verify(authn, call, text, &token);
		if (refusal != NULL)
			return refusal;
		token_cache_add(authn->cache, text, &token);
	}
	if (token.issued > now)
		return refuse_jwt(call, "The token is not yet valid (iat)");
	if (token.not_before > now)
		return refuse_jwt(call, "The token is not yet valid (nbf)");
	if (token.expires <= now)
		return refuse_jwt(call, "Signature has expired");
	refusal = check_session(authn, call, &token);
	if (refusal != NULL)
		return refusal;
	call->who = token.who;
	call->key = token.key;
	return NULL;
}

/* What follows the scheme, maybe ""; or NULL if it is another scheme. */
static const char *
after_scheme(const char *authorization, const char *scheme)
{
	size_t n = strlen(scheme);

	if (strncmp(authorization, scheme, n) != 0)
		return NULL;
	if (authorization[n] == '\0')
		return "";
	return authorization[n] == ' ' ? authorization + n + 1 : NULL;
}

const struct call_result *
authn_check(const struct authn *authn, struct call *call,
    const char *authorization, const char *cookie)
{
	const char *credentials, *token;

	if (authorization == NULL || *authorization == '\0') {
		token = http_cookie(call->arena, cookie, authn->cookie);
		if (token == NULL)
			return call_fail(call, ERR_NO_CREDENTIALS, NULL, NULL);
		return check_bearer(authn, call, token);
	}
	if ((credentials = after_scheme(authorization, "Basic")) != NULL)
		return check_basic(call, credentials);
	if ((credentials = after_scheme(authorization, "Bearer")) != NULL)
		return check_bearer(authn, call, credentials);
	return call_fail(call, ERR_BAD_AUTH_TYPE, NULL, NULL);
}

/* Look up the other user; root finds users of any company. */
static const struct call_result *
find_other(struct call *call, const char *user, struct identity *other)
{
	bool anywhere = strcmp(call->who.role, "root") == 0;
	const char *company = anywhere ? NULL : call->who.company;
	enum store_result found;

	found = store_find_user(call->store, call->arena, company, user, other);
	if (found == STORE_OK)
		return NULL;
	if (found != STORE_NOT_FOUND)
		return call_fail_store(call, found);
	if (anywhere)
		return call_fail(call, ERR_IMPERSONATION_ERROR, "unknown user",
		    "id=%s", user);
	return call_fail(call, ERR_IMPERSONATION_ERROR, "unknown user",
	    "id=%s, company=%s", user, company);
}

const struct call_result *
authn_impersonate(struct call *call, const struct http_header *impersonate_as,
    const struct http_header *act_as)
{
	const char *user = impersonate_as->value;
	const struct call_result *refusal;
	struct identity other;

	if (user != NULL && act_as->value != NULL)
		return call_fail(call, ERR_INVALID_HEADERS, "only one allowed",
		    "headers=(%s, %s)", impersonate_as->name, act_as->name);
	if (user == NULL && (user = act_as->value) == NULL)
		return NULL;
	if (!may_impersonate(call->who.role))
		return call_fail(call, ERR_IMPERSONATION_ERROR,
		    "impersonation not allowed", "role=%s", call->who.role);
	if ((refusal = find_other(call, user, &other)) != NULL)
		return refusal;
	if (act_as->value != NULL) {
		other.role = call->who.role;
		other.user_name = arena_printf(call->arena, "%s (acting as %s)",
		    call->who.user_name, other.user_name);
	} else {
		other.role = cap_role(other.role, call->who.role);
		other.user_name =
		    arena_printf(call->arena, "%s (impersonated by %s)",
			other.user_name, call->who.user_name);
	}
	call->who = other;
	return NULL;
}

/*
 * The role for a new token: the user's present one.  When the key's owner acts
 * as this user, it is capped, so that renewing a token never adds rights.
 */
static const char *
renew_role(
    const struct call *call, const char *now, const struct identity *owner)
{
	if (owner == NULL)
		return cap_role(now, call->who.role);
	return is_same_user(owner, &call->who) ? now
					       : cap_role(now, owner->role);
}

const struct call_result *
authn_renew(struct call *call, struct identity *who)
{
	struct identity owner;
	enum store_result found = STORE_OK;

	if (call->key != NULL)
		found = find_owner(call, call->key, &call->who, &owner);
	if (found == STORE_NOT_FOUND)
		return call_fail(call, ERR_INVALID_TOKEN, REVOKED, NULL);
	if (found == STORE_OK)
		found = store_find_user(call->store, call->arena,
		    call->who.company, call->who.user, who);
	if (found == STORE_NOT_FOUND)
		return call_fail(call, ERR_INVALID_USER_ID, NULL,
		    "id=%s, company=%s", call->who.user, call->who.company);
	if (found != STORE_OK)
		return call_fail_store(call, found);
	who->role =
	    renew_role(call, who->role, call->key == NULL ? NULL : &owner);
	who->user_name = call->who.user_name;
	return NULL;
}

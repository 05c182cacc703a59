#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <jwt.h>

#include "api/authn.h"
#include "api/call.h"
#include "api/token.h"
#include "base/api_version.h"
#include "base/arena.h"
#include "base/base64.h"
#include "base/buf.h"
#include "base/log.h"
#include "config.h"
#include "json/json.h"
#include "json/jval.h"

#define MAX_TOKEN 8192 /* bytes */
#define MS 1000
#define KEY_CLAIM "lineup_key" /* ignored by other servers */

static const struct json_limits token_limits = {.values = 100, .depth = 4};

static const struct call_result *
refuse_token(struct call *call, const char *extra, const char *reason)
{
	return call_fail(call, ERR_INVALID_TOKEN, extra, "reason=%s", reason);
}

static const struct call_result *
refuse_jwt(struct call *call, const char *reason)
{
	return refuse_token(call, "invalid jwt token", reason);
}

/* The algorithm in a token's header ("" if none); NULL: a bad header. */
static const char *
find_algorithm(struct arena *arena, const char *token)
{
	struct jval_reader reader;
	struct jval header, algorithm;
	size_t n = strcspn(token, ".");
	char *text = arena_alloc(arena, n + 1);
	const char *name = "";
	bool null;
	long length;

	if ((length = base64_decode(token, n, BASE64_URL, text)) <= 0)
		return NULL;
	jval_reader_init(&reader, arena);
	if (!jval_parse(&reader, text, (size_t)length, &token_limits, &header))
		return NULL;
	if (jval_optional(&reader, &header, "alg", &null, &algorithm))
		name = jval_string(&reader, &algorithm);
	return jval_ok(&reader) ? name : NULL;
}

/* The claims of a token as JSON; NULL: the signature is wrong. */
static const char *
find_claims(const struct authn *authn, struct arena *arena, const char *token)
{
	char *claims;
	jwt_t *jwt;

	if (jwt_decode(&jwt, token, (const unsigned char *)authn->secret,
		(int)strlen(authn->secret)) != 0)
		return NULL;
	claims = jwt_get_grants_json(jwt, NULL);
	jwt_free(jwt);
	if (claims != NULL)
		arena_defer(arena, free, claims);
	return claims;
}

/* Seconds, as a number or as a string with an integer. */
static double
read_seconds(struct jval_reader *reader, const struct jval *claim)
{
	struct jval_reader probe = *reader;
	double seconds = jval_number(&probe, claim);
	const char *text;
	char *end;

	if (jval_ok(&probe))
		return seconds;
	text = jval_string(reader, claim);
	errno = 0;
	seconds = (double)strtoll(text, &end, 10);
	if (end == text || *end != '\0' || errno != 0)
		jval_refuse(reader, claim, "type", "integer", "string");
	return seconds;
}

/* A claim in seconds, or the given value if it is absent. */
static double
time_claim(struct jval_reader *reader, const struct jval *claims,
    const char *name, double absent)
{
	struct jval claim;
	bool null = false;

	if (jval_optional(reader, claims, name, &null, &claim))
		return read_seconds(reader, &claim);
	if (null)
		jval_refuse(reader, &claim, "type", "integer", "null");
	return absent;
}

/* Read from when to when a token is valid, and refuse one with an audience. */
static const struct call_result *
read_times(struct call *call, struct jval_reader *reader,
    const struct jval *claims, struct token *token)
{
	double issued, not_before;
	struct jval audience;
	bool null = false;

	issued = time_claim(reader, claims, "iat", 0);
	if (!jval_ok(reader))
		return refuse_jwt(
		    call, "Issued At claim (iat) must be an integer.");
	not_before = time_claim(reader, claims, "nbf", 0);
	if (!jval_ok(reader))
		return refuse_jwt(
		    call, "Not Before claim (nbf) must be an integer.");
	token->expires = time_claim(reader, claims, "exp", INFINITY);
	if (!jval_ok(reader))
		return refuse_jwt(
		    call, "Expiration Time claim (exp) must be an integer.");
	if (jval_optional(reader, claims, "aud", &null, &audience))
		return refuse_jwt(call, "Invalid audience");
	token->issued = issued;
	token->not_before = not_before;
	return NULL;
}

static const struct call_result *
read_identity(struct call *call, struct jval_reader *reader,
    const struct jval *claims, struct identity *who)
{
	static const struct jval_name members[] = {{.text = "user"},
	    {.text = "company"}, {.text = "role"}, {.text = "user_name"},
	    {.text = "company_name"}, {.text = NULL}};
	struct jval identity, member;
	bool null;

	*who = (struct identity){.user_name = "", .company_name = ""};
	if (jval_required(reader, claims, "identity", &identity) &&
	    jval_object(reader, &identity)) {
		jval_only(reader, &identity, members);
		if (jval_required(reader, &identity, "user", &member))
			who->user = jval_string(reader, &member);
		if (jval_required(reader, &identity, "company", &member))
			who->company = jval_string(reader, &member);
		if (jval_required(reader, &identity, "role", &member))
			who->role = jval_string(reader, &member);
		if (jval_optional(
			reader, &identity, "user_name", &null, &member))
			who->user_name = jval_string(reader, &member);
		if (jval_optional(
			reader, &identity, "company_name", &null, &member))
			who->company_name = jval_string(reader, &member);
	}
	if (!jval_ok(reader))
		return refuse_token(call, "failed parsing token",
		    arena_printf(call->arena, "%s: %s", reader->refusal.path,
			reader->refusal.rule));
	return NULL;
}

/* Read which key a token was obtained with, if it names one. */
static const struct call_result *
read_key(struct call *call, struct jval_reader *reader,
    const struct jval *claims, struct token *token)
{
	struct jval key;
	bool null;

	token->key = NULL;
	if (jval_optional(reader, claims, KEY_CLAIM, &null, &key))
		token->key = jval_string(reader, &key);
	if (!jval_ok(reader))
		return refuse_jwt(call, KEY_CLAIM " must be a string");
	return NULL;
}

static const struct call_result *
read_claims(struct call *call, const char *text, struct token *token)
{
	const struct call_result *refusal;
	struct jval_reader reader;
	struct jval claims;

	jval_reader_init(&reader, call->arena);
	reader.is_strict = true;
	if (!jval_parse(&reader, text, strlen(text), &token_limits, &claims))
		return refuse_jwt(call, "Invalid payload string");
	refusal = read_times(call, &reader, &claims, token);
	if (refusal == NULL)
		refusal = read_key(call, &reader, &claims, token);
	if (refusal != NULL)
		return refusal;
	return read_identity(call, &reader, &claims, &token->who);
}

const struct call_result *
token_verify(const struct authn *authn, struct call *call, const char *text,
    struct token *token)
{
	const char *first = strchr(text, '.'), *algorithm, *claims;
	const char *second = first == NULL ? NULL : strchr(first + 1, '.');

	if (second == NULL || strchr(second + 1, '.') != NULL)
		return refuse_jwt(call, "Not enough segments");
	if (strlen(text) > MAX_TOKEN)
		return refuse_jwt(call, "The token is too long");
	algorithm = find_algorithm(call->arena, text);
	if (algorithm == NULL)
		return refuse_jwt(call, "Invalid header padding");
	if (strcmp(algorithm, "none") == 0)
		return refuse_token(call, "jwt invalid key error",
		    "When alg = \"none\", key value must be None.");
	if (strcmp(algorithm, "HS256") != 0)
		return refuse_jwt(
		    call, "The specified alg value is not allowed");
	claims = find_claims(authn, call->arena, text);
	if (claims == NULL)
		return refuse_jwt(call, "Signature verification failed");
	return read_claims(call, claims, token);
}

static void
write_identity(struct jval_writer *writer, const struct identity *who)
{
	jval_begin_object(writer, "identity");
	jval_write_string(writer, "user", who->user);
	jval_write_string(writer, "company", who->company);
	jval_write_string(writer, "role", who->role);
	if (*who->user_name != '\0')
		jval_write_string(writer, "user_name", who->user_name);
	if (*who->company_name != '\0')
		jval_write_string(writer, "company_name", who->company_name);
	jval_end_object(writer);
}

/* Write the claims (doc/original.md, "Tokens"). */
static void
write_claims(const struct authn *authn, const struct call *call,
    const struct identity *who, int64_t lifetime, struct buf *buf)
{
	struct jval_writer writer;

	jval_writer_init(&writer, buf, call->version);
	jval_begin_object(&writer, NULL);
	jval_write_integer(&writer, "iat", call->now / MS);
	if (lifetime != 0)
		jval_write_integer(&writer, "exp", call->now / MS + lifetime);
	jval_write_string(&writer, "env", "<unknown>");
	jval_write_string(&writer, "auth_type", "Bearer");
	if (call->key != NULL)
		jval_write_string(&writer, KEY_CLAIM, call->key);
	write_identity(&writer, who);
	jval_write_string(&writer, "api_version",
	    api_version_text(call->arena, authn->api_version));
	jval_write_string(&writer, "server_version", PACKAGE_VERSION);
	jval_write_string(&writer, "server_build", "");
	jval_write_string(&writer, "feature_set", "basic");
	jval_end_object(&writer);
}

/* The claims as JSON, in the call's arena: measured, then written. */
static const char *
make_claims(const struct authn *authn, struct call *call,
    const struct identity *who, int64_t lifetime)
{
	struct buf buf;
	char *text;

	buf_init(&buf, NULL, 0, NULL, NULL);
	write_claims(authn, call, who, lifetime, &buf);
	text = arena_alloc(call->arena, (size_t)buf.total + 1);
	buf_init(&buf, text, (size_t)buf.total, NULL, NULL);
	write_claims(authn, call, who, lifetime, &buf);
	return text;
}

/* A token with these claims, to be freed; NULL if it can't be signed. */
static char *
sign(const struct authn *authn, const char *claims)
{
	char *token = NULL;
	jwt_t *jwt;

	if (jwt_new(&jwt) != 0)
		return NULL;
	if (jwt_set_alg(jwt, JWT_ALG_HS256,
		(const unsigned char *)authn->secret,
		(int)strlen(authn->secret)) == 0 &&
	    jwt_add_grants_json(jwt, claims) == 0)
		token = jwt_encode_str(jwt);
	jwt_free(jwt);
	return token;
}

bool
token_can_sign(const struct authn *authn)
{
	struct arena *arena = arena_new();
	char *token = sign(authn, "{}");
	bool can = token != NULL && find_claims(authn, arena, token) != NULL;

	free(token);
	arena_free(arena);
	return can;
}

const char *
token_make(const struct authn *authn, struct call *call,
    const struct identity *who, int64_t lifetime)
{
	char *token = sign(authn, make_claims(authn, call, who, lifetime));

	if (token == NULL) {
		log_fatal("cannot make a token: %s", strerror(errno));
		abort();
	}
	arena_defer(call->arena, free, token);
	return token;
}

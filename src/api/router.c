#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "api/authn.h"
#include "api/endpoint.h"
#include "api/envelope.h"
#include "api/metrics.h"
#include "api/observer.h"
#include "api/request.h"
#include "api/router.h"
#include "base/api_version.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/random.h"
#include "base/steady.h"
#include "base/timefmt.h"
#include "http/http.h"
#include "pages/pages.h"
#include "store/records.h"

#define HTML "text/html; charset=utf-8"
#define METHODS "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT"
#define LARGE_BODY 65536   /* bytes; a call with a larger one is costly */
#define PARSED 16          /* bytes of memory for each byte of a body */
#define LONG_ANSWER 262144 /* bytes; sending more may wait for the client */
#define COOKIE_AGE INT64_C(99999999999) /* s */

/* A request that is being answered. */
struct work {
	const struct router *router;
	const struct http_request *request;
	const struct endpoint *endpoint; /* NULL: not found yet */
	struct http_path path;
	struct call call;
	void *response;  /* the handler's */
	const char *trx; /* in the answer; NULL: none */
};

static const struct call_result *
find_endpoint(struct work *work)
{
	const struct http_path *path = &work->path;
	const struct endpoint *endpoint;
	struct call *call = &work->call;

	switch (path->kind) {
	case HTTP_PATH_BAD:
		return call_fail_text(call, ERR_BAD_REQUEST,
		    "Invalid request path %s", path->text);
	case HTTP_PATH_BAD_VERSION:
		return call_fail(call, ERR_INVALID_VERSION, NULL,
		    "version=%s, reason=%s", path->version_text, path->fault);
	case HTTP_PATH_CALL:
		break;
	}
	endpoint = endpoint_find(work->router->endpoints, path->name);
	if (endpoint == NULL || call->version < endpoint->min_version ||
	    (endpoint->is_alone && !store_keeps_tasks(call->store)))
		return call_fail_text(call, ERR_ENDPOINT_NOT_FOUND,
		    "Unable to find endpoint for name %s and version %s",
		    path->name, path->version_text);
	work->endpoint = endpoint;
	return NULL;
}

static const struct call_result *
check_role(struct work *work)
{
	const char *const *role = work->endpoint->roles;
	struct call *call = &work->call;
	const char *allowed = "";

	if (role == NULL)
		return NULL;
	for (; *role != NULL; role++) {
		if (strcmp(*role, call->who.role) == 0)
			return NULL;
		allowed = arena_printf(call->arena, "%s%s%s", allowed,
		    *allowed == '\0' ? "" : ", ", *role);
	}
	return call_fail(call, ERR_ROLE_NOT_ALLOWED, NULL,
	    "role=%s, allowed=(%s)", call->who.role, allowed);
}

/* True if the call goes on after its credentials were refused, as bad ones. */
static bool
may_be_nobody(const struct work *work, const struct call_result *refusal)
{
	return work->endpoint->authorize == ENDPOINT_AUTH_OPTIONAL &&
	       err_info(refusal->error)->code == 401;
}

static const struct call_result *
check_caller(struct work *work)
{
	const struct http_request *request = work->request;
	const struct call_result *refusal;
	struct call *call = &work->call;

	if (work->endpoint->authorize == ENDPOINT_AUTH_NONE)
		return NULL;
	refusal = authn_check(call->server->authn, call, request->authorization,
	    http_trusts_cookie(request) ? request->cookie : NULL);
	if (refusal != NULL)
		return may_be_nobody(work, refusal) ? NULL : refusal;
	if ((refusal = check_role(work)) != NULL)
		return refusal;
	refusal =
	    authn_impersonate(call, &request->impersonate_as, &request->act_as);
	return refusal == NULL ? check_role(work) : refusal;
}

/* Start counting what the call costs. */
static const struct call_result *
begin_budget(struct work *work)
{
	struct call *call = &work->call;
	struct budget *budget =
	    budget_new(&work->router->budget, call->who.user);
	size_t n = work->request->n_body; /* parsed at a time */

	arena_set_budget(call->arena, budget, budget_free);
	call->budget = budget;
	if (work->request->body_state == HTTP_BODY_WAITS &&
	    work->endpoint->is_batch)
		n = work->router->rules.line;
	if (n > LARGE_BODY &&
	    (!budget_admit(budget) || !budget_hold(budget, PARSED * n)))
		return call_fail_budget(call);
	return NULL;
}

/* Read a request with a large body, when it is its turn. */
static const struct call_result *
read_request(struct work *work, void **parsed)
{
	struct budget *budget = work->call.budget;
	const struct call_result *refusal;

	if (!budget_begin(budget, BUDGET_WAIT))
		refusal = call_fail_budget(&work->call);
	else
		refusal = request_read(&work->call, work->endpoint,
		    work->request, &work->router->rules, parsed);
	budget_end(budget);
	return refusal;
}

static const struct call_result *
run(struct work *work)
{
	const struct call_result *refusal;
	void *parsed = NULL;

	if ((refusal = find_endpoint(work)) != NULL ||
	    (refusal = check_caller(work)) != NULL ||
	    (refusal = begin_budget(work)) != NULL)
		return refusal;
	if (work->endpoint->handle == NULL)
		return call_fail(&work->call, ERR_NOT_IMPLEMENTED, NULL, NULL);
	refusal = work->request->n_body > LARGE_BODY
		      ? read_request(work, &parsed)
		      : request_read(&work->call, work->endpoint, work->request,
			    &work->router->rules, &parsed);
	if (refusal != NULL)
		return refusal;
	work->response =
	    arena_alloc(work->call.arena, work->endpoint->response_size);
	return work->endpoint->handle(&work->call, parsed, work->response);
}

static struct envelope *
wrap(struct work *work, const struct call_result *result)
{
	struct arena *arena = work->call.arena;
	struct envelope *envelope = arena_alloc(arena, sizeof(*envelope));
	char *id = arena_alloc(arena, RANDOM_ID_SIZE);
	bool parsed = work->path.kind == HTTP_PATH_CALL;

	random_id(id);
	envelope->id = id;
	if (work->trx == NULL)
		work->trx = id;
	envelope->trx = work->trx;
	envelope->name = parsed ? work->path.name : "";
	envelope->requested_version = parsed ? work->path.version_text : "1.0";
	envelope->version = parsed ? work->call.version : API_VERSION(1, 0);
	if (work->endpoint != NULL)
		envelope->actual_version =
		    api_version_text(arena, work->endpoint->min_version);
	envelope->error = result->error;
	envelope->message = result->message;
	envelope->refusal = work->call.refusal;
	if (result->error == ERR_OK) {
		assert(work->endpoint != NULL);
		envelope->write = work->endpoint->write;
		envelope->response = work->response;
		envelope->chosen = work->call.chosen;
	}
	return envelope;
}

static void
write_envelope(const void *context, struct buf *out)
{
	envelope_write(context, out);
}

/* Write the answer into the piece, or as much of it as fits. */
static void
fill(struct envelope *envelope, char *piece, struct http_response *response)
{
	struct buf out;

	buf_init(&out, piece, HTTP_PIECE, NULL, NULL);
	envelope_write(envelope, &out);
	response->status = err_info(envelope->error)->code;
	response->content_type = "application/json";
	response->length = out.total;
	response->body = buf_is_whole(&out) ? piece : NULL;
	response->write = write_envelope;
	response->context = envelope;
}

/* Answer with a response's text, without an envelope. */
static void
fill_raw(const struct work *work, struct http_response *response)
{
	const char *text = work->endpoint->text(work->response);

	http_set_text(response, 200, "text/plain; charset=utf-8",
	    text == NULL ? "" : text);
}

/* Set the cookie to the token, or clear it (doc/original.md, "Headers"). */
static void
add_session_cookie(const struct work *work, struct http_response *response)
{
	const char *name = work->router->server.authn->cookie;
	const char *token = work->call.session, *cookie;
	char expires[TIMEFMT_HTTP_SIZE];

	if (token == NULL)
		return;
	if (*token == '\0') {
		cookie = arena_printf(work->call.arena,
		    "%s=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; "
		    "HttpOnly; Path=/",
		    name);
	} else {
		timefmt_http(work->call.now + COOKIE_AGE * 1000, expires);
		cookie = arena_printf(work->call.arena,
		    "%s=%s; Expires=%s; Max-Age=%" PRId64
		    "; HttpOnly; Path=/; SameSite=Lax",
		    name, token, expires, COOKIE_AGE);
	}
	http_add_header(response, "Set-Cookie", cookie);
}

/*
 * True if the answer may be sent.  A slow client can hold up a long one, so it
 * counts as a costly call until it has been sent.
 */
static bool
may_send(struct budget *budget, uint64_t length)
{
	if (budget != NULL && length > budget->answer &&
	    !budget_answer(budget, length - budget->answer))
		return false;
	return length <= LONG_ANSWER || budget_admit(budget);
}

/* Make a costly call wait for its turn to write.  False: too many wait. */
static bool
wait_to_fill(struct budget *budget)
{
	return budget == NULL || !budget->is_costly ||
	       budget_begin(budget, BUDGET_WAIT);
}

static void
end_filling(struct budget *budget)
{
	if (budget != NULL && budget->is_running)
		budget_end(budget);
}

static void
answer_call(const struct router *router, struct arena *arena,
    const struct http_request *request, char *piece,
    struct http_response *response)
{
	struct work work = {
	    .router = router, .request = request, .trx = request->trx};
	int64_t begun = steady_now_us();
	const struct call_result *result;

	work.call.arena = arena;
	work.call.store = router->store;
	work.call.server = &router->server;
	work.call.now = timefmt_now();
	work.call.worker = request->worker;
	work.call.address = request->address;
	http_parse_path(arena, request->uri, &work.path);
	if (work.path.version_text == NULL) {
		work.path.version = router->server.authn->api_version;
		work.path.version_text =
		    api_version_text(arena, work.path.version);
	}
	work.call.version = work.path.version;
	result = run(&work);
	if (result->error == ERR_OK && !wait_to_fill(work.call.budget))
		result = call_fail_budget(&work.call);
	if (result->error == ERR_OK && work.endpoint->text != NULL)
		fill_raw(&work, response);
	else
		fill(wrap(&work, result), piece, response);
	end_filling(work.call.budget);
	if (result->error == ERR_OK &&
	    !may_send(work.call.budget, response->length)) {
		result = call_fail_budget(&work.call);
		fill(wrap(&work, result), piece, response);
	}
	add_session_cookie(&work, response);
	if (router->observer != NULL)
		observer_note(router->observer,
		    &(struct observer_call){.request = request,
			.path = work.path.text,
			.endpoint = work.endpoint,
			.call = &work.call,
			.result = result,
			.trx = work.trx,
			.length = response->length,
			.us = steady_now_us() - begun});
}

/* True if a word is in a list separated by spaces. */
static bool
is_listed(const char *list, const char *word)
{
	size_t n;

	for (; *list != '\0'; list += n + strspn(list + n, " ")) {
		n = strcspn(list, " ");
		if (n == strlen(word) && strncmp(list, word, n) == 0)
			return true;
	}
	return false;
}

/*
 * Cross-origin headers (doc/original.md, "Headers").  Only origins that are
 * listed by name may use cookies, except "null", which any page can have.
 */
static void
add_cors(const struct router *router, const struct http_request *request,
    struct http_response *response)
{
	const char *origins = router->cors_origins, *origin = request->origin;

	if (origin == NULL)
		return;
	http_add_header(response, "Vary", "Origin");
	if (strcmp(origin, "null") != 0 && strcmp(origin, "*") != 0 &&
	    is_listed(origins, origin)) {
		http_add_header(
		    response, "Access-Control-Allow-Origin", origin);
		http_add_header(
		    response, "Access-Control-Allow-Credentials", "true");
	} else if (is_listed(origins, "*")) {
		http_add_header(response, "Access-Control-Allow-Origin", "*");
	} else {
		return;
	}
	if (strcmp(request->method, "OPTIONS") != 0 ||
	    request->preflight_method == NULL)
		return;
	if (request->preflight_headers != NULL)
		http_add_header(response, "Access-Control-Allow-Headers",
		    request->preflight_headers);
	http_add_header(response, "Access-Control-Allow-Methods", METHODS);
}

/* Refuse a body with a Content-Encoding (doc/original.md, "Requests"). */
static void
refuse_encoding(
    struct arena *arena, const char *encoding, struct http_response *response)
{
	static const char token[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				    "-_.,* ";

	/* other characters could make it HTML */
	http_set_text(response, 415, HTML,
	    arena_printf(arena, "Content encoding is not supported (%.*s)",
		(int)strspn(encoding, token), encoding));
}

static bool
has_encoding(const struct http_request *request)
{
	return request->content_encoding != NULL &&
	       *request->content_encoding != '\0';
}

void
router_answer(const void *context, struct arena *arena,
    const struct http_request *request, char *piece,
    struct http_response *response)
{
	const struct router *router = context;

	*response = (struct http_response){0};
	add_cors(router, request, response);
	if (strcmp(request->method, "OPTIONS") == 0)
		http_set_text(response, 200, HTML, "");
	else if (has_encoding(request))
		refuse_encoding(arena, request->content_encoding, response);
	else if (!metrics_answer(router->metrics, arena, request, response) &&
		 !pages_answer(arena, request, router->store, response))
		answer_call(router, arena, request, piece, response);
}

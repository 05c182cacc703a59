#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "http/cgi.h"
#include "http/current.h"
#include "http/http.h"

#define HEAD_PIECE 512
#define DROP_PIECE 4096

extern char **environ;

void
cgi_worker_init(struct cgi_worker *worker, struct current *current)
{
	worker->current = current;
	worker->arena = arena_new();
	worker->piece = arena_must(malloc(HTTP_PIECE));
}

void
cgi_worker_fini(struct cgi_worker *worker)
{
	arena_free(worker->arena);
	free(worker->piece);
}

/* The parameters that are used. */
enum param {
	REQUEST_METHOD,
	REQUEST_URI,
	SCRIPT_NAME,
	PATH_INFO,
	QUERY_STRING,
	CONTENT_LENGTH,
	CONTENT_TYPE,
	CONTENT_ENCODING,
	AUTHORIZATION,
	COOKIE,
	HOST,
	ORIGIN,
	FETCH_SITE,
	CLEARML_TRX,
	TRAINS_TRX,
	CLEARML_IMPERSONATE_AS,
	TRAINS_IMPERSONATE_AS,
	CLEARML_ACT_AS,
	TRAINS_ACT_AS,
	PREFLIGHT_METHOD,
	PREFLIGHT_HEADERS,
	CLEARML_WORKER,
	TRAINS_WORKER,
	USER_AGENT,
	ACCEPT,
	FORWARDED_FOR,
	REAL_IP,
	REMOTE_ADDR,
	N_PARAMS
};

#define NAME(text)                                                             \
	{                                                                      \
		text, sizeof(text) - 1                                         \
	}

static const struct {
	const char *text;
	size_t n;
} names[] = {
    [REQUEST_METHOD] = NAME("REQUEST_METHOD"),
    [REQUEST_URI] = NAME("REQUEST_URI"),
    [SCRIPT_NAME] = NAME("SCRIPT_NAME"),
    [PATH_INFO] = NAME("PATH_INFO"),
    [QUERY_STRING] = NAME("QUERY_STRING"),
    [CONTENT_LENGTH] = NAME("CONTENT_LENGTH"),
    [CONTENT_TYPE] = NAME("CONTENT_TYPE"),
    [CONTENT_ENCODING] = NAME("HTTP_CONTENT_ENCODING"),
    [AUTHORIZATION] = NAME("HTTP_AUTHORIZATION"),
    [COOKIE] = NAME("HTTP_COOKIE"),
    [HOST] = NAME("HTTP_HOST"),
    [ORIGIN] = NAME("HTTP_ORIGIN"),
    [FETCH_SITE] = NAME("HTTP_SEC_FETCH_SITE"),
    [CLEARML_TRX] = NAME("HTTP_X_CLEARML_TRX"),
    [TRAINS_TRX] = NAME("HTTP_X_TRAINS_TRX"),
    [CLEARML_IMPERSONATE_AS] = NAME("HTTP_X_CLEARML_IMPERSONATE_AS"),
    [TRAINS_IMPERSONATE_AS] = NAME("HTTP_X_TRAINS_IMPERSONATE_AS"),
    [CLEARML_ACT_AS] = NAME("HTTP_X_CLEARML_ACT_AS"),
    [TRAINS_ACT_AS] = NAME("HTTP_X_TRAINS_ACT_AS"),
    [PREFLIGHT_METHOD] = NAME("HTTP_ACCESS_CONTROL_REQUEST_METHOD"),
    [PREFLIGHT_HEADERS] = NAME("HTTP_ACCESS_CONTROL_REQUEST_HEADERS"),
    [CLEARML_WORKER] = NAME("HTTP_X_CLEARML_WORKER"),
    [TRAINS_WORKER] = NAME("HTTP_X_TRAINS_WORKER"),
    [USER_AGENT] = NAME("HTTP_USER_AGENT"),
    [ACCEPT] = NAME("HTTP_ACCEPT"),
    [FORWARDED_FOR] = NAME("HTTP_X_FORWARDED_FOR"),
    [REAL_IP] = NAME("HTTP_X_REAL_IP"),
    [REMOTE_ADDR] = NAME("REMOTE_ADDR"),
};

/* The parameter whose name is the first n bytes of a line; N_PARAMS if it isn't
 * used. */
static enum param
find_param(const char *line, size_t n)
{
	enum param i;

	for (i = 0; i < N_PARAMS; i++) {
		if (names[i].n == n && memcmp(names[i].text, line, n) == 0)
			break;
	}
	return i;
}

/* Find all in one pass; if one comes twice, the first counts. */
static void
read_params(char *const *lines, const char *params[N_PARAMS])
{
	const char *end;
	enum param i;

	for (i = 0; i < N_PARAMS; i++)
		params[i] = NULL;
	for (; *lines != NULL; lines++) {
		if ((end = strchr(*lines, '=')) == NULL)
			continue;
		i = find_param(*lines, (size_t)(end - *lines));
		if (i < N_PARAMS && params[i] == NULL)
			params[i] = end + 1;
	}
}

static const char *
or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

/* The path and query: as the client sent them, if the web server gives them. */
static const char *
request_uri(struct arena *arena, const char *const *params)
{
	if (params[REQUEST_URI] != NULL)
		return params[REQUEST_URI];
	return arena_printf(arena, "%s%s?%s", or_empty(params[SCRIPT_NAME]),
	    or_empty(params[PATH_INFO]), or_empty(params[QUERY_STRING]));
}

/* Read Content-Length; absent is 0.  False if it is not a number. */
static bool
parse_length(const char *text, size_t *length)
{
	char *end;

	*length = 0;
	if (text == NULL || *text == '\0')
		return true;
	if (*text < '0' || *text > '9')
		return false;
	errno = 0;
	*length = strtoul(text, &end, 10);
	return *end == '\0' && errno == 0;
}

/* Read and drop the rest of the body; returns its length. */
static size_t
drain(struct cgi_worker *worker, const struct cgi_channel *channel)
{
	size_t n, total = 0;

	while ((n = channel->read(
		    channel->context, worker->piece, HTTP_PIECE)) > 0)
		total += n;
	return total;
}

/* A body that waits, until all of it has been read. */
struct rest {
	const struct cgi_channel *channel;
	size_t left; /* bytes that were announced */
};

static bool
read_rest(void *reader, char *data, size_t n, size_t *got)
{
	struct rest *rest = reader;
	const struct cgi_channel *channel = rest->channel;
	char more;

	if (n > rest->left)
		n = rest->left;
	*got = n == 0 ? 0 : channel->read(channel->context, data, n);
	rest->left -= *got;
	if (*got > 0)
		return true;
	return rest->left == 0 &&
	       channel->read(channel->context, &more, 1) == 0;
}

/* Drop what the application has left of a body; its answer is in the piece. */
static void
drop_rest(const struct cgi_channel *channel)
{
	char data[DROP_PIECE];

	while (channel->read(channel->context, data, sizeof(data)) > 0)
		;
}

static void
read_body(struct cgi_worker *worker, const struct http_app *app,
    const struct cgi_channel *channel, const char *announced,
    struct http_request *request)
{
	struct rest *rest;
	size_t length, n;
	char *body;

	request->body = "";
	request->body_state = HTTP_BODY_CUT;
	if (!parse_length(announced, &length)) {
		drain(worker, channel);
		return;
	}
	if (length > app->max_body && length <= app->max_waiting) {
		rest = arena_alloc(worker->arena, sizeof(*rest));
		*rest = (struct rest){channel, length};
		request->body_state = HTTP_BODY_WAITS;
		request->read = read_rest;
		request->reader = rest;
		return;
	}
	if (length > app->max_body) {
		drain(worker, channel);
		request->body_state = HTTP_BODY_TOO_LARGE;
		return;
	}
	body = arena_alloc(worker->arena, length + 1);
	while (request->n_body < length &&
	       (n = channel->read(channel->context, body + request->n_body,
		    length - request->n_body)) > 0)
		request->n_body += n;
	request->body = body;
	if (drain(worker, channel) == 0 && request->n_body == length)
		request->body_state = HTTP_BODY_READ;
}

/* The first of two headers that is sent and not empty, or else NULLs. */
static struct http_header
either(const char *name, const char *value, const char *older_name,
    const char *older_value)
{
	if (value != NULL && *value != '\0')
		return (struct http_header){name, value};
	if (older_value != NULL && *older_value != '\0')
		return (struct http_header){older_name, older_value};
	return (struct http_header){0};
}

static void
read_impersonation(const char *const *params, struct http_request *request)
{
	request->impersonate_as =
	    either("X-Clearml-Impersonate-As", params[CLEARML_IMPERSONATE_AS],
		"X-Trains-Impersonate-As", params[TRAINS_IMPERSONATE_AS]);
	request->act_as = either("X-Clearml-Act-As", params[CLEARML_ACT_AS],
	    "X-Trains-Act-As", params[TRAINS_ACT_AS]);
}

static void
read_request(struct cgi_worker *worker, const struct http_app *app,
    const struct cgi_channel *channel, struct http_request *request)
{
	const char *params[N_PARAMS];

	read_params(channel->params, params);
	*request = (struct http_request){
	    .method = params[REQUEST_METHOD],
	    .uri = request_uri(worker->arena, params),
	    .authorization = params[AUTHORIZATION],
	    .cookie = params[COOKIE],
	    .content_type = params[CONTENT_TYPE],
	    .content_encoding = params[CONTENT_ENCODING],
	    .host = params[HOST],
	    .origin = params[ORIGIN],
	    .fetch_site = params[FETCH_SITE],
	    .trx = params[CLEARML_TRX],
	    .preflight_method = params[PREFLIGHT_METHOD],
	    .preflight_headers = params[PREFLIGHT_HEADERS],
	    .worker = params[CLEARML_WORKER],
	    .agent = params[USER_AGENT],
	    .accept = params[ACCEPT],
	    .peer = params[REMOTE_ADDR],
	    .address = params[FORWARDED_FOR],
	};
	if (request->method == NULL)
		request->method = "GET";
	if (request->trx == NULL)
		request->trx = params[TRAINS_TRX];
	if (request->worker == NULL)
		request->worker = params[TRAINS_WORKER];
	if (request->address == NULL)
		request->address = params[REAL_IP];
	if (request->address == NULL)
		request->address = params[REMOTE_ADDR];
	read_impersonation(params, request);
	read_body(worker, app, channel, params[CONTENT_LENGTH], request);
}

/* A value that would end its line must never get into a head. */
static bool
is_safe(const char *value)
{
	return strpbrk(value, "\r\n") == NULL;
}

/* False if the client is gone. */
static bool
send_head(
    const struct cgi_channel *channel, const struct http_response *response)
{
	const struct http_header *header = response->headers;
	char piece[HEAD_PIECE];
	struct buf out;
	size_t i;

	buf_init(&out, piece, sizeof(piece), channel->write, channel->context);
	buf_puts(&out, "Status: ");
	buf_put_integer(&out, response->status);
	buf_puts(&out, " ");
	buf_puts(&out, http_reason(response->status));
	buf_puts(&out, "\r\nContent-Type: ");
	buf_puts(&out, response->content_type);
	buf_puts(&out, "\r\nContent-Length: ");
	buf_put_integer(&out, (int64_t)response->length);
	buf_puts(&out, "\r\n");
	for (i = 0; i < response->n_headers; i++, header++) {
		if (is_safe(header->value)) {
			buf_puts(&out, header->name);
			buf_puts(&out, ": ");
			buf_puts(&out, header->value);
			buf_puts(&out, "\r\n");
		}
	}
	buf_puts(&out, "\r\n");
	return buf_flush(&out);
}

static void
send_response(struct cgi_worker *worker, const struct cgi_channel *channel,
    bool with_body, const struct http_response *response)
{
	struct buf out;

	if (!send_head(channel, response) || !with_body)
		return;
	if (response->body != NULL) {
		channel->write(
		    channel->context, response->body, (size_t)response->length);
		return;
	}
	buf_init(
	    &out, worker->piece, HTTP_PIECE, channel->write, channel->context);
	response->write(response->context, &out);
	buf_flush(&out);
}

void
cgi_answer(struct cgi_worker *worker, const struct cgi_channel *channel)
{
	struct http_app *app = current_take(worker->current);
	struct http_response response;
	struct http_request request;

	if (app->n_busy != NULL)
		atomic_fetch_add(app->n_busy, 1);
	read_request(worker, app, channel, &request);
	app->answer(
	    app->context, worker->arena, &request, worker->piece, &response);
	if (request.body_state == HTTP_BODY_WAITS)
		drop_rest(channel);
	send_response(
	    worker, channel, strcmp(request.method, "HEAD") != 0, &response);
	arena_reset(worker->arena);
	if (app->n_busy != NULL)
		atomic_fetch_sub(app->n_busy, 1);
	current_give_back(worker->current, app);
}

/* A CGI program reads no more than was announced: more may never come. */
static size_t
process_read(void *context, char *data, size_t n)
{
	size_t *left = context;
	ssize_t got;

	if (n > *left)
		n = *left;
	do {
		got = read(STDIN_FILENO, data, n);
	} while (got < 0 && errno == EINTR);
	if (got < 0)
		return 0;
	*left -= (size_t)got;
	return (size_t)got;
}

static bool
process_write(void *context, const char *data, size_t n)
{
	ssize_t sent;

	(void)context;
	for (; n > 0; data += sent, n -= (size_t)sent) {
		sent = write(STDOUT_FILENO, data, n);
		if (sent < 0 && errno == EINTR)
			sent = 0;
		if (sent < 0)
			return false;
	}
	return true;
}

void
cgi_answer_process(struct current *current)
{
	size_t left = 0;
	struct cgi_channel channel = {
	    environ, process_read, process_write, &left};
	struct cgi_worker worker;

	parse_length(getenv("CONTENT_LENGTH"), &left);
	cgi_worker_init(&worker, current);
	cgi_answer(&worker, &channel);
	cgi_worker_fini(&worker);
}

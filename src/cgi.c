#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "buf.h"
#include "cgi.h"
#include "http.h"
#include "log.h"
#include "router.h"

void
cgi_worker_init(
    struct cgi_worker *worker, const struct router *router, size_t max_body)
{
	worker->router = router;
	worker->max_body = max_body;
	worker->arena = arena_new();
	if ((worker->piece = malloc(ROUTER_PIECE)) == NULL) {
		log_error("out of memory");
		abort();
	}
}

void
cgi_worker_fini(struct cgi_worker *worker)
{
	arena_free(worker->arena);
	free(worker->piece);
}

static const char *
param(const struct cgi_channel *channel, const char *name)
{
	return channel->param(channel->context, name);
}

/* The path and query as the client sent them, the same behind every server. */
static const char *
request_uri(struct arena *arena, const struct cgi_channel *channel)
{
	const char *uri = param(channel, "REQUEST_URI"), *script, *info, *query;

	if (uri != NULL)
		return uri;
	script = param(channel, "SCRIPT_NAME");
	info = param(channel, "PATH_INFO");
	query = param(channel, "QUERY_STRING");
	return arena_printf(arena, "%s%s?%s", script == NULL ? "" : script,
	    info == NULL ? "" : info, query == NULL ? "" : query);
}

/* The length that was announced; false if that is no number. */
static bool
content_length(const struct cgi_channel *channel, size_t *length)
{
	const char *text = param(channel, "CONTENT_LENGTH");
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

/* Read what is left; the number of bytes. */
static size_t
drain(struct cgi_worker *worker, const struct cgi_channel *channel)
{
	size_t n, total = 0;

	while ((n = channel->read(
		    channel->context, worker->piece, ROUTER_PIECE)) > 0)
		total += n;
	return total;
}

static void
read_body(struct cgi_worker *worker, const struct cgi_channel *channel,
    struct http_request *request)
{
	size_t length, n;
	char *body;

	request->body = "";
	request->body_state = HTTP_BODY_CUT;
	if (!content_length(channel, &length)) {
		drain(worker, channel);
		return;
	}
	if (length > worker->max_body) {
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

/* One of two headers that mean the same, or none; an empty one is none. */
static struct http_header
either(const struct cgi_channel *channel, const char *const names[2],
    const char *const params[2])
{
	struct http_header header = {0};
	int i;

	for (i = 0; i < 2 && header.value == NULL; i++) {
		header.name = names[i];
		header.value = param(channel, params[i]);
		if (header.value != NULL && *header.value == '\0')
			header.value = NULL;
	}
	return header;
}

static void
read_impersonation(
    const struct cgi_channel *channel, struct http_request *request)
{
	static const char *const names[][2] = {
	    {"X-Clearml-Impersonate-As", "X-Trains-Impersonate-As"},
	    {"X-Clearml-Act-As", "X-Trains-Act-As"}};
	static const char *const params[][2] = {
	    {"HTTP_X_CLEARML_IMPERSONATE_AS", "HTTP_X_TRAINS_IMPERSONATE_AS"},
	    {"HTTP_X_CLEARML_ACT_AS", "HTTP_X_TRAINS_ACT_AS"}};

	request->impersonate_as = either(channel, names[0], params[0]);
	request->act_as = either(channel, names[1], params[1]);
}

static void
read_request(struct cgi_worker *worker, const struct cgi_channel *channel,
    struct http_request *request)
{
	*request = (struct http_request){0};
	request->method = param(channel, "REQUEST_METHOD");
	if (request->method == NULL)
		request->method = "GET";
	request->uri = request_uri(worker->arena, channel);
	request->authorization = param(channel, "HTTP_AUTHORIZATION");
	request->cookie = param(channel, "HTTP_COOKIE");
	read_impersonation(channel, request);
	request->content_type = param(channel, "CONTENT_TYPE");
	request->content_encoding = param(channel, "HTTP_CONTENT_ENCODING");
	request->origin = param(channel, "HTTP_ORIGIN");
	request->trx = param(channel, "HTTP_X_CLEARML_TRX");
	if (request->trx == NULL)
		request->trx = param(channel, "HTTP_X_TRAINS_TRX");
	request->preflight_method =
	    param(channel, "HTTP_ACCESS_CONTROL_REQUEST_METHOD");
	request->preflight_headers =
	    param(channel, "HTTP_ACCESS_CONTROL_REQUEST_HEADERS");
	read_body(worker, channel, request);
}

/* A value that would end its line must never get into a head. */
static bool
is_safe(const char *value)
{
	return strpbrk(value, "\r\n") == NULL;
}

static const char *
head(struct arena *arena, const struct http_response *response)
{
	const struct http_header *header = response->headers;
	const char *text;
	size_t i;

	text = arena_printf(arena,
	    "Status: %d %s\r\nContent-Type: %s\r\nContent-Length: %llu\r\n",
	    response->status, http_reason(response->status),
	    response->content_type, (unsigned long long)response->length);
	for (i = 0; i < response->n_headers; i++, header++) {
		if (is_safe(header->value))
			text = arena_printf(arena, "%s%s: %s\r\n", text,
			    header->name, header->value);
	}
	return arena_printf(arena, "%s\r\n", text);
}

static void
send_response(struct cgi_worker *worker, const struct cgi_channel *channel,
    bool with_body, const struct http_response *response)
{
	const char *text = head(worker->arena, response);
	struct buf out;

	if (!channel->write(channel->context, text, strlen(text)) || !with_body)
		return;
	if (response->body != NULL) {
		channel->write(
		    channel->context, response->body, (size_t)response->length);
		return;
	}
	buf_init(&out, worker->piece, ROUTER_PIECE, channel->write,
	    channel->context);
	response->write(response->context, &out);
	buf_flush(&out);
}

void
cgi_answer(struct cgi_worker *worker, const struct cgi_channel *channel)
{
	struct http_response response;
	struct http_request request;

	read_request(worker, channel, &request);
	router_answer(
	    worker->router, worker->arena, &request, worker->piece, &response);
	send_response(
	    worker, channel, strcmp(request.method, "HEAD") != 0, &response);
	arena_reset(worker->arena);
}

static const char *
process_param(void *context, const char *name)
{
	(void)context;
	return getenv(name);
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
cgi_answer_process(const struct router *router, size_t max_body)
{
	size_t left = 0;
	struct cgi_channel channel = {
	    process_param, process_read, process_write, &left};
	struct cgi_worker worker;

	content_length(&channel, &left);
	cgi_worker_init(&worker, router, max_body);
	cgi_answer(&worker, &channel);
	cgi_worker_fini(&worker);
}

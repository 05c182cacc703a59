#include <string.h>

#include "api/batch.h"
#include "api/endpoint.h"
#include "api/lines.h"
#include "api/request.h"
#include "base/arena.h"
#include "http/form.h"
#include "http/http.h"
#include "json/jval.h"

#define BATCH "application/json-lines"
#define FORM "application/x-www-form-urlencoded"
#define PARTS "multipart/form-data"

/* A request that is being read. */
struct reading {
	struct call *call;
	const struct endpoint *endpoint;
	const struct http_request *http;
	const struct request_rules *rules;
	struct jval_reader
	    *reader;     /* allocated: the answer needs its refusal */
	size_t n_fields; /* of query and form */
};

static const struct call_result *
refuse_unreadable(struct call *call)
{
	return call_fail_text(call, ERR_BAD_REQUEST,
	    "The browser (or proxy) sent a request that this server could not "
	    "understand.");
}

static const struct call_result *
refuse(const struct reading *reading)
{
	const struct jval_refusal *refusal = &reading->reader->refusal;
	const struct call_result *result =
	    call_fail_request(reading->call, refusal);

	if (strcmp(refusal->rule, "syntax") != 0 &&
	    strcmp(refusal->rule, "utf8") != 0)
		return result;
	return refuse_unreadable(reading->call);
}

static void
begin_reading(struct reading *reading, struct arena *arena)
{
	reading->reader = arena_alloc(arena, sizeof(*reading->reader));
	jval_reader_init(reading->reader, arena);
	reading->reader->version = reading->call->version;
	reading->reader->is_strict = reading->rules->is_strict;
}

/* Set a field of a query or form; it replaces one of the same name. */
static void
set_field(struct reading *reading, const struct jval *root,
    enum jval_source source, const char *name, const char *value)
{
	size_t most = reading->rules->limits.values;

	if (++reading->n_fields > most)
		jval_refuse(reading->reader, root, "values",
		    arena_printf(
			reading->call->arena, "at most %zu values", most),
		    "more fields");
	jval_set_text(reading->reader, root, source, name, value);
}

/* Read the fields of a query or of an urlencoded form. */
static void
read_fields(struct reading *reading, const struct jval *root,
    enum jval_source source, const char *at)
{
	const char *name, *value;

	while (jval_ok(reading->reader) &&
	       http_next_field(reading->call->arena, &at, &name, &value))
		set_field(reading, root, source, name, value);
}

static void
read_form(struct reading *reading, const struct jval *root)
{
	const struct http_request *http = reading->http;

	if (strlen(http->body) != http->n_body)
		jval_refuse(reading->reader, root, "syntax", "",
		    "the form holds a NUL");
	read_fields(reading, root, JVAL_FORM, http->body);
}

/* Read the fields of a multipart form. */
static void
read_parts(struct reading *reading, const struct jval *root)
{
	const char *name, *value, *detail = "the form has no part";
	const struct http_request *http = reading->http;
	enum form_step step = FORM_MALFORMED;
	struct form form;

	if (http->n_body == 0)
		return;
	if (form_begin(&form, reading->call->arena, http->content_type,
		http->body, http->n_body))
		step = form_next(&form, &name, &value, &detail);
	while (step == FORM_FIELD && jval_ok(reading->reader)) {
		set_field(reading, root, JVAL_FORM, name, value);
		step = form_next(&form, &name, &value, &detail);
	}
	if (step == FORM_MALFORMED)
		jval_refuse(reading->reader, root, "syntax", "", detail);
}

/* Have the endpoint read the tree of the request. */
static const struct call_result *
parse(const struct reading *reading, const struct jval *root, void *parsed)
{
	/* an id with a NUL is not a bad value, it is just not found */
	if (jval_ok(reading->reader))
		jval_show_nul(reading->reader, root, "queue");
	if (!jval_ok(reading->reader) ||
	    !reading->endpoint->parse(reading->reader, root, parsed))
		return refuse(reading);
	return NULL;
}

/* Read a request that is one object, from body, query and form. */
static const struct call_result *
read_one(struct reading *reading, void *parsed)
{
	const struct http_request *http = reading->http;
	bool is_form = http_type_is(http->content_type, FORM);
	bool is_parts = http_type_is(http->content_type, PARTS);
	struct jval root, batch;

	begin_reading(reading, reading->call->arena);
	jval_parse(reading->reader, http->body,
	    is_form || is_parts ? 0 : http->n_body, &reading->rules->limits,
	    &root);
	read_fields(reading, &root, JVAL_QUERY, http_query(http->uri));
	if (is_form)
		read_form(reading, &root);
	if (is_parts)
		read_parts(reading, &root);
	if (!reading->endpoint->is_batch)
		return parse(reading, &root, parsed);
	jval_new_list(reading->reader, &batch);
	jval_add_item(&batch, &root);
	return parse(reading, &batch, parsed);
}

/* True if the endpoint can do without any parameter. */
static bool
needs_nothing(const struct reading *reading, void *parsed)
{
	struct jval_reader reader;
	struct jval root;

	jval_reader_init(&reader, reading->call->arena);
	reader.version = reading->call->version;
	reader.is_strict = reading->rules->is_strict;
	return jval_parse(&reader, "", 0, &reading->rules->limits, &root) &&
	       reading->endpoint->parse(&reader, &root, parsed);
}

/* Check that a line is an object, and if deeply, one for the endpoint. */
static const struct call_result *
check_line(struct reading *reading, const char *line, size_t n, bool deeply)
{
	const struct endpoint *endpoint = reading->endpoint;
	struct jval_reader *reader = reading->reader;
	struct jval root;
	bool is_read;

	if (n == 0)
		return refuse_unreadable(reading->call);
	is_read = jval_parse(reader, line, n, &reading->rules->limits, &root);
	if (!is_read && strcmp(reader->refusal.rule, "type") != 0)
		return refuse(reading);
	if (*line != '{')
		return call_fail_text(reading->call, ERR_BAD_REQUEST,
		    "json lines must contain objects, found: %s",
		    lines_type(line, n));
	if (deeply && !endpoint->parse(reader, &root,
			  arena_alloc(reader->arena, endpoint->request_size)))
		return refuse(reading);
	return NULL;
}

/* Check each line; scratch holds the tree of only one at a time. */
static const struct call_result *
check_lines(struct reading *reading, struct arena *scratch, bool deeply)
{
	const char *at = reading->http->body, *line;
	const char *end = at + reading->http->n_body;
	const struct call_result *refusal = NULL;
	size_t n;

	while (refusal == NULL && lines_next(&at, end, &line, &n)) {
		arena_reset(scratch);
		begin_reading(reading, scratch);
		refusal = check_line(reading, line, n, deeply);
	}
	return refusal;
}

static void
free_scratch(void *scratch)
{
	arena_free(scratch);
}

/* Check a batch for an endpoint that takes none. */
static const struct call_result *
ignore_batch(struct reading *reading, void *parsed)
{
	struct arena *scratch = arena_new();
	const struct call_result *refusal;
	struct call *call = reading->call;

	arena_defer(call->arena, free_scratch, scratch);
	refusal = check_lines(reading, scratch, false);
	if (refusal != NULL || needs_nothing(reading, parsed))
		return refusal;
	refusal = check_lines(reading, scratch, true);
	if (refusal != NULL)
		return refusal;
	return call_fail(call, ERR_VALIDATION_ERROR,
	    arena_printf(call->arena, "%s takes one object, not a batch",
		reading->endpoint->name),
	    NULL);
}

const struct call_result *
request_read(struct call *call, const struct endpoint *endpoint,
    const struct http_request *http, const struct request_rules *rules,
    void **parsed)
{
	struct reading reading = {
	    .call = call, .endpoint = endpoint, .http = http, .rules = rules};
	bool is_lines = http->content_type != NULL &&
			strcmp(http->content_type, BATCH) == 0;

	switch (http->body_state) {
	case HTTP_BODY_TOO_LARGE:
		return call_fail(call, ERR_REQUEST_TOO_LARGE, NULL, NULL);
	case HTTP_BODY_WAITS:
		if (endpoint->is_batch && is_lines)
			return batch_begin(call, endpoint, http, rules, parsed);
		return call_fail(call, ERR_REQUEST_TOO_LARGE, NULL, NULL);
	case HTTP_BODY_CUT:
		return call_fail_text(call, ERR_BAD_REQUEST,
		    "The body is not as long as announced");
	case HTTP_BODY_READ:
		if (endpoint->is_batch && is_lines)
			return batch_begin(call, endpoint, http, rules, parsed);
		break;
	}
	*parsed = arena_alloc(call->arena, endpoint->request_size);
	if (is_lines)
		return ignore_batch(&reading, *parsed);
	return read_one(&reading, *parsed);
}

#include <string.h>

#include "api/batch.h"
#include "api/endpoint.h"
#include "api/lines.h"
#include "base/arena.h"
#include "base/budget.h"
#include "http/http.h"
#include "json/jval.h"

#define TEXT ((size_t)262144) /* bytes of a part; more only for a long line */
#define TOO_LONG "The line is too long"

/* The part, and the text that is being read. */
struct reading {
	struct batch part; /* first: a pointer to it is cast back */
	const struct endpoint *endpoint;
	const struct http_request *http;
	const struct request_rules *rules;
	void *parsed; /* the request */
	size_t room_for_faults;
	const char *text; /* the body, or what was read of it: */
	char *piece;
	size_t room; /* bytes of the piece */
	size_t at;   /* of the first line that was not read yet */
	size_t stop; /* behind the last line that is complete */
	size_t n;    /* bytes that are there */
	bool has_begun;
	bool is_whole;
	bool is_skipping; /* the rest of a line that is too long */
};

static void
free_arena(void *arena)
{
	arena_free(arena);
}

static void
note_fault(struct reading *reading, const char *fault)
{
	struct batch *part = &reading->part;

	part->faults = arena_grow(part->arena, part->faults, part->n_faults,
	    &reading->room_for_faults, sizeof(*part->faults));
	part->faults[part->n_faults++] = fault;
}

/* Make room in the text for more; a line that needs too much is dropped. */
static void
make_room(struct reading *reading, struct arena *arena)
{
	char *piece;

	reading->n -= reading->at;
	memmove(reading->piece, reading->piece + reading->at, reading->n);
	reading->at = reading->stop = 0;
	if (reading->n < reading->room)
		return;
	if (reading->room > reading->rules->line) {
		note_fault(reading, TOO_LONG);
		reading->is_skipping = true;
		reading->n = 0;
		return;
	}
	reading->room *= 2;
	if (reading->room > reading->rules->line)
		reading->room = reading->rules->line + 1;
	piece = arena_alloc(arena, reading->room + 1);
	memcpy(piece, reading->piece, reading->n);
	reading->text = reading->piece = piece;
}

/* Find the end of the last complete line, in what is there from a place on. */
static void
find_stop(struct reading *reading, size_t from)
{
	const char *end;

	if (reading->is_skipping) {
		end = memchr(reading->text, '\n', reading->n);
		reading->is_skipping = end == NULL;
		reading->at = end == NULL ? reading->n
					  : (size_t)(end - reading->text) + 1;
	}
	reading->stop = reading->n;
	if (reading->is_whole)
		return;
	while (reading->stop > from && reading->text[reading->stop - 1] != '\n')
		reading->stop--;
	if (reading->stop == from || reading->stop < reading->at)
		reading->stop = reading->at;
}

/* Read on until a line is complete; false: the body was cut. */
static bool
fill(struct reading *reading, struct arena *arena)
{
	size_t from, got;

	while (!reading->is_whole && reading->at == reading->stop) {
		make_room(reading, arena);
		from = reading->n;
		if (!reading->http->read(reading->http->reader,
			reading->piece + from, reading->room - from, &got))
			return false;
		reading->n += got;
		reading->is_whole = got == 0;
		find_stop(reading, from);
	}
	return true;
}

/* Read a line, or note what is wrong with it. */
static void
read_line(struct reading *reading, struct jval_reader *reader,
    const struct jval *list, const char *line, size_t n)
{
	struct arena *arena = reading->part.arena;
	struct jval_reader own = *reader;
	struct jval root;
	bool is_read =
	    n > 0 && n <= reading->rules->line &&
	    jval_parse(&own, line, n, &reading->rules->limits, &root);

	if (n > reading->rules->line)
		note_fault(reading, TOO_LONG);
	else if (is_read && *line == '{')
		jval_add_item(list, &root);
	else if (is_read || (n > 0 && strcmp(own.refusal.rule, "type") == 0))
		note_fault(
		    reading, arena_printf(arena,
				 "json lines must contain objects, found: %s",
				 lines_type(line, n)));
	else if (n > 0 && *own.refusal.expected != '\0')
		note_fault(reading, arena_printf(arena, "Invalid JSON: %s",
					own.refusal.expected));
	else
		note_fault(reading, "Invalid JSON");
}

/* Have the endpoint read the lines of a part that are complete. */
static const struct call_result *
read_part(struct call *call, struct reading *reading)
{
	struct jval_reader *reader = arena_alloc(call->arena, sizeof(*reader));
	const char *at = reading->text + reading->at, *line;
	const char *end = reading->text + reading->stop;
	struct jval list;
	size_t i, n;

	jval_reader_init(reader, reading->part.arena);
	reader->version = call->version;
	reader->is_strict = reading->rules->is_strict;
	jval_new_list(reader, &list);
	for (i = 0; i < BATCH_LINES && lines_next(&at, end, &line, &n); i++)
		read_line(reading, reader, &list, line, n);
	reading->at = (size_t)(at - reading->text);
	if (!reading->endpoint->parse(reader, &list, reading->parsed))
		return call_fail_request(call, &reader->refusal);
	return NULL;
}

/* The same, as work that is counted. */
static const struct call_result *
read_in_turn(struct call *call, struct reading *reading)
{
	/* a client would send again what was added already */
	enum budget_wait wait = reading->has_begun ? BUDGET_GO_ON : BUDGET_WAIT;
	const struct call_result *refusal;

	reading->has_begun = true;
	/* the router itself has begun to count, if the body is large */
	if (call->budget != NULL && call->budget->is_running)
		return read_part(call, reading);
	refusal = budget_begin(call->budget, wait) ? read_part(call, reading)
						   : call_fail_budget(call);
	budget_end(call->budget);
	return refusal;
}

const struct call_result *
batch_next(struct call *call, bool *has_more)
{
	struct reading *reading = (struct reading *)call->batch;

	*has_more = false;
	if (reading == NULL)
		return NULL;
	arena_reset(reading->part.arena);
	reading->part.n_faults = reading->room_for_faults = 0;
	reading->part.faults = NULL;
	if (!fill(reading, call->arena))
		return call_fail_text(call, ERR_BAD_REQUEST,
		    "The body is not as long as announced");
	*has_more = reading->at < reading->stop || reading->part.n_faults > 0;
	return read_in_turn(call, reading);
}

const struct call_result *
batch_begin(struct call *call, const struct endpoint *endpoint,
    const struct http_request *http, const struct request_rules *rules,
    void **parsed)
{
	struct reading *reading = arena_alloc(call->arena, sizeof(*reading));
	bool has_more;

	*parsed = arena_alloc(call->arena, endpoint->request_size);
	*reading = (struct reading){.part.arena = arena_new(),
	    .endpoint = endpoint,
	    .http = http,
	    .rules = rules,
	    .parsed = *parsed};
	if (http->body_state == HTTP_BODY_READ) {
		reading->text = http->body;
		reading->n = reading->stop = http->n_body;
		reading->is_whole = true;
	} else {
		reading->room = TEXT;
		reading->text = reading->piece =
		    arena_alloc(call->arena, TEXT + 1);
	}
	arena_defer(call->arena, free_arena, reading->part.arena);
	call->batch = &reading->part;
	return batch_next(call, &has_more);
}

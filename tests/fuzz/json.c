/*
 * JSON: a text that passes the strict check can be read, and what is written
 * from it passes too.
 */

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "json/json.h"
#include "json/jval.h"
#include "tests/fuzz/fuzz.h"

/* Limits low enough for texts of some hundred bytes to reach. */
static const struct json_limits limits = {.values = 100, .depth = 16};

static const char *
written(struct arena *arena, const struct jval *value)
{
	struct jval_writer writer;
	struct buf buf;
	char *text;

	buf_init(&buf, NULL, 0, NULL, NULL);
	jval_writer_init(&writer, &buf, 0);
	jval_write_any(&writer, NULL, value);
	text = arena_alloc(arena, (size_t)buf.total + 1);
	buf_init(&buf, text, (size_t)buf.total, NULL, NULL);
	jval_writer_init(&writer, &buf, 0);
	jval_write_any(&writer, NULL, value);
	return text;
}

/* A value that is written, read and written again gives the same text. */
static void
check_round_trip(struct arena *arena, const struct jval *value)
{
	const char *first = written(arena, value);
	struct jval_reader reader;
	struct json_fault fault;
	struct jval again;

	fuzz_must(json_check(first, strlen(first), &limits, &fault));
	jval_reader_init(&reader, arena);
	fuzz_must(jval_parse(&reader, first, strlen(first), &limits, &again));
	fuzz_must(strcmp(first, written(arena, &again)) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct fuzz_input input = fuzz_begin(data, n);
	struct arena *arena = arena_new();
	const char *text = fuzz_rest(arena, &input, &n);
	struct json_fault fault = {.rule = ""};
	struct jval_reader reader;
	struct jval root;
	bool fine = json_check(text, n, &limits, &fault);

	fuzz_must(fine == (*fault.rule == '\0'));
	fuzz_must(fine || fault.offset <= n);
	jval_reader_init(&reader, arena);
	if (jval_parse(&reader, text, n, &limits, &root))
		check_round_trip(arena, &root);
	else
		fuzz_must(!fine || strcmp(reader.refusal.rule, "type") == 0);
	json_is_utf8(text);
	arena_free(arena);
	return 0;
}

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "json/json.h"
#include "tests/fuzz/fuzz.h"

const struct json_limits fuzz_limits = {.values = 100000, .depth = 64};

struct fuzz_input
fuzz_begin(const uint8_t *data, size_t n)
{
	const char *at = (const char *)data;

	/* libFuzzer's first input has no bytes and is NULL */
	return (struct fuzz_input){n == 0 ? "" : at, n == 0 ? "" : at + n};
}

char *
fuzz_line(struct arena *arena, struct fuzz_input *input)
{
	size_t n = (size_t)(input->end - input->at);
	const char *end = memchr(input->at, '\n', n);
	char *line;

	if (end == NULL)
		return fuzz_rest(arena, input, &n);
	line = arena_strndup(arena, input->at, (size_t)(end - input->at));
	input->at = end + 1;
	return line;
}

char *
fuzz_rest(struct arena *arena, struct fuzz_input *input, size_t *n)
{
	char *rest;

	*n = (size_t)(input->end - input->at);
	rest = arena_strndup(arena, input->at, *n);
	input->at = input->end;
	return rest;
}

void
fuzz_check(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "does not hold: %s\n", what);
	abort();
}

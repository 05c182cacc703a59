/* A form in parts: the first line is its Content-Type, the rest its body. */

#include <string.h>

#include "base/arena.h"
#include "http/form.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct fuzz_input input = fuzz_begin(data, n);
	struct arena *arena = arena_new();
	const char *type = fuzz_line(arena, &input), *name, *value;
	const char *body = fuzz_rest(arena, &input, &n), *detail = NULL;
	enum form_step step = FORM_END;
	struct form form;

	if (form_begin(&form, arena, type, body, n)) {
		while ((step = form_next(&form, &name, &value, &detail)) ==
		       FORM_FIELD)
			fuzz_must(strlen(name) + strlen(value) <= n);
	}
	fuzz_must(step != FORM_MALFORMED || detail != NULL);
	arena_free(arena);
	return 0;
}

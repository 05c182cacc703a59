/* The query of a URI, an urlencoded form, and a Cookie header. */

#include <string.h>

#include "base/arena.h"
#include "http/http.h"
#include "json/json.h"
#include "json/jval.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct fuzz_input input = fuzz_begin(data, n);
	struct arena *arena = arena_new();
	const char *text = fuzz_rest(arena, &input, &n), *at, *name, *value;
	struct jval_reader reader;
	struct jval root;
	size_t length = strlen(text);

	jval_reader_init(&reader, arena);
	fuzz_must(jval_parse(&reader, "", 0, &fuzz_limits, &root));
	at = http_query(text);
	while (http_next_field(arena, &at, &name, &value)) {
		fuzz_must(strlen(name) + strlen(value) <= length);
		if (jval_ok(&reader))
			jval_set_text(&reader, &root, JVAL_QUERY, name, value);
	}
	fuzz_must(*at == '\0');
	value = http_cookie(arena, text, "a");
	fuzz_must(value == NULL || strlen(value) <= length);
	http_type_is(text, "multipart/form-data");
	arena_free(arena);
	return 0;
}

/* The path of a URI: which call it names. */

#include <string.h>

#include "base/api_version.h"
#include "base/arena.h"
#include "generated/endpoints.h"
#include "http/http.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct fuzz_input input = fuzz_begin(data, n);
	struct arena *arena = arena_new();
	const char *uri = fuzz_rest(arena, &input, &n);
	struct http_path path;

	http_parse_path(arena, uri, &path);
	fuzz_must(path.text != NULL);
	if (path.kind == HTTP_PATH_CALL) {
		fuzz_must(strchr(path.name, '.') != NULL);
		fuzz_must(strchr(path.name, '/') == NULL);
		endpoint_find(&endpoints, path.name);
	}
	fuzz_must(path.kind != HTTP_PATH_BAD_VERSION || path.fault != NULL);
	fuzz_must(!http_path_is(uri, "/readyz") || *uri == '/');
	arena_free(arena);
	return 0;
}

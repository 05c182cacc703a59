/*
 * Reading the request of an action.  Its first line is the action, with a query
 * if there is one; the second is a Content-Type; the rest is the body.
 */

#include <string.h>

#include "api/request.h"
#include "base/arena.h"
#include "generated/endpoints.h"
#include "http/http.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const struct request_rules rules = {.limits = fuzz_limits};
	struct fuzz_input input = fuzz_begin(data, n);
	struct call call = {.arena = arena_new()};
	struct http_request http = {.body_state = HTTP_BODY_READ};
	const struct call_result *refusal;
	const struct endpoint *endpoint;
	void *parsed = NULL;

	http.uri = fuzz_line(call.arena, &input);
	http.content_type = fuzz_line(call.arena, &input);
	http.body = fuzz_rest(call.arena, &input, &http.n_body);
	endpoint = endpoint_find(&endpoints,
	    arena_strndup(call.arena, http.uri, strcspn(http.uri, "?")));
	if (endpoint != NULL) {
		refusal = request_read(&call, endpoint, &http, &rules, &parsed);
		fuzz_must(refusal != NULL || parsed != NULL);
		fuzz_must(refusal == NULL || *refusal->message != '\0');
	}
	arena_free(call.arena);
	return 0;
}

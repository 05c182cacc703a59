#include "api/sessions.h"
#include "api/token_cache.h"
#include "base/api_version.h"
#include "base/gate.h"
#include "generated/endpoints.h"
#include "tests/api/sample_server.h"

const struct call_limits sample_server_limits = {.tags = 100,
    .metadata = 100,
    .metadata_size = 10000,
    .fields = 10,
    .only_fields = 20,
    .filter_values = 100};

struct authn
sample_server_authn(void)
{
	return (struct authn){.secret = "0123456789abcdef",
	    .cookie = "clearml_token_basic",
	    .lifetime = 1000,
	    .max_lifetime = 5000,
	    .api_version = API_VERSION(2, 23),
	    .cache = token_cache_new(),
	    .sessions = sessions_new()};
}

struct router
sample_server_router(const struct authn *authn)
{
	static struct gate *calls, *turns, *memories;

	if (calls == NULL) {
		calls = gate_new(4, 2);
		turns = gate_new(1, 1);
		memories = gate_new(16, 8);
	}
	return (struct router){.endpoints = &endpoints,
	    .server = {.authn = authn, .limits = sample_server_limits},
	    .rules = {.limits = {.values = 1000, .depth = 16}, .line = 65536},
	    .budget = {.time = 100000000,
		.memory = 8 << 20,
		.answer = 1000000,
		.calls = calls,
		.turns = turns,
		.memories = memories},
	    .cors_origins = "http://web"};
}

enum err
sample_server_error(const struct call_result *refusal)
{
	return refusal == NULL ? ERR_OK : refusal->error;
}

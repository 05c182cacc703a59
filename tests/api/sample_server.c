#include "api/sessions.h"
#include "api/token_cache.h"
#include "base/api_version.h"
#include "generated/endpoints.h"
#include "tests/api/sample_server.h"

struct authn
sample_server_authn(void)
{
	return (struct authn){.secret = "0123456789abcdef",
	    .cookie = "clearml_token_basic",
	    .lifetime = 1000,
	    .max_lifetime = 5000,
	    .api_version = "2.23",
	    .cache = token_cache_new(),
	    .sessions = sessions_new()};
}

struct router
sample_server_router(const struct authn *authn)
{
	return (struct router){.endpoints = &endpoints,
	    .server = {.api_version = API_VERSION(2, 23), .authn = authn},
	    .rules.limits = {.values = 1000, .depth = 16},
	    .max_answer = 1000000,
	    .api_version = "2.23",
	    .cors_origins = "http://web"};
}

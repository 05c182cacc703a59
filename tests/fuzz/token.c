/*
 * Tokens: an input as it is; and, if it has two lines, a token made of the
 * first as its header and the rest as its claims, with a valid signature.
 */

#include <string.h>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "api/authn.h"
#include "api/call.h"
#include "api/sessions.h"
#include "api/token_cache.h"
#include "base/arena.h"
#include "store/users.h"
#include "tests/fuzz/fuzz.h"
#include "tests/store/sample_store.h"

#define NOW 1000000000000 /* ms since 1970 */

static struct authn authn = {.secret = "0123456789abcdef", .cookie = "cookie"};

/* Base64 for URLs, without padding. */
static const char *
encode(struct arena *arena, const void *data, size_t n)
{
	char *text = arena_alloc(arena, n / 3 * 4 + 5), *at;

	EVP_EncodeBlock((unsigned char *)text, data, (int)n);
	while ((at = strchr(text, '+')) != NULL)
		*at = '-';
	while ((at = strchr(text, '/')) != NULL)
		*at = '_';
	text[strcspn(text, "=")] = '\0';
	return text;
}

static const char *
sign(struct arena *arena, const char *header, const char *claims, size_t n)
{
	unsigned char mac[EVP_MAX_MD_SIZE];
	const char *text;
	unsigned n_mac;

	text = arena_printf(arena, "%s.%s",
	    encode(arena, header, strlen(header)), encode(arena, claims, n));
	HMAC(EVP_sha256(), authn.secret, (int)strlen(authn.secret),
	    (const unsigned char *)text, strlen(text), mac, &n_mac);
	return arena_printf(
	    arena, "Bearer %s.%s", text, encode(arena, mac, n_mac));
}

/* A store where a user "u1" holds the key "k". */
static struct store *
keys(void)
{
	static struct store *store;
	struct store_user user = {
	    .id = "u1", .name = "Ann", .role = "user", .company = "c1"};
	struct store_key key = {.key = "k", .user = "u1", .label = ""};

	if (store != NULL)
		return store;
	store = sample_store_new();
	store_add_company(store, "c1", "Acme");
	store_add_user(store, &user);
	store_add_key(store, &key, "s");
	return store;
}

static void
check(struct arena *arena, const char *authorization, const char *cookie)
{
	struct call call = {.arena = arena, .store = keys(), .now = NOW};

	if (authn_check(&authn, &call, authorization, cookie) != NULL) {
		fuzz_must(call.who.user == NULL);
		return;
	}
	fuzz_must(call.who.user != NULL && call.who.company != NULL);
	fuzz_must(call.who.role != NULL && call.who.user_name != NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct fuzz_input input = fuzz_begin(data, n), whole = input;
	struct arena *arena = arena_new();
	const char *text = fuzz_rest(arena, &whole, &n), *header, *claims;

	authn.cache = token_cache_new();
	authn.sessions = sessions_new();
	check(arena, arena_printf(arena, "Bearer %s", text), NULL);
	check(arena, NULL, text);
	header = fuzz_line(arena, &input);
	if (input.at < input.end) {
		claims = fuzz_rest(arena, &input, &n);
		check(arena, sign(arena, header, claims, n), NULL);
	}
	sessions_free(authn.sessions);
	token_cache_free(authn.cache);
	arena_free(arena);
	return 0;
}

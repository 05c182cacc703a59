/* Base64, and keys in the header Authorization. */

#include <string.h>

#include "api/authn.h"
#include "api/call.h"
#include "base/arena.h"
#include "base/base64.h"
#include "store/users.h"
#include "tests/fuzz/fuzz.h"
#include "tests/store/sample_store.h"

/* A store with the key "k", whose secret is "s". */
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
	static const struct authn authn = {.cookie = "cookie"};
	struct call call = {.arena = arena, .store = keys()};
	bool is_refused =
	    authn_check(&authn, &call, authorization, cookie) != NULL;

	fuzz_must(is_refused == (call.who.user == NULL));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct fuzz_input input = fuzz_begin(data, n);
	struct arena *arena = arena_new();
	const char *text = fuzz_rest(arena, &input, &n);
	enum base64_alphabet alphabet;
	long length;

	for (alphabet = BASE64_STANDARD; alphabet <= BASE64_URL; alphabet++) {
		length =
		    base64_decode(text, n, alphabet, arena_alloc(arena, n));
		fuzz_must(length >= -1 && length <= (long)n);
	}
	check(arena, arena_printf(arena, "Basic %s", text), NULL);
	if (strncmp(text, "Bearer", 6) != 0)
		check(arena, text, NULL);
	arena_free(arena);
	return 0;
}

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "api/token.h"
#include "api/token_cache.h"
#include "base/arena.h"
#include "base/digest.h"

#define SLOTS 256

/* The hash of a token's text selects the slot, whose arena holds a copy. */
struct slot {
	pthread_mutex_t mutex;
	struct arena *arena; /* NULL: never used */
	const char *text;    /* NULL: empty */
	struct token token;
};

struct token_cache {
	struct slot slots[SLOTS];
};

struct token_cache *
token_cache_new(void)
{
	struct token_cache *cache = arena_must(calloc(1, sizeof(*cache)));
	size_t i;

	for (i = 0; i < SLOTS; i++)
		pthread_mutex_init(&cache->slots[i].mutex, NULL);
	return cache;
}

void
token_cache_free(struct token_cache *cache)
{
	size_t i;

	if (cache == NULL)
		return;
	for (i = 0; i < SLOTS; i++) {
		arena_free(cache->slots[i].arena);
		pthread_mutex_destroy(&cache->slots[i].mutex);
	}
	free(cache);
}

/* Hash the end of the text, the signature, where tokens differ most. */
static struct slot *
find_slot(struct token_cache *cache, const char *text)
{
	size_t n = strlen(text);

	return &cache->slots[digest_hash(text + (n < 16 ? 0 : n - 16)) % SLOTS];
}

static void
copy(struct arena *arena, const struct token *from, struct token *to)
{
	*to = *from;
	to->key = from->key == NULL ? NULL : arena_strdup(arena, from->key);
	to->who.user = arena_strdup(arena, from->who.user);
	to->who.company = arena_strdup(arena, from->who.company);
	to->who.role = arena_strdup(arena, from->who.role);
	to->who.user_name = arena_strdup(arena, from->who.user_name);
	to->who.company_name = arena_strdup(arena, from->who.company_name);
}

/* Compare two tokens; the signatures in constant time. */
static bool
is_same(const char *a, const char *b)
{
	const char *signature = strrchr(a, '.');
	size_t n = signature == NULL ? 0 : (size_t)(signature - a);

	return strncmp(a, b, n) == 0 && digest_equal(a + n, b + n);
}

bool
token_cache_find(struct token_cache *cache, struct arena *arena,
    const char *text, struct token *token)
{
	struct slot *slot = find_slot(cache, text);
	bool found;

	pthread_mutex_lock(&slot->mutex);
	found = slot->text != NULL && is_same(slot->text, text);
	if (found)
		copy(arena, &slot->token, token);
	pthread_mutex_unlock(&slot->mutex);
	return found;
}

void
token_cache_add(
    struct token_cache *cache, const char *text, const struct token *token)
{
	struct slot *slot = find_slot(cache, text);

	pthread_mutex_lock(&slot->mutex);
	if (slot->arena == NULL)
		slot->arena = arena_new();
	arena_reset(slot->arena);
	copy(slot->arena, token, &slot->token);
	slot->text = arena_strdup(slot->arena, text);
	pthread_mutex_unlock(&slot->mutex);
}

#ifndef API_TOKEN_CACHE_H
#define API_TOKEN_CACHE_H

/*
 * Tokens whose signature was found good lately, and what they say.  Spares
 * verifying the same token at each poll; whether a token is good *now* is for
 * the caller to check, always.
 *
 * Any thread may use it.  It holds a bounded number of tokens; one that is
 * pushed out is verified again.
 */

#include <stdbool.h>

struct arena;
struct token;
struct token_cache;

/* Never NULL. */
struct token_cache *token_cache_new(void);

/* NULL is fine. */
void token_cache_free(struct token_cache *cache);

/* Look a token's text up; its identity is copied to the arena. */
bool token_cache_find(struct token_cache *cache, struct arena *arena,
    const char *text, struct token *token);

/* Remember a token; the texts are copied. */
void token_cache_add(
    struct token_cache *cache, const char *text, const struct token *token);

#endif

#ifndef API_TOKEN_CACHE_H
#define API_TOKEN_CACHE_H

/*
 * Remembers tokens with a valid signature and their claims, so that the same
 * token is not verified at each poll.  The caller still has to check its times
 * at each call.
 *
 * Any thread may use it.  It holds a bounded number of tokens; one that is
 * evicted is verified again.
 */

#include <stdbool.h>

struct arena;
struct token;
struct token_cache;

/* Never NULL. */
struct token_cache *token_cache_new(void);

/* NULL is fine. */
void token_cache_free(struct token_cache *cache);

/* Look a token up by its text; what is found is copied to the arena. */
bool token_cache_find(struct token_cache *cache, struct arena *arena,
    const char *text, struct token *token);

/* Remember a token; the texts are copied. */
void token_cache_add(
    struct token_cache *cache, const char *text, const struct token *token);

#endif

#ifndef API_SESSIONS_H
#define API_SESSIONS_H

/*
 * Remembers for half a minute that the key and the user of a token exist, so
 * that not every call asks the store.  A revoked key or a removed user keeps
 * working that long.
 *
 * Any thread may use it.  It holds a bounded number of sessions; one that is
 * evicted, or too long to hold, is looked up again.
 */

#include <stdbool.h>
#include <stdint.h>

struct sessions;
struct token;

/* Never NULL. */
struct sessions *sessions_new(void);

/* NULL is fine. */
void sessions_free(struct sessions *sessions);

/* True if a token's key and user were found recently.  now: ms since 1970. */
bool sessions_know(
    struct sessions *sessions, const struct token *token, int64_t now);

/* Note that a token's key and user were found now. */
void sessions_note(
    struct sessions *sessions, const struct token *token, int64_t now);

#endif

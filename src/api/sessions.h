#ifndef API_SESSIONS_H
#define API_SESSIONS_H

/*
 * Which keys and users were found in the store lately, so that calls with a
 * token don't ask for them each time.  What was found counts for half a minute;
 * a key that is revoked, or a user who is removed, is believed that long.
 *
 * Any thread may use it.  It holds a bounded number of sessions; one that is
 * pushed out, or too long to be held, is just asked for again.
 */

#include <stdbool.h>
#include <stdint.h>

struct sessions;
struct token;

/* Never NULL. */
struct sessions *sessions_new(void);

/* NULL is fine. */
void sessions_free(struct sessions *sessions);

/* True if a token's key and user were found lately.  now in ms since 1970. */
bool sessions_know(
    struct sessions *sessions, const struct token *token, int64_t now);

/* They were found now. */
void sessions_note(
    struct sessions *sessions, const struct token *token, int64_t now);

#endif

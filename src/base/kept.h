#ifndef BASE_KEPT_H
#define BASE_KEPT_H

/*
 * A value that is dear to make: made once for all who ask at about the same
 * time, and kept for a while.  While it is made anew, those who ask get the one
 * before.
 */

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct kept;

enum kept_result {
	KEPT_OK,
	KEPT_FAILED, /* it can't be made */
	KEPT_LATE,   /* another thread takes too long to make the first one */
};

/* Make the value in an arena, which lives as long as it; NULL: it fails. */
typedef const void *kept_make(void *context, struct arena *arena);

/* Never NULL. */
struct kept *kept_new(void);

/* NULL is fine. */
void kept_free(struct kept *kept);

/*
 * Get the value for a key; it takes the place of that for another key, and
 * lasts as long as the arena.  It is kept for so many ms.
 */
enum kept_result kept_get(struct kept *kept, struct arena *arena,
    const char *key, int64_t ms, kept_make *make, void *context,
    const void **value);

#endif

#ifndef BASE_TEXT_H
#define BASE_TEXT_H

/* Texts, which are valid UTF-8. */

#include <stddef.h>

struct arena;

/* Where the next character begins; text is not at its end. */
const char *text_next(const char *text);

/* A text without white space at its ends, like Python's str.strip(). */
const char *text_strip(struct arena *arena, const char *text);

/* The n words of a text, split at spaces and tabs; NULL if there are none. */
const char **text_split(struct arena *arena, const char *text, size_t *n);

/* A sorted copy of n texts. */
const char **text_sort(struct arena *arena, size_t n, const char *const *texts);

/* The same without repetitions; *n becomes the number that is left. */
const char **text_sort_unique(
    struct arena *arena, size_t *n, const char *const *texts);

/* Join n texts, ", " between them, in the arena. */
const char *text_join(struct arena *arena, size_t n, const char *const *texts);

#endif

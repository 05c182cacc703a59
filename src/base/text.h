#ifndef BASE_TEXT_H
#define BASE_TEXT_H

/* Characters of texts, which are valid UTF-8. */

#include <stddef.h>

struct arena;

/* Where the next character begins; text is not at its end. */
const char *text_next(const char *text);

/* A text without the white space at its ends, as the original strips it. */
const char *text_strip(struct arena *arena, const char *text);

/* The n words of a text, which blanks are between. */
const char **text_split(struct arena *arena, const char *text, size_t *n);

#endif

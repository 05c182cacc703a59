#ifndef BASE_UTF8_H
#define BASE_UTF8_H

/* Characters in UTF-8, and how to show them within a line. */

#include <stddef.h>

#define UTF8_SHOWN 8

/*
 * The length in bytes of the first character of a text of n bytes, at least
 * one; 0 if it is invalid: cut short, overlong, or half of a surrogate pair.
 */
size_t utf8_length(const char *text, size_t n);

/*
 * Show the first character of a text that is not empty; returns its length in
 * the text.  Characters that would end or reorder a line, and invalid UTF-8,
 * are shown as \xHH or \uHHHH, and everything else as it is.
 */
size_t utf8_show(const char *text, char shown[UTF8_SHOWN]);

#endif

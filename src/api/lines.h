#ifndef API_LINES_H
#define API_LINES_H

/* The lines of a batch, each of which holds a JSON text. */

#include <stdbool.h>
#include <stddef.h>

/*
 * The next line of a text, without its end (\n, \r or \r\n) and the blanks at
 * its beginning; *at moves on.  False if there is none.
 */
bool lines_next(const char **at, const char *end, const char **line, size_t *n);

/* The type of a JSON text, by its name in Python, as the original shows it. */
const char *lines_type(const char *text, size_t n);

#endif

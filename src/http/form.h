#ifndef HTTP_FORM_H
#define HTTP_FORM_H

/*
 * Walks the parts of a multipart/form-data body (RFC 7578): gives its fields
 * and skips its files.  Does not interpret fields.
 */

#include <stdbool.h>
#include <stddef.h>

struct arena;

enum form_step {
	FORM_FIELD,
	FORM_END,
	FORM_MALFORMED,
};

/* The state of a walk, private to form.c. */
struct form {
	struct arena *arena;
	const char *at; /* after a delimiter: the next part, or the end */
	const char *end;
	const char *delimiter; /* "--" and the boundary */
	bool at_end;           /* that delimiter was the last one */
};

/*
 * Begin to walk a body of n bytes, which outlives the walk.  False if the
 * Content-Type names no boundary of 1 to 70 bytes, or the body has no part.
 */
bool form_begin(struct form *form, struct arena *arena,
    const char *content_type, const char *body, size_t n);

/*
 * The next field; name and value are copied to the arena.  FORM_MALFORMED if a
 * part is cut or has no name, or a field holds a NUL; *detail is then a
 * sentence about it, without a full stop.
 */
enum form_step form_next(struct form *form, const char **name,
    const char **value, const char **detail);

#endif

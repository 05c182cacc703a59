#ifndef HTTP_FORM_H
#define HTTP_FORM_H

/*
 * Walks the parts of a multipart/form-data body (RFC 7578): gives its fields
 * and leaves out its files.  Knows nothing of what fields mean.
 */

#include <stdbool.h>
#include <stddef.h>

struct arena;

enum form_step {
	FORM_FIELD,
	FORM_END,
	FORM_MALFORMED,
};

/* A walk at some place; for form_begin() and form_next() only. */
struct form {
	struct arena *arena;
	const char *at; /* behind a delimiter: a part, or what ends the form */
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
 * part is cut or nameless, or a field holds a NUL; *detail then says so in a
 * sentence without a full stop.
 */
enum form_step form_next(struct form *form, const char **name,
    const char **value, const char **detail);

#endif

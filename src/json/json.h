#ifndef JSON_JSON_H
#define JSON_JSON_H

/*
 * A strict check of JSON text (RFC 8259): grammar, UTF-8, numbers in range, and
 * limits on depth and on the number of values.  jval_build() relies on it, and
 * checks nothing itself.
 */

#include <stdbool.h>
#include <stddef.h>

struct json_limits {
	size_t values;  /* most values; keys don't count */
	unsigned depth; /* deepest nesting; a scalar has depth 0 */
};

/* What is wrong with a text, and where. */
struct json_fault {
	const char *rule;   /* "syntax", "utf8", "number", "depth", "values",
			     * "nul" (in a key) */
	const char *detail; /* a sentence without a full stop */
	size_t offset;      /* in bytes from the beginning */
	size_t line;        /* from 1 */
	size_t column;      /* in bytes, from 1 */
};

/*
 * True if n bytes are one JSON text within the limits; else false, with the
 * first fault in *fault.  A number is out of range if a double can't hold it,
 * or if it is an integer beyond 64 bits.
 */
bool json_check(const char *text, size_t n, const struct json_limits *limits,
    struct json_fault *fault);

/* The first byte of a string that is not plain ASCII, or that ends or escapes;
 * or the end. */
const char *json_skip_plain(const char *at, const char *end);

/* True if a text is valid UTF-8. */
bool json_is_utf8(const char *text);

#endif

#ifndef JSON_JVAL_BUILD_H
#define JSON_JVAL_BUILD_H

/*
 * Inside jval: makes a tree of json-c from JSON text.  json-c's own parser (of
 * 0.16) reads some pairs of escapes wrongly: "\ud836\udc7b" is U+1D87B, and
 * becomes U+FFFD there.  It would also look once more at what json_check() has
 * seen, and takes a lock that all threads share for the locale of its numbers.
 */

#include <stddef.h>

struct arena;
struct json_object;

/*
 * The tree of n bytes that json_check() has found good, to be put away by
 * json_object_put(); NULL for "null".  Of members that come twice, the last
 * counts.  Out of memory aborts.
 */
struct json_object *jval_build(struct arena *arena, const char *text, size_t n);

#endif

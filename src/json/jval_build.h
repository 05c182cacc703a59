#ifndef JSON_JVAL_BUILD_H
#define JSON_JVAL_BUILD_H

/*
 * Private to jval: makes a tree of json-c from JSON text.  json-c's own parser
 * (of 0.16) reads some surrogate pairs wrongly: "\ud836\udc7b", U+1D87B,
 * becomes U+FFFD.  It would also repeat the checks of json_check(), and take a
 * lock that all threads share, to set the locale for numbers.
 */

#include <stddef.h>

struct arena;
struct json_object;

/*
 * The tree of n bytes that have passed json_check(), to be freed by
 * json_object_put(); NULL for "null".  If a member comes twice, the last one
 * counts.  Aborts when out of memory.
 */
struct json_object *jval_build(struct arena *arena, const char *text, size_t n);

#endif

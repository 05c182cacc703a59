#ifndef JSON_JVAL_TEXT_H
#define JSON_JVAL_TEXT_H

/*
 * JSON as text, for what is stored: structs that generated code writes and
 * reads.
 */

#include <stdbool.h>

struct arena;
struct jval;
struct jval_reader;
struct jval_writer;

typedef void jval_text_write(
    struct jval_writer *writer, const char *name, const void *from);
typedef bool jval_text_read(
    struct jval_reader *reader, const struct jval *value, void *to);

/* The text that a generated function writes, in the arena. */
const char *jval_text_of(
    struct arena *arena, jval_text_write *write, const void *from);

/* Read a text that was made so; false: it can't be read. */
bool jval_text_to(
    struct arena *arena, const char *text, jval_text_read *read, void *to);

/* Read a text as any JSON object. */
bool jval_text_any(struct arena *arena, const char *text, struct jval *value);

/*
 * The text of an object into which the members of another one are put.  Members
 * that both have are replaced or, down to so many levels, merged likewise:
 * depth 1 replaces members.  NULL counts as an empty object.
 */
const char *jval_text_merge(
    struct arena *arena, const char *text, const char *with, unsigned depth);

/* The same text in lines that people can read, the last one ended; NULL: it is
 * no JSON object. */
const char *jval_text_indented(struct arena *arena, const char *text);

#endif

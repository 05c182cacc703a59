#ifndef JSON_JVAL_H
#define JSON_JVAL_H

/*
 * Typed reading and writing of JSON for generated code.
 *
 * Reading: a struct jval is a value in its place.  It knows its parent, so that
 * a refusal can name its path (metadata[0].key).  The first refusal stays in
 * the reader; after it, functions return zero, false, "" or empty arrays, so
 * that generated code needs to ask only once, at the end.  Strings are borrowed
 * from the tree, which lives as long as the arena.
 *
 * Writing: compact JSON as the original writes it (doc/original.md, "The
 * envelope"), into a buf.
 *
 * Values that came as text (query string or form) are converted to the type
 * that is read; values of a JSON body never are.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buf;
struct jval_choice;
struct json_limits;
struct json_object;
struct lh_entry;
struct pattern;

/* A value in its place.  Made by the functions below only. */
struct jval {
	struct json_object *json;
	const struct jval *parent; /* NULL at the top */
	const char *name;          /* in an object, else NULL */
	size_t index;              /* in an array */
};

/* Why a request was refused; if it wasn't, rule is NULL. */
struct jval_refusal {
	const char *path;     /* "metadata[0].key", "" at the top */
	const char *rule;     /* "type", "required", "minimum", "enum",
			       * "pattern", "anyOf", "closed", "nul", or a
			       * rule of json.h */
	const char *expected; /* "string", "1", ...; or "" */
	const char *got;      /* likewise, cut after 100 bytes */
};

struct jval_reader {
	struct arena *arena;
	uint32_t version; /* requested by the client, an API_VERSION */
	bool is_strict;   /* refuse unknown members of closed objects */
	struct jval_refusal refusal;
	struct pattern *pattern; /* matched last */
	const char *pattern_text;
	/* private to jval: the object in which a member was looked up last */
	struct json_object *object;
	uint64_t beginnings; /* bits of its names, by jval_beginning() */
	const struct lh_entry *first; /* member; NULL if it has many or none */
	const struct lh_entry *next;  /* after the one that was found last */
};

/*
 * Begin reading, as the newest version and not strictly.  Results live in the
 * arena.
 */
void jval_reader_init(struct jval_reader *reader, struct arena *arena);

/* True if nothing was refused. */
bool jval_ok(const struct jval_reader *reader);

/*
 * Check a text by json_check() and make a tree of it.  An empty text, or one of
 * null, false, 0, "" or [], gives an empty object (doc/original.md,
 * "Requests"); any other value but an object is refused by "type".
 */
bool jval_parse(struct jval_reader *reader, const char *text, size_t n,
    const struct json_limits *limits, struct jval *root);

/* Where text beside the body came from. */
enum jval_source {
	JVAL_QUERY,
	JVAL_FORM,
};

/*
 * Set a member from text that came beside the body: name is "queue", "a.b" (a
 * nested object) or "tags[]" (a list); a name set before from the same source
 * becomes a list of all its values.  Overrides values from the body and the
 * other source.  Invalid UTF-8 is refused by "utf8".
 */
void jval_set_text(struct jval_reader *reader, const struct jval *root,
    enum jval_source source, const char *name, const char *value);

/*
 * Replace the character NUL by U+FFFD in a string member, so that it can be
 * read.  For ids: they are then looked up and not found.
 */
void jval_show_nul(
    struct jval_reader *reader, const struct jval *root, const char *name);

/* Make an empty list, and add an item made by jval_parse(). */
void jval_new_list(struct jval_reader *reader, struct jval *list);
void jval_add_item(const struct jval *list, const struct jval *item);

/* Refuse anything but an object; returns jval_ok(). */
bool jval_object(struct jval_reader *reader, const struct jval *value);

/*
 * Look up a member.  True if it is there and not null; *member is its value.
 * A required member that is absent or null is refused.  For an optional one
 * that is there, *null says whether it is null.
 */
bool jval_required(struct jval_reader *reader, const struct jval *object,
    const char *name, struct jval *member);
bool jval_optional(struct jval_reader *reader, const struct jval *object,
    const char *name, bool *null, struct jval *member);

/* A name that members of a closed object may have. */
struct jval_name {
	const char *text;
	uint32_t since; /* from this version on; 0: always */
	uint32_t gone;  /* before this version; 0: always */
	bool begins;    /* names may go on after the text */
};

/*
 * If the reader is strict, refuse members that have none of these names at its
 * version.  The list ends with a text of NULL.
 */
void jval_only(struct jval_reader *reader, const struct jval *object,
    const struct jval_name *names);

/* Read a scalar.  Strings with a NUL character are refused; 2.0 is an integer.
 */
const char *jval_string(struct jval_reader *reader, const struct jval *value);
int64_t jval_integer(struct jval_reader *reader, const struct jval *value);
double jval_number(struct jval_reader *reader, const struct jval *value);
bool jval_boolean(struct jval_reader *reader, const struct jval *value);

/* The length of an array; a single value that came as text counts as one. */
size_t jval_array(struct jval_reader *reader, const struct jval *value);

/* An element of an array; index must be below its length. */
void jval_item(const struct jval *array, size_t index, struct jval *item);

/* An array of n strings, in the arena. */
const char **jval_strings(
    struct jval_reader *reader, const struct jval *value, size_t *n);

/* The same, where an item that is null becomes NULL. */
const char **jval_nullable_strings(
    struct jval_reader *reader, const struct jval *value, size_t *n);

/* The same, where a string counts as an array of one. */
const char **jval_string_list(
    struct jval_reader *reader, const struct jval *value, size_t *n);

/*
 * The index of a string among texts[1] to texts[n - 1]; others are refused, and
 * give 0.
 */
size_t jval_one_of(struct jval_reader *reader, const struct jval *value,
    const char *const *texts, size_t n);

/*
 * Walk the members of an object in the order sent: by jval_map() all of them,
 * by jval_map_prefixed() those whose name begins with a prefix and which are
 * not null.  Both return their number.  Each jval_map_next() then gives one,
 * until it returns false.
 */
struct jval_map {
	const struct jval *object;
	const char *prefix;
	size_t n_prefix;
	void *next;
};
size_t jval_map(
    struct jval_reader *reader, const struct jval *value, struct jval_map *map);
size_t jval_map_prefixed(struct jval_reader *reader, const struct jval *object,
    const char *prefix, struct jval_map *map);
bool jval_map_next(struct jval_map *map, struct jval *member);

/* A value without its place, to be kept longer than that (any-JSON). */
struct jval jval_detached(const struct jval *value);

/* Refuse a number that was read if it is below a minimum. */
void jval_minimum(struct jval_reader *reader, const struct jval *value,
    double got, double minimum);

/* Refuse a string that was read if it doesn't match a pattern (PCRE2), which
 * lives as long as the reader. */
void jval_match(struct jval_reader *reader, const struct jval *value,
    const char *got, const char *pattern);

/* Refuse a number that was read, as it is not one of the allowed values, which
 * are listed as a text. */
void jval_refuse_enum(
    struct jval_reader *reader, const struct jval *value, const char *allowed);

/* Forget a refusal, to read the value in another way. */
void jval_forget(struct jval_reader *reader);

/* Refuse a value that is not of the expected type. */
void jval_refuse_type(
    struct jval_reader *reader, const struct jval *value, const char *expected);

/* Refuse a value by a rule of the caller's. */
void jval_refuse(struct jval_reader *reader, const struct jval *value,
    const char *rule, const char *expected, const char *got);

struct jval_writer {
	struct buf *buf;
	uint32_t version; /* requested by the client, an API_VERSION */
	bool comma;       /* write one before the next value */
	struct jval_choice *chosen; /* what is written here; NULL: everything */
	/* private to jval: how deep the next value is, within how many objects
	 * or arrays of a whole member, or of one that is left out */
	unsigned level, n_whole, n_hidden;
};

/* Begin writing for a client that asked for this version. */
void jval_writer_init(
    struct jval_writer *writer, struct buf *buf, uint32_t version);

/* name is the member's name, or NULL in an array and at the top. */
void jval_begin_object(struct jval_writer *writer, const char *name);
void jval_end_object(struct jval_writer *writer);
void jval_begin_array(struct jval_writer *writer, const char *name);
void jval_end_array(struct jval_writer *writer);
void jval_write_string(
    struct jval_writer *writer, const char *name, const char *value);
/* An array of n strings; NULL is written as null. */
void jval_write_strings(struct jval_writer *writer, const char *name,
    const char *const *values, size_t n);
void jval_write_integer(
    struct jval_writer *writer, const char *name, int64_t value);
void jval_write_number(
    struct jval_writer *writer, const char *name, double value);
void jval_write_boolean(
    struct jval_writer *writer, const char *name, bool value);
void jval_write_null(struct jval_writer *writer, const char *name);
/* ms since 1970, written as by timefmt_iso(). */
void jval_write_time(struct jval_writer *writer, const char *name, int64_t ms);
/* A value as it was read (any-JSON). */
void jval_write_any(
    struct jval_writer *writer, const char *name, const struct jval *value);

#endif

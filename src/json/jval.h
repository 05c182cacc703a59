#ifndef JSON_JVAL_H
#define JSON_JVAL_H

/*
 * Typed reading and writing of JSON for generated code.
 *
 * Reading: a struct jval is a value in its place.  It knows its parent, so a
 * refusal can tell the path (metadata[0].key) though nobody keeps one.  The
 * first refusal sticks to the reader; after it every function returns zero,
 * false or NULL, so generated code runs straight on and asks once, at the end.
 * Strings are borrowed from the tree, which lives as long as the arena.
 *
 * Writing: compact JSON as the original writes it (doc/original.md, "The
 * envelope"), into a buf.
 *
 * Values that came as text (query string or form) are converted to the type
 * that is asked for; values of a JSON body never are.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buf;
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

/* Why a request was refused.  rule NULL: it was not. */
struct jval_refusal {
	const char *path;     /* "metadata[0].key", "" at the top */
	const char *rule;     /* "type", "required", "minimum", "enum",
			       * "pattern", "anyOf", "closed", "nul", or a
			       * rule of json.h */
	const char *expected; /* "string", "1", ...; "" where it says nothing */
	const char *got;      /* likewise; cut after 100 bytes */
};

struct jval_reader {
	struct arena *arena;
	uint32_t version; /* requested by the client, an API_VERSION */
	bool is_strict;   /* closed objects have only what they may have */
	struct jval_refusal refusal;
	struct pattern *pattern; /* the one that was matched last */
	const char *pattern_text;
	struct json_object *object;   /* the one that was looked into last: */
	uint64_t beginnings;          /* of its names, a bit for each */
	const struct lh_entry *first; /* of its members; NULL: many or none */
	const struct lh_entry *next;  /* behind the one that was found last */
};

/*
 * Begin reading, as the newest version and not strictly; what is read lives in
 * the arena.
 */
void jval_reader_init(struct jval_reader *reader, struct arena *arena);

/* True as long as nothing was refused. */
bool jval_ok(const struct jval_reader *reader);

/*
 * Make a tree of a text that json_check() lets through.  An empty text, or one
 * of null, false, 0, "" or [], gives an empty object (doc/original.md,
 * "Requests"); any other value that is no object is refused by "type".
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
 * nested object) or "tags[]" (a list); a name that was set from the same source
 * before becomes a list of all its values.  Overrides what the body and the
 * other source said.  Text that is no UTF-8 is refused by "utf8".
 */
void jval_set_text(struct jval_reader *reader, const struct jval *root,
    enum jval_source source, const char *name, const char *value);

/*
 * Let a member of this name be read though it holds the character NUL: U+FFFD
 * stands there instead.  For ids, which are looked up and then not found.
 */
void jval_show_nul(
    struct jval_reader *reader, const struct jval *root, const char *name);

/* A list without items, and an item for it: what jval_parse() made. */
void jval_new_list(struct jval_reader *reader, struct jval *list);
void jval_add_item(const struct jval *list, const struct jval *item);

/* Refuse anything but an object. */
bool jval_object(struct jval_reader *reader, const struct jval *value);

/*
 * Look up a member.  True if it is there with a value; *member is that value.
 * A required one that is absent or null is refused.  An optional one that is
 * null sets *null.
 */
bool jval_required(struct jval_reader *reader, const struct jval *object,
    const char *name, struct jval *member);
static inline bool jval_optional(struct jval_reader *reader,
    const struct jval *object, const char *name, bool *null,
    struct jval *member);

/*
 * What members of a closed object may be named: by a text, or by whatever
 * begins so; from one version on and before another (0: always).
 */
struct jval_name {
	const char *text;
	uint32_t since;
	uint32_t gone;
	bool begins;
};

/*
 * A strict reader refuses members that have none of these names at its version.
 * The list ends with a text of NULL.
 */
void jval_only(struct jval_reader *reader, const struct jval *object,
    const struct jval_name *names);

/* Scalars.  Strings with a NUL character are refused; 2.0 is an integer. */
const char *jval_string(struct jval_reader *reader, const struct jval *value);
int64_t jval_integer(struct jval_reader *reader, const struct jval *value);
double jval_number(struct jval_reader *reader, const struct jval *value);
bool jval_boolean(struct jval_reader *reader, const struct jval *value);

/* The length of an array; a single value that came as text counts as one. */
size_t jval_array(struct jval_reader *reader, const struct jval *value);

/* An element of an array; index below its length. */
void jval_item(const struct jval *array, size_t index, struct jval *item);

/* An array of strings, in the arena. */
const char **jval_strings(
    struct jval_reader *reader, const struct jval *value, size_t *n);

/* The same, where null gives NULL. */
const char **jval_nullable_strings(
    struct jval_reader *reader, const struct jval *value, size_t *n);

/* The same, where a string counts as a list of one, too. */
const char **jval_string_list(
    struct jval_reader *reader, const struct jval *value, size_t *n);

/*
 * Which of n texts a string is; 0 if it was refused.  What stands first is the
 * name of that, and no choice.
 */
size_t jval_one_of(struct jval_reader *reader, const struct jval *value,
    const char *const *texts, size_t n);

/*
 * Walk the members of an object in the order sent.  Begin with jval_map() or,
 * for those that are not null and whose names begin with a prefix,
 * jval_map_prefixed(), which give their number; then each jval_map_next() gives
 * one with its name, until false.
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

/* A value to be kept while its place is forgotten (any-JSON). */
struct jval jval_detached(const struct jval *value);

/* Refuse a number that was read and is below a minimum. */
void jval_minimum(struct jval_reader *reader, const struct jval *value,
    double got, double minimum);

/* Refuse a string that was read and is not found by a pattern (PCRE2). */
void jval_match(struct jval_reader *reader, const struct jval *value,
    const char *got, const char *pattern);

/* Refuse a number that was read and is none of those that are told. */
void jval_refuse_enum(
    struct jval_reader *reader, const struct jval *value, const char *told);

/* Forget a refusal, to read the value in another way. */
void jval_forget(struct jval_reader *reader);

/* Refuse a value by a rule of the caller's. */
void jval_refuse(struct jval_reader *reader, const struct jval *value,
    const char *rule, const char *expected, const char *got);

/*
 * Inside jval_optional(), which is inline because most members of most requests
 * are absent: that no member begins as a name does is quickly seen.
 */
bool jval_find(struct jval_reader *reader, const struct jval *object,
    const char *name, bool *null, struct jval *member);

/* One of 64 bits, by how a name begins. */
static inline uint64_t
jval_beginning(const char *name)
{
	unsigned first = (unsigned char)name[0];
	unsigned second = first == 0 ? 0 : (unsigned char)name[1];

	return (uint64_t)1 << ((first ^ second << 3) & 63);
}

/* True if an object was looked into and has no member that begins so. */
static inline bool
jval_lacks(const struct jval_reader *reader, const struct jval *object,
    const char *name)
{
	return reader->object == object->json &&
	       (reader->beginnings & jval_beginning(name)) == 0;
}

static inline bool
jval_optional(struct jval_reader *reader, const struct jval *object,
    const char *name, bool *null, struct jval *member)
{
	return !jval_lacks(reader, object, name) &&
	       jval_find(reader, object, name, null, member);
}

struct jval_writer {
	struct buf *buf;
	uint32_t version; /* requested by the client, an API_VERSION */
	bool comma;       /* the next value needs one before it */
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
/* ms since 1970, as timefmt_iso() */
void jval_write_time(struct jval_writer *writer, const char *name, int64_t ms);
/* A value as it was read (any-JSON). */
void jval_write_any(
    struct jval_writer *writer, const char *name, const struct jval *value);

#endif

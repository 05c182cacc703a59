#include <string.h>

#include <json-c/json.h>

#include "base/api_version.h"
#include "base/arena.h"
#include "base/buf.h"
#include "json/json.h"
#include "json/jval.h"
#include "json/jval_text.h"

#define VERSION API_VERSION(999, 0) /* what is stored is of the newest */

/* What was sent was within limits, which need not be known here. */
static const struct json_limits limits = {.values = 1u << 30, .depth = 1100};

const char *
jval_text_of(struct arena *arena, jval_text_write *write, const void *from)
{
	struct jval_writer writer;
	struct buf buf;
	char *text;

	buf_init(&buf, NULL, 0, NULL, NULL);
	jval_writer_init(&writer, &buf, VERSION);
	write(&writer, NULL, from);
	text = arena_alloc(arena, buf.total + 1);
	buf_init(&buf, text, buf.total, NULL, NULL);
	jval_writer_init(&writer, &buf, VERSION);
	write(&writer, NULL, from);
	return text;
}

bool
jval_text_any(struct arena *arena, const char *text, struct jval *value)
{
	struct jval_reader reader;

	jval_reader_init(&reader, arena);
	return jval_parse(&reader, text, strlen(text), &limits, value);
}

bool
jval_text_to(
    struct arena *arena, const char *text, jval_text_read *read, void *to)
{
	struct jval_reader reader;
	struct jval *root = arena_alloc(arena, sizeof(*root));

	jval_reader_init(&reader, arena);
	return jval_parse(&reader, text, strlen(text), &limits, root) &&
	       read(&reader, root, to);
}

/* Put the members of an object into another one. */
static void
merge(struct json_object *into, struct json_object *from, unsigned depth)
{
	struct lh_entry *entry = json_object_get_object(from)->head;
	struct json_object *old, *new;

	for (; entry != NULL; entry = lh_entry_next(entry)) {
		new = lh_entry_v(entry);
		if (depth > 1 &&
		    json_object_object_get_ex(into, lh_entry_k(entry), &old) &&
		    json_object_is_type(old, json_type_object) &&
		    json_object_is_type(new, json_type_object))
			merge(old, new, depth - 1);
		else if (json_object_object_add(into, lh_entry_k(entry),
			     json_object_get(new)) != 0)
			arena_must(NULL);
	}
}

static void
write_any(struct jval_writer *writer, const char *name, const void *from)
{
	jval_write_any(writer, name, from);
}

const char *
jval_text_merge(
    struct arena *arena, const char *text, const char *with, unsigned depth)
{
	struct jval into, from;

	if (!jval_text_any(arena, text == NULL ? "{}" : text, &into) ||
	    !jval_text_any(arena, with == NULL ? "{}" : with, &from))
		return NULL;
	merge(into.json, from.json, depth);
	return jval_text_of(arena, write_any, &into);
}

const char *
jval_text_indented(struct arena *arena, const char *text)
{
	struct jval value;

	if (!jval_text_any(arena, text, &value))
		return NULL;
	return arena_printf(arena, "%s\n",
	    json_object_to_json_string_ext(
		value.json, JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED |
				JSON_C_TO_STRING_NOSLASHESCAPE));
}

#include <string.h>

#include <json-c/json.h>

#include "base/arena.h"
#include "json/jval.h"

#define LONGEST ((size_t)100) /* bytes of a client's text in a refusal */

void
jval_reader_init(struct jval_reader *reader, struct arena *arena)
{
	*reader = (struct jval_reader){.arena = arena, .version = UINT32_MAX};
}

bool
jval_ok(const struct jval_reader *reader)
{
	return reader->refusal.rule == NULL;
}

/* A text of a client, cut if it is long. */
static const char *
shorten(struct arena *arena, const char *text)
{
	size_t n = strlen(text);

	if (n <= LONGEST)
		return arena_strdup(arena, text);
	for (n = LONGEST; n > 0 && ((unsigned char)text[n] & 0xc0) == 0x80;)
		n--;
	return arena_printf(arena, "%.*s...", (int)n, text);
}

static bool
is_plain(const char *name)
{
	return *name != '\0' &&
	       name[strspn(name, "abcdefghijklmnopqrstuvwxyz"
				 "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")] ==
		   '\0';
}

static const char *
path_of(struct arena *arena, const struct jval *value)
{
	const char *before;

	if (value->parent == NULL)
		return "";
	before = path_of(arena, value->parent);
	if (value->name == NULL)
		return arena_printf(arena, "%s[%zu]", before, value->index);
	if (!is_plain(value->name))
		return arena_printf(
		    arena, "%s[\"%s\"]", before, shorten(arena, value->name));
	return arena_printf(arena, "%s%s%s", before, *before == '\0' ? "" : ".",
	    shorten(arena, value->name));
}

void
jval_refuse(struct jval_reader *reader, const struct jval *value,
    const char *rule, const char *expected, const char *got)
{
	if (!jval_ok(reader))
		return;
	reader->refusal = (struct jval_refusal){
	    .path = path_of(reader->arena, value),
	    .rule = rule,
	    .expected = expected,
	    .got = shorten(reader->arena, got),
	};
}

static const char *
type_name(struct json_object *json)
{
	switch (json_object_get_type(json)) {
	case json_type_null:
		return "null";
	case json_type_boolean:
		return "boolean";
	case json_type_double:
		return "number";
	case json_type_int:
		return "integer";
	case json_type_object:
		return "object";
	case json_type_array:
		return "array";
	case json_type_string:
		return "string";
	}
	return "null";
}

void
jval_refuse_type(
    struct jval_reader *reader, const struct jval *value, const char *expected)
{
	jval_refuse(reader, value, "type", expected, type_name(value->json));
}

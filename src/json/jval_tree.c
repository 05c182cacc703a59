#include <math.h>
#include <string.h>

#include <json-c/json.h>

#include "base/arena.h"
#include "json/json.h"
#include "json/jval.h"
#include "json/jval_build.h"
#include "json/jval_mark.h"

#define MAX_TEXT_DEPTH 8 /* of names such as "a.b.c" */

static void
add_member(
    struct json_object *object, const char *name, struct json_object *value)
{
	if (json_object_object_add(object, name, value) != 0)
		arena_must(NULL);
}

static void
add_item(struct json_object *list, struct json_object *value)
{
	if (json_object_array_add(list, value) != 0)
		arena_must(NULL);
}

static void
put_away(void *json)
{
	json_object_put(json);
}

/* True if a body counts as an empty request (doc/original.md, "Requests"). */
static bool
is_falsy(struct json_object *json)
{
	switch (json_object_get_type(json)) {
	case json_type_null:
		return true;
	case json_type_boolean:
		return !json_object_get_boolean(json);
	case json_type_double:
	case json_type_int:
		return fpclassify(json_object_get_double(json)) == FP_ZERO;
	case json_type_string:
		return json_object_get_string_len(json) == 0;
	case json_type_array:
		return json_object_array_length(json) == 0;
	case json_type_object:
		return false;
	}
	return false;
}

static bool
refuse_text(struct jval_reader *reader, const struct json_fault *fault,
    const struct json_limits *limits)
{
	struct jval root = {0};
	const char *expected = "", *got;

	got = arena_printf(reader->arena, "%s (line %zu, column %zu)",
	    fault->detail, fault->line, fault->column);
	if (strcmp(fault->rule, "depth") == 0)
		expected = arena_printf(
		    reader->arena, "at most %u levels", limits->depth);
	else if (strcmp(fault->rule, "values") == 0)
		expected = arena_printf(
		    reader->arena, "at most %zu values", limits->values);
	jval_refuse(reader, &root, fault->rule, expected, got);
	return false;
}

bool
jval_parse(struct jval_reader *reader, const char *text, size_t n,
    const struct json_limits *limits, struct jval *root)
{
	struct json_object *json = NULL;
	struct json_fault fault;

	*root = (struct jval){0};
	reader->object = NULL;
	if (n > 0 && !json_check(text, n, limits, &fault)) {
		root->json = arena_must(json_object_new_object());
		arena_defer(reader->arena, put_away, root->json);
		return refuse_text(reader, &fault, limits);
	}
	if (n > 0)
		json = jval_build(reader->arena, text, n);
	if (is_falsy(json)) {
		json_object_put(json);
		json = arena_must(json_object_new_object());
	}
	arena_defer(reader->arena, put_away, json);
	root->json = json;
	return jval_object(reader, root);
}

void
jval_show_nul(
    struct jval_reader *reader, const struct jval *root, const char *name)
{
	struct json_object *json = NULL;
	const char *from;
	size_t i, n;
	char *text, *to;

	json_object_object_get_ex(root->json, name, &json);
	if (json == NULL || !jval_mark_is_nul(json))
		return;
	from = json_object_get_string(json);
	n = (size_t)json_object_get_string_len(json);
	to = text = arena_alloc_n(reader->arena, n + 1, 3);
	for (i = 0; i < n; i++) {
		if (from[i] == '\0')
			to = stpcpy(to, "\xef\xbf\xbd");
		else
			*to++ = from[i];
	}
	reader->object = NULL; /* changes now */
	add_member(root->json, name, arena_must(json_object_new_string(text)));
}

void
jval_new_list(struct jval_reader *reader, struct jval *list)
{
	*list = (struct jval){.json = arena_must(json_object_new_array())};
	arena_defer(reader->arena, put_away, list->json);
}

void
jval_add_item(const struct jval *list, const struct jval *item)
{
	add_item(list->json, json_object_get(item->json));
}

static struct json_object *
new_text(enum jval_source source, const char *text)
{
	struct json_object *json = arena_must(json_object_new_string(text));

	jval_mark_text(json, source);
	return json;
}

/* A list of the text that the name had before, or of none if that is NULL. */
static struct json_object *
new_list(enum jval_source source, struct json_object *first)
{
	struct json_object *list = arena_must(json_object_new_array());

	jval_mark_text(list, source);
	if (first != NULL)
		add_item(list, json_object_get(first));
	return list;
}

static void
set_member(struct json_object *object, enum jval_source source,
    const char *name, bool is_list, const char *value)
{
	struct json_object *text = new_text(source, value), *old = NULL;

	if (json_object_object_get_ex(object, name, &old) &&
	    !jval_mark_is_from(old, source))
		old = NULL;
	if (json_object_get_type(old) == json_type_array) {
		add_item(old, text);
	} else if (old != NULL || is_list) {
		old = new_list(source, old);
		add_item(old, text);
		add_member(object, name, old);
	} else {
		add_member(object, name, text);
	}
}

/*
 * The object that a dotted name leads to, made where it is missing; *name is
 * then its last part.  NULL if there is no object there or it is too deep.
 */
static struct json_object *
find_owner(struct json_object *object, char **name)
{
	struct json_object *inner;
	unsigned depth = 0;
	char *dot;

	while ((dot = strchr(*name, '.')) != NULL) {
		*dot = '\0';
		if (++depth > MAX_TEXT_DEPTH)
			return NULL;
		if (!json_object_object_get_ex(object, *name, &inner)) {
			inner = arena_must(json_object_new_object());
			add_member(object, *name, inner);
		}
		if (json_object_get_type(inner) != json_type_object)
			return NULL;
		object = inner;
		*name = dot + 1;
	}
	return object;
}

void
jval_set_text(struct jval_reader *reader, const struct jval *root,
    enum jval_source source, const char *name, const char *value)
{
	struct jval member = {.parent = root, .name = name};
	char *at = arena_strdup(reader->arena, name);
	struct json_object *owner;
	size_t n = strlen(at);
	bool is_list;

	if (!json_is_utf8(name) || !json_is_utf8(value))
		jval_refuse(reader, root, "utf8", "", "");
	if (!jval_ok(reader))
		return;
	is_list = n >= 2 && strcmp(at + n - 2, "[]") == 0;
	while (n > 0 && (at[n - 1] == '[' || at[n - 1] == ']'))
		at[--n] = '\0';
	owner = find_owner(root->json, &at);
	reader->object = NULL; /* changes now */
	if (owner == NULL)
		jval_refuse(reader, &member, "type", "object", "string");
	else
		set_member(owner, source, at, is_list, value);
}

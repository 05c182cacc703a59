#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>

#include "arena.h"
#include "jval.h"
#include "jval_tree.h"

#define MAX_TOLD ((size_t)100)   /* bytes of a client's text in a refusal */
#define FEW 12                   /* members of an object */
#define EXACT 9007199254740992.0 /* doubles are exact up to here */

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

/* The beginning of a text that a client may have made long. */
static const char *
shorten(struct arena *arena, const char *text)
{
	size_t n = strlen(text);

	if (n <= MAX_TOLD)
		return arena_strdup(arena, text);
	for (n = MAX_TOLD; n > 0 && ((unsigned char)text[n] & 0xc0) == 0x80;)
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

static void
refuse_type(
    struct jval_reader *reader, const struct jval *value, const char *expected)
{
	jval_refuse(reader, value, "type", expected, type_name(value->json));
}

bool
jval_object(struct jval_reader *reader, const struct jval *value)
{
	if (json_object_get_type(value->json) != json_type_object)
		refuse_type(reader, value, "object");
	return jval_ok(reader);
}

/* One of 64 bits, by how a name begins. */
static uint64_t
beginning(const char *name)
{
	unsigned first = (unsigned char)name[0];
	unsigned second = first == 0 ? 0 : (unsigned char)name[1];

	return (uint64_t)1 << ((first ^ second << 3) & 63);
}

/* Look into another object than before. */
static void
enter(struct jval_reader *reader, struct json_object *object)
{
	const struct lh_table *members = json_object_get_object(object);
	const struct lh_entry *entry = members->head;

	reader->object = object;
	reader->has_many = members->count > FEW;
	reader->beginnings = 0;
	for (; entry != NULL && !reader->has_many; entry = entry->next)
		reader->beginnings |= beginning(lh_entry_k(entry));
}

/* Look up a member; false if it is not there. */
static bool
look_up(struct jval_reader *reader, const struct jval *object, const char *name,
    struct jval *member)
{
	const struct lh_entry *entry;

	*member = (struct jval){.parent = object, .name = name};
	if (!jval_ok(reader))
		return false;
	if (reader->object != object->json)
		enter(reader, object->json);
	if (reader->has_many)
		return json_object_object_get_ex(
		    object->json, name, &member->json);
	/* most names are not there: no other begins like them */
	if ((reader->beginnings & beginning(name)) == 0)
		return false;
	/* of a few, looking at each is quicker than hashing the name */
	entry = json_object_get_object(object->json)->head;
	for (; entry != NULL; entry = entry->next) {
		const char *key = lh_entry_k(entry);

		if (*key == *name && strcmp(key, name) == 0) {
			member->json = lh_entry_v(entry);
			return true;
		}
	}
	return false;
}

bool
jval_required(struct jval_reader *reader, const struct jval *object,
    const char *name, struct jval *member)
{
	if (look_up(reader, object, name, member) && member->json != NULL)
		return true;
	jval_refuse(reader, member, "required", "", "");
	return false;
}

bool
jval_optional(struct jval_reader *reader, const struct jval *object,
    const char *name, bool *null, struct jval *member)
{
	if (!look_up(reader, object, name, member))
		return false;
	*null = member->json == NULL;
	return !*null;
}

static bool
is_named(const struct jval_reader *reader, const char *member,
    const struct jval_name *name)
{
	bool is_known = reader->version >= name->since &&
			(name->gone == 0 || reader->version < name->gone);

	return is_known && (name->begins ? strncmp(member, name->text,
					       strlen(name->text)) == 0
					 : strcmp(member, name->text) == 0);
}

void
jval_only(struct jval_reader *reader, const struct jval *object,
    const struct jval_name *names)
{
	const struct jval_name *name;
	struct jval_map map;
	struct jval member;

	if (!reader->is_strict)
		return;
	jval_map(reader, object, &map);
	while (jval_ok(reader) && jval_map_next(&map, &member)) {
		for (name = names; name->text != NULL; name++) {
			if (is_named(reader, member.name, name))
				break;
		}
		if (name->text == NULL)
			jval_refuse(reader, &member, "closed", "", "");
	}
}

const char *
jval_string(struct jval_reader *reader, const struct jval *value)
{
	const char *text;

	if (!jval_ok(reader))
		return "";
	if (json_object_get_type(value->json) != json_type_string) {
		refuse_type(reader, value, "string");
		return "";
	}
	text = json_object_get_string(value->json);
	if (strlen(text) == (size_t)json_object_get_string_len(value->json))
		return text;
	jval_refuse(reader, value, "nul", "", "");
	return "";
}

/* The integer that a text stands for. */
static bool
integer_from_text(const char *text, int64_t *integer)
{
	char *end;

	if (*text == '\0' || strchr("+-0123456789", *text) == NULL)
		return false;
	errno = 0;
	*integer = strtoll(text, &end, 10);
	return errno == 0 && end != text && *end == '\0';
}

int64_t
jval_integer(struct jval_reader *reader, const struct jval *value)
{
	struct json_object *json = value->json;
	int64_t integer;
	double number;

	if (!jval_ok(reader))
		return 0;
	if (json_object_get_type(json) == json_type_int)
		return json_object_get_int64(json);
	if (json_object_get_type(json) == json_type_double) {
		number = json_object_get_double(json);
		if (number >= -EXACT && number <= EXACT &&
		    fpclassify(number - trunc(number)) == FP_ZERO)
			return (int64_t)number;
	}
	if (jval_tree_is_text(json) &&
	    json_object_get_type(json) == json_type_string &&
	    integer_from_text(json_object_get_string(json), &integer))
		return integer;
	refuse_type(reader, value, "integer");
	return 0;
}

double
jval_number(struct jval_reader *reader, const struct jval *value)
{
	struct json_object *json = value->json;
	const char *text;
	double number;
	char *end;

	if (!jval_ok(reader))
		return 0;
	if (json_object_get_type(json) == json_type_int ||
	    json_object_get_type(json) == json_type_double)
		return json_object_get_double(json);
	if (jval_tree_is_text(json) &&
	    json_object_get_type(json) == json_type_string) {
		text = json_object_get_string(json);
		number = strtod(text, &end);
		if (end != text && *end == '\0' && isfinite(number) &&
		    strpbrk(text, "xX") == NULL)
			return number;
	}
	refuse_type(reader, value, "number");
	return 0;
}

bool
jval_boolean(struct jval_reader *reader, const struct jval *value)
{
	static const char *const words[] = {
	    "false", "False", "FALSE", "true", "True", "TRUE"};
	struct json_object *json = value->json;
	size_t i;

	if (!jval_ok(reader))
		return false;
	if (json_object_get_type(json) == json_type_boolean)
		return json_object_get_boolean(json);
	if (jval_tree_is_text(json) &&
	    json_object_get_type(json) == json_type_string) {
		for (i = 0; i < 6; i++) {
			if (strcmp(json_object_get_string(json), words[i]) == 0)
				return i >= 3;
		}
	}
	refuse_type(reader, value, "boolean");
	return false;
}

size_t
jval_array(struct jval_reader *reader, const struct jval *value)
{
	if (!jval_ok(reader))
		return 0;
	if (json_object_get_type(value->json) == json_type_array)
		return json_object_array_length(value->json);
	if (jval_tree_is_text(value->json))
		return 1;
	refuse_type(reader, value, "array");
	return 0;
}

void
jval_item(const struct jval *array, size_t index, struct jval *item)
{
	*item =
	    (struct jval){.json = array->json, .parent = array, .index = index};
	if (json_object_get_type(array->json) == json_type_array)
		item->json = json_object_array_get_idx(array->json, index);
}

static const char **
read_strings(struct jval_reader *reader, const struct jval *value,
    bool nullable, size_t *n)
{
	const char **strings;
	struct jval item;
	size_t i;

	*n = jval_array(reader, value);
	strings = arena_alloc_n(reader->arena, *n, sizeof(*strings));
	for (i = 0; i < *n && jval_ok(reader); i++) {
		jval_item(value, i, &item);
		if (item.json != NULL || !nullable)
			strings[i] = jval_string(reader, &item);
	}
	return strings;
}

const char **
jval_strings(struct jval_reader *reader, const struct jval *value, size_t *n)
{
	return read_strings(reader, value, false, n);
}

const char **
jval_string_list(
    struct jval_reader *reader, const struct jval *value, size_t *n)
{
	const char **strings;

	if (json_object_get_type(value->json) != json_type_string)
		return read_strings(reader, value, true, n);
	strings = arena_alloc(reader->arena, sizeof(*strings));
	strings[0] = jval_string(reader, value);
	*n = 1;
	return strings;
}

/* The first from an entry on that has the prefix and a value. */
static struct lh_entry *
wanted(const struct jval_map *map, struct lh_entry *entry)
{
	const char *name;

	if (map->n_prefix == 0)
		return entry;
	for (; entry != NULL; entry = entry->next) {
		name = lh_entry_k(entry);
		if (*name == *map->prefix &&
		    strncmp(name, map->prefix, map->n_prefix) == 0 &&
		    lh_entry_v(entry) != NULL)
			break;
	}
	return entry;
}

size_t
jval_map(
    struct jval_reader *reader, const struct jval *value, struct jval_map *map)
{
	return jval_map_prefixed(reader, value, "", map);
}

size_t
jval_map_prefixed(struct jval_reader *reader, const struct jval *object,
    const char *prefix, struct jval_map *map)
{
	struct lh_entry *entry;
	size_t n = 0;

	*map = (struct jval_map){
	    .object = object, .prefix = prefix, .n_prefix = strlen(prefix)};
	if (!jval_object(reader, object))
		return 0;
	entry = wanted(map, json_object_get_object(object->json)->head);
	map->next = entry;
	for (; entry != NULL; entry = wanted(map, entry->next))
		n++;
	return n;
}

bool
jval_map_next(struct jval_map *map, struct jval *member)
{
	struct lh_entry *entry = map->next;

	if (entry == NULL)
		return false;
	map->next = wanted(map, entry->next);
	*member = (struct jval){
	    .json = lh_entry_v(entry),
	    .parent = map->object,
	    .name = lh_entry_k(entry),
	};
	return true;
}

struct jval
jval_detached(const struct jval *value)
{
	return (struct jval){.json = value->json};
}

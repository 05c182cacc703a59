#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>

#include "base/arena.h"
#include "json/jval.h"
#include "json/jval_mark.h"

#define FEW 12                   /* members that aren't worth hashing */
#define EXACT 9007199254740992.0 /* doubles are exact up to here */

/* Prepare for looking up members; false if it is not an object. */
static bool
enter(struct jval_reader *reader, struct json_object *object)
{
	const struct lh_table *members = json_object_get_object(object);

	if (members == NULL)
		return false;
	reader->object = object;
	reader->first = members->count > FEW ? NULL : members->head;
	reader->next = reader->first;
	reader->beginnings = members->count > 0 ? UINT64_MAX : 0;
	return true;
}

bool
jval_object(struct jval_reader *reader, const struct jval *value)
{
	if (!enter(reader, value->json))
		jval_refuse_type(reader, value, "object");
	return jval_ok(reader);
}

/* One of 64 bits, by the first two bytes of a name. */
static uint64_t
beginning(const char *name)
{
	unsigned first = (unsigned char)name[0];
	unsigned second = first == 0 ? 0 : (unsigned char)name[1];

	return (uint64_t)1 << ((first ^ second << 3) & 63);
}

/* True if one of a few members begins like a name; computed once an object. */
static bool
begins_so(struct jval_reader *reader, const char *name)
{
	const struct lh_entry *entry = reader->first;

	if (reader->beginnings == UINT64_MAX) {
		reader->beginnings = 0;
		for (; entry != NULL; entry = entry->next)
			reader->beginnings |= beginning(lh_entry_k(entry));
	}
	return (reader->beginnings & beginning(name)) != 0;
}

/* Names are short, so this is faster than calling strcmp(). */
static bool
is_same(const char *a, const char *b)
{
	while (*a == *b && *a != '\0') {
		a++;
		b++;
	}
	return *a == *b;
}

/*
 * Look up one of a few members.  This is faster than hashing the name, as they
 * mostly come in the order in which they are looked up.
 */
static const struct lh_entry *
look_at_each(struct jval_reader *reader, const char *name)
{
	const struct lh_entry *entry = reader->next, *next;
	const char *key;

	do {
		key = lh_entry_k(entry);
		next = entry->next == NULL ? reader->first : entry->next;
		if (is_same(key, name)) {
			reader->next = next;
			return entry;
		}
		entry = next;
	} while (entry != reader->next && begins_so(reader, name));
	return NULL;
}

/* Look up a member; NULL if it is not there. */
static const struct lh_entry *
look_up(
    struct jval_reader *reader, struct json_object *object, const char *name)
{
	if (!jval_ok(reader) ||
	    (reader->object != object && !enter(reader, object)))
		return NULL;
	if (reader->first != NULL)
		return look_at_each(reader, name);
	return lh_table_lookup_entry(json_object_get_object(object), name);
}

bool
jval_required(struct jval_reader *reader, const struct jval *object,
    const char *name, struct jval *member)
{
	const struct lh_entry *entry = look_up(reader, object->json, name);

	*member = (struct jval){
	    .json = entry == NULL ? NULL : lh_entry_v(entry),
	    .parent = object,
	    .name = name,
	};
	if (member->json == NULL)
		jval_refuse(reader, member, "required", "", "");
	return member->json != NULL;
}

/* True if the object is the one looked into last, and no member begins so. */
static bool
lacks(const struct jval_reader *reader, const struct jval *object,
    const char *name)
{
	return reader->object == object->json &&
	       (reader->beginnings & beginning(name)) == 0;
}

bool
jval_optional(struct jval_reader *reader, const struct jval *object,
    const char *name, bool *null, struct jval *member)
{
	const struct lh_entry *entry;

	/* most members of most requests are absent: seen here at once */
	if (lacks(reader, object, name))
		return false;
	entry = look_up(reader, object->json, name);
	if (entry == NULL)
		return false;
	*member = (struct jval){
	    .json = lh_entry_v(entry), .parent = object, .name = name};
	*null = member->json == NULL;
	return !*null;
}

/* A string without a NUL character; NULL if a value is something else. */
static const char *
text_of(struct json_object *json)
{
	if (json_object_get_type(json) != json_type_string ||
	    jval_mark_is_nul(json))
		return NULL;
	return json_object_get_string(json);
}

static void
refuse_string(struct jval_reader *reader, const struct jval *value)
{
	if (json_object_get_type(value->json) == json_type_string)
		jval_refuse(reader, value, "nul", "", "");
	else
		jval_refuse_type(reader, value, "string");
}

const char *
jval_string(struct jval_reader *reader, const struct jval *value)
{
	const char *text;

	if (!jval_ok(reader))
		return "";
	text = text_of(value->json);
	if (text != NULL)
		return text;
	refuse_string(reader, value);
	return "";
}

/* Read a decimal integer; false if the text is anything else. */
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
	if (jval_mark_is_text(json) &&
	    json_object_get_type(json) == json_type_string &&
	    integer_from_text(json_object_get_string(json), &integer))
		return integer;
	jval_refuse_type(reader, value, "integer");
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
	if (jval_mark_is_text(json) &&
	    json_object_get_type(json) == json_type_string) {
		text = json_object_get_string(json);
		number = strtod(text, &end);
		if (end != text && *end == '\0' && isfinite(number) &&
		    strpbrk(text, "xX") == NULL)
			return number;
	}
	jval_refuse_type(reader, value, "number");
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
	if (jval_mark_is_text(json) &&
	    json_object_get_type(json) == json_type_string) {
		for (i = 0; i < 6; i++) {
			if (strcmp(json_object_get_string(json), words[i]) == 0)
				return i >= 3;
		}
	}
	jval_refuse_type(reader, value, "boolean");
	return false;
}

/* The length of a value; list is its array, or NULL if it is none. */
static size_t
length_of(struct jval_reader *reader, const struct jval *value,
    const struct array_list *list)
{
	if (!jval_ok(reader))
		return 0;
	if (list != NULL)
		return list->length;
	if (jval_mark_is_text(value->json))
		return 1;
	jval_refuse_type(reader, value, "array");
	return 0;
}

size_t
jval_array(struct jval_reader *reader, const struct jval *value)
{
	return length_of(reader, value, json_object_get_array(value->json));
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
	const struct array_list *list = json_object_get_array(value->json);
	struct json_object *json = value->json;
	const char **strings;
	struct jval item;
	size_t i;

	*n = length_of(reader, value, list);
	strings = arena_alloc_n(reader->arena, *n, sizeof(*strings));
	for (i = 0; i < *n; i++) {
		if (list != NULL)
			json = list->array[i];
		if (json == NULL && nullable)
			continue;
		strings[i] = text_of(json);
		if (strings[i] == NULL) {
			jval_item(value, i, &item);
			refuse_string(reader, &item);
			break;
		}
	}
	return strings;
}

const char **
jval_strings(struct jval_reader *reader, const struct jval *value, size_t *n)
{
	return read_strings(reader, value, false, n);
}

const char **
jval_nullable_strings(
    struct jval_reader *reader, const struct jval *value, size_t *n)
{
	return read_strings(reader, value, true, n);
}

const char **
jval_string_list(
    struct jval_reader *reader, const struct jval *value, size_t *n)
{
	const char **strings;

	if (json_object_get_type(value->json) != json_type_string)
		return jval_nullable_strings(reader, value, n);
	strings = arena_alloc(reader->arena, sizeof(*strings));
	strings[0] = jval_string(reader, value);
	*n = 1;
	return strings;
}

/* The first member to visit, from an entry on. */
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

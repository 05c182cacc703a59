#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>

#include "base/arena.h"
#include "json/json.h"
#include "json/jval_build.h"
#include "json/jval_mark.h"

/* The rest of the text. */
struct source {
	struct arena *arena;
	const char *at;
	const char *end;
	bool saw_nul; /* in the last string */
};

static void
skip_space(struct source *source)
{
	while (source->at < source->end && strchr(" \t\r\n", *source->at))
		source->at++;
}

/* Skip white space, and then a character if it is this one; true if it is. */
static bool
pass(struct source *source, char sign)
{
	skip_space(source);
	if (*source->at != sign)
		return false;
	source->at++;
	return true;
}

/* Read "\u" and four hex digits; returns their value. */
static uint32_t
take_unit(struct source *source)
{
	char digits[5] = "";

	memcpy(digits, source->at + 2, 4);
	source->at += 6;
	return (uint32_t)strtoul(digits, NULL, 16);
}

/* Write a character as UTF-8; returns its end. */
static char *
put_character(char *out, uint32_t character)
{
	static const unsigned char marks[] = {0, 0xc0, 0xe0, 0xf0};
	size_t n = 0, i;

	/* n more bytes of six bits each follow the first */
	n += character >= 0x80;
	n += character >= 0x800;
	n += character >= 0x10000;
	for (i = n; i > 0; i--) {
		out[i] = (char)(0x80 | (character & 0x3f));
		character >>= 6;
	}
	*out = (char)(marks[n] | character);
	return out + n + 1;
}

/* Read an escape and write the character it stands for; returns its end. */
static char *
put_escape(struct source *source, char *out)
{
	static const char letters[] = "bfnrt", meant[] = "\b\f\n\r\t";
	const char *found;
	uint32_t unit;

	if (source->at[1] == 'u') {
		unit = take_unit(source);
		if (unit >= 0xd800 && unit < 0xdc00)
			unit = 0x10000 + ((unit - 0xd800) << 10) +
			       (take_unit(source) - 0xdc00);
		source->saw_nul |= unit == 0;
		return put_character(out, unit);
	}
	found = strchr(letters, source->at[1]);
	*out = found == NULL ? source->at[1] : meant[found - letters];
	source->at += 2;
	return out + 1;
}

/* Read a string of *n bytes; it is copied only if it has escapes. */
static const char *
take_string(struct source *source, size_t *n)
{
	const char *begin = ++source->at, *quote;
	char *text, *out;

	source->saw_nul = false;
	for (;; source->at++) {
		source->at = json_skip_plain(source->at, source->end);
		if (*source->at == '"' || *source->at == '\\')
			break;
	}
	*n = (size_t)(source->at - begin);
	if (*source->at == '"') {
		source->at++;
		return begin;
	}
	for (quote = source->at; *quote != '"'; quote++)
		quote += *quote == '\\';
	out = text = arena_alloc(source->arena, (size_t)(quote - begin));
	memcpy(out, begin, *n);
	for (out += *n; *source->at != '"';) {
		if (*source->at == '\\')
			out = put_escape(source, out);
		else
			*out++ = *source->at++;
	}
	source->at++;
	*n = (size_t)(out - text);
	return text;
}

static struct json_object *
take_number(struct source *source)
{
	const char *begin = source->at;
	bool is_integer = true;
	char *text;

	for (; source->at < source->end &&
	       strchr("]}, \t\r\n", *source->at) == NULL;
	     source->at++) {
		if (strchr(".eE", *source->at) != NULL)
			is_integer = false;
	}
	text =
	    arena_strndup(source->arena, begin, (size_t)(source->at - begin));
	return arena_must(is_integer
			      ? json_object_new_int64(strtoll(text, NULL, 10))
			      : json_object_new_double(strtod(text, NULL)));
}

static struct json_object *
new_string(struct source *source)
{
	struct json_object *string;
	const char *text;
	size_t n;

	text = take_string(source, &n);
	string = arena_must(json_object_new_string_len(text, (int)n));
	if (source->saw_nul)
		jval_mark_nul(string);
	return string;
}

static struct json_object *take_value(struct source *source);

static struct json_object *
take_array(struct source *source)
{
	struct json_object *array = arena_must(json_object_new_array());

	source->at++;
	if (pass(source, ']'))
		return array;
	do {
		if (json_object_array_add(array, take_value(source)) != 0)
			arena_must(NULL);
	} while (pass(source, ','));
	pass(source, ']');
	return array;
}

static struct json_object *
take_object(struct source *source)
{
	struct json_object *object = arena_must(json_object_new_object());
	const char *key;
	size_t n;

	source->at++;
	if (pass(source, '}'))
		return object;
	do {
		skip_space(source);
		key = take_string(source, &n);
		key = arena_strndup(source->arena, key, n);
		pass(source, ':');
		if (json_object_object_add(object, key, take_value(source)) !=
		    0)
			arena_must(NULL);
	} while (pass(source, ','));
	pass(source, '}');
	return object;
}

static struct json_object *
take_value(struct source *source)
{
	skip_space(source);
	switch (*source->at) {
	case '{':
		return take_object(source);
	case '[':
		return take_array(source);
	case '"':
		return new_string(source);
	case 't':
		source->at += 4;
		return arena_must(json_object_new_boolean(true));
	case 'f':
		source->at += 5;
		return arena_must(json_object_new_boolean(false));
	case 'n':
		source->at += 4;
		return NULL;
	default:
		return take_number(source);
	}
}

struct json_object *
jval_build(struct arena *arena, const char *text, size_t n)
{
	struct source source = {.arena = arena, .at = text, .end = text + n};

	return take_value(&source);
}

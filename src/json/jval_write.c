#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>

#include "base/buf.h"
#include "base/timefmt.h"
#include "json/json.h"
#include "json/jval.h"
#include "json/jval_choice.h"

#define REPLACEMENT 0xfffd /* written for invalid UTF-8 */

void
jval_writer_init(struct jval_writer *writer, struct buf *buf, uint32_t version)
{
	*writer = (struct jval_writer){.buf = buf, .version = version};
}

static void
put_unit(struct buf *buf, uint32_t unit)
{
	char text[8];

	snprintf(text, sizeof(text), "\\u%04" PRIX32, unit);
	buf_append(buf, text, 6);
}

/* Decode a character of several bytes; returns its length, or 0 if invalid. */
static size_t
decode(const char *text, size_t left, uint32_t *character)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	unsigned char first = (unsigned char)*text;
	size_t n, i;

	n = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
	if (first < 0xc0 || first > 0xf4 || n > left)
		return 0;
	*character = first & (0xffu >> (n + 1));
	for (i = 1; i < n; i++) {
		if (((unsigned char)text[i] & 0xc0) != 0x80)
			return 0;
		*character = *character << 6 | ((unsigned char)text[i] & 0x3f);
	}
	if (*character < least[n] || *character > 0x10ffff ||
	    (*character >= 0xd800 && *character <= 0xdfff))
		return 0;
	return n;
}

/* Write the character at text in escaped form; returns its length there. */
static size_t
put_escaped(struct buf *buf, const char *text, size_t left)
{
	static const char named[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
	uint32_t character;
	const char *found;
	size_t n;

	if (*text != '\0' && (found = strchr(named, *text)) != NULL) {
		buf_append(buf, "\\", 1);
		buf_append(buf, &letters[found - named], 1);
		return 1;
	}
	if ((unsigned char)*text < 0x80) {
		put_unit(buf, (unsigned char)*text);
		return 1;
	}
	if ((n = decode(text, left, &character)) == 0) {
		put_unit(buf, REPLACEMENT);
		return 1;
	}
	if (character >= 0x10000) {
		put_unit(buf, 0xd7c0 + (character >> 10));
		character = 0xdc00 | (character & 0x3ff);
	}
	put_unit(buf, character);
	return n;
}

static void
put_string(struct buf *buf, const char *text, size_t n)
{
	const char *end = text + n, *stop;

	buf_append(buf, "\"", 1);
	for (;;) {
		stop = json_skip_plain(text, end);
		buf_append(buf, text, (size_t)(stop - text));
		if (stop == end)
			break;
		text = stop + put_escaped(buf, stop, (size_t)(end - stop));
	}
	buf_append(buf, "\"", 1);
}

/* True if a member, or an item (NULL), is among what is chosen. */
static bool
is_chosen(const struct jval_writer *writer, const char *name)
{
	if (writer->n_hidden > 0)
		return false;
	return writer->chosen == NULL || writer->n_whole > 0 || name == NULL ||
	       jval_choice_find(writer->chosen, name) != NULL;
}

/*
 * Write what comes before a value: a comma, and a member's name.  False: the
 * value is not to be written.
 */
static bool
begin(struct jval_writer *writer, const char *name)
{
	if (!is_chosen(writer, name))
		return false;
	if (writer->comma)
		buf_append(writer->buf, ",", 1);
	writer->comma = true;
	if (name == NULL)
		return true;
	put_string(writer->buf, name, strlen(name));
	buf_append(writer->buf, ":", 1);
	return true;
}

/* Go on with what is chosen within a member. */
static void
enter(struct jval_writer *writer, const char *name)
{
	writer->level++;
	if (writer->n_whole > 0) {
		writer->n_whole++;
		return;
	}
	if (writer->chosen == NULL || name == NULL)
		return;
	writer->chosen = jval_choice_find(writer->chosen, name);
	writer->chosen->level = writer->level;
	writer->n_whole = writer->chosen->is_whole;
}

/* Go back to what is chosen around a value. */
static void
leave(struct jval_writer *writer)
{
	if (writer->n_whole > 1) {
		writer->n_whole--;
	} else if (writer->chosen != NULL &&
		   writer->chosen->level == writer->level) {
		writer->n_whole = 0;
		writer->chosen = writer->chosen->parent;
	}
	writer->level--;
}

static void
open_nest(struct jval_writer *writer, const char *name, const char *sign)
{
	if (!begin(writer, name)) {
		writer->n_hidden++;
		return;
	}
	enter(writer, name);
	buf_append(writer->buf, sign, 1);
	writer->comma = false;
}

static void
close_nest(struct jval_writer *writer, const char *sign)
{
	if (writer->n_hidden > 0) {
		writer->n_hidden--;
		return;
	}
	leave(writer);
	buf_append(writer->buf, sign, 1);
	writer->comma = true;
}

void
jval_begin_object(struct jval_writer *writer, const char *name)
{
	open_nest(writer, name, "{");
}

void
jval_end_object(struct jval_writer *writer)
{
	close_nest(writer, "}");
}

void
jval_begin_array(struct jval_writer *writer, const char *name)
{
	open_nest(writer, name, "[");
}

void
jval_end_array(struct jval_writer *writer)
{
	close_nest(writer, "]");
}

void
jval_write_string(
    struct jval_writer *writer, const char *name, const char *value)
{
	if (begin(writer, name))
		put_string(writer->buf, value, strlen(value));
}

void
jval_write_strings(struct jval_writer *writer, const char *name,
    const char *const *values, size_t n)
{
	size_t i;

	jval_begin_array(writer, name);
	for (i = 0; i < n; i++) {
		if (values[i] == NULL)
			jval_write_null(writer, NULL);
		else
			jval_write_string(writer, NULL, values[i]);
	}
	jval_end_array(writer);
}

void
jval_write_integer(struct jval_writer *writer, const char *name, int64_t value)
{
	if (begin(writer, name))
		buf_put_integer(writer->buf, value);
}

/* The digits of the shortest text that reads back as this value; returns the
 * exponent of the first one. */
static int
shortest(double value, char digits[32])
{
	char text[40], *out = digits, *at;
	int precision = 0;

	do {
		snprintf(text, sizeof(text), "%.*e", precision, fabs(value));
	} while (precision++ < 16 &&
		 fpclassify(strtod(text, NULL) - fabs(value)) != FP_ZERO);
	for (at = text; *at != 'e'; at++) {
		if (*at != '.')
			*out++ = *at;
	}
	/* cppcheck-suppress uninitvar; a number has a digit before its "e" */
	while (out > digits + 1 && out[-1] == '0')
		out--;
	*out = '\0';
	return atoi(at + 1);
}

/* Write a number as Python prints a float: 5.0, 0.1, 1e+20. */
static void
put_number(struct buf *buf, double value)
{
	char digits[32], text[64];
	int exponent = shortest(value, digits), n = (int)strlen(digits);

	if (signbit(value))
		buf_append(buf, "-", 1);
	if (exponent < -4 || exponent >= 16)
		snprintf(text, sizeof(text), "%c%s%se%c%02d", digits[0],
		    n > 1 ? "." : "", digits + 1, exponent < 0 ? '-' : '+',
		    abs(exponent));
	else if (exponent < 0)
		snprintf(text, sizeof(text), "0.%.*s%s", -exponent - 1, "0000",
		    digits);
	else if (n <= exponent + 1)
		snprintf(text, sizeof(text), "%s%.*s.0", digits,
		    exponent + 1 - n, "0000000000000000");
	else
		snprintf(text, sizeof(text), "%.*s.%s", exponent + 1, digits,
		    digits + exponent + 1);
	buf_puts(buf, text);
}

void
jval_write_number(struct jval_writer *writer, const char *name, double value)
{
	if (!isfinite(value)) {
		jval_write_null(writer, name);
		return;
	}
	if (begin(writer, name))
		put_number(writer->buf, value);
}

void
jval_write_boolean(struct jval_writer *writer, const char *name, bool value)
{
	if (begin(writer, name))
		buf_puts(writer->buf, value ? "true" : "false");
}

void
jval_write_null(struct jval_writer *writer, const char *name)
{
	if (begin(writer, name))
		buf_puts(writer->buf, "null");
}

void
jval_write_time(struct jval_writer *writer, const char *name, int64_t ms)
{
	char text[TIMEFMT_ISO_SIZE];

	timefmt_iso(ms, text);
	jval_write_string(writer, name, text);
}

static void
write_json(
    struct jval_writer *writer, const char *name, struct json_object *json)
{
	struct lh_entry *entry;
	size_t i;

	switch (json_object_get_type(json)) {
	case json_type_null:
		jval_write_null(writer, name);
		break;
	case json_type_boolean:
		jval_write_boolean(writer, name, json_object_get_boolean(json));
		break;
	case json_type_double:
		jval_write_number(writer, name, json_object_get_double(json));
		break;
	case json_type_int:
		jval_write_integer(writer, name, json_object_get_int64(json));
		break;
	case json_type_string:
		if (begin(writer, name))
			put_string(writer->buf, json_object_get_string(json),
			    (size_t)json_object_get_string_len(json));
		break;
	case json_type_array:
		jval_begin_array(writer, name);
		for (i = 0; i < json_object_array_length(json); i++)
			write_json(
			    writer, NULL, json_object_array_get_idx(json, i));
		jval_end_array(writer);
		break;
	case json_type_object:
		jval_begin_object(writer, name);
		entry = json_object_get_object(json)->head;
		for (; entry != NULL; entry = lh_entry_next(entry))
			write_json(
			    writer, lh_entry_k(entry), lh_entry_v(entry));
		jval_end_object(writer);
		break;
	}
}

void
jval_write_any(
    struct jval_writer *writer, const char *name, const struct jval *value)
{
	write_json(writer, name, value->json);
}

#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "json/json.h"

#define MAX_NUMBER ((size_t)400) /* characters; longer ones are refused */
#define SAFE_DIGITS 19           /* shorter integers always fit 64 bits */
#define UNIT ((ptrdiff_t)6)      /* characters of "\u0000" */

/*
 * The state of a check.  Each check_* returns the end of what it checked, or
 * NULL after recording the fault.
 */
struct scan {
	const char *end;
	const struct json_limits *limits;
	size_t values;
	bool saw_nul;      /* "\u0000", since it was last cleared */
	const char *fault; /* where the first one is */
	const char *rule;
	const char *detail;
};

static const char *
fail(struct scan *scan, const char *at, const char *rule, const char *detail)
{
	scan->fault = at;
	scan->rule = rule;
	scan->detail = detail;
	return NULL;
}

static const char *
fail_syntax(struct scan *scan, const char *at, const char *detail)
{
	return fail(scan, at, "syntax",
	    at == scan->end ? "the text ends too early" : detail);
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline const char *
skip_space(const struct scan *scan, const char *at)
{
	while (at < scan->end && is_space(*at))
		at++;
	return at;
}

/* The character at a place, or NUL at the end. */
static char
sign_at(const struct scan *scan, const char *at)
{
	return at < scan->end ? *at : '\0';
}

static const char *
check_digits(struct scan *scan, const char *at)
{
	if (!is_digit(sign_at(scan, at)))
		return fail_syntax(scan, at, "a digit is missing");
	while (is_digit(sign_at(scan, at)))
		at++;
	return at;
}

static const char *
check_range(
    struct scan *scan, const char *begin, const char *end, bool is_integer)
{
	size_t n = (size_t)(end - begin);
	char text[MAX_NUMBER + 1];

	if (n > MAX_NUMBER)
		return fail(scan, end, "number", "the number is too long");
	memcpy(text, begin, n);
	text[n] = '\0';
	errno = 0;
	if (is_integer) {
		(void)strtoll(text, NULL, 10);
		if (errno == ERANGE)
			return fail(scan, end, "number",
			    "the integer is beyond 64 bits");
	} else if (!isfinite(strtod(text, NULL))) {
		return fail(scan, end, "number", "the number is out of range");
	}
	return end;
}

static const char *
check_number(struct scan *scan, const char *begin)
{
	const char *at = begin;
	bool is_integer = true;

	if (sign_at(scan, at) == '-')
		at++;
	at = sign_at(scan, at) == '0' ? at + 1 : check_digits(scan, at);
	if (at != NULL && sign_at(scan, at) == '.') {
		is_integer = false;
		at = check_digits(scan, at + 1);
	}
	if (at != NULL &&
	    (sign_at(scan, at) == 'e' || sign_at(scan, at) == 'E')) {
		is_integer = false;
		at++;
		if (sign_at(scan, at) == '+' || sign_at(scan, at) == '-')
			at++;
		at = check_digits(scan, at);
	}
	if (at == NULL || (is_integer && at - begin < SAFE_DIGITS))
		return at;
	return check_range(scan, begin, at, is_integer);
}

/* The number of four hex digits after "\u", or -1. */
static long
unit_at(const struct scan *scan, const char *at)
{
	char digits[5] = "", *end;
	long unit;

	if (scan->end - at < UNIT)
		return -1;
	memcpy(digits, at + 2, 4);
	unit = strtol(digits, &end, 16);
	if (end != digits + 4 || strpbrk(digits, "+-xX ") != NULL)
		return -1;
	return unit;
}

static const char *
check_unicode_escape(struct scan *scan, const char *at)
{
	long unit = unit_at(scan, at);

	if (unit < 0)
		return fail_syntax(scan, at, "an escape needs four hex digits");
	if (unit == 0)
		scan->saw_nul = true;
	if (unit < 0xd800 || unit > 0xdfff)
		return at + UNIT;
	if (unit < 0xdc00 && scan->end - at >= 2 * UNIT &&
	    memcmp(at + UNIT, "\\u", 2) == 0) {
		unit = unit_at(scan, at + UNIT);
		if (unit >= 0xdc00 && unit <= 0xdfff)
			return at + 2 * UNIT;
	}
	return fail(scan, at, "utf8", "half of a surrogate pair");
}

static const char *
check_escape(struct scan *scan, const char *at)
{
	if (scan->end - at < 2)
		return fail_syntax(scan, scan->end, "");
	if (at[1] == 'u')
		return check_unicode_escape(scan, at);
	if (at[1] == '\0' || strchr("\"\\/bfnrt", at[1]) == NULL)
		return fail_syntax(scan, at, "there is no such escape");
	return at + 2;
}

static const char *
check_utf8(struct scan *scan, const char *text)
{
	size_t length = utf8_length(text, (size_t)(scan->end - text));

	if (length == 0)
		return fail(scan, text, "utf8", "the text is not UTF-8");
	return text + length;
}

/* Eight bytes as one number, the first one lowest. */
static uint64_t
word_at(const char *text)
{
	const unsigned char *at = (const unsigned char *)text;

	return (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 |
	       (uint64_t)at[3] << 24 | (uint64_t)at[4] << 32 |
	       (uint64_t)at[5] << 40 | (uint64_t)at[6] << 48 |
	       (uint64_t)at[7] << 56;
}

/*
 * Most strings are ids, so it is worth testing eight bytes at a time: the first
 * that isn't plain is the lowest whose high bit is set in `strange`, as it was
 * set before or a subtraction borrowed.
 */
const char *
json_skip_plain(const char *at, const char *end)
{
	const uint64_t ones = 0x0101010101010101, high = ones << 7;
	uint64_t word, strange;

	for (; end - at >= 8; at += 8) {
		word = word_at(at);
		strange = word | (word - ones * 0x20) |
			  ((word ^ ones * '"') - ones) |
			  ((word ^ ones * '\\') - ones);
		strange &= high;
		if (strange != 0)
			return at + __builtin_ctzll(strange) / 8;
	}
	while (at < end && (unsigned char)*at >= 0x20 &&
	       (unsigned char)*at < 0x80 && *at != '"' && *at != '\\')
		at++;
	return at;
}

/* Check a character of a string that is not plain. */
static const char *
check_strange(struct scan *scan, const char *at)
{
	if (at == scan->end)
		return fail_syntax(scan, at, "");
	if (*at == '\\')
		return check_escape(scan, at);
	if ((unsigned char)*at >= 0x80)
		return check_utf8(scan, at);
	return fail_syntax(scan, at, "a control character in a string");
}

static const char *
check_string(struct scan *scan, const char *at)
{
	for (at++; at != NULL; at = check_strange(scan, at)) {
		at = json_skip_plain(at, scan->end);
		if (sign_at(scan, at) == '"')
			return at + 1;
	}
	return NULL;
}

static const char *
check_word(struct scan *scan, const char *at, const char *word)
{
	size_t n = strlen(word);

	if ((size_t)(scan->end - at) < n || memcmp(at, word, n) != 0)
		return fail(scan, at, "syntax", "no such word");
	return at + n;
}

/* Check a key, its colon, and the white space after it. */
static const char *
check_key(struct scan *scan, const char *at)
{
	if (sign_at(scan, at) != '"')
		return fail_syntax(scan, at, "a key is missing");
	scan->saw_nul = false;
	at = check_string(scan, at);
	if (at == NULL)
		return NULL;
	if (scan->saw_nul)
		return fail(scan, at, "nul", "a key holds the character NUL");
	at = skip_space(scan, at);
	if (sign_at(scan, at) != ':')
		return fail_syntax(scan, at, "a colon is missing");
	return skip_space(scan, at + 1);
}

static const char *check_value(
    struct scan *scan, const char *at, unsigned depth);

/* Check an array or object, from the opening bracket to the one given. */
static const char *
check_items(struct scan *scan, const char *at, char end, unsigned depth)
{
	char sign;

	if (depth > scan->limits->depth)
		return fail(scan, at, "depth", "the nesting is too deep");
	at = skip_space(scan, at + 1);
	if (sign_at(scan, at) == end)
		return at + 1;
	for (;;) {
		if (end == '}')
			at = check_key(scan, at);
		if (at != NULL)
			at = check_value(scan, at, depth);
		if (at == NULL)
			return NULL;
		at = skip_space(scan, at);
		sign = sign_at(scan, at);
		if (sign == end)
			return at + 1;
		if (sign != ',')
			return fail_syntax(scan, at, "a comma is missing");
		at = skip_space(scan, at + 1);
	}
}

/* Recursive, to at most the limit of depth. */
static const char *
check_value(struct scan *scan, const char *at, unsigned depth)
{
	if (++scan->values > scan->limits->values)
		return fail(scan, at, "values", "there are too many values");
	switch (sign_at(scan, at)) {
	case '{':
		return check_items(scan, at, '}', depth + 1);
	case '[':
		return check_items(scan, at, ']', depth + 1);
	case '"':
		return check_string(scan, at);
	case 't':
		return check_word(scan, at, "true");
	case 'f':
		return check_word(scan, at, "false");
	case 'n':
		return check_word(scan, at, "null");
	default:
		if (sign_at(scan, at) != '-' && !is_digit(sign_at(scan, at)))
			return fail_syntax(scan, at, "a value is missing");
		return check_number(scan, at);
	}
}

static void
tell(const struct scan *scan, const char *text, struct json_fault *fault)
{
	const char *at, *line = text;

	fault->rule = scan->rule;
	fault->detail = scan->detail;
	fault->offset = (size_t)(scan->fault - text);
	fault->line = 1;
	for (at = text; at < scan->fault; at++) {
		if (*at == '\n') {
			fault->line++;
			line = at + 1;
		}
	}
	fault->column = (size_t)(scan->fault - line) + 1;
}

bool
json_check(const char *text, size_t n, const struct json_limits *limits,
    struct json_fault *fault)
{
	struct scan scan = {.end = text + n, .limits = limits};
	const char *at;

	at = check_value(&scan, skip_space(&scan, text), 0);
	if (at != NULL) {
		at = skip_space(&scan, at);
		if (at == scan.end)
			return true;
		fail(&scan, at, "syntax", "there is text behind the value");
	}
	tell(&scan, text, fault);
	return false;
}

bool
json_is_utf8(const char *text)
{
	const char *end = text + strlen(text);
	size_t length = 1;

	for (; text < end && length > 0; text += length)
		length = utf8_length(text, (size_t)(end - text));
	return length > 0;
}

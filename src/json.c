#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"

#define MAX_NUMBER ((size_t)400) /* characters; more says nothing more */

struct scan {
	const char *at;
	const char *end;
	const struct json_limits *limits;
	size_t values;
	bool saw_nul;     /* an escaped one, since it was last cleared */
	const char *rule; /* of the first fault, or NULL */
	const char *detail;
};

static bool
fail(struct scan *scan, const char *rule, const char *detail)
{
	scan->rule = rule;
	scan->detail = detail;
	return false;
}

static bool
fail_syntax(struct scan *scan, const char *detail)
{
	return fail(scan, "syntax",
	    scan->at == scan->end ? "the text ends too early" : detail);
}

static char
peek(const struct scan *scan)
{
	return scan->at < scan->end ? *scan->at : '\0';
}

static void
skip_space(struct scan *scan)
{
	while (
	    scan->at < scan->end && (*scan->at == ' ' || *scan->at == '\n' ||
					*scan->at == '\r' || *scan->at == '\t'))
		scan->at++;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static void
skip_digits(struct scan *scan)
{
	while (is_digit(peek(scan)))
		scan->at++;
}

static bool
check_range(struct scan *scan, const char *begin, bool is_integer)
{
	size_t n = (size_t)(scan->at - begin);
	char text[MAX_NUMBER + 1];

	if (n > MAX_NUMBER)
		return fail(scan, "number", "the number is too long");
	if (is_integer && n < 19)
		return true;
	memcpy(text, begin, n);
	text[n] = '\0';
	errno = 0;
	if (is_integer) {
		(void)strtoll(text, NULL, 10);
		if (errno == ERANGE)
			return fail(
			    scan, "number", "the integer is beyond 64 bits");
	} else if (!isfinite(strtod(text, NULL))) {
		return fail(scan, "number", "the number is out of range");
	}
	return true;
}

static bool
check_number(struct scan *scan)
{
	const char *begin = scan->at;
	bool is_integer = true;

	if (peek(scan) == '-')
		scan->at++;
	if (!is_digit(peek(scan)))
		return fail_syntax(scan, "a digit is missing");
	if (peek(scan) == '0')
		scan->at++;
	else
		skip_digits(scan);
	if (peek(scan) == '.') {
		is_integer = false;
		scan->at++;
		if (!is_digit(peek(scan)))
			return fail_syntax(scan, "a digit is missing");
		skip_digits(scan);
	}
	if (peek(scan) == 'e' || peek(scan) == 'E') {
		is_integer = false;
		scan->at++;
		if (peek(scan) == '+' || peek(scan) == '-')
			scan->at++;
		if (!is_digit(peek(scan)))
			return fail_syntax(scan, "a digit is missing");
		skip_digits(scan);
	}
	return check_range(scan, begin, is_integer);
}

/* Four hex digits after "\u"; the value, or -1. */
static long
read_unit(struct scan *scan)
{
	char digits[5] = "", *end;
	long unit;

	if (scan->end - scan->at < 6)
		return -1;
	memcpy(digits, scan->at + 2, 4);
	unit = strtol(digits, &end, 16);
	if (end != digits + 4 || strpbrk(digits, "+-xX ") != NULL)
		return -1;
	scan->at += 6;
	return unit;
}

static bool
check_unicode_escape(struct scan *scan)
{
	const char *begin = scan->at;
	long unit = read_unit(scan);

	if (unit < 0)
		return fail_syntax(scan, "an escape needs four hex digits");
	if (unit == 0)
		scan->saw_nul = true;
	if (unit < 0xd800 || unit > 0xdfff)
		return true;
	if (unit < 0xdc00 && scan->end - scan->at >= 2 && scan->at[0] == '\\' &&
	    scan->at[1] == 'u') {
		unit = read_unit(scan);
		if (unit >= 0xdc00 && unit <= 0xdfff)
			return true;
	}
	scan->at = begin;
	return fail(scan, "utf8", "half of a surrogate pair");
}

static bool
check_escape(struct scan *scan)
{
	if (scan->end - scan->at < 2) {
		scan->at = scan->end;
		return fail_syntax(scan, "");
	}
	if (scan->at[1] == 'u')
		return check_unicode_escape(scan);
	if (scan->at[1] == '\0' || strchr("\"\\/bfnrt", scan->at[1]) == NULL)
		return fail_syntax(scan, "there is no such escape");
	scan->at += 2;
	return true;
}

/* One character beyond ASCII: no overlong form, no surrogate. */
static bool
check_utf8(struct scan *scan)
{
	const unsigned char *at = (const unsigned char *)scan->at;
	size_t left = (size_t)(scan->end - scan->at), n, i;
	unsigned char least = 0x80, most = 0xbf;

	if (at[0] >= 0xc2 && at[0] <= 0xdf)
		n = 2;
	else if (at[0] >= 0xe0 && at[0] <= 0xef)
		n = 3;
	else if (at[0] >= 0xf0 && at[0] <= 0xf4)
		n = 4;
	else
		return fail(scan, "utf8", "the text is not UTF-8");
	if (at[0] == 0xe0)
		least = 0xa0;
	else if (at[0] == 0xed)
		most = 0x9f;
	else if (at[0] == 0xf0)
		least = 0x90;
	else if (at[0] == 0xf4)
		most = 0x8f;
	for (i = 1; i < n; i++) {
		if (i == left || at[i] < least || at[i] > most)
			return fail(scan, "utf8", "the text is not UTF-8");
		least = 0x80;
		most = 0xbf;
	}
	scan->at += n;
	return true;
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
 * The first byte from here on that is no plain ASCII of a string, or the end.
 * Ids are long enough to look at eight bytes at a time: the lowest that is not
 * plain has its high bit set, or borrows where something is subtracted.
 */
static const char *
skip_plain(const char *at, const char *end)
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

static bool
check_string(struct scan *scan)
{
	unsigned char c;

	scan->at++;
	for (;;) {
		scan->at = skip_plain(scan->at, scan->end);
		if (scan->at == scan->end)
			return fail_syntax(scan, "");
		c = (unsigned char)*scan->at;
		if (c == '"') {
			scan->at++;
			return true;
		}
		if (c < 0x20)
			return fail_syntax(
			    scan, "a control character in a string");
		if (c == '\\' ? !check_escape(scan) : !check_utf8(scan))
			return false;
	}
}

static bool
check_word(struct scan *scan, const char *word)
{
	size_t n = strlen(word);

	if ((size_t)(scan->end - scan->at) < n ||
	    memcmp(scan->at, word, n) != 0)
		return fail(scan, "syntax", "no such word");
	scan->at += n;
	return true;
}

static bool check_value(struct scan *scan, unsigned depth);

/* A key and its colon. */
static bool
check_key(struct scan *scan)
{
	if (peek(scan) != '"')
		return fail_syntax(scan, "a key is missing");
	scan->saw_nul = false;
	if (!check_string(scan))
		return false;
	if (scan->saw_nul)
		return fail(scan, "nul", "a key holds the character NUL");
	skip_space(scan);
	if (peek(scan) != ':')
		return fail_syntax(scan, "a colon is missing");
	scan->at++;
	skip_space(scan);
	return true;
}

/* What stands between brackets or braces. */
static bool
check_items(struct scan *scan, char end, unsigned depth)
{
	if (depth > scan->limits->depth)
		return fail(scan, "depth", "the nesting is too deep");
	scan->at++;
	skip_space(scan);
	if (peek(scan) == end) {
		scan->at++;
		return true;
	}
	for (;;) {
		if (end == '}' && !check_key(scan))
			return false;
		if (!check_value(scan, depth))
			return false;
		skip_space(scan);
		if (peek(scan) == end) {
			scan->at++;
			return true;
		}
		if (peek(scan) != ',')
			return fail_syntax(scan, "a comma is missing");
		scan->at++;
		skip_space(scan);
	}
}

/* Recursion is as deep as the limit allows, and no deeper. */
static bool
check_value(struct scan *scan, unsigned depth)
{
	if (++scan->values > scan->limits->values)
		return fail(scan, "values", "there are too many values");
	switch (peek(scan)) {
	case '{':
		return check_items(scan, '}', depth + 1);
	case '[':
		return check_items(scan, ']', depth + 1);
	case '"':
		return check_string(scan);
	case 't':
		return check_word(scan, "true");
	case 'f':
		return check_word(scan, "false");
	case 'n':
		return check_word(scan, "null");
	default:
		if (peek(scan) != '-' && !is_digit(peek(scan)))
			return fail_syntax(scan, "a value is missing");
		return check_number(scan);
	}
}

static void
tell(const struct scan *scan, const char *text, struct json_fault *fault)
{
	const char *at, *line = text;

	fault->rule = scan->rule;
	fault->detail = scan->detail;
	fault->offset = (size_t)(scan->at - text);
	fault->line = 1;
	for (at = text; at < scan->at; at++) {
		if (*at == '\n') {
			fault->line++;
			line = at + 1;
		}
	}
	fault->column = (size_t)(scan->at - line) + 1;
}

bool
json_check(const char *text, size_t n, const struct json_limits *limits,
    struct json_fault *fault)
{
	struct scan scan = {.at = text, .end = text + n, .limits = limits};

	skip_space(&scan);
	if (check_value(&scan, 0)) {
		skip_space(&scan);
		if (scan.at == scan.end)
			return true;
		fail(&scan, "syntax", "there is text behind the value");
	}
	tell(&scan, text, fault);
	return false;
}

bool
json_is_utf8(const char *text)
{
	struct scan scan = {.at = text, .end = text + strlen(text)};

	while (scan.at < scan.end) {
		if ((unsigned char)*scan.at < 0x80)
			scan.at++;
		else if (!check_utf8(&scan))
			return false;
	}
	return true;
}

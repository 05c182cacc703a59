#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

/* The length of a character by its first byte; 0 if no character has it. */
static size_t
announced(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first >= 0xc2 && first <= 0xdf)
		return 2;
	if (first >= 0xe0 && first <= 0xef)
		return 3;
	return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
}

size_t
utf8_length(const char *text, size_t n)
{
	const unsigned char *at = (const unsigned char *)text;
	unsigned char least = 0x80, most = 0xbf;
	size_t i, length = announced(at[0]);

	if (at[0] == 0xe0)
		least = 0xa0;
	else if (at[0] == 0xed)
		most = 0x9f;
	else if (at[0] == 0xf0)
		least = 0x90;
	else if (at[0] == 0xf4)
		most = 0x8f;
	for (i = 1; i < length; i++) {
		if (i == n || at[i] < least || at[i] > most)
			return 0;
		least = 0x80;
		most = 0xbf;
	}
	return length;
}

/* The number of a character of up to three bytes. */
static uint32_t
number_of(const char *text, size_t length)
{
	const unsigned char *at = (const unsigned char *)text;

	if (length == 2)
		return (at[0] & 0x1fU) << 6 | (at[1] & 0x3fU);
	return (at[0] & 0xfU) << 12 | (at[1] & 0x3fU) << 6 | (at[2] & 0x3fU);
}

/* True for a character that ends a line, is invisible, or reorders those
 * around it. */
static bool
is_unruly(uint32_t number)
{
	return (number >= 0x80 && number < 0xa0) || number == 0x200e ||
	       number == 0x200f || (number >= 0x2028 && number <= 0x202e) ||
	       (number >= 0x2066 && number <= 0x2069);
}

size_t
utf8_show(const char *text, char shown[UTF8_SHOWN])
{
	unsigned char first = (unsigned char)*text;
	size_t length = utf8_length(text, strnlen(text, 4));

	if (length == 0 || first < ' ' || first == 0x7f) {
		snprintf(shown, UTF8_SHOWN, "\\x%02x", first);
		return 1;
	}
	if ((length == 2 || length == 3) && is_unruly(number_of(text, length)))
		snprintf(shown, UTF8_SHOWN, "\\u%04x",
		    (unsigned)number_of(text, length));
	else
		snprintf(shown, UTF8_SHOWN, "%.*s", (int)length, text);
	return length;
}

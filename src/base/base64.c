#include <string.h>

#include <openssl/evp.h>

#include "base/base64.h"

static const char LETTERS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			      "abcdefghijklmnopqrstuvwxyz0123456789";

/* The standard letter for one of an alphabet, or NUL for any other. */
static unsigned char
standard_letter(enum base64_alphabet alphabet, char c)
{
	if (alphabet == BASE64_URL && c == '-')
		return '+';
	if (alphabet == BASE64_URL && c == '_')
		return '/';
	return c == '+' || c == '/' || (c != '\0' && strchr(LETTERS, c) != NULL)
		   ? (unsigned char)c
		   : '\0';
}

/* Decode two to four letters; returns the number of bytes. */
static size_t
decode_group(const unsigned char *letters, size_t n, char *out)
{
	unsigned char group[5] = "AAAA", bytes[4];

	memcpy(group, letters, n);
	EVP_DecodeBlock(bytes, group, 4);
	memcpy(out, bytes, n - 1);
	return n - 1;
}

long
base64_decode(
    const char *text, size_t n, enum base64_alphabet alphabet, char *out)
{
	size_t i, n_group = 0, n_pad = 0, n_out = 0;
	unsigned char group[4], letter;

	for (i = 0; i < n; i++) {
		if (text[i] == '=' && n_group >= 2 && n_group + ++n_pad == 4)
			break;
		letter = standard_letter(alphabet, text[i]);
		if (letter == '\0')
			continue;
		n_pad = 0;
		group[n_group++] = letter;
		if (n_group == 4) {
			n_out += decode_group(group, n_group, out + n_out);
			n_group = 0;
		}
	}
	if (n_group == 0)
		return (long)n_out;
	if (n_group == 1 ||
	    (alphabet == BASE64_STANDARD && n_group + n_pad < 4))
		return -1;
	return (long)(n_out + decode_group(group, n_group, out + n_out));
}

#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include "base/ident.h"
#include "base/log.h"

static const char HEX[] = "0123456789abcdef";
static const char LETTERS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
			      "abcdefghijklmnopqrstuvwxyz";

#define N_UPPER 36 /* A-Z 0-9 */
#define N_ALL 62

#define ID_BYTES ((IDENT_ID_SIZE - 1) / 2)
#define RESERVE 64 /* ids whose random numbers are fetched at once */

static void
random_bytes(unsigned char *bytes, size_t n)
{
	if (RAND_bytes(bytes, (int)n) != 1) {
		log_error("the system has no random numbers to give");
		abort();
	}
}

static void
hex(const unsigned char *bytes, size_t n, char *text)
{
	size_t i;

	for (i = 0; i < n; i++) {
		text[2 * i] = HEX[bytes[i] >> 4];
		text[2 * i + 1] = HEX[bytes[i] & 15];
	}
	text[2 * n] = '\0';
}

void
ident_new_id(char id[IDENT_ID_SIZE])
{
	static _Thread_local unsigned char reserve[RESERVE][ID_BYTES];
	static _Thread_local size_t n_left;
	unsigned char *bytes;

	if (n_left == 0) {
		random_bytes(reserve[0], sizeof(reserve));
		n_left = RESERVE;
	}
	bytes = reserve[--n_left];
	bytes[6] = (bytes[6] & 0x0f) | 0x40;
	bytes[8] = (bytes[8] & 0x3f) | 0x80;
	hex(bytes, ID_BYTES, id);
}

/* n letters, each of the first `choices` of LETTERS, all equally likely. */
static void
random_letters(unsigned choices, size_t n, char *text)
{
	unsigned fair = 256 / choices * choices;
	unsigned char byte;
	size_t i;

	for (i = 0; i < n;) {
		random_bytes(&byte, 1);
		if (byte < fair)
			text[i++] = LETTERS[byte % choices];
	}
	text[n] = '\0';
}

void
ident_new_key(char key[IDENT_KEY_SIZE])
{
	random_letters(N_UPPER, IDENT_KEY_SIZE - 1, key);
}

void
ident_new_secret(char secret[IDENT_SECRET_SIZE])
{
	random_letters(N_ALL, IDENT_SECRET_SIZE - 1, secret);
}

void
ident_sha256(const void *data, size_t n, char text[IDENT_SHA256_SIZE])
{
	unsigned char digest[(IDENT_SHA256_SIZE - 1) / 2];

	if (EVP_Digest(data, n, digest, NULL, EVP_sha256(), NULL) != 1) {
		log_error("libcrypto has no SHA-256");
		abort();
	}
	hex(digest, sizeof(digest), text);
}

/* The standard letter for one of an alphabet, or NUL for any other. */
static unsigned char
standard_letter(enum ident_alphabet alphabet, char c)
{
	if (alphabet == IDENT_BASE64URL && c == '-')
		return '+';
	if (alphabet == IDENT_BASE64URL && c == '_')
		return '/';
	return c == '+' || c == '/' || (c != '\0' && strchr(LETTERS, c) != NULL)
		   ? (unsigned char)c
		   : '\0';
}

/* Decode up to four letters; the number of bytes. */
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
ident_base64(
    const char *text, size_t n, enum ident_alphabet alphabet, char *out)
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
	if (n_group == 1 || (alphabet == IDENT_BASE64 && n_group + n_pad < 4))
		return -1;
	return (long)(n_out + decode_group(group, n_group, out + n_out));
}

uint32_t
ident_hash(const char *text)
{
	uint32_t hash = 2166136261u; /* FNV-1a */

	for (; *text != '\0'; text++)
		hash = (hash ^ (unsigned char)*text) * 16777619u;
	return hash;
}

bool
ident_equal(const char *a, const char *b)
{
	size_t n = strlen(a);

	return n == strlen(b) && CRYPTO_memcmp(a, b, n) == 0;
}

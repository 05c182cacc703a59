#ifndef BASE_IDENT_H
#define BASE_IDENT_H

/*
 * Ids, keys and secrets: random texts, digests and safe comparison.
 *
 * If the system has no randomness to give, the process ends.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define IDENT_ID_SIZE 33     /* an id of 32 hex digits, and its NUL */
#define IDENT_KEY_SIZE 21    /* an access key: 20 of A-Z 0-9 */
#define IDENT_SECRET_SIZE 51 /* a secret: 50 of A-Z a-z 0-9 */
#define IDENT_SHA256_SIZE 65 /* a SHA-256 in hex */

/* A random UUID (version 4) as 32 lower-case hex digits. */
void ident_new_id(char id[IDENT_ID_SIZE]);

/* A new access key. */
void ident_new_key(char key[IDENT_KEY_SIZE]);

/* A new secret. */
void ident_new_secret(char secret[IDENT_SECRET_SIZE]);

/* The SHA-256 of n bytes, in lower-case hex. */
void ident_sha256(const void *data, size_t n, char hex[IDENT_SHA256_SIZE]);

/* Which base64: RFC 4648, section 4 or 5. */
enum ident_alphabet {
	IDENT_BASE64,    /* "+" and "/", padded */
	IDENT_BASE64URL, /* "-" and "_" as well; padding may be missing */
};

/*
 * Decode base64; characters of neither the alphabet nor the padding are
 * skipped, and what is behind the padding is not looked at.  out has room for
 * n bytes.  Returns the number of bytes, or -1 if the padding is wrong.
 */
long ident_base64(
    const char *text, size_t n, enum ident_alphabet alphabet, char *out);

/* A number for a place in a table; texts that differ may have the same. */
uint32_t ident_hash(const char *text);

/* Compare in a time that depends on the lengths alone. */
bool ident_equal(const char *a, const char *b);

#endif

#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

/* Digests of texts, and a comparison whose time reveals nothing. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DIGEST_SHA256_SIZE 65 /* a SHA-256 in hex, and its NUL */
#define DIGEST_MD5_SIZE 33    /* an MD5 likewise */

/* Write bytes as lower-case hex digits, two each, and a NUL. */
void digest_hex(const unsigned char *bytes, size_t n, char *text);

/* The SHA-256 of n bytes, in lower-case hex. */
void digest_sha256(const void *data, size_t n, char hex[DIGEST_SHA256_SIZE]);

/* The MD5 of n bytes, likewise: not for secrets. */
void digest_md5(const void *data, size_t n, char hex[DIGEST_MD5_SIZE]);

/* A hash for tables; different texts may have the same. */
uint32_t digest_hash(const char *text);

/* True if two texts are equal, in a time that depends on the lengths alone. */
bool digest_equal(const char *a, const char *b);

#endif

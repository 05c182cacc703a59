#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "base/digest.h"
#include "base/log.h"

void
digest_hex(const unsigned char *bytes, size_t n, char *text)
{
	static const char digits[] = "0123456789abcdef";
	size_t i;

	for (i = 0; i < n; i++) {
		text[2 * i] = digits[bytes[i] >> 4];
		text[2 * i + 1] = digits[bytes[i] & 15];
	}
	text[2 * n] = '\0';
}

void
digest_sha256(const void *data, size_t n, char text[DIGEST_SHA256_SIZE])
{
	unsigned char digest[(DIGEST_SHA256_SIZE - 1) / 2];

	if (EVP_Digest(data, n, digest, NULL, EVP_sha256(), NULL) != 1) {
		log_fatal("libcrypto has no SHA-256");
		abort();
	}
	digest_hex(digest, sizeof(digest), text);
}

void
digest_md5(const void *data, size_t n, char text[DIGEST_MD5_SIZE])
{
	unsigned char digest[(DIGEST_MD5_SIZE - 1) / 2];

	if (EVP_Digest(data, n, digest, NULL, EVP_md5(), NULL) != 1) {
		log_fatal("libcrypto has no MD5");
		abort();
	}
	digest_hex(digest, sizeof(digest), text);
}

uint32_t
digest_hash(const char *text)
{
	uint32_t hash = 2166136261u; /* FNV-1a */

	for (; *text != '\0'; text++)
		hash = (hash ^ (unsigned char)*text) * 16777619u;
	return hash;
}

bool
digest_equal(const char *a, const char *b)
{
	size_t n = strlen(a);

	return n == strlen(b) && CRYPTO_memcmp(a, b, n) == 0;
}

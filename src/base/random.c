#include <stdlib.h>

#include <openssl/rand.h>

#include "base/digest.h"
#include "base/log.h"
#include "base/random.h"

static const char LETTERS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
			      "abcdefghijklmnopqrstuvwxyz";

#define N_UPPER 36 /* A-Z 0-9 */
#define N_ALL 62

#define ID_BYTES ((RANDOM_ID_SIZE - 1) / 2)
#define RESERVE 64 /* ids whose random numbers are fetched at once */

static void
random_bytes(unsigned char *bytes, size_t n)
{
	if (RAND_bytes(bytes, (int)n) != 1) {
		log_fatal("the system provides no random numbers");
		abort();
	}
}

void
random_id(char id[RANDOM_ID_SIZE])
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
	digest_hex(bytes, ID_BYTES, id);
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
random_key(char key[RANDOM_KEY_SIZE])
{
	random_letters(N_UPPER, RANDOM_KEY_SIZE - 1, key);
}

void
random_secret(char secret[RANDOM_SECRET_SIZE])
{
	random_letters(N_ALL, RANDOM_SECRET_SIZE - 1, secret);
}

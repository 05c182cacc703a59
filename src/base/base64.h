#ifndef BASE_BASE64_H
#define BASE_BASE64_H

/* Base64, as credentials and tokens come in. */

#include <stddef.h>

/* RFC 4648, section 4 or 5. */
enum base64_alphabet {
	BASE64_STANDARD, /* "+" and "/", padded */
	BASE64_URL,      /* "-" and "_" as well; padding may be missing */
};

/*
 * Decode base64; characters of neither the alphabet nor the padding are
 * skipped, and what is behind the padding is not looked at.  out has room for
 * n bytes.  Returns the number of bytes, or -1 if the padding is wrong.
 */
long base64_decode(
    const char *text, size_t n, enum base64_alphabet alphabet, char *out);

#endif

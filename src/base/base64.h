#ifndef BASE_BASE64_H
#define BASE_BASE64_H

/* Base64, the form of credentials and tokens. */

#include <stddef.h>

/* RFC 4648, section 4 or 5. */
enum base64_alphabet {
	BASE64_STANDARD, /* "+" and "/", padded */
	BASE64_URL,      /* "-" and "_" as well; padding may be missing */
};

/*
 * Decode base64.  Characters outside the alphabet are skipped, and everything
 * after the padding is ignored.  out has room for n bytes.  Returns the number
 * of bytes decoded, or -1 if the text is cut short or lacks its padding.
 */
long base64_decode(
    const char *text, size_t n, enum base64_alphabet alphabet, char *out);

#endif
